import type { EntityManager } from 'typeorm';
import {
  ADDRESS_KINDS,
  type ClaimedDelivery,
  DIGEST_KINDS,
  deliveryPayload,
  HOME_KINDS,
  laneOf,
  type NewDelivery,
  REPEATED_KINDS,
} from '../application/delivery.js';
import type { Deliveries, DeliveryQueue } from '../application/ports.js';
import { claimInOrder, literal } from './claim-in-order.js';

interface ClaimedRow {
  readonly id: number;
  readonly token_request_id: number;
  readonly payload: unknown;
  readonly attempts: number;
  readonly trace: string;
  readonly created_at: Date;
}

const FIRST_IN_LANE = `NOT EXISTS (SELECT 1 FROM deliveries earlier
  WHERE earlier.lane = candidate.lane AND earlier.id < candidate.id AND earlier.state IN ('pending', 'sending'))`;

type ClaimDue = Parameters<Deliveries['claimDue']>[0];

const isOneOf = (kinds: readonly string[]) =>
  `candidate.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;

/** A lane belongs to one queue as a whole. */
function inQueue(of: DeliveryQueue | undefined): string {
  if (of === undefined) return 'true';
  if (of === 'homes') return isOneOf(HOME_KINDS);
  if (of === 'addresses') return isOneOf(ADDRESS_KINDS);
  if (of === 'digests') return isOneOf(DIGEST_KINDS);
  return `NOT (${isOneOf([...HOME_KINDS, ...ADDRESS_KINDS, ...DIGEST_KINDS])})`;
}

/**
 * First in its lane, and due: either waiting, or leased by a process that has died. The rows of one lane get
 * their ids under the lock of their token request, so the order of ids is the order of events.
 */
const claimIn = ({ now, leaseUntil, limit, of }: ClaimDue) => `
  UPDATE deliveries SET state = 'sending', attempts = attempts + 1, leased_until = ${literal(leaseUntil)}
    FROM (SELECT id FROM deliveries candidate
           WHERE state IN ('pending', 'sending') AND next_attempt_at <= ${literal(now)}
             AND (state = 'pending' OR leased_until <= ${literal(now)})
             AND ${inQueue(of)} AND ${FIRST_IN_LANE}
           ORDER BY next_attempt_at, id LIMIT ${Math.trunc(limit)} FOR UPDATE SKIP LOCKED) due
   WHERE deliveries.id = due.id
  RETURNING deliveries.id, token_request_id, payload, attempts, trace, created_at`;

const INSERT = `
  INSERT INTO deliveries (kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at)
  SELECT kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at
    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::timestamptz[])
      WITH ORDINALITY
      AS added (kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at, position)
   ORDER BY position
  ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING RETURNING id`;

/** What is urgent has to wait for what stands before it in its lane, so that is as urgent. */
const INSERT_URGENT = `
  WITH hurried AS (
    UPDATE deliveries SET next_attempt_at = least(next_attempt_at, ($7::timestamptz[])[1]),
                          payload = payload || '{"urgent": true}'
     WHERE lane = ($3::text[])[1] AND state = 'pending')
  ${INSERT}`;

export function createDeliveries(manager: EntityManager, now: () => Date): Deliveries {
  /** Guarded by the attempt: a worker that lost its lease must not overwrite its successor's record. */
  const close = (delivery: ClaimedDelivery, columns: string, values: unknown[]) =>
    manager.query(
      `UPDATE deliveries SET ${columns}, leased_until = NULL
        WHERE id = $1 AND state = 'sending' AND attempts = $2`,
      [delivery.id, delivery.attempts, ...values],
    );

  const remove = async ({ id, attempts }: ClaimedDelivery): Promise<void> => {
    await manager.query("DELETE FROM deliveries WHERE id = $1 AND state = 'sending' AND attempts = $2", [
      id,
      attempts,
    ]);
  };

  /** What was forced has to be, and is not given up for what was not. */
  const madeWay = async ({ id, attempts, payload }: ClaimedDelivery): Promise<boolean> => {
    if (payload === null || !REPEATED_KINDS.includes(payload.kind)) return false;
    const gone: unknown = await manager.query(
      `DELETE FROM deliveries earlier WHERE id = $1 AND state = 'sending' AND attempts = $2
          AND NOT coalesce((payload->>'force')::boolean, false)
          AND EXISTS (SELECT 1 FROM deliveries later
                       WHERE later.lane = earlier.lane AND later.id > earlier.id AND later.state = 'pending')
        RETURNING id`,
      [id, attempts],
    );
    return (gone as [unknown[], number])[0].length > 0;
  };

  const insert = async (deliveries: readonly NewDelivery[], sql = INSERT): Promise<number> => {
    const added: unknown[] = await manager.query(sql, [
      deliveries.map(({ payload }) => payload.kind),
      deliveries.map(({ tokenRequestId }) => tokenRequestId),
      deliveries.map(({ tokenRequestId, payload }) => laneOf(tokenRequestId, payload)),
      deliveries.map(({ payload }) => JSON.stringify(payload)),
      deliveries.map(({ dedupeKey }) => dedupeKey ?? null),
      deliveries.map(({ trace }) => trace),
      deliveries.map((delivery) => dueAt(delivery, now())),
    ]);
    return added.length;
  };
  /** Locked, so that it is not claimed, and does not read the records, before our transaction ends. */
  const waits = async (lane: string): Promise<boolean> => {
    const waiting: unknown[] = await manager.query(
      "SELECT id FROM deliveries WHERE lane = $1 AND state = 'pending' LIMIT 1 FOR SHARE",
      [lane],
    );
    return waiting.length > 0;
  };

  return {
    async add(delivery) {
      if (delivery.unlessWaiting && (await waits(laneOf(delivery.tokenRequestId, delivery.payload))))
        return false;
      return (await insert([delivery], delivery.urgent ? INSERT_URGENT : INSERT)) === 1;
    },
    async addAll(deliveries) {
      await insert(deliveries);
    },
    async hurry({ tokenRequestId, payload }) {
      await manager.query(
        `UPDATE deliveries SET next_attempt_at = $2
          WHERE lane = $1 AND state = 'pending' AND next_attempt_at > $2`,
        [laneOf(tokenRequestId, payload), now()],
      );
    },
    async claimDue(claim) {
      const rows = await claimInOrder<ClaimedRow>(manager, claimIn(claim));
      return rows.sort((a, b) => a.id - b.id).map(toDelivery);
    },
    async renewLease({ id, attempts }, until) {
      await manager.query(
        "UPDATE deliveries SET leased_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'sending'",
        [id, attempts, until],
      );
    },
    async putBack(delivery, nextAttemptAt, { unlessFollowed } = { unlessFollowed: false }) {
      if (unlessFollowed && (await madeWay(delivery))) return;
      await close(delivery, "state = 'pending', next_attempt_at = $3, attempts = attempts - 1", [
        nextAttemptAt,
      ]);
    },
    async succeed(delivery, at, externalId) {
      if (delivery.payload !== null && REPEATED_KINDS.includes(delivery.payload.kind))
        return remove(delivery);
      await close(delivery, "state = 'sent', ended_at = $3, external_id = $4, last_error = NULL", [
        at,
        externalId,
      ]);
    },
    async retry(delivery, nextAttemptAt, error) {
      await close(delivery, "state = 'pending', next_attempt_at = $3, last_error = $4", [
        nextAttemptAt,
        error,
      ]);
    },
    async fail(delivery, at, error) {
      await close(delivery, "state = 'failed', ended_at = $3, last_error = $4", [at, error]);
    },
    async releaseLeases() {
      await manager.query("UPDATE deliveries SET leased_until = next_attempt_at WHERE state = 'sending'");
    },
    async nextDueAt(of) {
      const rows: { due: Date | null }[] = await manager.query(
        `SELECT min(CASE state WHEN 'sending' THEN greatest(leased_until, next_attempt_at) ELSE next_attempt_at END) AS due
           FROM deliveries candidate
          WHERE state IN ('pending', 'sending') AND ${inQueue(of)} AND ${FIRST_IN_LANE}`,
      );
      return rows[0]?.due ?? undefined;
    },
    async backlog(now) {
      const rows: { depth: number; oldest: Date | null }[] = await manager.query(
        `SELECT count(*) AS depth, min(greatest(created_at, ended_at)) AS oldest
           FROM deliveries candidate WHERE state IN ('pending', 'sending') AND NOT (${isOneOf(HOME_KINDS)})`,
      );
      const { depth = 0, oldest = null } = rows[0] ?? {};
      return { depth, oldestSeconds: oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 1_000 };
    },
  };
}

/** What is urgent counts as due for long, and so is claimed first. */
const HEAD_START_MS = 3_600_000;

type Due = Pick<NewDelivery, 'notBefore' | 'delayMs' | 'urgent'>;

function dueAt({ notBefore, delayMs = 0, urgent = false }: Due, now: Date): Date {
  return notBefore ?? new Date(now.getTime() + delayMs - (urgent ? HEAD_START_MS : 0));
}

function toDelivery(row: ClaimedRow): ClaimedDelivery {
  return {
    id: row.id,
    tokenRequestId: row.token_request_id,
    payload: deliveryPayload.safeParse(row.payload).data ?? null,
    attempts: row.attempts,
    trace: row.trace,
    createdAt: row.created_at,
  };
}
