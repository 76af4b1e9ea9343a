import { Any, type EntityManager, In } from 'typeorm';
import type { ListedRequest } from '../application/models.js';
import type { Decision } from '../domain/decision.js';
import { OPEN_DECISION_STATES } from '../domain/decision.js';
import { type Permission, sortPermissions, type TokenRequestState } from '../domain/token-request.js';
import { toDecision } from './decisions.js';
import { DecisionEntity } from './entities/decision-entity.js';

/** A row of `listed`, as the driver reads it. */
export interface ListedRow extends Omit<ListedRequest, 'organization' | 'requester' | 'reason' | 'decision'> {
  readonly organizationId: number;
  readonly organizationLogin: string;
  readonly installationId: number | null;
  readonly requesterId: number;
  readonly requesterLogin: string;
  readonly reason: string | null;
  readonly reasonKnown: boolean;
}

/**
 * Reads what lists show of the token requests `r` of a source, and what else is asked for of them. However many repositories
 * a request names, three entries of an index are read.
 */
export const listed = (source: string, more?: string) => `
  SELECT r.id, r.pat_request_id AS "patRequestId", r.state, r.announced, r.ended_at AS "endedAt",
         o.id AS "organizationId", o.login AS "organizationLogin", o.installation_id AS "installationId",
         r.requester_id AS "requesterId", r.requester_login AS "requesterLogin",
         r.token_id AS "tokenId", r.token_name AS "tokenName", r.reason, r.reason_known AS "reasonKnown",
         r.repository_selection AS "repositorySelection", r.repository_count AS "repositoryCount",
         r.requested_at AS "requestedAt", r.token_expires_at AS "tokenExpiresAt",
         r.token_last_used_at AS "tokenLastUsedAt",
         ARRAY(SELECT x.full_name FROM token_request_repositories x
                WHERE x.token_request_id = r.id AND r.repository_selection = 'subset'
                ORDER BY x.repository_id LIMIT 3) AS "repositoryNames",
         coalesce((SELECT jsonb_agg(jsonb_build_object('group', x.permission_group, 'name', x.name, 'level', x.level))
                     FROM token_request_permissions x WHERE x.token_request_id = r.id), '[]') AS permissions
         ${more === undefined ? '' : `, ${more}`}
    FROM ${source} JOIN organizations o ON o.id = r.organization_id`;

/** Requests as lists show them, in the order of the ids. */
export async function loadListed(manager: EntityManager, ids: readonly number[]): Promise<ListedRequest[]> {
  if (ids.length === 0) return [];
  const rows: ListedRow[] = await manager.query(`${listed('token_requests r')} WHERE r.id = ANY($1)`, [ids]);
  const found = new Map(rows.map((row) => [row.id, row]));
  const inOrder = ids.map((id) => found.get(id)).filter((row) => row !== undefined);
  return toListedRequests(manager, inOrder);
}

/** Rows of `listed` as requests, in their order. */
export async function toListedRequests(
  manager: EntityManager,
  rows: readonly ListedRow[],
): Promise<ListedRequest[]> {
  const decided = rows.filter(({ state }) => hasDecision(state)).map(({ id }) => id);
  const decisions = await loadDecisions(manager, decided);
  return rows.map((row) => toListed(row, decisions.get(row.id) ?? null));
}

/** As on a card: what was released or came to nothing is no longer a part of the request. */
function hasDecision(state: TokenRequestState): boolean {
  return state !== 'pending' && state !== 'cancelled' && state !== 'expired';
}

/** The newest of each request that holds its claim, was carried out or was lost. */
async function loadDecisions(manager: EntityManager, requestIds: number[]): Promise<Map<number, Decision>> {
  if (requestIds.length === 0) return new Map();
  const found = await manager.find(DecisionEntity, {
    where: { tokenRequestId: Any(requestIds), state: In([...OPEN_DECISION_STATES, 'done', 'lost']) },
    order: { id: 'ASC' },
  });
  return new Map(found.map((entity) => [entity.tokenRequestId, toDecision(entity)]));
}

function toListed(row: ListedRow, decision: Decision | null): ListedRequest {
  const {
    organizationId,
    organizationLogin,
    installationId,
    requesterId,
    requesterLogin,
    reasonKnown,
    ...rest
  } = row;
  return {
    ...rest,
    organization: { id: organizationId, login: organizationLogin, installationId },
    requester: { id: requesterId, login: requesterLogin },
    reason: reasonKnown ? row.reason : undefined,
    permissions: sortPermissions(row.permissions as Permission[]),
    decision,
  };
}
