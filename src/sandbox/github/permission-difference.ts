import type { PermissionLevel, PermissionSet } from './world-entities.js';

const GROUPS = ['organization', 'repository', 'other'] as const;
const RANK: Record<PermissionLevel, number> = { read: 1, write: 2, admin: 3 };

export interface PermissionDifference {
  /** Permissions that the token did not have. */
  added: PermissionSet;
  /** Permissions that it had at a lower level. */
  upgraded: PermissionSet;
  /** Everything it has once this is approved. */
  result: PermissionSet;
}

/** What asking for `asked` adds to the permissions in force. */
export function permissionDifference(current: PermissionSet, asked: PermissionSet): PermissionDifference {
  const difference: PermissionDifference = { added: {}, upgraded: {}, result: {} };
  for (const group of GROUPS) {
    if (current[group]) difference.result[group] = { ...current[group] };
    for (const [name, level] of Object.entries(asked[group] ?? {})) {
      const had = current[group]?.[name];
      if (had && RANK[had] >= RANK[level]) continue;
      const kind = had ? difference.upgraded : difference.added;
      kind[group] = { ...kind[group], [name]: level };
      difference.result[group] = { ...difference.result[group], [name]: level };
    }
  }
  return difference;
}
