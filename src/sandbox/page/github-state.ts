import { isExpired } from '../github/github-world.js';
import type { Grant, PatRequest, PermissionSet } from '../github/world-entities.js';
import type { StandIns } from '../stand-ins.js';
import type { GitHubState, ShownAccess, ShownGrant, ShownPermission, ShownRequest } from './page-state.js';

export const ORGANIZATION = 'acme';
const SHOWN_ENDED = 40;

/** The organization on GitHub as one person may see it: owners everything, members their own tokens. */
export function gitHubState({ github }: StandIns, login: string, now: Date): GitHubState {
  const organization = github.organization(ORGANIZATION);
  const user = github.user(login);
  const role = (user && organization?.roles.get(user.id)) ?? null;
  const isVisible = (owner: string) => role === 'admin' || owner === login;
  const requests = github.requests(ORGANIZATION).filter(({ owner }) => isVisible(owner.login));
  const pending = requests.filter(({ state }) => state === 'pending');
  const ended = requests.filter(({ state }) => state !== 'pending').slice(-SHOWN_ENDED);
  const grants = github.grants(ORGANIZATION).filter(({ token }) => isVisible(token.owner.login));
  return {
    login,
    organization: ORGANIZATION,
    role,
    policy: {
      requireApproval: organization?.requireApproval ?? true,
      restrictClassic: organization?.restrictClassic ?? false,
    },
    requests: [...ended, ...pending].map((request) => shownRequest(request, now)).reverse(),
    grants: grants.map((grant) => shownGrant(grant, now)).reverse(),
    classicTokens: github
      .classicTokens()
      .map(({ owner }, id) => ({ id, owner: owner.login }))
      .filter(({ owner }) => owner === login),
    repositories:
      role === null
        ? []
        : github.repositories(ORGANIZATION).map(({ name, private: p }) => ({ name, private: p })),
  };
}

function shownRequest(request: PatRequest, now: Date): ShownRequest {
  return {
    ...shownAccess(request, request.permissionsResult, now),
    id: request.id,
    reason: request.reason,
    createdAt: request.createdAt.toISOString(),
    state: request.state,
    decidedBy: request.decidedBy?.login ?? null,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    decisionReason: request.decisionReason,
  };
}

function shownGrant(grant: Grant, now: Date): ShownGrant {
  return {
    ...shownAccess(grant, grant.permissions, now),
    id: grant.id,
    grantedAt: grant.accessGrantedAt.toISOString(),
  };
}

function shownAccess(
  { token, repositorySelection, repositories }: PatRequest | Grant,
  permissions: PermissionSet,
  now: Date,
): ShownAccess {
  return {
    tokenId: token.id,
    tokenName: token.name,
    owner: token.owner.login,
    repositorySelection,
    repositories: repositories.map(({ name, private: p }) => ({ name, private: p })),
    permissions: shownPermissions(permissions),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    isExpired: isExpired(token, now),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

function shownPermissions(permissions: PermissionSet): ShownPermission[] {
  const groups = ['organization', 'repository', 'other'] as const;
  return groups.flatMap((group) =>
    Object.entries(permissions[group] ?? {}).map(([name, level]) => ({ group, name, level })),
  );
}
