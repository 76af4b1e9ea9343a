import { en } from '../../src/i18n/catalogues/en.js';
import { type Catalogue, createTranslator, type Translator } from '../../src/i18n/translator.js';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀćđéƒğħíĵķĺɱñóƥɋřšŧúṽŵẋýžÁƁĆĐÉƑĞĦÍĴĶĹṀÑÓƤɊŘŠŦÚṼŴẊÝŽ'];

/** Of English, 40 % longer as some languages are, without a letter of ASCII, and between brackets. */
export function pseudoLocalized(message: string): string {
  let depth = 0;
  let letters = 0;
  const text = [...message].map((character) => {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    // At every other depth stands ICU's syntax: names of placeholders, forms of plurals.
    const index = depth % 2 === 0 ? PLAIN.indexOf(character) : -1;
    if (index < 0) return character;
    letters += 1;
    return ACCENTED[index] ?? character;
  });
  return `⟦${text.join('')}${'~'.repeat(Math.ceil(letters * 0.4))}⟧`;
}

/**
 * Texts that cannot be taken for English ones. Numbers, dates and enumerations are Japanese, in which there is no letter
 * of ASCII either.
 */
export function pseudoTranslator(): Translator {
  const entries = Object.entries(en).map(([key, message]) => [key, pseudoLocalized(message)]);
  return createTranslator('ja', Object.fromEntries(entries) as Catalogue, 'Asia/Tokyo');
}
