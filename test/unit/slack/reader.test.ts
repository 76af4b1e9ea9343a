import { describe, expect, it } from '@jest/globals';
import { translatorOf } from '../../../src/i18n/translators.js';
import { createReaderTranslator, heldUpMs, inLanguageOf } from '../../../src/slack/reader.js';
import { SPEECH } from '../../support/builders.js';

const t = createReaderTranslator(translatorOf(SPEECH));
const speaking = (language: string) => ({
  ofWhoeverActs: async () => ({ language, timeZone: 'Asia/Tokyo' }),
});
const said = async () => {
  const before = t.text('card.approve');
  await Promise.resolve();
  return [before, t.text('card.approve'), t.locale, t.timeZone];
};

describe('the translator of listeners', () => {
  it('speaks to whoever acts, each in their own language, also when they act at once', async () => {
    const both = await Promise.all(
      ['fr', 'ja'].map((language) => inLanguageOf(speaking(language), 'U1', said)),
    );

    expect(both).toEqual([
      ['Approuver', 'Approuver', 'fr', 'Asia/Tokyo'],
      ['承認', '承認', 'ja', 'Asia/Tokyo'],
    ]);
  });

  it('speaks as usual where nobody acts', async () => {
    const words = await inLanguageOf(speaking('fr'), undefined, said);

    expect(words).toEqual(['Approve', 'Approve', 'en', 'UTC']);
    expect(await said()).toEqual(words);
  });

  it('knows how long the interaction was held up, so that its answer comes in time all the same', async () => {
    const slow = {
      ofWhoeverActs: () => new Promise<typeof SPEECH>((resolve) => setTimeout(() => resolve(SPEECH), 20)),
    };

    const held = await inLanguageOf(slow, 'U1', async () => heldUpMs());

    expect(held).toBeGreaterThanOrEqual(19);
    expect(heldUpMs()).toBe(0);
  });
});
