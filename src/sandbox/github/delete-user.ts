import type { Credentials } from './credentials.js';
import type { GitHubWorld } from './github-world.js';
import type { User } from './world-entities.js';

/** Somebody deletes their account: with it go their tokens, and what these asked for. No webhook tells of it. */
export function deleteUser(
  { world, credentials }: { world: GitHubWorld; credentials: Credentials },
  user: User,
): void {
  credentials.people.revokeAll(user);
  for (const { roles, teams, ssoSessions } of world.organizations) {
    roles.delete(user.id);
    ssoSessions.delete(user.id);
    for (const { members } of teams.values()) members.delete(user.id);
  }
  remove(world.requests, ({ owner }) => owner === user);
  remove(world.grants, ({ token }) => token.owner === user);
  remove(world.tokens, ({ owner }) => owner === user);
  remove(world.users, (candidate) => candidate === user);
  world.changed();
}

function remove<T>(list: T[], isGone: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((item) => !isGone(item)));
}
