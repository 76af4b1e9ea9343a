import type { PageStart, Search } from '../application/search-ports.js';
import type { QueryKind } from '../domain/query.js';
import type { TokenRequestState } from '../domain/token-request.js';
import type { SearchValues } from './search-values.js';

export const ENDED: readonly TokenRequestState[] = ['approved', 'denied', 'cancelled', 'expired', 'closed'];
const ALL: readonly TokenRequestState[] = ['pending', 'deciding', ...ENDED];

const OF_KIND: Record<QueryKind, readonly TokenRequestState[]> = {
  pending: ['pending'],
  history: ENDED,
  any: ALL,
};

/** The states of the requests that a search is about: those of `is:`, or else those of the kind. */
export function statesOf({ kind, query }: Pick<Search, 'kind' | 'query'>): readonly TokenRequestState[] {
  const terms = query.terms.filter((term) => term.qualifier === 'is');
  const asked = terms.some((term) => !term.negated) ? ALL : OF_KIND[kind];
  return asked.filter((state) => terms.every((term) => term.values.includes(state) !== term.negated));
}

/** By what a list is sorted; ties go by id, in the same direction. */
export interface SearchOrder {
  readonly column: 'requested_at' | 'ended_at' | 'token_expires_at';
  readonly descending: boolean;
}

/** The column of `older:` and `newer:`, oldest and newest. */
export function dateColumnOf(kind: QueryKind): 'requested_at' | 'ended_at' {
  return kind === 'history' ? 'ended_at' : 'requested_at';
}

export function orderOf({ kind, query }: Pick<Search, 'kind' | 'query'>): SearchOrder {
  const column = dateColumnOf(kind);
  switch (query.sort) {
    case 'oldest':
      return { column, descending: false };
    case 'newest':
      return { column, descending: true };
    case 'expiry':
      return { column: 'token_expires_at', descending: false };
    case null:
      return { column, descending: kind !== 'pending' };
  }
}

/** `ORDER BY` for the token requests `r`, in the words of an index. */
export function orderBy(order: SearchOrder): string {
  const direction = order.descending ? 'DESC' : 'ASC';
  // In an index and by default, NULL comes where the most distant future would, so this is the order of `placeIn`.
  const by = order.column === 'token_expires_at' ? 'r.token_expires_at' : placeIn(order);
  return `ORDER BY ${by} ${direction}, r.id ${direction}`;
}

/** The condition for what lies behind the start of a page. */
export function after(order: SearchOrder, start: PageStart | null, values: SearchValues): string {
  if (start === null) return 'true';
  const place = `(${values.add(start.at ?? 'infinity', 'timestamptz')}, ${values.add(start.id, 'bigint')})`;
  return `(${placeIn(order)}, r.id) ${order.descending ? '<' : '>'} ${place}`;
}

/** What has no date comes where the most distant future would. */
function placeIn({ column }: SearchOrder): string {
  return column === 'requested_at' ? 'r.requested_at' : `coalesce(r.${column}, 'infinity')`;
}
