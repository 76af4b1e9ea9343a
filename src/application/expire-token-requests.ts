import { announceOnCards } from './announce.js';
import { announceExpiry } from './announce-expiry.js';
import type { Clock, Database, Wake } from './ports.js';

export interface ExpireTokenRequests {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
}

/** Ends pending requests whose token's life is over: nobody needs to decide them any more. */
export async function expireTokenRequests(context: ExpireTokenRequests, trace: string): Promise<void> {
  const { database, clock, wake, channel } = context;
  const due = await database.tokenRequests.expired(clock.now(), 500);
  for (const id of due) {
    await database.transaction(async (records) => {
      const request = await records.tokenRequests.lock(id);
      if (request?.state !== 'pending') return;
      await records.tokenRequests.setState(id, 'expired', clock.now(), trace);
      const announcement = { request, channel, trace };
      await announceOnCards(records, announcement);
      await announceExpiry(records, announcement);
    });
  }
  if (due.length > 0) wake.deliveries();
}
