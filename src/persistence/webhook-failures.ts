import { type EntityManager, LessThan } from 'typeorm';
import type { DueRedelivery, WebhookFailures } from '../application/convergence-ports.js';
import { DeliveryLogMarkEntity } from './entities/delivery-log-mark-entity.js';
import { WebhookFailureEntity } from './entities/webhook-failure-entity.js';

const LOG = 'webhooks';

const NOTE = `
  INSERT INTO webhook_failures (guid, delivery_id, event, action, status_code, delivered_at, next_attempt_at)
  SELECT guid, max(delivery_id), min(event), min(action),
         (array_agg(status_code ORDER BY delivered_at DESC))[1], min(delivered_at), $7
    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[])
      AS failed (guid, delivery_id, event, action, status_code, delivered_at)
   WHERE NOT EXISTS (SELECT 1 FROM webhook_deliveries taken WHERE taken.delivery_id = failed.guid)
   GROUP BY guid
  ON CONFLICT (guid) DO UPDATE
    SET delivery_id = greatest(webhook_failures.delivery_id, excluded.delivery_id),
        status_code = excluded.status_code,
        delivered_at = least(webhook_failures.delivered_at, excluded.delivered_at)`;

/** The pause after try number n is the nth; a webhook that is out of pauses is not due any more. */
const TAKE_DUE = `
  UPDATE webhook_failures SET attempts = attempts + 1,
         next_attempt_at = coalesce(
           $1::timestamptz + ($3::double precision[])[attempts + 1] * interval '1 ms', 'infinity')
    FROM (SELECT guid FROM webhook_failures candidate
           WHERE next_attempt_at <= $1 AND delivered_at >= $2
             AND attempts <= cardinality($3::double precision[]) AND NOT (status_code = $4 AND attempts > 0)
             AND NOT EXISTS (SELECT 1 FROM webhook_deliveries taken WHERE taken.delivery_id = candidate.guid)
           ORDER BY delivered_at, guid LIMIT 1 FOR UPDATE SKIP LOCKED) due
   WHERE webhook_failures.guid = due.guid
  RETURNING webhook_failures.guid, delivery_id::text AS "deliveryId", attempts - 1 AS attempts`;

export function createWebhookFailures(manager: EntityManager): WebhookFailures {
  return {
    async mark() {
      const found = await manager.findOneBy(DeliveryLogMarkEntity, { name: LOG });
      if (found === null) return undefined;
      const { readUntil, nextCursor: cursor, readingSince: startedAt } = found;
      return { readUntil, place: cursor === null || startedAt === null ? null : { cursor, startedAt } };
    },
    async markRead(until) {
      await manager.query(
        `INSERT INTO delivery_log_marks (name, read_until) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE
           SET read_until = greatest(delivery_log_marks.read_until, excluded.read_until),
               next_cursor = NULL, reading_since = NULL`,
        [LOG, until],
      );
    },
    async keepPlace(place) {
      await manager.query(
        `INSERT INTO delivery_log_marks (name, read_until, next_cursor, reading_since) VALUES ($1, 'epoch', $2, $3)
         ON CONFLICT (name) DO UPDATE
           SET next_cursor = excluded.next_cursor, reading_since = excluded.reading_since`,
        [LOG, place?.cursor ?? null, place?.startedAt ?? null],
      );
    },
    async note(attempts, now) {
      if (attempts.length === 0) return;
      await manager.query(NOTE, [
        attempts.map(({ guid }) => guid),
        attempts.map(({ deliveryId }) => deliveryId),
        attempts.map(({ event }) => event),
        attempts.map(({ action }) => action),
        attempts.map(({ statusCode }) => statusCode),
        attempts.map(({ at }) => at),
        now,
      ]);
    },
    async takeDue({ now, since, pauses, finalStatus }) {
      const taken: unknown = await manager.query(TAKE_DUE, [now, since, [...pauses], finalStatus]);
      return (taken as [DueRedelivery[], number])[0][0];
    },
    async putBack({ guid, attempts }, nextAttemptAt) {
      await manager.update(WebhookFailureEntity, { guid }, { attempts, nextAttemptAt });
    },
    async giveUp(guid) {
      await manager.query("UPDATE webhook_failures SET next_attempt_at = 'infinity' WHERE guid = $1", [guid]);
    },
    async firstTried(guid) {
      const rows: { at: Date }[] = await manager.query(
        'SELECT delivered_at AS at FROM webhook_failures WHERE guid = $1',
        [guid],
      );
      return rows[0]?.at;
    },
    async forgetBefore(instant) {
      await manager.delete(WebhookFailureEntity, { deliveredAt: LessThan(instant) });
    },
  };
}
