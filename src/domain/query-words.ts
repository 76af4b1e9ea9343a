import { nearest } from './nearest.js';
import type { Duration, NameQualifier, QueryKind, Sort } from './query.js';
import type { TokenRequestState } from './token-request.js';

/** What may stand before a colon, and `never-used`, which stands alone. */
export type Qualifier =
  | NameQualifier
  | 'permission'
  | 'is'
  | 'older'
  | 'newer'
  | 'expires'
  | 'never-used'
  | 'sort';

export const SORTS: readonly Sort[] = ['oldest', 'newest', 'expiry'];

// Maps, since whatever people type is looked up: an object knows `constructor`, too.
const QUALIFIERS: ReadonlyMap<string, Qualifier> = new Map([
  ['owner', 'owner'],
  ['repo', 'repo'],
  ['org', 'org'],
  ['permission', 'permission'],
  ['older', 'older'],
  ['newer', 'newer'],
  ['expires', 'expires'],
  ['never-used', 'never-used'],
  ['is', 'is'],
  ['sort', 'sort'],
  ['decided-by', 'decided-by'],
  ['requester', 'owner'],
  ['user', 'owner'],
  ['author', 'owner'],
  ['repository', 'repo'],
  ['organization', 'org'],
  ['organisation', 'org'],
  ['perm', 'permission'],
  ['permissions', 'permission'],
  ['state', 'is'],
  ['status', 'is'],
  ['neverused', 'never-used'],
  ['decidedby', 'decided-by'],
]);

const STATES: Record<QueryKind, readonly TokenRequestState[]> = {
  pending: ['pending', 'deciding', 'expired'],
  history: ['approved', 'denied', 'cancelled', 'expired', 'closed'],
  any: ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'],
};

const OTHER_WORDS_FOR_STATES: ReadonlyMap<string, TokenRequestState> = new Map([
  ['open', 'pending'],
  ['waiting', 'pending'],
  ['canceled', 'cancelled'],
  ['rejected', 'denied'],
]);

const UNITS: ReadonlyMap<string, Duration['unit']> = new Map([
  ...(['m', 'min', 'mins', 'minute', 'minutes'] as const).map((word) => [word, 'm'] as const),
  ...(['h', 'hr', 'hrs', 'hour', 'hours'] as const).map((word) => [word, 'h'] as const),
  ...(['d', 'day', 'days'] as const).map((word) => [word, 'd'] as const),
  ...(['w', 'wk', 'wks', 'week', 'weeks'] as const).map((word) => [word, 'w'] as const),
]);

/** A word of the language however it was typed: `Never_Used` is `never-used`. */
function keyword(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[_\p{Pd}−]/gu, '-');
}

/** What a word before a colon means, by its own name or another that people use. */
export function qualifierOf(word: string): Qualifier | undefined {
  return QUALIFIERS.get(keyword(word));
}

/** True for `never-used`, which needs no colon. */
export function isNeverUsed(word: string): boolean {
  return qualifierOf(word) === 'never-used';
}

/** Who decided can only be asked where something was decided. */
export function isAllowed(qualifier: Qualifier, kind: QueryKind): boolean {
  return qualifier !== 'decided-by' || kind !== 'pending';
}

/** The qualifier that a word before a colon means, misspelt or not. */
export function meantQualifier(word: string): Qualifier | undefined {
  return QUALIFIERS.get(keyword(word)) ?? QUALIFIERS.get(nearest(keyword(word), QUALIFIERS.keys()) ?? '');
}

/** The state that a word names; undefined also when this kind of list never shows it. */
export function stateOf(word: string, kind: QueryKind): TokenRequestState | undefined {
  const named = OTHER_WORDS_FOR_STATES.get(keyword(word)) ?? keyword(word);
  return STATES[kind].find((state) => state === named);
}

/** The state of this kind of list that a misspelt word is most like. */
export function nearestState(word: string, kind: QueryKind): TokenRequestState | undefined {
  const others = [...OTHER_WORDS_FOR_STATES.keys()].filter((other) => stateOf(other, kind) !== undefined);
  const found = nearest(keyword(word), [...STATES[kind], ...others]);
  return found === undefined ? undefined : stateOf(found, kind);
}

/** The order that a word names. */
export function sortOf(word: string): Sort | undefined {
  return SORTS.find((sort) => sort === keyword(word));
}

/** The unit of time that a word names: `d`, `day`, `Days`. */
export function unitOf(word: string): Duration['unit'] | undefined {
  return UNITS.get(keyword(word));
}

/** What people mean and the language lacks, in days. */
const LONG_UNITS: ReadonlyMap<string, Duration> = new Map([
  ...['mo', 'mon', 'month', 'months'].map((word): [string, Duration] => [word, { count: 30, unit: 'd' }]),
  ...['y', 'yr', 'yrs', 'year', 'years'].map((word): [string, Duration] => [word, { count: 365, unit: 'd' }]),
]);

/** The unit of time that a word means, misspelt or longer than those of the language: a month is 30 days. */
export function meantUnit(word: string): Duration | undefined {
  const typed = keyword(word);
  const found = nearest(typed, [...UNITS.keys(), ...LONG_UNITS.keys()]);
  if (found === undefined) return undefined;
  const unit = UNITS.get(found);
  return unit === undefined ? LONG_UNITS.get(found) : { count: 1, unit };
}
