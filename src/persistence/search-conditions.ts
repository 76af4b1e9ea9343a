import { type Duration, durationMs, type PermissionValue, type Term } from '../domain/query.js';
import type { PermissionLevel } from '../domain/token-request.js';
import { containing, lowerAll, oneOf, type SearchValues, storable } from './search-values.js';

/** What the terms of a query are written with. */
export interface SearchContext {
  readonly values: SearchValues;
  readonly now: Date;
  /** The column that `older:` and `newer:` speak of. */
  readonly dateColumn: 'requested_at' | 'ended_at';
}

/** How a term reads in SQL: a condition on the token request `r`, never NULL, so that NOT makes its exact complement. */
export function toCondition(context: SearchContext, term: Term): string {
  const condition = term.negated ? `NOT (${positive(context, term)})` : positive(context, term);
  // The dates are left as they are, since an index has them in order.
  const isDate = term.qualifier === 'older' || term.qualifier === 'newer';
  return isDate ? condition : likely(condition);
}

/**
 * Whoever goes through the list in its order expects to find enough soon. PostgreSQL would rather read and sort
 * everything for a condition that it takes to be rare; of a CASE it thinks nothing.
 */
function likely(condition: string): string {
  return `CASE WHEN ${condition} THEN true ELSE false END`;
}

function positive(context: SearchContext, term: Term): string {
  const { values } = context;
  switch (term.qualifier) {
    case 'owner':
      return `lower(r.requester_login) ${oneOf(lowerAll(term.values), values)}`;
    case 'org':
      return isNamed(term.values, values);
    case 'repo':
      return repository(context, term.values);
    case 'permission':
      return permission(values, term.values);
    case 'decided-by':
      return decidedBy(values, term.values);
    case 'is':
      return `r.state = ANY(${values.add(term.values, 'text[]')})`;
    case 'older':
      return older(context, term.duration);
    case 'newer':
      return `NOT ${older(context, term.duration)}`;
    case 'expires':
      return expires(context, term.within);
    case 'never-used':
      return 'r.token_last_used_at IS NULL';
    case 'text':
      return text(values, term.text);
  }
}

/** The condition for a request of one of the organizations. */
export function isOf(organizationIds: readonly number[], values: SearchValues): string {
  return `r.organization_id = ANY(${values.add(organizationIds, 'bigint[]')})`;
}

/** The same by name, which PostgreSQL looks up once; that spares a statement before this one. */
export function isNamed(logins: readonly string[], values: SearchValues): string {
  const named = `SELECT id FROM organizations WHERE lower(login) ${oneOf(lowerAll(logins), values)}`;
  return `r.organization_id = ANY(ARRAY(${named}))`;
}

function older({ values, now, dateColumn }: SearchContext, duration: Duration): string {
  const cutoff = values.add(shifted(now, -durationMs(duration)), 'timestamptz');
  const date = dateColumn === 'ended_at' ? "coalesce(r.ended_at, 'infinity')" : 'r.requested_at';
  return `(${date} < ${cutoff})`;
}

/** The condition for `expires:`, which is all that an index needs to find them. */
export function expires({ values, now }: SearchContext, within: Duration | 'never'): string {
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
 * `coalesce((SELECT true …), false)` rather than EXISTS: PostgreSQL would turn the latter into a join over the whole
 * table, or hash the whole table, where a look at a few rows is meant.
 */
function exists(from: string): string {
  return `coalesce((SELECT true FROM ${from} LIMIT 1), false)`;
}

/** Names of repositories by how they were written, and as they are compared. */
export function repositoryNames(names: readonly string[]) {
  const isFull = (name: string) => name.includes('/');
  const full = lowerAll(names.filter(isFull));
  const bare = lowerAll(names.filter((name) => !isFull(name)));
  return { full, bare, owners: full.map((name) => name.slice(0, name.indexOf('/'))) };
}

function repository({ values }: SearchContext, names: readonly string[]): string {
  const { full, bare, owners } = repositoryNames(names);
  const asksFor = (name: string, wanted: readonly string[]) => {
    const isWanted = `${name} ${oneOf(wanted, values)}`;
    const isChosen = exists(`token_request_repositories x WHERE x.token_request_id = r.id AND ${isWanted}`);
    return `CASE r.repository_selection WHEN 'all' THEN true WHEN 'subset' THEN ${isChosen} ELSE false END`;
  };
  const ways: string[] = [];
  if (bare.length > 0) ways.push(asksFor(BARE_NAME, bare));
  if (full.length > 0) ways.push(`(${isNamed(owners, values)} AND ${asksFor(FULL_NAME, full)})`);
  return ways.join(' OR ');
}

/** Names of a repository `x`, as indexes have them. */
export const FULL_NAME = 'lower(x.full_name)';
export const BARE_NAME = "lower(split_part(x.full_name, '/', 2))";

const LEVELS: readonly PermissionLevel[] = ['read', 'write', 'admin'];

/** Each permission with each level that matches. */
export function permissionLevels(wanted: readonly PermissionValue[]) {
  return wanted.flatMap(({ name, level }) =>
    LEVELS.slice(level === null ? 0 : LEVELS.indexOf(level)).map((at) => ({
      name: storable(name),
      level: at,
    })),
  );
}

function permission(values: SearchValues, wanted: readonly PermissionValue[]): string {
  const pairs = permissionLevels(wanted).map(({ name, level }) => `${name}:${level}`);
  return exists(
    `token_request_permissions x WHERE x.token_request_id = r.id
                                   AND x.name || ':' || x.level = ANY(${values.add(pairs, 'text[]')})`,
  );
}

/** Whoever made the last decision that was carried out. */
function decidedBy(values: SearchValues, logins: readonly string[]): string {
  const login = `lower(d.github_login) ${oneOf(lowerAll(logins), values)}`;
  const last = `SELECT ${login} FROM decisions d WHERE d.token_request_id = r.id AND d.state = 'done'`;
  return `coalesce((${last} ORDER BY d.id DESC LIMIT 1), false)`;
}

function text(values: SearchValues, wanted: string): string {
  const pattern = `lower(${values.add(containing(wanted), 'text')})`;
  return `(lower(r.token_name) LIKE ${pattern} OR coalesce(lower(r.reason) LIKE ${pattern}, false))`;
}
