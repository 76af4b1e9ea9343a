import type { Condition } from '../domain/query.js';
import {
  BARE_NAME,
  expires,
  FULL_NAME,
  isNamed,
  permissionLevels,
  repositoryNames,
  type SearchContext,
} from './search-conditions.js';
import { containing, lowerAll } from './search-values.js';

/** What sources are written with. */
export interface SourceContext extends SearchContext {
  /** Whether the search is about nothing but pending requests, for which there are more indexes. */
  readonly onlyPending: boolean;
  /** The condition for the token requests `r` that the search is about. */
  readonly searched: () => string;
  /** How many ids of each value are of interest. */
  readonly most: number;
}

/**
 * Where the ids of all requests that may match a term can be looked up at once: a SELECT of `id`, which may find too
 * many, never too few. Null when there is no such place.
 */
export function sourceOf(context: SourceContext, term: Condition): string | null {
  const { values } = context;
  switch (term.qualifier) {
    case 'owner':
      return requests(
        context,
        `lower(r.requester_login) = ANY(${values.add(lowerAll(term.values), 'text[]')})`,
      );
    case 'repo':
      return repositories(context, term.values);
    case 'permission':
      return `SELECT x.id FROM jsonb_to_recordset(${values.add(JSON.stringify(permissionLevels(term.values)), 'jsonb')})
                          AS w(name text, level text)
               CROSS JOIN LATERAL (${firstFew(context, 'token_request_permissions', 'x.name = w.name AND x.level = w.level')}) x`;
    case 'decided-by':
      return named(context, 'decisions', "x.state = 'done' AND lower(x.github_login)", lowerAll(term.values));
    case 'expires':
      return context.onlyPending ? requests(context, expires(context, term.within)) : null;
    case 'text':
      return text(context, term.text);
    default:
      return null;
  }
}

function requests({ searched }: SourceContext, condition: string): string {
  return `SELECT r.id FROM token_requests r WHERE ${searched()} AND ${condition}`;
}

function repositories(context: SourceContext, names: readonly string[]): string {
  const { full, bare, owners } = repositoryNames(names);
  const all = bare.length > 0 ? 'true' : isNamed(owners, context.values);
  return [
    requests(context, `r.repository_selection = 'all' AND ${all}`),
    named(context, 'token_request_repositories', FULL_NAME, full),
    named(context, 'token_request_repositories', BARE_NAME, bare),
  ].join(' UNION ALL ');
}

function named(context: SourceContext, table: string, name: string, wanted: readonly string[]): string {
  return `SELECT x.id FROM unnest(${context.values.add(wanted, 'text[]')}) w(name)
           CROSS JOIN LATERAL (${firstFew(context, table, `${name} = w.name`)}) x`;
}

/**
 * PostgreSQL shall read no more of the index than is wanted. It does when it is asked for the index's order, and takes
 * the limit for a small one, as it does with one that it cannot see; else it would read and sort all.
 */
function firstFew({ most }: SourceContext, table: string, condition: string): string {
  return `SELECT x.token_request_id AS id FROM ${table} x WHERE ${condition}
           ORDER BY x.token_request_id LIMIT (SELECT ${most})`;
}

/** An index of trigrams is of no help for less than three letters in a row. */
const THREE_LETTERS = /[\p{L}\p{N}]{3}/u;

function text(context: SourceContext, wanted: string): string | null {
  if (!THREE_LETTERS.test(wanted)) return null;
  // In a subquery, so that PostgreSQL does not guess how frequent it is, which it does badly.
  const pattern = `(SELECT lower(${context.values.add(containing(wanted), 'text')}))`;
  return requests(context, `lower(r.token_name || ' ' || coalesce(r.reason, '')) LIKE ${pattern}`);
}
