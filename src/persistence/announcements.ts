import type { EntityManager } from 'typeorm';
import type { Announcements, ShownAt } from '../application/announcement-ports.js';
import { showing } from './homes.js';
import { MESSAGES_ABOUT } from './reminders.js';
import { toPresentation } from './summaries.js';

/** In one statement, for every change of a request asks it. */
const SHOWN_AT = `
  SELECT r.presentation, r.summary_id,
         ARRAY(SELECT channel FROM cards WHERE token_request_id = $1 ORDER BY id) AS channels,
         (SELECT chosen->>'channel' FROM organization_settings WHERE organization_id = $2) AS "chosenChannel",
         -- Only of a request of which owners were told is anything looked up.
         CASE WHEN r.reminded = 3 THEN ARRAY(SELECT id FROM (${MESSAGES_ABOUT}) messages) ELSE '{}' END AS reminders,
         EXISTS (SELECT 1 FROM homes WHERE ${showing('organization', '$2')}) AS "inOwnersHomes",
         EXISTS (SELECT 1 FROM homes WHERE ${showing('login', '$3')}) AS "inRequestersHome"
    FROM token_requests r WHERE r.id = $1`;

interface Row extends Omit<ShownAt, 'presentation'> {
  readonly presentation: string | null;
  readonly summary_id: number | null;
}

export function createAnnouncements(manager: EntityManager): Announcements {
  return {
    async of({ id, organizationId, requesterLogin }) {
      const [row]: Row[] = await manager.query(SHOWN_AT, [id, organizationId, requesterLogin.toLowerCase()]);
      if (row === undefined) throw new Error(`there is no token request ${id}`);
      const { presentation, summary_id, ...places } = row;
      // The driver reads int8 as numbers, but leaves the elements of an array as text.
      const reminders = places.reminders.map(Number);
      return { presentation: toPresentation({ presentation, summary_id }), ...places, reminders };
    },
  };
}
