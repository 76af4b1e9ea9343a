import type { OrganizationSettings } from '../domain/organization-settings.js';
import { nextReminder, quietUntil, REMINDED } from '../domain/reminders.js';
import { cardPlaces } from './announce.js';
import type { Clock, Database, Records, Wake } from './ports.js';
import type { DueRequest, ReminderStep, WatchedOrganization } from './reminder-ports.js';

export interface RemindOfWaiting {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
  /** What holds where the owners of an organization have chosen nothing. */
  readonly usual: OrganizationSettings;
}

/** Read and gone on with at once. */
const AT_ONCE = 200;
/** For one organization in one pass; the next one goes on. */
const BATCHES = 25;
/** What else becomes due within this time is told to the owners together. */
const GATHER_MS = 120_000;

/**
 * Has people reminded of requests that have waited for long: first in the thread, then by direct messages to the
 * owners. Reads only what is due, or was never looked at; a request has a look more or two in its life.
 */
export async function remindOfWaiting(
  context: RemindOfWaiting,
  organizations: readonly WatchedOrganization[],
  trace: string,
): Promise<void> {
  for (const watched of organizations) {
    if (watched.isDue) await remindIn(context, watched, trace);
  }
}

async function remindIn(context: RemindOfWaiting, watched: WatchedOrganization, trace: string) {
  const { database, clock, wake, usual } = context;
  const settings = { ...usual, ...watched.chosen };
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const now = clock.now();
    const due = await database.reminders.due(watched.organization.id, now, AT_ONCE);
    const steps = due.map((request) => stepOf(request, settings, now));
    await database.transaction((records) => goOn(context, records, steps, trace));
    wake.deliveries();
    if (due.length < AT_ONCE) return;
  }
}

/** What is to be done with a request that may be due. */
function stepOf(request: DueRequest, settings: OrganizationSettings, now: Date): ReminderStep {
  const { reminded } = request;
  const next = nextReminder(request, settings);
  if (next === null) return { request, reminded, remindAt: null };
  if (next.at > now) return { request, reminded, remindAt: next.at };
  const quiet = quietUntil(now, settings);
  if (quiet !== null) return { request, reminded, remindAt: quiet };
  const after = nextReminder({ ...request, reminded: next.reaches }, settings);
  return { request, reminded: next.reaches, remindAt: after?.at ?? null };
}

async function goOn(
  { channel }: RemindOfWaiting,
  records: Records,
  steps: readonly ReminderStep[],
  trace: string,
): Promise<void> {
  const gone = new Set(await records.reminders.advance(steps));
  const told = steps.filter(({ request, reminded }) => gone.has(request.id) && reminded !== request.reminded);
  for (const { request, reminded } of told) {
    if (reminded === REMINDED.inThread) await announceInThread(records, request, channel, trace);
    else await announceToOwners(records, request, trace);
  }
}

async function announceInThread(records: Records, request: DueRequest, usual: string, trace: string) {
  const { id, summaryId } = request;
  if (summaryId !== null) {
    // However many of its requests are due, and whenever they are: its thread is no list.
    await records.deliveries.add({
      tokenRequestId: null,
      payload: { kind: 'summary-reminder', summaryId },
      dedupeKey: `summary-reminder/${summaryId}`,
      trace,
    });
    return;
  }
  const channel = (await cardPlaces(records, request, usual)).at(-1) ?? usual;
  await records.deliveries.add({
    tokenRequestId: id,
    payload: { kind: 'reminder', channel },
    dedupeKey: `reminder/${id}`,
    trace,
  });
}

async function announceToOwners(records: Records, { organization }: DueRequest, trace: string) {
  await records.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'owner-reminders', organizationId: organization.id },
    unlessWaiting: true,
    delayMs: GATHER_MS,
    trace,
  });
}
