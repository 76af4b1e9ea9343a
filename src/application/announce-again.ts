import { announceOnSummary } from './announce.js';
import type { Database, Logger } from './ports.js';

export interface AnnounceAgain {
  readonly database: Database;
  readonly log: Logger;
  /** Where cards are posted unless the owners of their organization have chosen. */
  readonly channel: string;
}

const AT_ONCE = 500;

/**
 * Announces once more what waits and was never seen, because its card, or its summary, failed for good: the channel was archived, for
 * example, and the operator, or its owners, have named another one. For the start of a process.
 */
export async function announceAgain({ database, log, channel }: AnnounceAgain, trace: string): Promise<void> {
  await database.transaction(async (records) => {
    for (const id of await records.summaries.unposted()) await announceOnSummary(records, id, trace);
  });
  let count = 0;
  for (let afterId = 0; ; ) {
    const unseen = await database.tokenRequests.unseen(channel, afterId, AT_ONCE);
    await database.deliveries.addAll(
      unseen.map(({ id, channel }) => ({ tokenRequestId: id, payload: { kind: 'card', channel }, trace })),
    );
    count += unseen.length;
    const last = unseen.at(-1)?.id;
    if (last === undefined) break;
    afterId = last;
  }
  if (count > 0) log.info({ count, trace }, 'requests that nobody has seen are announced again');
}
