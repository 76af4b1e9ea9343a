import type { EntityManager } from 'typeorm';
import { deliveryPayload } from '../application/delivery.js';
import type { Reminders, WatchedOrganization } from '../application/reminder-ports.js';
import type { ChosenSettings } from '../domain/organization-settings.js';
import type { Reminded } from '../domain/reminders.js';

/** However many requests wait, one entry of an index is looked at for each organization. */
const WATCHED = `
  SELECT o.id, o.login, o.installation_id AS "installationId", o.settings_followed AS followed,
         coalesce(s.chosen, '{}') AS chosen,
         EXISTS (SELECT 1 FROM token_requests r
                  WHERE r.organization_id = o.id AND r.state = 'pending' AND r.remind_at <= $1) AS "isDue"
    FROM organizations o LEFT JOIN organization_settings s ON s.organization_id = o.id
   WHERE o.state = 'installed' ORDER BY o.id`;

const DUE = `
  SELECT r.id, r.created_at AS since, r.reminded, r.summary_id AS "summaryId",
         json_build_object('id', o.id, 'login', o.login, 'installationId', o.installation_id) AS organization
    FROM token_requests r JOIN organizations o ON o.id = r.organization_id
   WHERE r.organization_id = $1 AND r.state = 'pending' AND r.remind_at <= $2
   ORDER BY r.remind_at, r.id LIMIT $3`;

/** Two processes may have read the same ones: the second finds that they have gone on. */
const ADVANCE = `
  UPDATE token_requests r SET reminded = step.reminded, remind_at = step.remind_at
    FROM unnest($1::bigint[], $2::smallint[], $3::smallint[], $4::timestamptz[])
      AS step (id, before, reminded, remind_at)
   WHERE r.id = step.id AND r.state = 'pending' AND r.reminded = step.before AND r.remind_at IS NOT NULL
  RETURNING r.id`;

/** Only of a request of which owners were told is anything looked up. */
export const MESSAGES_ABOUT = `
  SELECT d.id, d.payload->>'slackUserId' AS "slackUserId", d.external_id AS ts
    FROM token_requests r
    JOIN deliveries d ON d.kind = 'reminder-message' AND d.payload->'tokenRequestIds' @> to_jsonb(r.id)
   WHERE r.id = $1 AND r.reminded = 3
     -- One that is being sent may have been read before this change.
     AND (d.state = 'sending' OR d.state = 'sent' AND d.external_id IS NOT NULL)
     AND d.payload->>'slackUserId' <> 'erased'
   ORDER BY d.id`;

export function createReminders(manager: EntityManager): Reminders {
  return {
    async watched(now) {
      const rows: WatchedRow[] = await manager.query(WATCHED, [now]);
      return rows.map(toWatched);
    },
    async follow(organizationId, settings, now) {
      await manager.query('UPDATE organizations SET settings_followed = $2 WHERE id = $1', [
        organizationId,
        settings,
      ]);
      await manager.query(
        `UPDATE token_requests SET remind_at = $2
          WHERE organization_id = $1 AND state IN ('pending', 'deciding') AND announced AND reminded < 2`,
        [organizationId, now],
      );
    },
    due: (organizationId, now, limit) => manager.query(DUE, [organizationId, now, limit]),
    async advance(steps) {
      const advanced: unknown = await manager.query(ADVANCE, [
        steps.map(({ request }) => request.id),
        steps.map(({ request }) => request.reminded),
        steps.map(({ reminded }) => reminded),
        steps.map(({ remindAt }) => remindAt),
      ]);
      return (advanced as [{ id: number }[], number])[0].map(({ id }) => id);
    },
    async takeForOwners(organizationId) {
      const taken: unknown = await manager.query(
        // What is just being decided, too: it may come back, and whether anything waits is asked when it is sent.
        `UPDATE token_requests SET reminded = 3
          WHERE organization_id = $1 AND state IN ('pending', 'deciding') AND reminded = 2
         RETURNING id, requester_id AS "requesterId", requested_at AS "requestedAt"`,
        [organizationId],
      );
      const rows = (taken as [{ id: number; requesterId: number; requestedAt: Date }[], number])[0];
      return rows.sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime() || a.id - b.id);
    },
    async giveBack(organizationId, now) {
      await manager.query(
        `UPDATE token_requests SET reminded = 1, remind_at = $2
          WHERE organization_id = $1 AND state = 'pending' AND reminded = 2`,
        [organizationId, now],
      );
    },
    async reminded(tokenRequestId) {
      const rows: { reminded: Reminded }[] = await manager.query(
        'SELECT reminded FROM token_requests WHERE id = $1',
        [tokenRequestId],
      );
      return rows[0]?.reminded ?? 0;
    },
    async oldestOfSummary(summaryId) {
      const rows: { oldest: Date | null }[] = await manager.query(
        `SELECT min(requested_at) AS oldest FROM token_requests WHERE summary_id = $1 AND state = 'pending'`,
        [summaryId],
      );
      return rows[0]?.oldest ?? undefined;
    },
    messagesAbout: (tokenRequestId) => manager.query(MESSAGES_ABOUT, [tokenRequestId]),
    async message(deliveryId) {
      const rows: { payload: unknown; state: string; ts: string | null }[] = await manager.query(
        `SELECT payload, state, external_id AS ts FROM deliveries WHERE id = $1 AND kind = 'reminder-message'`,
        [deliveryId],
      );
      const [found] = rows;
      if (found?.state === 'sending') return 'sending';
      const payload = deliveryPayload.safeParse(found?.payload).data;
      const isThere = found?.state === 'sent' && found.ts !== null;
      return isThere && payload?.kind === 'reminder-message' ? { payload, ts: found.ts ?? '' } : undefined;
    },
  };
}

interface WatchedRow extends Pick<WatchedOrganization, 'followed' | 'isDue'> {
  readonly id: number;
  readonly login: string;
  readonly installationId: number | null;
  readonly chosen: ChosenSettings;
}

function toWatched({ id, login, installationId, ...row }: WatchedRow): WatchedOrganization {
  return { organization: { id, login, installationId }, ...row };
}
