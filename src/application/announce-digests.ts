import { type DigestDay, daysBefore, digestDue, dueOn } from '../domain/digest-schedule.js';
import type { OrganizationSettings } from '../domain/organization-settings.js';
import type { DigestPayload } from './delivery.js';
import type { DigestedOrganization } from './digest-ports.js';
import type { Clock, Database, Records, Wake } from './ports.js';

export interface AnnounceDigests {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly usual: OrganizationSettings;
}

/** Read at once. */
const PAGE = 200;
/** Nothing is left out of the first digest after an outage of so many days. */
const DAYS_MADE_UP_FOR = 7;

/** By then what was recorded before the digest's time is there to be counted: no transaction takes longer. */
const SETTLED_AFTER_MS = 10_000;

interface Due extends DigestedOrganization {
  readonly settings: OrganizationSettings;
  readonly day: DigestDay;
}

/**
 * Has the digest of each organization sent whose time has come: to its channel, and to its owners. Each has one key for a
 * day and place, so that it is sent once however often and by however many processes this is called.
 */
export async function announceDigests(context: AnnounceDigests, trace: string): Promise<void> {
  const { database, wake } = context;
  let after = 0;
  for (;;) {
    const page = await database.digests.organizations(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    const due = await notYetAnnounced(
      context,
      page.flatMap((known) => dueNow(context, known)),
    );
    for (const one of due) await database.transaction((records) => announce(records, one, trace));
    if (due.length > 0) wake.deliveries();
    if (page.length < PAGE) return;
    after = last.organization.id;
  }
}

/** An organization that came after today's time gets its first digest tomorrow: what waits there has just been announced. */
function dueNow({ clock, usual }: AnnounceDigests, known: DigestedOrganization): Due[] {
  const settings = { ...usual, ...known.chosen };
  const day = digestDue(clock.now(), settings.digestTime, settings.timeZone);
  return day === undefined || known.knownSince > day.due ? [] : [{ ...known, settings, day }];
}

async function notYetAnnounced({ database }: AnnounceDigests, due: readonly Due[]): Promise<Due[]> {
  if (due.length === 0) return [];
  const known = await database.digests.announced(due.flatMap((one) => placesOf(one).map(({ key }) => key)));
  return due.filter((one) => placesOf(one).some(({ key }) => !known.has(key)));
}

type Place = { readonly key: string } & (
  | { readonly kind: 'digest'; readonly channel: string }
  | { readonly kind: 'digest-owners' }
);

function placesOf({ organization, settings, day }: Due): Place[] {
  const { channel, digestInChannel } = settings;
  const owners = { kind: 'digest-owners' as const, key: ownersKey(organization.id, day.date) };
  if (!digestInChannel) return [owners];
  return [{ kind: 'digest', channel, key: digestKey(organization.id, day.date, channel) }, owners];
}

/** At most one delivery ever has it. */
export function digestKey(organizationId: number, date: string, place: string): string {
  return `digest/${organizationId}/${date}/${place}`;
}

function ownersKey(organizationId: number, date: string): string {
  return digestKey(organizationId, date, 'owners');
}

async function announce(records: Records, due: Due, trace: string): Promise<void> {
  const digest = await digestOf(records, due);
  for (const { key: dedupeKey, ...place } of placesOf(due)) {
    await records.deliveries.add({
      tokenRequestId: null,
      payload: { ...place, ...digest },
      notBefore: new Date(due.day.due.getTime() + SETTLED_AFTER_MS),
      dedupeKey,
      trace,
    });
  }
}

/** It goes on where the last one ended, so that nothing is told twice or never, also when the time was changed. */
async function digestOf({ digests }: Records, { organization, settings, day }: Due): Promise<DigestPayload> {
  const { timeZone, digestTime } = settings;
  const before = daysBefore(day.date, DAYS_MADE_UP_FOR);
  const told = await digests.toldUntil(before.map((date) => ownersKey(organization.id, date)));
  const [yesterday = day.date] = before;
  const since = told ?? dueOn(yesterday, digestTime, timeZone);
  return {
    organizationId: organization.id,
    date: day.date,
    timeZone,
    since: since.toISOString(),
    until: day.due.toISOString(),
  };
}
