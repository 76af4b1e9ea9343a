import type { Duration, PermissionValue, Query, Term } from './query.js';
import { COLONS, COMMAS, DASHES, DOUBLE_QUOTES, isSpace, SINGLE_QUOTES } from './query-characters.js';
import { isNeverUsed } from './query-words.js';

/**
 * Writes a query as one would type it, in canonical words and with quotes only where they are needed.
 * `parseQuery` reads exactly the same query from it, provided that its parts are normal, as `parseQuery` makes
 * them: texts as `normalText` and names as `normalName` leave them (neither empty), permissions as
 * `readPermission` and durations as `readDuration` return them, no value twice in a term (names know no case), no
 * term twice, and within the limits.
 */
export function printQuery({ terms, sort }: Query): string {
  const printed = terms.map(printTerm);
  if (sort) printed.push(`sort:${sort}`);
  return printed.join(' ');
}

/** Writes one term. */
export function printTerm(term: Term): string {
  return `${term.negated ? '-' : ''}${printCondition(term)}`;
}

function printCondition(term: Term): string {
  switch (term.qualifier) {
    case 'owner':
    case 'repo':
    case 'org':
    case 'decided-by':
      return `${term.qualifier}:${term.values.map(printName).join(',')}`;
    case 'permission':
      return `permission:${term.values.map(printPermission).join(',')}`;
    case 'is':
      return `is:${term.values.join(',')}`;
    case 'older':
    case 'newer':
      return `${term.qualifier}:${printDuration(term.duration)}`;
    case 'expires':
      return `expires:${term.within === 'never' ? 'never' : printDuration(term.within)}`;
    case 'never-used':
      return 'never-used';
    case 'text':
      return printText(term.text);
  }
}

/** `contents_write`; without a level `contents`. */
export function printPermission({ name, level }: PermissionValue): string {
  return level === null ? name : `${name}_${level}`;
}

/** `3d`. */
export function printDuration({ count, unit }: Duration): string {
  return `${count}${unit}`;
}

function printName(name: string): string {
  const misread = separates(name, COMMAS) || startsWith(name, SINGLE_QUOTES);
  return misread ? quote(name) : name;
}

function printText(text: string): string {
  const misread =
    separates(text, COLONS) || startsWith(text, DASHES + COMMAS + SINGLE_QUOTES) || isNeverUsed(text);
  return misread ? quote(text) : text;
}

function separates(text: string, separators: string): boolean {
  return [...text].some(
    (character) => isSpace(character) || DOUBLE_QUOTES.includes(character) || separators.includes(character),
  );
}

function startsWith(text: string, characters: string): boolean {
  return text === '' || characters.includes(text.charAt(0));
}

function quote(text: string): string {
  const escaped = [...text].map((character) =>
    character === '\\' || DOUBLE_QUOTES.includes(character) ? `\\${character}` : character,
  );
  return `"${escaped.join('')}"`;
}
