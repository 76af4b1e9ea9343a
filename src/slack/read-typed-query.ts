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
  const corrected = correct(text, problems);
  const isRight = corrected !== null && parseQuery(corrected, KINDS[subcommand]).query !== undefined;
  return { problems, corrected: isRight ? `/tokens ${subcommand} ${corrected}` : null };
}

/** With every suggestion put in; null when one is missing, or was made for something that is not there as it is. */
function correct(text: string, problems: readonly QueryProblem[]): string | null {
  let corrected = text;
  for (const { written, suggestion } of problems) {
    if (suggestion === null || written === '' || !corrected.includes(written)) return null;
    corrected = corrected.replace(written, () => suggestion);
  }
  return corrected;
}
