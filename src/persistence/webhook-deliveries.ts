import type { EntityManager } from 'typeorm';
import type {
  ClaimedWebhook,
  NewWebhook,
  WebhookDeliveries,
  WebhookOrigin,
} from '../application/webhook-ports.js';
import { claimInOrder, literal } from './claim-in-order.js';
import { gathered } from './gathered.js';
import { changedRows } from './plain-rows.js';

type ClaimDue = Parameters<WebhookDeliveries['claimDue']>[0];

interface ClaimedRow {
  readonly delivery_id: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: string;
  readonly attempts: number;
  readonly received_at: Date;
}

/** One that was tried in vain so often, which takes some seconds, holds up none that came after it. */
const HOLDS_UP_FOR = 4;

const FIRST_IN_LANE = `NOT EXISTS (SELECT 1 FROM webhook_deliveries earlier
  WHERE earlier.payload IS NOT NULL AND earlier.lane = candidate.lane
    AND (earlier.received_at, earlier.delivery_id) < (candidate.received_at, candidate.delivery_id)
    AND (earlier.attempts < ${HOLDS_UP_FOR} OR earlier.leased_until IS NOT NULL))`;

const claim = ({ now, leaseUntil, limit }: ClaimDue) => `
  UPDATE webhook_deliveries SET attempts = attempts + 1, leased_until = ${literal(leaseUntil)}
    FROM (SELECT delivery_id AS id FROM webhook_deliveries candidate
           WHERE payload IS NOT NULL AND next_attempt_at <= ${literal(now)}
             AND (leased_until IS NULL OR leased_until <= ${literal(now)}) AND ${FIRST_IN_LANE}
           ORDER BY received_at, delivery_id LIMIT ${Math.trunc(limit)} FOR UPDATE SKIP LOCKED) due
   WHERE delivery_id = due.id
  RETURNING delivery_id, event, action, payload, attempts, received_at`;

/** By our clock, as all that a webhook may be late for; each a microsecond after the one before, for that is their order. */
const STORE = `
  INSERT INTO webhook_deliveries (delivery_id, event, action, lane, payload, received_at, next_attempt_at)
  SELECT delivery_id, event, action, lane, payload, $6::timestamptz + position * interval '1 microsecond', $6
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
      AS stored (delivery_id, event, action, lane, payload, position)
  ON CONFLICT (delivery_id) DO NOTHING RETURNING delivery_id`;

export function createWebhookDeliveries(manager: EntityManager, now: () => Date): WebhookDeliveries {
  return {
    store: gathered(async (webhooks: readonly NewWebhook[]) => {
      const inserted: { delivery_id: string }[] = await manager.query(STORE, [
        webhooks.map(({ deliveryId }) => deliveryId),
        webhooks.map(({ event }) => event),
        webhooks.map(({ action }) => action),
        webhooks.map(({ lane }) => lane),
        webhooks.map(({ payload }) => payload),
        now(),
      ]);
      // Of one that came twice in the same moment, the first is the new one.
      const isNew = new Set(inserted.map((row) => row.delivery_id));
      return webhooks.map(({ deliveryId }) => isNew.delete(deliveryId));
    }),
    async remember({ deliveryId, event, action }) {
      const taken: unknown[] = await manager.query(
        `INSERT INTO webhook_deliveries (delivery_id, event, action) VALUES ($1, $2, $3)
         ON CONFLICT (delivery_id) DO UPDATE SET payload = NULL, leased_until = NULL
          WHERE webhook_deliveries.payload IS NOT NULL RETURNING delivery_id`,
        [deliveryId, event, action],
      );
      return taken.length === 1;
    },
    async claimDue(wanted) {
      const rows = await claimInOrder<ClaimedRow>(manager, claim(wanted));
      return rows.map(toClaimed);
    },
    /** Guarded by the attempt: whoever lost its lease must not take away its successor's. */
    async retry({ deliveryId, attempts }, nextAttemptAt) {
      await manager.query(
        `UPDATE webhook_deliveries SET leased_until = NULL, next_attempt_at = $3
          WHERE delivery_id = $1 AND attempts = $2 AND payload IS NOT NULL`,
        [deliveryId, attempts, nextAttemptAt],
      );
    },
    async releaseLeases() {
      await manager.query(
        'UPDATE webhook_deliveries SET leased_until = next_attempt_at WHERE leased_until IS NOT NULL',
      );
    },
    async nextDueAt() {
      const rows: { due: Date | null }[] = await manager.query(
        `SELECT min(greatest(next_attempt_at, leased_until)) AS due FROM webhook_deliveries candidate
          WHERE payload IS NOT NULL AND ${FIRST_IN_LANE}`,
      );
      return rows[0]?.due ?? undefined;
    },
    async backlog(at) {
      const rows: { depth: number; oldest: Date | null }[] = await manager.query(
        `SELECT count(*) AS depth, min(received_at) AS oldest FROM webhook_deliveries WHERE payload IS NOT NULL`,
      );
      const { depth = 0, oldest = null } = rows[0] ?? {};
      return { depth, oldestSeconds: oldest === null ? 0 : (at.getTime() - oldest.getTime()) / 1_000 };
    },
    async forgetBefore(instant) {
      const forgotten: unknown = await manager.query(
        `DELETE FROM webhook_deliveries WHERE received_at < $1
         RETURNING delivery_id AS "deliveryId", event, action, payload IS NOT NULL AS waits`,
        [instant],
      );
      return changedRows<WebhookOrigin & { waits: boolean }>(forgotten)
        .filter(({ waits }) => waits)
        .map(({ deliveryId, event, action }) => ({ deliveryId, event, action }));
    },
  };
}

function toClaimed({
  delivery_id: deliveryId,
  received_at: receivedAt,
  ...rest
}: ClaimedRow): ClaimedWebhook {
  return { deliveryId, receivedAt, ...rest };
}
