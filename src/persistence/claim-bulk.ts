import type { BulkDecisions } from '../application/bulk-ports.js';
import type { BulkDecision } from '../domain/bulk-decision.js';

type Query = <T>(sql: string, values: unknown[]) => Promise<T[]>;

/**
 * Claims all that can be claimed of a bulk decision, in a constant number of statements: the click is answered only
 * afterwards, and a thousand requests must not take a thousand times as long as one. Returns the ids of the decisions.
 */
export async function claimBulk(
  query: Query,
  bulk: BulkDecision,
  { approver, at, refusals }: Parameters<BulkDecisions['claim']>[1],
): Promise<number[]> {
  await query(
    `UPDATE bulk_decision_items i SET refusal = refused.code
       FROM (SELECT r.id, coalesce(of_organization.code, 'own-request') AS code
               FROM token_requests r
               LEFT JOIN unnest($2::bigint[], $3::text[]) AS of_organization (id, code)
                 ON of_organization.id = r.organization_id
              WHERE of_organization.id IS NOT NULL OR r.requester_id = $4) refused
      WHERE i.bulk_id = $1 AND refused.id = i.token_request_id`,
    [
      bulk.id,
      refusals.map(({ organizationId }) => organizationId),
      refusals.map(({ refusal }) => refusal),
      approver.id,
    ],
  );
  // In one order, so that two bulk decisions with requests in common wait for each other rather than for ever; and not
  // against drafts, whose foreign keys lock in whatever order.
  await query(
    `SELECT 1 FROM token_requests
      WHERE id IN (SELECT token_request_id FROM bulk_decision_items WHERE bulk_id = $1 AND refusal IS NULL)
      ORDER BY id FOR NO KEY UPDATE`,
    [bulk.id],
  );
  const claimed = await query<{ id: number }>(
    `WITH claimed AS (
       UPDATE token_requests SET state = 'deciding', updated_at = now()
        WHERE id IN (SELECT token_request_id FROM bulk_decision_items WHERE bulk_id = $1 AND refusal IS NULL)
          AND state = 'pending' AND (token_expires_at IS NULL OR token_expires_at > $2)
       RETURNING id),
     added AS (
       INSERT INTO decisions (token_request_id, bulk_id, action, reason, path, github_user_id, github_login,
                              slack_user_id, state, asked_at, attempts, next_attempt_at, trace)
       SELECT id, $1, $3, $4, 'list', $5, $6, $7, 'asked', $2, 0, $2, $8 FROM claimed ORDER BY id
       RETURNING id, token_request_id),
     items AS (
       UPDATE bulk_decision_items i SET decision_id = added.id FROM added
        WHERE i.bulk_id = $1 AND i.token_request_id = added.token_request_id)
     SELECT id FROM added`,
    [bulk.id, at, bulk.action, bulk.reason, approver.id, approver.login, bulk.slackUserId, bulk.trace],
  );
  await query(
    `UPDATE bulk_decision_items i
        SET refusal = CASE WHEN r.state IN ('pending', 'expired') THEN 'token-expired' ELSE 'already-decided' END
       FROM token_requests r
      WHERE i.bulk_id = $1 AND r.id = i.token_request_id AND i.decision_id IS NULL AND i.refusal IS NULL`,
    [bulk.id],
  );
  return claimed.map(({ id }) => id);
}
