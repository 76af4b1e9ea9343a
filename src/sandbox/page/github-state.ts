import { isExpired } from '../github/github-world.js';
import type { Grant, PatRequest, PermissionSet } from '../github/world-entities.js';
import type { StandIns } from '../stand-ins.js';
import type { GitHubState, ShownAccess, ShownGrant, ShownPermission, ShownRequest } from './page-state.js';

const SHOWN_ENDED = 40;

/** GitHub as one person may see it: owners everything of their organizations, members their own tokens. */
export function gitHubState({ github }: StandIns, login: string, now: Date): GitHubState {
  const own = github.organizations().flatMap((organization) => {
    const { roles, requireApproval, restrictClassic, login: name } = organization;
    const role = roles.get(github.user(login)?.id ?? 0);
    return role ? [{ login: name, role, policy: { requireApproval, restrictClassic } }] : [];
  });
  const seen = own.map(({ login: org, role }) => {
    const isVisible = (owner: string) => role === 'admin' || owner === login;
    return {
      requests: github.requests(org).filter(({ owner }) => isVisible(owner.login)),
      grants: github.grants(org).filter(({ token }) => isVisible(token.owner.login)),
    };
  });
  const requests = seen.flatMap((given) => given.requests).sort(byTime);
  const pending = requests.filter(({ state }) => state === 'pending');
  const ended = requests.filter(({ state }) => state !== 'pending').slice(-SHOWN_ENDED);
  return {
    login,
    organizations: own.map((organization) => ({
      ...organization,
      repositories: github
        .repositories(organization.login)
        .map(({ name, private: isPrivate }) => ({ name, private: isPrivate })),
    })),
    requests: [...ended, ...pending].map((request) => shownRequest(request, now)).reverse(),
    grants: seen
      .flatMap(({ grants }) => grants)
      .map((grant) => shownGrant(grant, now))
      .reverse(),
    classicTokens: github
      .classicTokens()
      .map(({ owner }, id) => ({ id, owner: owner.login }))
      .filter(({ owner }) => owner === login),
  };
}

function byTime(a: PatRequest, b: PatRequest): number {
  return a.createdAt.getTime() - b.createdAt.getTime();
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
  { token, organization, repositorySelection, repositories }: PatRequest | Grant,
  permissions: PermissionSet,
  now: Date,
): ShownAccess {
  return {
    organization: organization.login,
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
