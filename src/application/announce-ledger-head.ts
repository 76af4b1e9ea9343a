import { printHead } from '../domain/ledger.js';
import { instantAt, localDate } from '../domain/local-time.js';
import type { Clock, Database, Wake } from './ports.js';

export interface AnnounceLedgerHead {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
  /** `09:00`, `Europe/Paris`. */
  readonly digest: { readonly time: string; readonly timezone: string };
}

/**
 * Has the head of the ledger's chain posted, once a day: where PATrol's operator cannot take it back, so that a chain
 * that was cut or made anew is seen. Says nothing while nothing new was sealed. Whoever comes late, since nobody was
 * there at the time, posts what was the head then.
 */
export async function announceLedgerHead(context: AnnounceLedgerHead, trace: string): Promise<void> {
  const { database, clock, wake, channel, digest } = context;
  const now = clock.now();
  const date = localDate(now, digest.timezone);
  const due = instantAt(date, digest.time, digest.timezone);
  if (now < due) return;
  const last = await database.seals.lastUntil(due);
  if (last === undefined) return;
  const head = printHead(last);
  if ((await database.seals.postedHead(channel)) === head) return;
  const added = await database.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'ledger-head', channel, head, entries: last.seq },
    dedupeKey: `ledger-head/${date}/${channel}`,
    trace,
  });
  if (added) wake.deliveries();
}
