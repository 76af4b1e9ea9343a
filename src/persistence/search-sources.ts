import type { Search } from '../application/ports.js';
import type { Condition, Term } from '../domain/query.js';
import type { ConditionContext } from './search-conditions.js';
import { ownerKeys, permissionKeys, repositoryKeys } from './search-keys.js';
import { containing, lowerAll } from './search-values.js';

/**
 * Places where the ids of all requests that may match a query can be looked up at once. Each is a SELECT of ids that
 * goes to one index. A rare value is found that way; for a frequent one it is cheaper to go through the list in its
 * order and to look at each request until the page is full.
 */
export function sourcesOf(
  context: ConditionContext,
  search: Pick<Search, 'query'>,
  onlyPending: boolean,
): string[] {
  const terms = search.query.terms.filter((term) => !term.negated);
  const state = onlyPending ? "r.state = 'pending'" : 'true';
  const sources: string[] = [];
  const keys = keySets(context, terms);
  if (keys !== null) sources.push(`SELECT r.id FROM token_requests r WHERE ${state} AND ${keys}`);
  for (const term of terms) {
    const source = otherSource(context, term, state);
    if (source !== null) sources.push(source);
  }
  return sources;
}

/** Null unless it is worth while: the requests of one requester can be read in their order anyhow. */
function keySets(context: ConditionContext, terms: readonly Term[]): string | null {
  if (!terms.some(({ qualifier }) => qualifier === 'repo' || qualifier === 'permission')) return null;
  const sets = terms.map((term) => keysOf(context, term)).filter((keys) => keys !== null);
  if (sets.length === 0) return null;
  return sets.map((keys) => `r.search_keys && ${keys}`).join(' AND ');
}

function keysOf(context: ConditionContext, term: Condition): string | null {
  switch (term.qualifier) {
    case 'owner':
      return ownerKeys(context, term.values);
    case 'repo':
      return repositoryKeys(context, term.values);
    case 'permission':
      return permissionKeys(context, term.values);
    default:
      return null;
  }
}

/** An index of trigrams is of no help for less than three letters in a row. */
const THREE_LETTERS = /[\p{L}\p{N}]{3}/u;

function otherSource({ values }: ConditionContext, term: Condition, state: string): string | null {
  if (term.qualifier === 'text' && THREE_LETTERS.test(term.text)) {
    // As in the subquery for keys, the planner shall not guess how frequent the text is.
    const pattern = `(SELECT lower(${values.add(containing(term.text), 'text')}))`;
    return `SELECT r.id FROM token_requests r
             WHERE ${state} AND lower(r.token_name || ' ' || coalesce(r.reason, '')) LIKE ${pattern}`;
  }
  if (term.qualifier === 'decided-by') {
    return `SELECT d.token_request_id AS id FROM decisions d
             WHERE d.state = 'done' AND lower(d.github_login) = ANY(${values.add(lowerAll(term.values), 'text[]')})`;
  }
  return null;
}
