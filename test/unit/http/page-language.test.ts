import { describe, expect, it } from '@jest/globals';
import { browsersLanguage, visitorsTranslator } from '../../../src/http/page-language.js';
import { usualSpeeches } from '../../support/speeches.js';

const asks = (language: string) => ({ 'accept-language': language });

describe('the language of a page', () => {
  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
    ['de, ja;q=0.5, en;q=0.4', 'ja'],
    ['EN-gb', 'en'],
    ['*', 'ja'],
    ['de', undefined],
    ['fr;q=0, en', 'en'],
    ['', undefined],
    [';;;=q,,,', undefined],
  ])('of a browser that wants %j is %s', (header, expected) => {
    const language = browsersLanguage(asks(header), 'ja');

    expect(language).toBe(expected);
  });

  it('is no question for a browser that says nothing', () => {
    const language = browsersLanguage({}, 'ja');

    expect(language).toBeUndefined();
  });

  it('is that of the person before that of their browser', async () => {
    const speeches = { ...usualSpeeches, known: async () => ({ language: 'ja', timeZone: 'Asia/Tokyo' }) };

    const translators = await Promise.all([
      visitorsTranslator(speeches, asks('fr'), 'U0MONA'),
      visitorsTranslator(speeches, asks('fr'), undefined),
      visitorsTranslator(usualSpeeches, asks('fr'), 'U0MONA'),
      visitorsTranslator(usualSpeeches, asks('de'), 'U0MONA'),
    ]);

    expect(translators.map(({ locale }) => locale)).toEqual(['ja', 'fr', 'fr', 'en']);
  });
});
