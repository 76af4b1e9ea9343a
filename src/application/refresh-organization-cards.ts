import { announceOnSummary } from './announce.js';
import type { CardPlace } from './card-ports.js';
import type { Database } from './ports.js';

/** One statement adds the deliveries of so many cards. */
const AT_ONCE = 500;

/** Adds a delivery for each card, and each summary, of an organization that still waits. */
export async function refreshOrganizationCards(
  { database }: { readonly database: Database },
  organizationId: number,
  trace: string,
): Promise<void> {
  for (const id of await database.summaries.openOf(organizationId)) {
    await announceOnSummary(database, id, trace);
  }
  let after: CardPlace | null = null;
  for (;;) {
    const places: CardPlace[] = await database.cards.ofOpenRequests(organizationId, after, AT_ONCE);
    await database.deliveries.addAll(
      places.map(({ tokenRequestId, channel }) => ({
        tokenRequestId,
        payload: { kind: 'card', channel } as const,
        trace,
      })),
    );
    const last = places.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
