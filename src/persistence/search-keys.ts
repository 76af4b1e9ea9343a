import type { PermissionValue } from '../domain/query.js';
import type { PermissionLevel } from '../domain/token-request.js';
import { lowerAll, type SearchValues, storable } from './search-values.js';

export interface KeyContext {
  readonly values: SearchValues;
  /** Where the reader may read; null for their own requests, wherever. */
  readonly organizationIds: readonly number[] | null;
}

/**
 * Keys (see the migration that makes them) of which a request that asks for one of the repositories has at least one;
 * null for a reader of their own requests, which may be of any organization.
 */
export function repositoryKeys(context: KeyContext, names: readonly string[]): string | null {
  // The organization is in the key already; the name of another one finds too many, never too few.
  const own = lowerAll(names).map((name) => name.split('/')[1] ?? name);
  return keys(context, 'repo', ['*', ...own]);
}

/** The same for requests that ask for one of the permissions. */
export function permissionKeys(context: KeyContext, wanted: readonly PermissionValue[]): string | null {
  return keys(context, 'permission', permissionPairs(wanted));
}

/** The same for requests of one of the requesters. */
export function ownerKeys(context: KeyContext, logins: readonly string[]): string | null {
  return keys(context, 'owner', lowerAll(logins));
}

const LEVELS: readonly PermissionLevel[] = ['read', 'write', 'admin'];

/** Each permission with each level that matches: `contents:write`. */
export function permissionPairs(wanted: readonly PermissionValue[]): string[] {
  return wanted.flatMap(({ name, level }) =>
    LEVELS.slice(level === null ? 0 : LEVELS.indexOf(level)).map((at) => `${storable(name)}:${at}`),
  );
}

/** The subquery runs once, and hides the keys from the planner, which would guess worse if it knew them. */
function keys(
  { values, organizationIds }: KeyContext,
  kind: string,
  names: readonly string[],
): string | null {
  if (organizationIds === null) return null;
  const ids = values.add(organizationIds, 'bigint[]');
  return `ARRAY(SELECT token_request_key(o.id, ${values.add(kind, 'text')}, n.name)
                  FROM unnest(${ids}) o(id), unnest(${values.add(names, 'text[]')}) n(name))`;
}
