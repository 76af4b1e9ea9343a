import { nearest } from './nearest.js';
import { printDuration, printTerm } from './print-query.js';
import type { Duration, QueryKind, QueryProblem } from './query.js';
import { nearestDuration, readLevel } from './query-parts.js';
import {
  isNeverUsed,
  nearestQualifier,
  nearestState,
  type Qualifier,
  qualifierOf,
  SORTS,
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
): QueryProblem {
  const fits = suggestion !== null && suggestion.length <= SUGGESTION_LIMIT;
  return { code, written: clip(written.trim()), suggestion: fits ? suggestion : null };
}

/** What stands before the colon is no qualifier, or none for this kind of list. */
export function unknownQualifier(term: ScannedTerm, kind: QueryKind): QueryProblem {
  return queryProblem('unknown-qualifier', term.head, insteadOf(term, kind));
}

function insteadOf(term: ScannedTerm, kind: QueryKind): string | null {
  const name = term.name ?? '';
  // One that exists and is not for this kind of list: neither a neighbour nor quotes would say what was meant.
  if (qualifierOf(name) === 'decided-by') return null;
  const sign = term.negated ? '-' : '';
  const near = qualifierOf(name) ?? nearestQualifier(name, kind);
  if (near === 'never-used') return `${sign}never-used`;
  // An order has no opposite that a dash could ask for.
  if (near === 'sort') return 'sort:';
  if (near) return `${sign}${near}:`;
  const text = `${name}:${term.values.map((value) => value.text).join('')}`;
  return printTerm({ negated: term.negated, qualifier: 'text', text });
}

/** A qualifier without anything after its colon. */
export function missingValue(term: ScannedTerm, qualifier: Qualifier): QueryProblem {
  const example = EXAMPLES.get(qualifier);
  return queryProblem(
    'missing-value',
    term.head,
    example ? corrected(term, qualifier, printDuration(example)) : null,
  );
}

/** A state that does not exist, or that requests of this kind of list never have. */
export function unknownState(term: ScannedTerm, value: ScannedValue, kind: QueryKind): QueryProblem {
  const near = nearestState(value.text, kind);
  const state = near ? corrected(term, 'is', near) : null;
  const suggestion = isNeverUsed(value.text) ? `${term.negated ? '-' : ''}never-used` : state;
  return queryProblem('unknown-value', `${term.head}${value.written}`, suggestion);
}

/** Something that cannot be a permission of GitHub's; often a level alone. */
export function unknownPermission(term: ScannedTerm, value: ScannedValue): QueryProblem {
  const level = readLevel(value.text);
  const suggestion = level ? corrected(term, 'permission', `contents_${level}`) : null;
  return queryProblem('unknown-value', `${term.head}${value.written}`, suggestion);
}

/** An order that does not exist. */
export function unknownSort(term: ScannedTerm, value: ScannedValue): QueryProblem {
  const near = nearest(value.text, SORTS);
  return queryProblem('unknown-value', `${term.head}${value.written}`, near ? `sort:${near}` : null);
}

/** Something that is no length of time, or several. */
export function badDuration(term: ScannedTerm, qualifier: 'older' | 'newer' | 'expires'): QueryProblem {
  const text = term.values[0]?.text ?? '';
  const example = EXAMPLES.get(qualifier) ?? { count: 3, unit: 'd' };
  const never = qualifier === 'expires' && nearest(text, ['never']);
  const suggestion = corrected(term, qualifier, never || printDuration(nearestDuration(text, example)));
  return queryProblem('bad-duration', term.written, suggestion);
}

function corrected(term: ScannedTerm, qualifier: Qualifier, value: string): string {
  return `${term.negated ? '-' : ''}${qualifier}:${value}`;
}

/** By code points: half an emoji would be no text. */
function clip(written: string): string {
  const characters = [...written];
  if (characters.length <= WRITTEN_LIMIT) return written;
  return `${characters.slice(0, WRITTEN_LIMIT - 1).join('')}…`;
}
