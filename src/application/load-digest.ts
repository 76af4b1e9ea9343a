import { isMonday } from '../domain/digest-schedule.js';
import { localDate } from '../domain/local-time.js';
import { chartOf, type ReadChart } from './chart.js';
import type { DigestPayload } from './delivery.js';
import type { DigestModel } from './digest-model.js';
import type { Clock, Database, Records } from './ports.js';
import { settingsOf } from './preference-ports.js';

export interface LoadDigest extends ReadChart {
  readonly database: Database;
  readonly clock: Clock;
  readonly webUrl: string;
}

/** How many requests a digest shows, each with its buttons. */
export const DIGEST_ROWS = 10;
/** Of those who decided, before the rest is counted together. */
const DECIDERS = 5;

/**
 * What a digest says now; undefined when it is not to be sent any more: its day is over, the App works there no longer, or
 * nothing waits and nobody wants to be told so.
 */
export async function loadDigest(
  context: LoadDigest,
  digest: DigestPayload,
  digestId: number,
): Promise<DigestModel | undefined> {
  const { database, clock, usual } = context;
  if (isOver(clock.now(), digest)) return undefined;
  const { allClear } = await settingsOf(database, usual, digest.organizationId);
  const loaded = await database.snapshot(async (records) => {
    const oldest = await records.digests.oldest(digest.organizationId, DIGEST_ROWS);
    return oldest.length === 0 && !allClear
      ? undefined
      : load(context, records, { digest, digestId, oldest });
  });
  return loaded?.appState === 'installed' ? loaded : undefined;
}

/** How long a digest whose time is late in the evening may take beyond its day. */
const BEYOND_MS = 3 * 3_600_000;

function isOver(now: Date, { date, timeZone, until }: DigestPayload): boolean {
  return localDate(now, timeZone) !== date && now.getTime() - Date.parse(until) > BEYOND_MS;
}

/** The same of one that was sent, with the requests that it has shown, as they are by now. */
export async function reloadDigest(
  context: LoadDigest,
  digest: DigestPayload,
  { digestId, tokenRequestIds }: { readonly digestId: number; readonly tokenRequestIds: readonly number[] },
): Promise<DigestModel | undefined> {
  return context.database.snapshot(async (records) => {
    const readable = { organizationIds: [digest.organizationId] };
    const found = await records.searches.some(readable, tokenRequestIds.slice(0, DIGEST_ROWS));
    const oldest = tokenRequestIds.flatMap((id) => found.filter((request) => request.id === id));
    return load(context, records, { digest, digestId, oldest });
  });
}

async function load(
  { charts, usual, webUrl }: LoadDigest,
  records: Records,
  { digest, digestId, oldest }: Pick<DigestModel, 'digestId' | 'oldest'> & { readonly digest: DigestPayload },
): Promise<DigestModel | undefined> {
  const { organizationId, date } = digest;
  const organization = await records.organizations.find(organizationId);
  if (organization === undefined) return undefined;
  const { language, timeZone } = await settingsOf(records, usual, organizationId);
  const window = { since: new Date(digest.since), until: new Date(digest.until) };
  // Of its own day, also when it is brought up to date later.
  const chart = isMonday(date)
    ? await chartOf({ charts, usual }, records, organization, window.until)
    : undefined;
  return {
    digestId,
    organization,
    appState: organization.appState,
    date,
    ...window,
    waiting: await records.tokenRequests.countPending(organizationId),
    oldest,
    changes: await records.digests.changes(organizationId, window, DECIDERS),
    head: await records.digests.headIn(digestId),
    webUrl,
    speech: { language, timeZone },
    ...(chart ? { chart } : {}),
  };
}
