import type { Term } from '../domain/query.js';
import type { Search } from './search-ports.js';

/** The same search, of which these terms must hold, too. */
export function withTerms(search: Search, terms: readonly Term[]): Search {
  const { query } = search;
  return { ...search, query: { ...query, terms: [...query.terms, ...terms] } };
}
