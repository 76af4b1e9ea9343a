import { correctQuery } from '../domain/correct-query.js';
import { parseQuery } from '../domain/parse-query.js';
import { printQuery } from '../domain/print-query.js';
import type { QueryKind, QueryProblem } from '../domain/query.js';

export type TypedQuery =
  /** As `printQuery` writes it. */
  | { readonly query: string; readonly problems?: undefined }
  | {
      readonly problems: readonly QueryProblem[];
      /** The whole command as it would be right; null when that is not known. */
      readonly corrected: string | null;
    };

const KINDS = { pending: 'pending', history: 'history', mine: 'any' } as const satisfies Record<
  string,
  QueryKind
>;

/** Reads the query that stands after a subcommand. */
export function readTypedQuery(subcommand: keyof typeof KINDS, text: string): TypedQuery {
  const { query, problems } = parseQuery(text, KINDS[subcommand]);
  if (query) return { query: printQuery(query) };
  const corrected = correctQuery(text, problems, KINDS[subcommand]);
  if (corrected !== null) return { problems, corrected: `/tokens ${subcommand} ${corrected}` };
  return { problems, corrected: elsewhere(subcommand, text) };
}

/** The same query where all of it may be asked, mended if need be. */
function elsewhere(subcommand: keyof typeof KINDS, text: string): string | null {
  if (subcommand === 'mine') return null;
  const other = subcommand === 'pending' ? 'history' : 'pending';
  const { query, problems } = parseQuery(text, other);
  const corrected = query ? text : correctQuery(text, problems, other);
  return corrected === null ? null : `/tokens ${other} ${corrected}`;
}
