import type { Search } from '../application/ports.js';
import type { QueryKind } from '../domain/query.js';
import type { TokenRequestState } from '../domain/token-request.js';

const ENDED: readonly TokenRequestState[] = ['approved', 'denied', 'cancelled', 'expired', 'closed'];
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
