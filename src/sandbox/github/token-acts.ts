import { randomBytes } from 'node:crypto';
import { type GitHubWorld, sameName } from './github-world.js';
import { type PermissionDifference, permissionDifference } from './permission-difference.js';
import type {
  Decision,
  FineGrainedToken,
  Grant,
  Organization,
  PatRequest,
  PermissionSet,
  Repository,
  RepositorySelection,
  User,
} from './world-entities.js';

export interface NewToken {
  owner: string;
  org: string;
  name: string;
  reason?: string | null;
  expiresAt?: Date | null;
  repositorySelection: RepositorySelection;
  /** Names without the organization, for `subset`. */
  repositories?: string[];
  permissions: PermissionSet;
}

export interface MoreAccess {
  reason?: string | null;
  repositorySelection?: RepositorySelection;
  repositories?: string[];
}

interface Asked {
  difference: PermissionDifference;
  reason: string | null;
  repositorySelection: RepositorySelection;
  repositories: readonly Repository[];
}

/** A member makes a fine-grained token for an organization's resources; it has access, or asks for it. */
export function createToken(world: GitHubWorld, asked: NewToken): PatRequest {
  const owner = world.user(asked.owner);
  const organization = world.organization(asked.org);
  if (!world.roleOf(owner, organization)) throw new Error(`${asked.owner} is no member of ${asked.org}`);
  const token: FineGrainedToken = {
    id: world.nextId('token'),
    value: `github_pat_${secret(22)}_${secret(59)}`,
    name: asked.name,
    owner,
    organization,
    createdAt: world.now(),
    expiresAt: asked.expiresAt ?? null,
    lastUsedAt: null,
  };
  world.tokens.push(token);
  return askForAccess(world, token, {
    difference: permissionDifference({}, asked.permissions),
    reason: asked.reason ?? null,
    repositorySelection: asked.repositorySelection,
    repositories: namedRepositories(world, organization, asked.repositorySelection, asked.repositories ?? []),
  });
}

/** The owner of a token asks for more; what was granted before stays in force meanwhile. */
export function requestMore(
  world: GitHubWorld,
  tokenId: number,
  permissions: PermissionSet,
  more: MoreAccess,
): PatRequest {
  const token = world.tokens.find(({ id }) => id === tokenId);
  if (!token) throw new Error(`There is no token ${tokenId}`);
  const pending = world.requests.find((request) => request.token === token && request.state === 'pending');
  if (pending) throw new Error(`The token request ${pending.id} of this token is still pending`);
  const latest = world.requests.filter((request) => request.token === token).at(-1);
  const selection = more.repositorySelection ?? latest?.repositorySelection ?? 'none';
  return askForAccess(world, token, {
    difference: permissionDifference(world.activeGrant(token)?.permissions ?? {}, permissions),
    reason: more.reason ?? null,
    repositorySelection: selection,
    repositories: more.repositories
      ? namedRepositories(world, token.organization, selection, more.repositories)
      : (latest?.repositories ?? []),
  });
}

function askForAccess(world: GitHubWorld, token: FineGrainedToken, asked: Asked): PatRequest {
  const { organization, owner } = token;
  const request: PatRequest = {
    id: world.nextId('request'),
    token,
    organization,
    owner,
    reason: asked.reason,
    repositorySelection: asked.repositorySelection,
    repositories: asked.repositories,
    permissionsAdded: asked.difference.added,
    permissionsUpgraded: asked.difference.upgraded,
    permissionsResult: asked.difference.result,
    createdAt: world.now(),
    state: 'pending',
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  };
  world.requests.push(request);
  const needsApproval = organization.requireApproval && world.roleOf(owner, organization) !== 'admin';
  if (needsApproval) world.tell({ kind: 'token-request', action: 'created', request, sender: owner });
  else decide(world, request, { action: 'approve', by: owner });
  return request;
}

export interface DecisionOnRequest {
  action: Decision;
  by: User;
  reason?: string | null;
}

/** Decides a pending request; false when it is pending no longer. */
export function decide(world: GitHubWorld, request: PatRequest, decision: DecisionOnRequest): boolean {
  if (request.state !== 'pending') return false;
  const action = decision.action === 'approve' ? 'approved' : 'denied';
  end(world, request, action, decision.by);
  request.decisionReason = decision.reason ?? null;
  if (action === 'approved') grantAccess(world, request);
  world.tell({ kind: 'token-request', action, request, sender: decision.by });
  return true;
}

/** The requester takes a pending request back. */
export function cancel(world: GitHubWorld, request: PatRequest): void {
  if (request.state !== 'pending') throw new Error(`The token request ${request.id} is ${request.state}`);
  end(world, request, 'cancelled', request.owner);
  world.tell({ kind: 'token-request', action: 'cancelled', request, sender: request.owner });
}

/** Takes a grant's access away; no webhook tells of it. */
export function revoke(world: GitHubWorld, grant: Grant): void {
  grant.revokedAt = world.now();
  world.changed();
}

function end(world: GitHubWorld, request: PatRequest, state: PatRequest['state'], by: User): void {
  request.state = state;
  request.decidedBy = by;
  request.decidedAt = world.now();
}

function grantAccess(world: GitHubWorld, request: PatRequest): void {
  const access = {
    repositorySelection: request.repositorySelection,
    repositories: request.repositories,
    permissions: request.permissionsResult,
    accessGrantedAt: world.now(),
  };
  const existing = world.activeGrant(request.token);
  if (existing) {
    Object.assign(existing, access);
    return;
  }
  const { token, organization } = request;
  world.grants.push({ id: world.nextId('grant'), token, organization, revokedAt: null, ...access });
}

function namedRepositories(
  world: GitHubWorld,
  organization: Organization,
  selection: RepositorySelection,
  names: readonly string[],
): Repository[] {
  if (selection === 'subset' && names.length === 0) throw new Error('A subset needs repositories');
  const own = world.repositories.filter((repository) => repository.organization === organization);
  return names.map((name) => {
    const repository = own.find((candidate) => sameName(candidate.name, name));
    if (!repository) throw new Error(`${organization.login} has no repository ${name}`);
    return repository;
  });
}

/** Random letters and digits. */
export function secret(length: number): string {
  const text = randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^a-zA-Z0-9]/g, '');
  return text.slice(0, length);
}
