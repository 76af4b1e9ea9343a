import type { ClaimedDelivery, DeliveryPayload } from './delivery.js';
import type { Clock, Database, Wake } from './ports.js';

export interface RefreshHomes {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
}

type HomesPayload = Extract<DeliveryPayload, { kind: 'homes' }>;

/** App Home follows what happens for as long as somebody may still have it open. */
const LATELY_MS = 8 * 3_600_000;
/** A burst of changes is shown at once, at the next of these beats. */
const BEAT_MS = 2_000;
/** A role that was lost is no event that we hear of: an owner's Home asks by itself at least so often. */
const STALE_MS = 15 * 60_000;
/** Refreshed by themselves at one go. */
const STALE_AT_ONCE = 50;

/** A Home that was opened before is not looked at any more. */
export function openedLately(now: Date): Date {
  return new Date(now.getTime() - LATELY_MS);
}

/**
 * Brings up to date the App Homes that show what has changed: gathers what else changes until the next beat, then adds
 * a delivery for each person. Who is concerned is known from the records; nobody else's Home asks GitHub anything.
 */
export async function refreshHomes(
  context: Omit<RefreshHomes, 'wake'>,
  { trace }: ClaimedDelivery,
  payload: HomesPayload,
): Promise<void> {
  if (!payload.gathered) return gather(context, payload, trace);
  const { database, clock } = context;
  for (const slackUserId of await database.homes.showing(payload.shows, openedLately(clock.now()))) {
    await addHome(context, slackUserId, { trace });
  }
}

/** Brings one person's App Home up to date at once, if they have it open: they have just done something. */
export async function refreshHome(context: RefreshHomes, slackUserId: string, trace: string): Promise<void> {
  const { database, clock, wake } = context;
  if (!(await database.homes.hurry(slackUserId, openedLately(clock.now())))) return;
  await addHome(context, slackUserId, { atOnce: true, trace });
  wake.deliveries();
}

/** Somebody has opened App Home: remembers it, and shows them what is true now. */
export async function openHome(
  context: RefreshHomes,
  slackUserId: string,
  { force, trace }: { readonly force: boolean; readonly trace: string },
): Promise<void> {
  const { database, clock, wake } = context;
  await database.homes.opened(slackUserId, clock.now());
  await addHome(context, slackUserId, { force, atOnce: true, trace });
  wake.deliveries();
}

/** Has the Homes of owners ask GitHub again that have not done so for a quarter of an hour. */
export async function refreshStaleHomes(context: RefreshHomes, trace: string): Promise<void> {
  const { database, clock, wake } = context;
  const now = clock.now();
  const stale = await database.homes.stale({
    openedSince: openedLately(now),
    refreshedBefore: new Date(now.getTime() - STALE_MS),
    limit: STALE_AT_ONCE,
  });
  for (const slackUserId of stale) await addHome(context, slackUserId, { trace });
  if (stale.length > 0) wake.deliveries();
}

async function gather(
  { database, clock }: Omit<RefreshHomes, 'wake'>,
  payload: HomesPayload,
  trace: string,
): Promise<void> {
  const now = clock.now().getTime();
  await database.deliveries.add({
    tokenRequestId: null,
    payload: { ...payload, gathered: true },
    unlessWaiting: true,
    notBefore: new Date((Math.floor(now / BEAT_MS) + 1) * BEAT_MS),
    trace,
  });
}

interface HowToAdd {
  readonly force?: boolean;
  /** Else one that waits goes on waiting, for its pause or for GitHub. */
  readonly atOnce?: boolean;
  readonly trace: string;
}

/** One that waits already reads what is true when it is sent. */
async function addHome(
  { database }: Pick<RefreshHomes, 'database'>,
  slackUserId: string,
  { force, atOnce, trace }: HowToAdd,
): Promise<void> {
  const delivery = { tokenRequestId: null, payload: { kind: 'home', slackUserId, force } as const };
  if (atOnce) await database.deliveries.hurry(delivery);
  await database.deliveries.add({ ...delivery, unlessWaiting: !force, trace });
}
