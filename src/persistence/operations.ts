import type { EntityManager } from 'typeorm';
import { deliveryPayload } from '../application/delivery.js';
import type { FailedDelivery, Operations } from '../application/operations-ports.js';
import { ERASED_USER, type TokenRequestState } from '../domain/token-request.js';
import { OPEN } from './decisions.js';

const COUNT_LIMIT = 1_000;

interface FailedRow extends Omit<FailedDelivery, 'payload'> {
  readonly payload: unknown;
}

/** The requests that the delivery `d` is about; what is about a whole organization has none. */
const REQUESTS = `
  SELECT d.token_request_id AS id WHERE d.token_request_id IS NOT NULL
  UNION ALL
  SELECT x.token_request_id FROM decisions x
   WHERE d.token_request_id IS NULL
     AND x.id = ANY(ARRAY(SELECT jsonb_array_elements_text(d.payload->'decisionIds')::bigint))
  UNION ALL
  SELECT x.token_request_id FROM decisions x
   WHERE d.token_request_id IS NULL AND x.bulk_id = (d.payload->>'bulkId')::bigint
     AND NOT d.payload ? 'decisionIds'
  UNION ALL
  SELECT x.id FROM token_requests x
   WHERE d.token_request_id IS NULL AND x.summary_id = (d.payload->>'summaryId')::bigint`;

/** What the delivery `d` is about in the organizations $1. */
const ABOUT = `
  SELECT r.id, r.token_name, r.requester_login, r.organization_id
    FROM token_requests r
   WHERE r.id = ANY(ARRAY(${REQUESTS})) AND r.organization_id = ANY($1::bigint[]) AND r.requester_id <> ${ERASED_USER.id}
     AND r.requester_id = coalesce((d.payload->>'requesterId')::bigint, r.requester_id)
  UNION ALL
  SELECT NULL, NULL, NULL, (d.payload->>'organizationId')::bigint
   WHERE (d.payload->>'organizationId')::bigint = ANY($1::bigint[])`;

/** It names nobody any more, so nobody can be told. */
const ERASED = `(d.payload->>'slackUserId' = 'erased' OR d.payload->>'address' = 'erased'
  OR d.payload->>'requesterId' = '0')`;

/** Failed since $2, and about the organizations $1. */
const FAILED = `FROM deliveries d
 WHERE d.state = 'failed' AND d.ended_at >= $2 AND ${ERASED} IS NOT TRUE AND EXISTS (${ABOUT})`;

export function createOperations(manager: EntityManager): Operations {
  return {
    async requestsByState() {
      const rows: { state: TokenRequestState; count: number }[] = await manager.query(
        'SELECT state, count(*) AS count FROM token_requests GROUP BY state',
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    async failedByKind(since) {
      const rows: { kind: string; count: number }[] = await manager.query(
        `SELECT kind, count(*) AS count FROM deliveries
          WHERE state = 'failed' AND ended_at >= $1 GROUP BY kind`,
        [since],
      );
      return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
    },
    async leastCompared() {
      const rows: { at: Date | null }[] = await manager.query(
        `SELECT min(coalesce(synced_at, created_at)) AS at FROM organizations WHERE state = 'installed'`,
      );
      return rows[0]?.at ?? null;
    },
    async comparisons(organizationIds, limit) {
      const rows: { id: number; login: string; at: Date | null }[] = await manager.query(
        `SELECT id, login, synced_at AS at FROM organizations WHERE id = ANY($1::bigint[])
          ORDER BY synced_at NULLS FIRST, login LIMIT $2`,
        [[...organizationIds], limit],
      );
      return rows.map(({ id, login, at }) => ({ organization: { id, login }, at }));
    },
    async unknownOutcomes(organizationIds) {
      const rows: { count: number }[] = await manager.query(
        `SELECT count(*) AS count FROM decisions d JOIN token_requests r ON r.id = d.token_request_id
          WHERE d.state IN ${OPEN} AND d.failure = 'outcome-unknown' AND r.organization_id = ANY($1::bigint[])`,
        [[...organizationIds]],
      );
      return rows[0]?.count ?? 0;
    },
    async failed({ organizationIds, since }, limit) {
      const among = [[...organizationIds], since];
      const rows: FailedRow[] = await manager.query(
        `SELECT d.id, d.kind, d.payload, d.ended_at AS "failedAt", coalesce(d.last_error, '') AS error, d.trace,
                first.token_name AS "tokenName", first.requester_login AS "requesterLogin",
                o.login AS organization, first.requests AS "requestCount"
           FROM (SELECT d.* ${FAILED} ORDER BY d.ended_at DESC, d.id DESC LIMIT $3) d
           JOIN LATERAL (SELECT about.*, count(about.id) OVER ()::int AS requests
                           FROM (${ABOUT}) about ORDER BY about.id LIMIT 1) first ON true
           JOIN organizations o ON o.id = first.organization_id
          ORDER BY d.ended_at DESC, d.id DESC`,
        [...among, limit],
      );
      return { found: rows.map(toFailed), count: await count(manager, among) };
    },
    async takeUpAgain({ organizationIds, since }, id, at) {
      const updated: unknown = await manager.query(
        `UPDATE deliveries SET state = 'pending', attempts = 0, next_attempt_at = $4, ended_at = $4
          WHERE state = 'failed' AND id = (SELECT d.id ${FAILED} AND d.id = $3)
            AND NOT EXISTS (SELECT 1 FROM deliveries other
                             WHERE other.lane = deliveries.lane AND other.state = 'sending')
        RETURNING trace`,
        [[...organizationIds], since, id, at],
      );
      return (updated as [{ trace: string }[], number])[0][0];
    },
  };
}

async function count(manager: EntityManager, among: readonly unknown[]) {
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*) AS count FROM (SELECT 1 ${FAILED} LIMIT $3) counted`,
    [...among, COUNT_LIMIT + 1],
  );
  const found = rows[0]?.count ?? 0;
  return { count: Math.min(found, COUNT_LIMIT), capped: found > COUNT_LIMIT };
}

function toFailed(row: FailedRow): FailedDelivery {
  return { ...row, payload: deliveryPayload.safeParse(row.payload).data ?? null };
}
