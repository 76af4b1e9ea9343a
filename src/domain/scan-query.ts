import { COLONS, COMMAS, DASHES, DOUBLE_QUOTES, isSpace, SINGLE_QUOTES } from './query-characters.js';
import {
  isNeverUsed,
  meantQualifier,
  meantUnit,
  type Qualifier,
  qualifierOf,
  unitOf,
} from './query-words.js';

/** One term of a query as it was written, before anybody asks whether it means anything. */
export interface ScannedTerm {
  readonly written: string;
  /** Where it stands in the text, without spaces around it. */
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  /** As it was written as far as the colon, and with it; '' for text. */
  readonly head: string;
  /** What stands before the colon; null for text. */
  readonly name: string | null;
  /** Of a qualifier, misspelt or not; of an unknown one what follows the colon; for text the text. */
  readonly values: readonly ScannedValue[];
}

export interface ScannedValue {
  readonly text: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** False for a quote without an end. */
  readonly closed: boolean;
}

/** Shorter words are like too many. */
const SHORTEST_MISSPELT = 3;

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
  const negated = readDash(cursor);
  const place = () => {
    const end = endOf(cursor, start);
    return { written: cursor.text.slice(start, end), start, end, negated };
  };
  const text = (value: ScannedValue) => ({ ...place(), head: '', name: null, values: [value] });
  const quoted = readQuoted(cursor);
  if (quoted) return text(quoted);

  const word = readBare(cursor, COLONS);
  const colon = cursor.text[cursor.at];
  if (colon === undefined || !COLONS.includes(colon)) return text(word);
  cursor.at += 1;
  const head = cursor.text.slice(start, cursor.at);
  const qualifier = meantQualifier(word.text);
  const values = qualifier ? readValues(cursor, qualifier) : [readBare(cursor, '')];
  return { ...place(), head, name: word.text, values };
}

/** A dash before a term. People put a space after it, too, which before text is rather a dash between words. */
function readDash(cursor: Cursor): boolean {
  if (!skip(cursor, oneOf(DASHES))) return false;
  const ahead = { ...cursor };
  if (!skip(ahead, isSpace)) return true;
  const from = ahead.at;
  const word = readBare(ahead, COLONS).text;
  const hasColon = COLONS.includes(ahead.text[ahead.at] ?? ' ');
  if (hasColon ? meantQualifier(word) !== undefined : isNeverUsed(word)) cursor.at = from;
  return true;
}

/** Without the spaces after which no further value came. */
function endOf({ text, at }: Cursor, start: number): number {
  let end = at;
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  return end;
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
  // `older:3 days` can mean one thing only, and `older:3 mnths` is no search for "mnths".
  const ahead = { ...cursor };
  skip(ahead, isSpace);
  const unit = readBare(ahead, COMMAS).text;
  const isMisspelt = unit.length >= SHORTEST_MISSPELT && meantUnit(unit) !== undefined;
  if (unitOf(unit) === undefined && !isMisspelt) return value;
  cursor.at = ahead.at;
  return bare(cursor, value.start);
}

/** What stands in quotes here, or null. */
function readQuoted(cursor: Cursor): ScannedValue | null {
  const quote = cursor.text[cursor.at];
  if (quote === undefined) return null;
  if (DOUBLE_QUOTES.includes(quote)) return readDoubleQuoted(cursor);
  if (!SINGLE_QUOTES.includes(quote)) return null;
  const end = closingSingleQuote(cursor);
  if (end === null) return null;
  const start = cursor.at;
  const text = cursor.text.slice(start + 1, end);
  cursor.at = end + 1;
  return { text, ...since(cursor, start), quoted: true, closed: true };
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
  return { text, ...since(cursor, start), quoted: true, closed };
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
  return bare(cursor, start);
}

function bare(cursor: Cursor, start: number): ScannedValue {
  const place = since(cursor, start);
  return { text: place.written, ...place, quoted: false, closed: true };
}

function since({ text, at }: Cursor, start: number) {
  return { written: text.slice(start, at), start, end: at };
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
