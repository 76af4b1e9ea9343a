import { announceOnCards } from './announce.js';
import type { Database, Wake } from './ports.js';

export interface RefreshCards {
  readonly database: Database;
  readonly wake: Wake;
  readonly channel: string;
}

/** Brings every card of a request up to date, for somebody has just clicked on one that was not. */
export async function refreshCards(
  { database, wake, channel }: RefreshCards,
  tokenRequestId: number,
  trace: string,
): Promise<void> {
  await database.transaction(async (records) => {
    const request = await records.tokenRequests.lock(tokenRequestId);
    if (request) await announceOnCards(records, { request, channel, trace, force: true, urgent: true });
  });
  wake.deliveries();
}
