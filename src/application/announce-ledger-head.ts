import { dueOn } from '../domain/digest-schedule.js';
import { printHead } from '../domain/ledger.js';
import { localDate } from '../domain/local-time.js';
import type { OrganizationSettings } from '../domain/organization-settings.js';
import type { Again, DeliveryPayload, NewDelivery } from './delivery.js';
import type { LedgerHeadModel } from './models.js';
import type { Clock, Database, Wake } from './ports.js';
import type { Slack } from './slack-ports.js';

export interface AnnounceLedgerHead {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
  readonly usual: OrganizationSettings;
}

type HeadPayload = Extract<DeliveryPayload, { kind: 'ledger-head' }>;

/**
 * Has the head of the ledger's chain posted, once a day: where PATrol's operator cannot take it back, so that a chain
 * that was cut or made anew is seen. Says nothing while nothing new was sealed. Whoever comes late, since nobody was
 * there at the time, posts what was the head then. A digest that is on its way to the same channel may carry it.
 */
export async function announceLedgerHead(context: AnnounceLedgerHead, trace: string): Promise<void> {
  const { database, wake, channel } = context;
  const head = await headToPost(context, trace);
  if (head === undefined || (await database.digests.isUnderWay(channel))) return;
  if (await database.deliveries.add(head)) wake.deliveries();
}

/** By then a digest was sent or not. */
const LEFT_TO_THE_DIGEST_MS = 15_000;
const LOOK_AGAIN_MS = 30_000;

/** The head for a digest that is about to be posted; null when it has none to carry. */
export async function takeHeadIntoDigest(
  context: AnnounceLedgerHead,
  digest: { readonly channel: string; readonly digestId: number; readonly trace: string },
): Promise<LedgerHeadModel | null> {
  const { database, channel } = context;
  const { digestId, trace } = digest;
  if (digest.channel !== channel) return null;
  const head = await headToPost(context, trace);
  if (head) {
    const payload = { ...head.payload, digestId };
    // Of several digests, the first takes it: its key is that of the head's own message.
    await database.deliveries.add({ ...head, payload, delayMs: LEFT_TO_THE_DIGEST_MS });
  }
  return database.digests.headIn(digestId);
}

/** Posts the head, unless a digest has carried it. */
export async function deliverLedgerHead(
  { database, slack }: { readonly database: Database; readonly slack: Slack },
  payload: HeadPayload,
): Promise<string | Again> {
  const { channel, digestId } = payload;
  const digest = digestId === undefined ? undefined : await database.digests.progress(digestId);
  if (digest?.state === 'sent') return digest.ts;
  if (digest?.state === 'under-way') return { againInMs: LOOK_AGAIN_MS };
  return (await slack.postLedgerHead(channel, payload)).ts;
}

async function headToPost(
  { database, clock, channel, usual }: AnnounceLedgerHead,
  trace: string,
): Promise<(NewDelivery & { readonly payload: HeadPayload }) | undefined> {
  const now = clock.now();
  const date = localDate(now, usual.timeZone);
  const due = dueOn(date, usual.digestTime, usual.timeZone);
  if (now < due) return undefined;
  const last = await database.seals.lastUntil(due);
  if (last === undefined) return undefined;
  const head = printHead(last);
  if ((await database.seals.postedHead(channel)) === head) return undefined;
  return {
    tokenRequestId: null,
    payload: { kind: 'ledger-head', channel, head, entries: last.seq },
    dedupeKey: `ledger-head/${date}/${channel}`,
    trace,
  };
}
