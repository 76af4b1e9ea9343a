import { type Addresses, type ApiObject, nodeId, simpleUser } from './api-objects.js';
import { isExpired } from './github-world.js';
import type { Grant, PatRequest } from './world-entities.js';

/** One entry of the list of token requests. */
export function requestObject(addresses: Addresses, request: PatRequest, now: Date): ApiObject {
  const base = `${addresses.api}/organizations/${request.organization.id}`;
  return {
    id: request.id,
    reason: request.reason,
    owner: simpleUser(addresses, request.owner),
    repository_selection: request.repositorySelection,
    repositories_url: `${base}/personal-access-token-requests/${request.id}/repositories`,
    permissions: request.permissionsResult,
    created_at: pacific(request.createdAt),
    ...tokenFields(request, now),
  };
}

/** One entry of the list of tokens that have access. */
export function grantObject(addresses: Addresses, grant: Grant, now: Date): ApiObject {
  const base = `${addresses.api}/organizations/${grant.organization.id}`;
  return {
    id: grant.id,
    owner: simpleUser(addresses, grant.token.owner),
    repository_selection: grant.repositorySelection,
    repositories_url: `${base}/personal-access-tokens/${grant.id}/repositories`,
    permissions: grant.permissions,
    access_granted_at: pacific(grant.accessGrantedAt),
    ...tokenFields(grant, now),
  };
}

/** What requests, grants and webhooks say alike about the token. */
function tokenFields({ token }: Pick<Grant, 'token'>, now: Date): ApiObject {
  return {
    token_id: token.id,
    token_name: token.name,
    token_expired: isExpired(token, now),
    token_expires_at: pacificOrNull(token.expiresAt),
    token_last_used_at: pacificOrNull(token.lastUsedAt),
  };
}

/** The request as webhooks show it: without the requester's reason and with the difference it makes. */
export function requestInWebhook(addresses: Addresses, request: PatRequest, now: Date): ApiObject {
  const isSubset = request.repositorySelection === 'subset';
  const repositories = request.repositories.map((repository) => ({
    full_name: `${request.organization.login}/${repository.name}`,
    id: repository.id,
    name: repository.name,
    node_id: nodeId('R', repository.id),
    private: repository.private,
  }));
  return {
    id: request.id,
    owner: simpleUser(addresses, request.owner),
    permissions_added: request.permissionsAdded,
    permissions_upgraded: request.permissionsUpgraded,
    permissions_result: request.permissionsResult,
    repository_selection: request.repositorySelection,
    repository_count: isSubset ? repositories.length : null,
    repositories: isSubset ? repositories : null,
    created_at: pacific(request.createdAt),
    ...tokenFields(request, now),
  };
}

// The example of a token request in GitHub's description has such times: milliseconds and an offset.
function pacific(date: Date): string {
  return new Date(date.getTime() - 7 * 3_600_000).toISOString().replace('Z', '-07:00');
}

function pacificOrNull(date: Date | null): string | null {
  return date && pacific(date);
}
