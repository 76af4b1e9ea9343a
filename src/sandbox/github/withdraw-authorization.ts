import type { Credentials } from './credentials.js';
import type { GitHubWorld } from './github-world.js';
import type { User } from './world-entities.js';

/** Somebody authorizes the App no longer: all their tokens end, and GitHub tells the App. */
export function withdrawAuthorization(
  { world, credentials }: { world: GitHubWorld; credentials: Credentials },
  user: User,
): void {
  credentials.people.revokeAll(user);
  world.tell({ kind: 'authorization-revoked', sender: user });
}
