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
import type { Deliveries, DeliveryQueue, RarerQueue } from '../application/delivery-ports.js';
import { claimInOrder, literal } from './claim-in-order.js';
import { gathered } from './gathered.js';

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

const RARER_QUEUES: readonly RarerQueue[] = ['homes', 'addresses', 'digests'];

const KINDS_OF: Readonly<Record<RarerQueue, readonly string[]>> = {
  homes: HOME_KINDS,
  addresses: ADDRESS_KINDS,
  digests: DIGEST_KINDS,
};

/** A lane belongs to one queue as a whole. */
function inQueue(of: DeliveryQueue | undefined): string {
  if (of === undefined) return 'true';
  return of === 'others' ? `NOT (${isOneOf(Object.values(KINDS_OF).flat())})` : isOneOf(KINDS_OF[of]);
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

const insertIf = (condition: string) => `
  INSERT INTO deliveries (kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at)
  SELECT kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at
    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::timestamptz[])
      WITH ORDINALITY
      AS added (kind, token_request_id, lane, payload, dedupe_key, trace, next_attempt_at, position)
   WHERE ${condition} ORDER BY position
  ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING RETURNING id`;

const INSERT = insertIf('true');

/** What waits is locked, so that it is not claimed, and does not read the records, before our transaction ends. */
const INSERT_UNLESS_WAITING = `
  WITH waiting AS (
    SELECT id FROM deliveries WHERE lane = ($3::text[])[1] AND state = 'pending' LIMIT 1 FOR SHARE)
  ${insertIf('NOT EXISTS (SELECT FROM waiting)')}`;

/** What is urgent has to wait for what stands before it in its lane, so that is as urgent. */
const INSERT_URGENT = `
  WITH hurried AS (
    UPDATE deliveries SET next_attempt_at = least(next_attempt_at, ($7::timestamptz[])[1]),
                          payload = payload || '{"urgent": true}'
     WHERE lane = ($3::text[])[1] AND state = 'pending')
  ${INSERT}`;

interface Sent {
  readonly delivery: ClaimedDelivery;
  readonly at: Date;
  readonly externalId: string | null;
}

/** Guarded as `close` is. */
const KEEP_AS_SENT = `
  UPDATE deliveries
     SET state = 'sent', ended_at = sent.at, external_id = sent.external_id, last_error = NULL, leased_until = NULL
    FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[]) AS sent (id, attempts, at, external_id)
   WHERE deliveries.id = sent.id AND deliveries.state = 'sending' AND deliveries.attempts = sent.attempts`;

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

  const keepAsSent = gathered(async (sent: readonly Sent[]) => {
    await manager.query(KEEP_AS_SENT, [
      sent.map(({ delivery }) => delivery.id),
      sent.map(({ delivery }) => delivery.attempts),
      sent.map(({ at }) => at),
      sent.map(({ externalId }) => externalId),
    ]);
    return sent.map(() => undefined);
  });

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
  return {
    async add(delivery) {
      // Where nothing waits there is nothing to hurry.
      if (delivery.unlessWaiting) return (await insert([delivery], INSERT_UNLESS_WAITING)) === 1;
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
      await keepAsSent({ delivery, at, externalId });
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
    async queuesThatWait() {
      const rows: { kind: string }[] = await manager.query(
        `SELECT DISTINCT kind FROM deliveries candidate
          WHERE state IN ('pending', 'sending') AND NOT (${inQueue('others')})`,
      );
      const kinds = rows.map(({ kind }) => kind);
      return RARER_QUEUES.filter((queue) => kinds.some((kind) => KINDS_OF[queue].includes(kind)));
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
