import { nearest } from './nearest.js';
import { printDuration, printTerm } from './print-query.js';
import type { Duration, QueryKind, QueryProblem, Remedy } from './query.js';
import { nearestDuration, readLevel } from './query-parts.js';
import {
  isAllowed,
  isNeverUsed,
  meantQualifier,
  nearestState,
  type Qualifier,
  SORTS,
  stateOf,
} from './query-words.js';
import type { ScannedTerm, ScannedValue } from './scan-query.js';

const WRITTEN_LIMIT = 40;
/** Longer ones are left out, since half of one would be wrong. */
const SUGGESTION_LIMIT = 100;

const EXAMPLES: ReadonlyMap<Qualifier, Duration> = new Map([
  ['older', { count: 3, unit: 'd' }],
  ['newer', { count: 1, unit: 'd' }],
  ['expires', { count: 30, unit: 'd' }],
]);

/** A problem with what was written, clipped to what one reads at a glance. */
export function queryProblem(
  code: QueryProblem['code'],
  written: string,
  suggestion: string | null = null,
  remedy: Remedy | null = null,
): QueryProblem {
  const fits = suggestion !== null && suggestion.length <= SUGGESTION_LIMIT;
  return {
    code,
    written: clip(written.trim()),
    suggestion: fits ? suggestion : null,
    remedy: fits ? remedy : null,
  };
}

/** What stands before the colon is no qualifier, or none for this kind of list. */
export function unknownQualifier(term: ScannedTerm, kind: QueryKind): QueryProblem {
  const name = term.name ?? '';
  const { negated, head } = term;
  const near = meantQualifier(name);
  if (near === undefined) {
    const text = `${name}:${term.values.map((value) => value.text).join('')}`;
    return forWhole(term, 'unknown-qualifier', head, printTerm({ negated, qualifier: 'text', text }));
  }
  if (!isAllowed(near, kind)) {
    const value = term.written.slice(head.length).trim();
    return queryProblem('for-history', term.written, `${sign(term)}${near}:${value}`);
  }
  if (near === 'never-used') return forWhole(term, 'unknown-qualifier', head, `${sign(term)}never-used`);
  // An order has no opposite that a dash could ask for.
  const suggestion = near === 'sort' ? 'sort:' : `${sign(term)}${near}:`;
  const end = term.start + head.length;
  return queryProblem('unknown-qualifier', head, suggestion, { start: term.start, end, text: suggestion });
}

/** A qualifier without anything after its colon. */
export function missingValue(term: ScannedTerm, qualifier: Qualifier): QueryProblem {
  const example = EXAMPLES.get(qualifier);
  if (example === undefined) return queryProblem('missing-value', term.head);
  return forWhole(term, 'missing-value', term.head, `${sign(term)}${qualifier}:${printDuration(example)}`);
}

/** A state that does not exist, or that requests of this kind of list never have. */
export function unknownState(term: ScannedTerm, value: ScannedValue, kind: QueryKind): QueryProblem {
  // Among states it would have to become a term of its own, so that all of the query changes its meaning.
  if (isNeverUsed(value.text)) {
    return queryProblem('unknown-value', `${term.head}${value.written}`, `${sign(term)}never-used`);
  }
  const other = kind === 'pending' ? 'history' : 'pending';
  const near = stateOf(value.text, other) === undefined ? nearestState(value.text, kind) : undefined;
  const elsewhere = near === undefined && kind !== 'any' ? nearestState(value.text, other) : undefined;
  if (elsewhere === undefined) return forValue(term, value, 'is', near);
  const code = other === 'history' ? 'for-history' : 'for-pending';
  return queryProblem(code, `${term.head}${value.written}`, `${sign(term)}is:${elsewhere}`);
}

/** Something that cannot be a permission of GitHub's; often a level alone. */
export function unknownPermission(term: ScannedTerm, value: ScannedValue): QueryProblem {
  const level = readLevel(value.text);
  return forValue(term, value, 'permission', level ? `contents_${level}` : undefined);
}

/** An order that does not exist. */
export function unknownSort(term: ScannedTerm, value: ScannedValue): QueryProblem {
  return forValue(term, value, 'sort', nearest(value.text, SORTS));
}

/** Something that is no length of time, or several. */
export function badDuration(term: ScannedTerm, qualifier: 'older' | 'newer' | 'expires'): QueryProblem {
  const text = term.values[0]?.text ?? '';
  const example = EXAMPLES.get(qualifier) ?? { count: 3, unit: 'd' };
  const never = qualifier === 'expires' && nearest(text, ['never']);
  const time = never || printDuration(nearestDuration(text, example));
  return forWhole(term, 'bad-duration', term.written, `${sign(term)}${qualifier}:${time}`);
}

/** Mended by the suggestion instead of the whole term. */
function forWhole(
  { start, end }: ScannedTerm,
  code: QueryProblem['code'],
  written: string,
  suggestion: string,
): QueryProblem {
  return queryProblem(code, written, suggestion, { start, end, text: suggestion });
}

/** Mended by another value at the place of this one, whatever stands beside it. */
function forValue(
  term: ScannedTerm,
  value: ScannedValue,
  qualifier: Qualifier,
  near: string | undefined,
): QueryProblem {
  const written = `${term.head}${value.written}`;
  if (near === undefined) return queryProblem('unknown-value', written);
  const remedy = { start: value.start, end: value.end, text: near };
  return queryProblem('unknown-value', written, `${sign(term)}${qualifier}:${near}`, remedy);
}

function sign({ negated, name }: ScannedTerm): string {
  return negated && name !== null && meantQualifier(name) !== 'sort' ? '-' : '';
}

/** By code points: half an emoji would be no text. */
function clip(written: string): string {
  const characters = [...written];
  if (characters.length <= WRITTEN_LIMIT) return written;
  return `${characters.slice(0, WRITTEN_LIMIT - 1).join('')}…`;
}
