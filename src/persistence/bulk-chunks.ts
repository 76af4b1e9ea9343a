import { Any, type EntityManager } from 'typeorm';
import type { BulkChunk, BulkChunks } from '../application/bulk-ports.js';
import type { DecisionLease } from '../application/decision-ports.js';
import { BULK_CALL_LIMIT } from '../domain/bulk-decision.js';
import { LOOK_UP_LIMIT } from '../domain/evidence.js';
import { OPEN, toDecision } from './decisions.js';
import { DecisionEntity } from './entities/decision-entity.js';
import { OrganizationEntity } from './entities/organization-entity.js';
import { withOneRetry } from './patience.js';

const DUE = `d.bulk_id IS NOT NULL AND d.state IN ${OPEN} AND d.next_attempt_at <= $1
  AND (d.leased_until IS NULL OR d.leased_until <= $1)`;

/**
 * Claims are made one after the other, so that two workers never share what would have been one full call; whoever
 * comes second looks again a moment later. The number is any that nothing else locks.
 */
const ONE_AT_A_TIME = 'SELECT pg_try_advisory_xact_lock(5410263) AS alone';

interface Kind {
  readonly bulk_id: number;
  readonly organization_id: number;
  readonly sent: boolean;
}

export function createBulkChunks(manager: EntityManager): BulkChunks {
  return {
    claimDue: ({ now, leaseUntil, limit }) =>
      withOneRetry(() =>
        manager.transaction(async (inner) => {
          const [claim] = (await inner.query(ONE_AT_A_TIME)) as { alone: boolean }[];
          const chunks: BulkChunk[] = [];
          if (!claim?.alone) return chunks;
          while (chunks.length < limit) {
            const chunk = await claimOne(inner, now, leaseUntil);
            if (chunk === undefined) break;
            chunks.push(chunk);
          }
          return chunks;
        }),
      ),
    async markSent(decisions, at, { decidedAs, delegatedBy }) {
      const rows = await updateOurs(
        manager,
        decisions,
        "state = 'sent', sent_at = $3, decided_as = $4, delegated_by = $5",
        "('checking', 'sent')",
        [at, decidedAs, delegatedBy],
      );
      return decisions.filter(({ id }) => rows.has(id));
    },
    async accept(decisions, at, nextAttemptAt) {
      const columns = 'accepted_at = $3, next_attempt_at = $4, leased_until = NULL';
      await updateOurs(manager, decisions, columns, "('sent')", [at, nextAttemptAt]);
    },
    async postpone(decisions, { state, nextAttemptAt }) {
      await manager.query(
        `WITH ours AS (
           SELECT d.id, lease.sent_at
             FROM unnest($1::bigint[], $2::int[], $3::timestamptz[]) AS lease (id, attempts, sent_at)
             JOIN decisions d ON d.id = lease.id AND d.attempts = lease.attempts
            WHERE d.state IN ('checking', 'sent') ORDER BY d.id FOR NO KEY UPDATE OF d)
         UPDATE decisions d SET state = $4, next_attempt_at = $5, sent_at = ours.sent_at, leased_until = NULL
           FROM ours WHERE d.id = ours.id`,
        [...leases(decisions), decisions.map(({ sentAt }) => sentAt), state, nextAttemptAt],
      );
    },
    async holdBack(bulkId, organizationId, until) {
      await manager.query(
        `WITH held AS (
           SELECT d.id FROM decisions d JOIN token_requests r ON r.id = d.token_request_id
            WHERE d.bulk_id = $1 AND r.organization_id = $2 AND d.state IN ${OPEN}
              AND d.leased_until IS NULL AND d.next_attempt_at < $3
            ORDER BY d.id FOR NO KEY UPDATE OF d)
         UPDATE decisions d SET next_attempt_at = $3 FROM held WHERE d.id = held.id`,
        [bulkId, organizationId, until],
      );
    },
    async renewLease(decisions, until) {
      // Of a chunk that was halved one half may have been given back already.
      const held = "('checking', 'sent') AND d.leased_until IS NOT NULL";
      await updateOurs(manager, decisions, 'leased_until = $3', held, [until]);
    },
    async nextDueAt() {
      const rows: { due: Date | null }[] = await manager.query(
        `SELECT min(greatest(next_attempt_at, coalesce(leased_until, next_attempt_at))) AS due
           FROM decisions WHERE bulk_id IS NOT NULL AND state IN ${OPEN}`,
      );
      return rows[0]?.due ?? undefined;
    },
  };
}

async function claimOne(manager: EntityManager, now: Date, leaseUntil: Date): Promise<BulkChunk | undefined> {
  const [kind] = (await manager.query(
    `SELECT d.bulk_id, r.organization_id, d.state = 'sent' AS sent
       FROM decisions d JOIN token_requests r ON r.id = d.token_request_id
      WHERE ${DUE} ORDER BY d.next_attempt_at, d.id LIMIT 1`,
    [now],
  )) as Kind[];
  if (kind === undefined) return undefined;
  const claimed: unknown = await manager.query(
    `UPDATE decisions SET state = CASE state WHEN 'asked' THEN 'checking' ELSE state END,
            attempts = attempts + 1, leased_until = $2
       FROM (SELECT d.id FROM decisions d JOIN token_requests r ON r.id = d.token_request_id
              WHERE ${DUE} AND d.bulk_id = $3 AND r.organization_id = $4 AND (d.state = 'sent') = $5
              ORDER BY d.next_attempt_at, d.id LIMIT $6 FOR UPDATE OF d SKIP LOCKED) due
      WHERE decisions.id = due.id RETURNING decisions.id`,
    [
      now,
      leaseUntil,
      kind.bulk_id,
      kind.organization_id,
      kind.sent,
      kind.sent ? LOOK_UP_LIMIT : BULK_CALL_LIMIT,
    ],
  );
  const ids = (claimed as [{ id: number }[], number])[0].map(({ id }) => id);
  return ids.length === 0 ? undefined : toChunk(manager, kind, ids);
}

async function toChunk(manager: EntityManager, kind: Kind, ids: readonly number[]): Promise<BulkChunk> {
  const { id, login, installationId } = await manager.findOneByOrFail(OrganizationEntity, {
    id: kind.organization_id,
  });
  const decisions = await manager.find(DecisionEntity, {
    where: { id: Any([...ids]) },
    order: { id: 'ASC' },
  });
  return {
    bulkId: kind.bulk_id,
    organization: { id, login, installationId },
    sent: kind.sent,
    decisions: decisions.map(toDecision),
  };
}

/**
 * Guarded by the attempt, as for single decisions; returns the ids of those that were still ours. They are locked in
 * one order, for a lease is renewed beside the work that it is for.
 */
async function updateOurs(
  manager: EntityManager,
  decisions: readonly DecisionLease[],
  columns: string,
  states: string,
  values: readonly unknown[],
): Promise<ReadonlySet<number>> {
  const updated: unknown = await manager.query(
    `WITH ours AS (
       SELECT d.id FROM unnest($1::bigint[], $2::int[]) AS lease (id, attempts)
         JOIN decisions d ON d.id = lease.id AND d.attempts = lease.attempts
        WHERE d.state IN ${states} ORDER BY d.id FOR NO KEY UPDATE OF d)
     UPDATE decisions d SET ${columns} FROM ours WHERE d.id = ours.id RETURNING d.id`,
    [...leases(decisions), ...values],
  );
  return new Set((updated as [{ id: number }[], number])[0].map(({ id }) => id));
}

function leases(decisions: readonly DecisionLease[]): [number[], number[]] {
  return [decisions.map(({ id }) => id), decisions.map(({ attempts }) => attempts)];
}
