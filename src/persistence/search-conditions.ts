import { type Duration, durationMs, type PermissionValue, type Term } from '../domain/query.js';
import { type KeyContext, permissionKeys, permissionPairs, repositoryKeys } from './search-keys.js';
import { containing, lowerAll } from './search-values.js';

/** What the terms of a query are written with. */
export interface ConditionContext extends KeyContext {
  readonly now: Date;
  /** The column that `older:` and `newer:` speak of. */
  readonly dateColumn: 'requested_at' | 'ended_at';
  /** GitHub's ids of the organizations of these names. */
  readonly organizationsNamed: (logins: readonly string[]) => readonly number[];
}

/** A condition on the token request `r`; never NULL, so that NOT makes its exact complement. */
export interface SqlCondition {
  readonly sql: string;
  /** True when the row itself tells, false when other tables have to be read. */
  readonly ofRow: boolean;
}

/** How a term reads in SQL. Null for `is:`, which is told by the states that are searched. */
export function toCondition(context: ConditionContext, term: Term): SqlCondition | null {
  const condition = positive(context, term);
  if (condition === null || !term.negated) return condition;
  return { ...condition, sql: `NOT (${condition.sql})` };
}

function positive(context: ConditionContext, term: Term): SqlCondition | null {
  const { values } = context;
  switch (term.qualifier) {
    case 'owner':
      return ofRow(`lower(r.requester_login) = ANY(${values.add(lowerAll(term.values), 'text[]')})`);
    case 'org': {
      const ids = context.organizationsNamed(term.values);
      return ofRow(`r.organization_id = ANY(${values.add(ids, 'bigint[]')})`);
    }
    case 'repo':
      return repository(context, term.values);
    case 'permission':
      return permission(context, term.values);
    case 'decided-by':
      return decidedBy(context, term.values);
    case 'is':
      return null;
    case 'older':
      return ofRow(older(context, term.duration));
    case 'newer':
      return ofRow(`NOT (${older(context, term.duration)})`);
    case 'expires':
      return ofRow(expires(context, term.within));
    case 'never-used':
      return ofRow('r.token_last_used_at IS NULL');
    case 'text':
      return text(context, term.text);
  }
}

function ofRow(sql: string): SqlCondition {
  return { sql, ofRow: true };
}

function older({ values, now, dateColumn }: ConditionContext, duration: Duration): string {
  const cutoff = values.add(shifted(now, -durationMs(duration)), 'timestamptz');
  const column = `r.${dateColumn}`;
  if (dateColumn === 'requested_at') return `${column} < ${cutoff}`;
  return `(${column} < ${cutoff} AND ${column} IS NOT NULL)`;
}

function expires({ values, now }: ConditionContext, within: Duration | 'never'): string {
  if (within === 'never') return 'r.token_expires_at IS NULL';
  const end = values.add(shifted(now, durationMs(within)), 'timestamptz');
  return `(r.token_expires_at <= ${end} AND r.token_expires_at IS NOT NULL)`;
}

const FIRST_YEAR = Date.UTC(1, 0, 1);
const LAST_YEAR = Date.UTC(9_999, 0, 1);

/** No duration is too long: beyond the years that everybody can write there is no request. */
function shifted(now: Date, ms: number): string {
  return new Date(Math.min(LAST_YEAR, Math.max(FIRST_YEAR, now.getTime() + ms))).toISOString();
}

/**
 * A subquery for each index. `coalesce((SELECT true …), false)` rather than EXISTS: PostgreSQL would turn the latter
 * into a join over the whole table, or hash the whole table, where a look at a few rows is meant.
 */
function exists(from: string): string {
  return `coalesce((SELECT true FROM ${from} LIMIT 1), false)`;
}

function repository(context: ConditionContext, names: readonly string[]): SqlCondition {
  const { values } = context;
  const full = lowerAll(names.filter((name) => name.includes('/')));
  const bare = lowerAll(names.filter((name) => !name.includes('/')));
  const found = [
    ...(full.length > 0 ? [asksFor('lower(x.full_name)', values.add(full, 'text[]'))] : []),
    ...(bare.length > 0
      ? [asksFor("lower(split_part(x.full_name, '/', 2))", values.add(bare, 'text[]'))]
      : []),
  ];
  const owners = full.map((name) => name.slice(0, name.indexOf('/')));
  const all =
    bare.length > 0
      ? "r.repository_selection = 'all'"
      : `(r.repository_selection = 'all' AND r.organization_id = ANY(${values.add(context.organizationsNamed(owners), 'bigint[]')}))`;
  const named = `(r.repository_selection = 'subset' AND (${found.join(' OR ') || 'false'}))`;
  return {
    sql: `(${narrowed(repositoryKeys(context, names))}(${all} OR ${named}))`,
    ofRow: false,
  };
}

function asksFor(name: string, names: string): string {
  return exists(`token_request_repositories x WHERE x.token_request_id = r.id AND ${name} = ANY(${names})`);
}

/** The row's own keys say cheaply of most rows that there is no need to look further. */
function narrowed(keys: string | null): string {
  return keys === null ? '' : `r.search_keys && ${keys} AND `;
}

function permission(context: ConditionContext, wanted: readonly PermissionValue[]): SqlCondition {
  const pairs = context.values.add(permissionPairs(wanted), 'text[]');
  const found = exists(
    `token_request_permissions x WHERE x.token_request_id = r.id AND x.name || ':' || x.level = ANY(${pairs})`,
  );
  return { sql: `(${narrowed(permissionKeys(context, wanted))}${found})`, ofRow: false };
}

function decidedBy({ values }: ConditionContext, logins: readonly string[]): SqlCondition {
  const login = `lower(d.github_login) = ANY(${values.add(lowerAll(logins), 'text[]')})`;
  const last = `SELECT ${login} FROM decisions d WHERE d.token_request_id = r.id AND d.state = 'done'`;
  return { sql: `coalesce((${last} ORDER BY d.id DESC LIMIT 1), false)`, ofRow: false };
}

function text({ values }: ConditionContext, wanted: string): SqlCondition {
  const pattern = `lower(${values.add(containing(wanted), 'text')})`;
  // It is the row itself that tells, but looking at a column in the index comes first.
  return {
    sql: `(lower(r.token_name) LIKE ${pattern} OR coalesce(lower(r.reason) LIKE ${pattern}, false))`,
    ofRow: false,
  };
}
