import type { DataSource } from 'typeorm';
import { REQUESTER_ID, type SearchableRequest } from './search-reference.js';

/** Stores the requests with the ids that they have, in a few statements. */
export async function storeRequests(
  source: DataSource,
  requests: readonly SearchableRequest[],
): Promise<void> {
  const organizations = [
    ...new Map(requests.map(({ organization }) => [organization.id, organization])).values(),
  ];
  await source.query(
    `INSERT INTO organizations (id, login, installation_id)
     SELECT id, login, id + 1 FROM jsonb_to_recordset($1) AS o(id bigint, login text) ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(organizations)],
  );
  await source.query(
    `INSERT INTO token_requests
       (id, organization_id, pat_request_id, state, requester_id, requester_login, token_id, token_name, reason,
        reason_known, repository_selection, repository_count, repositories_known, announced,
        requested_at, token_expires_at, token_last_used_at, ended_at)
     SELECT id, (organization->>'id')::bigint, 9000 + id, state, ${REQUESTER_ID}, "requesterLogin", 70000 + id, "tokenName", reason,
            true, selection, NULL, true, true, "requestedAt", "expiresAt", "lastUsedAt", "endedAt"
       FROM jsonb_to_recordset($1) AS r(id bigint, organization jsonb, state text, "requesterLogin" text,
            "tokenName" text, reason text, selection text, "requestedAt" timestamptz, "expiresAt" timestamptz,
            "lastUsedAt" timestamptz, "endedAt" timestamptz)`,
    [JSON.stringify(requests)],
  );
  await source.query(
    `INSERT INTO token_request_repositories (token_request_id, repository_id, full_name, private)
     SELECT "of", place, name, true FROM jsonb_to_recordset($1) AS x("of" bigint, place bigint, name text)`,
    [
      JSON.stringify(
        requests.flatMap(({ id, repositories }) =>
          repositories.map((name, place) => ({ of: id, place, name })),
        ),
      ),
    ],
  );
  await source.query(
    `INSERT INTO token_request_permissions (token_request_id, permission_group, name, level)
     SELECT "of", "group", name, level FROM jsonb_to_recordset($1) AS x("of" bigint, "group" text, name text, level text)`,
    [
      JSON.stringify(
        requests.flatMap(({ id, permissions }) => permissions.map((one) => ({ of: id, ...one }))),
      ),
    ],
  );
  await source.query(
    `INSERT INTO decisions (token_request_id, action, path, github_user_id, github_login, state, asked_at,
                            next_attempt_at, trace)
     SELECT "of", 'approve', 'card', 7, login, state, now(), now(), 't'
       FROM jsonb_to_recordset($1) AS x("of" bigint, login text, state text)`,
    [JSON.stringify(requests.flatMap(({ id, decisions }) => decisions.map((one) => ({ of: id, ...one }))))],
  );
}
