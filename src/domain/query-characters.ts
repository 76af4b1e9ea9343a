/**
 * The characters that mean something in a query, with those that keyboards, autocorrection and other scripts put
 * in their place. All of them are single UTF-16 units.
 */
export const DOUBLE_QUOTES = '"“”„‟«»＂';
/** These are apostrophes too, so they are quotes only where they enclose something. */
export const SINGLE_QUOTES = "'‘’‚‛";
export const COLONS = ':：';
export const COMMAS = ',，、';
export const DASHES = '-‐‑‒–—―−－';

// Besides white space, what nobody sees and copied text often carries: zero-width spaces and marks of direction.
const SPACE = /[\s\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/;

/** True for what separates terms; control characters do not occur after `normalText`. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

/**
 * Text as a query keeps it: a control character is a space (PostgreSQL takes no NUL), and half a surrogate pair,
 * which is no character, is the replacement character (PostgreSQL's JSON takes no such half). Every place in it is
 * the same place in the text.
 */
export function normalText(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '\uFFFD');
}

/** A login's or repository's name as a query keeps it: as `normalText`, without `@` and `#` before it. */
export function normalName(text: string): string {
  return normalText(text)
    .trim()
    .replace(/^[@#\s]+/, '');
}
