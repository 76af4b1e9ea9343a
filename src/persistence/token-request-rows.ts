import {
  type Permission,
  type RequestedRepository,
  sortPermissions,
  sortRepositories,
  type TokenRequest,
} from '../domain/token-request.js';

/** A token request `r` of the organization `o`, with all that belongs to it. `null` repositories are not known. */
export const TOKEN_REQUEST_COLUMNS = `
         r.id, r.pat_request_id AS "patRequestId",
         json_build_object('id', o.id, 'login', o.login, 'installationId', o.installation_id) AS organization,
         r.state, r.announced, r.ended_at AS "endedAt",
         json_build_object('id', r.requester_id, 'login', r.requester_login) AS requester,
         r.token_id AS "tokenId", r.token_name AS "tokenName", r.reason, r.reason_known AS "reasonKnown",
         r.repository_selection AS "repositorySelection", r.repository_count AS "repositoryCount",
         CASE WHEN r.repositories_known THEN
           (SELECT coalesce(json_agg(json_build_object(
                     'id', repository_id, 'fullName', full_name, 'private', private)), '[]')
              FROM token_request_repositories WHERE token_request_id = r.id) END AS repositories,
         (SELECT coalesce(json_agg(json_build_object(
                   'group', permission_group, 'name', name, 'level', level)), '[]')
            FROM token_request_permissions WHERE token_request_id = r.id) AS permissions,
         r.requested_at AS "requestedAt", r.token_expires_at AS "tokenExpiresAt",
         r.token_last_used_at AS "tokenLastUsedAt"`;

export interface TokenRequestRow extends Omit<TokenRequest, 'reason' | 'repositories' | 'permissions'> {
  readonly reason: string | null;
  readonly reasonKnown: boolean;
  readonly repositories: RequestedRepository[] | null;
  readonly permissions: Permission[];
}

export function toTokenRequest({
  reasonKnown,
  repositories,
  permissions,
  ...row
}: TokenRequestRow): TokenRequest {
  return {
    ...row,
    reason: reasonKnown ? row.reason : undefined,
    repositories: repositories === null ? undefined : sortRepositories(repositories),
    permissions: sortPermissions(permissions),
  };
}
