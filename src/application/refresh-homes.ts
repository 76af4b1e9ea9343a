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
/** A burst of changes is shown at once, at the next of these beats, so that it costs each person one look. */
const BEAT_MS = 2_000;
/** How soon GitHub is asked again when it was silent. */
const ASK_AGAIN_MS = 10_000;

/**
 * Brings up to date the App Homes that were opened lately: gathers what changes until the next beat, then adds a
 * delivery for each person. Members' own requests may be in any organization, so it concerns everybody.
 */
export async function refreshHomes(
  context: Omit<RefreshHomes, 'wake'>,
  { trace }: ClaimedDelivery,
  payload: HomesPayload,
): Promise<void> {
  if (!payload.gathered) return gather(context, payload, trace);
  for (const slackUserId of await openHomes(context)) await addHome(context, slackUserId, { trace });
}

/** Brings one person's App Home up to date at once, if they have it open. */
export async function refreshHome(context: RefreshHomes, slackUserId: string, trace: string): Promise<void> {
  if (!(await openHomes(context)).includes(slackUserId)) return;
  await addHome(context, slackUserId, { trace });
  context.wake.deliveries();
}

/** Somebody has opened App Home: remembers it, and shows them what is true now. */
export async function openHome(
  context: RefreshHomes,
  slackUserId: string,
  { force, trace }: { readonly force: boolean; readonly trace: string },
): Promise<void> {
  const { database, clock, wake } = context;
  await database.homes.opened(slackUserId, clock.now());
  await addHome(context, slackUserId, { force, trace });
  wake.deliveries();
}

/** Looks again soon, for GitHub did not say all that this App Home should show. */
export async function refreshHomeLater(
  context: Omit<RefreshHomes, 'wake'>,
  slackUserId: string,
  trace: string,
): Promise<void> {
  const { database, clock } = context;
  if (!(await openHomes(context)).includes(slackUserId)) return;
  const payload = { kind: 'home', slackUserId } as const;
  const notBefore = new Date(clock.now().getTime() + ASK_AGAIN_MS);
  await database.deliveries.add({ tokenRequestId: null, payload, unlessWaiting: true, notBefore, trace });
}

async function gather(
  { database, clock }: Omit<RefreshHomes, 'wake'>,
  { organizationId }: HomesPayload,
  trace: string,
): Promise<void> {
  const now = clock.now().getTime();
  await database.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'homes', organizationId, gathered: true },
    unlessWaiting: true,
    notBefore: new Date((Math.floor(now / BEAT_MS) + 1) * BEAT_MS),
    trace,
  });
}

function openHomes({ database, clock }: Omit<RefreshHomes, 'wake'>): Promise<string[]> {
  return database.homes.openedSince(new Date(clock.now().getTime() - LATELY_MS));
}

/** One that waits for later reads what is true then, so it may as well be sent now. */
async function addHome(
  { database }: Pick<RefreshHomes, 'database'>,
  slackUserId: string,
  { force, trace }: { readonly force?: boolean; readonly trace: string },
): Promise<void> {
  const delivery = { tokenRequestId: null, payload: { kind: 'home', slackUserId, force } as const };
  await database.deliveries.hurry(delivery);
  await database.deliveries.add({ ...delivery, unlessWaiting: !force, trace });
}
