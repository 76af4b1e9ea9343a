import { COLONS, COMMAS, DASHES, DOUBLE_QUOTES, isSpace, SINGLE_QUOTES } from './query-characters.js';
import { isNeverUsed, type Qualifier, qualifierOf, unitOf } from './query-words.js';

/** One term of a query as it was written, before anybody asks whether it means anything. */
export interface ScannedTerm {
  readonly written: string;
  readonly negated: boolean;
  /** As it was written as far as the colon, and with it; '' for text. */
  readonly head: string;
  /** What stands before the colon; null for text. */
  readonly name: string | null;
  /** Of a known qualifier; of an unknown one what follows the colon; for text the text. */
  readonly values: readonly ScannedValue[];
}

export interface ScannedValue {
  readonly text: string;
  readonly written: string;
  readonly quoted: boolean;
  /** False for a quote without an end. */
  readonly closed: boolean;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** Splits a query into its terms, one after the other, as far as somebody wants them. */
export function* scanQuery(text: string): Generator<ScannedTerm> {
  const cursor = { text, at: 0 };
  for (;;) {
    skip(cursor, isSpace);
    if (cursor.at >= text.length) return;
    yield readTerm(cursor);
  }
}

function readTerm(cursor: Cursor): ScannedTerm {
  const start = cursor.at;
  const negated = skip(cursor, oneOf(DASHES));
  const written = () => cursor.text.slice(start, cursor.at);
  const text = (value: ScannedValue) => ({
    written: written(),
    negated,
    head: '',
    name: null,
    values: [value],
  });
  const quoted = readQuoted(cursor);
  if (quoted) return text(quoted);

  const word = readBare(cursor, COLONS);
  const colon = cursor.text[cursor.at];
  if (colon === undefined || !COLONS.includes(colon)) return text(word);
  cursor.at += 1;
  const head = written();
  const qualifier = qualifierOf(word.text);
  const values = qualifier ? readValues(cursor, qualifier) : [readBare(cursor, '')];
  return { written: written(), negated, head, name: word.text, values };
}

/** A list of values, in which spaces may follow the colon and stand round the commas. */
function readValues(cursor: Cursor, qualifier: Qualifier): ScannedValue[] {
  const values: ScannedValue[] = [];
  do {
    skip(cursor, oneOf(COMMAS));
    if (skip(cursor, isBetweenValues) && startsTerm(cursor, qualifier)) break;
    if (cursor.at >= cursor.text.length) break;
    values.push(readQuoted(cursor) ?? readValue(cursor, qualifier));
  } while (skipToComma(cursor));
  return values;
}

/** After `owner: ` comes its value, unless it is plainly the next term: `owner: repo:payments`. */
function startsTerm(cursor: Cursor, qualifier: Qualifier): boolean {
  const ahead = { ...cursor };
  if (skip(ahead, oneOf(DASHES))) return true;
  const word = readBare(ahead, COLONS).text;
  const colon = ahead.text[ahead.at];
  if (colon !== undefined && COLONS.includes(colon)) return qualifierOf(word) !== undefined;
  return isNeverUsed(word) && qualifier !== 'is';
}

function readValue(cursor: Cursor, qualifier: Qualifier): ScannedValue {
  const value = readBare(cursor, COMMAS);
  const isTime = qualifier === 'older' || qualifier === 'newer' || qualifier === 'expires';
  if (!isTime || !/^\d+$/.test(value.text)) return value;
  // `older:3 days` can mean one thing only.
  const ahead = { ...cursor };
  skip(ahead, isSpace);
  const unit = readBare(ahead, COMMAS).text;
  if (unitOf(unit) === undefined) return value;
  cursor.at = ahead.at;
  return bare(`${value.text} ${unit}`);
}

/** What stands in quotes here, or null. */
function readQuoted(cursor: Cursor): ScannedValue | null {
  const quote = cursor.text[cursor.at];
  if (quote === undefined) return null;
  if (DOUBLE_QUOTES.includes(quote)) return readDoubleQuoted(cursor);
  if (!SINGLE_QUOTES.includes(quote)) return null;
  const end = closingSingleQuote(cursor);
  if (end === null) return null;
  const text = cursor.text.slice(cursor.at + 1, end);
  const written = cursor.text.slice(cursor.at, end + 1);
  cursor.at = end + 1;
  return { text, written, quoted: true, closed: true };
}

/** Any kind of quote ends any other: autocorrection changes one of a pair as readily as both. */
function readDoubleQuoted(cursor: Cursor): ScannedValue {
  const start = cursor.at;
  let text = '';
  let closed = false;
  cursor.at += 1;
  while (cursor.at < cursor.text.length && !closed) {
    const character = cursor.text.charAt(cursor.at);
    const next = cursor.text.charAt(cursor.at + 1);
    const escapes = character === '\\' && next !== '' && `\\${DOUBLE_QUOTES}`.includes(next);
    closed = DOUBLE_QUOTES.includes(character);
    if (!closed) text += escapes ? next : character;
    cursor.at += escapes ? 2 : 1;
  }
  return { text, written: cursor.text.slice(start, cursor.at), quoted: true, closed };
}

function closingSingleQuote({ text, at }: Cursor): number | null {
  for (let end = at + 1; end < text.length; end += 1) {
    if (!SINGLE_QUOTES.includes(text.charAt(end))) continue;
    const after = text.charAt(end + 1);
    if (after === '' || isSpace(after) || COMMAS.includes(after)) return end;
  }
  return null;
}

/** As far as a space, a double quote, or one of `stops`. */
function readBare(cursor: Cursor, stops: string): ScannedValue {
  const start = cursor.at;
  const ends = oneOf(DOUBLE_QUOTES + stops);
  skip(cursor, (character) => !isSpace(character) && !ends(character));
  return bare(cursor.text.slice(start, cursor.at));
}

function bare(text: string): ScannedValue {
  return { text, written: text, quoted: false, closed: true };
}

function skipToComma(cursor: Cursor): boolean {
  skip(cursor, isSpace);
  return cursor.at < cursor.text.length && COMMAS.includes(cursor.text.charAt(cursor.at));
}

function isBetweenValues(character: string): boolean {
  return isSpace(character) || COMMAS.includes(character);
}

function oneOf(characters: string): (character: string) => boolean {
  return (character) => characters.includes(character);
}

/** True when there was something to skip. */
function skip(cursor: Cursor, isSkipped: (character: string) => boolean): boolean {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && isSkipped(cursor.text.charAt(cursor.at))) cursor.at += 1;
  return cursor.at > start;
}
