import { sameName } from './github-world.js';
import type { RouteContext } from './route.js';
import type { Grant, PatRequest, PermissionSet } from './world-entities.js';

/** What token requests and grants have alike for the filters of their lists. */
export interface ListedAccess {
  entry: PatRequest | Grant;
  permissions: PermissionSet;
  at: Date;
}

/** The entries that a list's query asks for, in the order that it asks for. */
export function matchingAccess<T extends ListedAccess>({ query }: RouteContext, listed: readonly T[]): T[] {
  const filters = [
    byOwner(query.getAll('owner[]')),
    byTokenId(query.getAll('token_id[]')),
    byRepository(query.get('repository')),
    byPermission(query.get('permission')),
    byLastUse(query.get('last_used_before'), query.get('last_used_after')),
  ];
  const matching = listed.filter((access) => filters.every((filter) => filter(access)));
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const byAge = (a: T, b: T) => a.at.getTime() - b.at.getTime() || a.entry.id - b.entry.id;
  return matching.sort((a, b) => sign * byAge(a, b));
}

type Filter = (access: ListedAccess) => boolean;

function byOwner(owners: readonly string[]): Filter {
  if (owners.length === 0) return () => true;
  return ({ entry }) => owners.some((owner) => sameName(owner, entry.token.owner.login));
}

function byTokenId(ids: readonly string[]): Filter {
  return ({ entry }) => ids.length === 0 || ids.includes(String(entry.token.id));
}

function byRepository(name: string | null): Filter {
  if (name === null) return () => true;
  return ({ entry }) => {
    if (entry.repositorySelection === 'all') return true;
    return entry.repositories.some((repository) => sameName(repository.name, name));
  };
}

function byPermission(permission: string | null): Filter {
  if (permission === null) return () => true;
  return ({ permissions }) =>
    [permissions.organization, permissions.repository, permissions.other].some((group) =>
      Object.entries(group ?? {}).some(([name, level]) => `${name}_${level}` === permission),
    );
}

function byLastUse(before: string | null, after: string | null): Filter {
  if (before === null && after === null) return () => true;
  return ({ entry }) => {
    const usedAt = entry.token.lastUsedAt?.getTime();
    if (usedAt === undefined) return false;
    if (before !== null && usedAt >= Date.parse(before)) return false;
    return after === null || usedAt > Date.parse(after);
  };
}
