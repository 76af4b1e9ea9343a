import type { PermissionLevel, TokenRequestState } from './token-request.js';

/**
 * What people type to find token requests, in GitHub's search style: `owner:mona repo:payments -is:expired ci`.
 * All terms must hold. `parseQuery` reads it, `printQuery` writes it.
 */
export interface Query {
  readonly terms: readonly Term[];
  /** Null: the order of the list that is searched. */
  readonly sort: Sort | null;
}

export type Sort = 'oldest' | 'newest' | 'expiry';

/** One condition; `negated` asks for the contrary: `-owner:dependabot`. */
export type Term = { readonly negated: boolean } & Condition;

export type Condition =
  /**
   * Any of the values: a login of the requester; a repository's name, with the organization or without; an
   * organization's login; the login of whoever decided. GitHub's names know no case.
   */
  | { readonly qualifier: NameQualifier; readonly values: readonly string[] }
  /** Any of the values. A level stands for itself and those above it; null for any. */
  | { readonly qualifier: 'permission'; readonly values: readonly PermissionValue[] }
  /** Any of the states. */
  | { readonly qualifier: 'is'; readonly values: readonly TokenRequestState[] }
  /**
   * Asked (in a history: ended) longer ago than that, or not so long ago. */
  | { readonly qualifier: 'older' | 'newer'; readonly duration: Duration }
  /** The token expires within that time; or never. */
  | { readonly qualifier: 'expires'; readonly within: Duration | 'never' }
  | { readonly qualifier: 'never-used' }
  /** Stands in the token's name or in the requester's reason, in whatever case. */
  | { readonly qualifier: 'text'; readonly text: string };

export type NameQualifier = 'owner' | 'repo' | 'org' | 'decided-by';

export interface PermissionValue {
  /** GitHub's name, such as `pull_requests`. */
  readonly name: string;
  readonly level: PermissionLevel | null;
}

export interface Duration {
  readonly count: number;
  readonly unit: 'm' | 'h' | 'd' | 'w';
}

/** Which requests a list is about: it decides what is found when a query names no state, and what may be asked. */
export type QueryKind =
  /** Those that wait, oldest first. */
  | 'pending'
  /** Those that have ended, the last one first; `decided-by:` is for these. */
  | 'history'
  /** All of them, the newest first. */
  | 'any';

export const EMPTY_QUERY: Query = { terms: [], sort: null };

/** In characters. Nobody types as much, and everything that is read has a bound. */
export const QUERY_LIMIT = 1_000;

const MS: Record<Duration['unit'], number> = {
  m: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
  w: 7 * 24 * 3_600_000,
};

export function durationMs({ count, unit }: Duration): number {
  return count * MS[unit];
}

/** No more problems are looked for. */
export const PROBLEM_LIMIT = 5;

/** What stands in the way of reading a query; each code has a text in the message catalogue. */
export interface QueryProblem {
  readonly code:
    | 'too-long'
    | 'unknown-qualifier'
    | 'unknown-value'
    /** It is right, though only where ended requests are listed, or only where waiting ones are. */
    | 'for-history'
    | 'for-pending'
    | 'missing-value'
    | 'bad-duration'
    | 'unclosed-quote'
    | 'twice'
    | 'too-many';
  /** What was written, as it was, clipped; '' for `too-long`. */
  readonly written: string;
  /** The nearest that would have been right, ready to be typed; null when nothing is near. */
  readonly suggestion: string | null;
  /** What mends it in the text that was read; null when nothing does, or nothing is near. */
  readonly remedy: Remedy | null;
}

/** `text` instead of what stands from `start` to before `end`, in UTF-16 units. */
export interface Remedy {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type ParsedQuery =
  | { readonly query: Query; readonly problems?: undefined }
  | { readonly query?: undefined; readonly problems: readonly QueryProblem[] };
