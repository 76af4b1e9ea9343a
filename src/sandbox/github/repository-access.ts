import type { Principal } from './credentials.js';
import type { GitHubWorld } from './github-world.js';
import type { FineGrainedToken, Repository, User } from './world-entities.js';

export type RepositoryAccess = 'yes' | 'no' | 'classic-restricted';

/**
 * Whether these credentials read a repository (S2, S5): anyone reads a public one; a fine-grained token needs a
 * grant for a private one; a classic token does not, unless the organization restricts classic tokens.
 */
export function repositoryAccess(
  world: GitHubWorld,
  principal: Principal,
  repository: Repository,
): RepositoryAccess {
  if (!repository.private) return 'yes';
  switch (principal.kind) {
    case 'nobody':
    case 'app':
    case 'client':
      return 'no';
    case 'installation':
      return principal.organization === repository.organization ? 'yes' : 'no';
    case 'user':
      return isMember(world, principal.user, repository) ? 'yes' : 'no';
    case 'fine-grained':
      return isGranted(world, principal.token, repository) ? 'yes' : 'no';
    case 'classic':
      if (!isMember(world, principal.token.owner, repository)) return 'no';
      return repository.organization.restrictClassic ? 'classic-restricted' : 'yes';
  }
}

function isMember(world: GitHubWorld, user: User, repository: Repository): boolean {
  return world.roleOf(user, repository.organization) !== undefined;
}

function isGranted(world: GitHubWorld, token: FineGrainedToken, repository: Repository): boolean {
  const grant = world.activeGrant(token);
  if (grant?.organization !== repository.organization) return false;
  if (!isMember(world, token.owner, repository)) return false;
  if (grant.repositorySelection === 'subset') return grant.repositories.includes(repository);
  return grant.repositorySelection === 'all';
}
