import { EMPTY_QUERY } from '../domain/query.js';
import type { Organization } from '../domain/token-request.js';
import type { BoundedCount, WaitingRequests } from './models.js';
import { COUNT_LIMIT, type Reading } from './read-own-requests.js';
import type { Search } from './search-ports.js';

/** The times of so many are read from an index in some tens of milliseconds. */
const MEDIAN_LIMIT = 50_000;
/** Organizations that are counted one by one. */
const COUNTED_APART = 10;

/** How many requests wait in these organizations, and for how long. */
export async function readWaitingRequests(
  { searches, now }: Reading,
  organizations: readonly Organization[],
): Promise<WaitingRequests> {
  const inThese = (some: readonly Organization[]): Search => ({
    readable: { organizationIds: some.map(({ id }) => id) },
    kind: 'pending',
    query: EMPTY_QUERY,
    now,
  });
  const apart = organizations.slice(0, COUNTED_APART);
  const counted: { organization: Organization; count: BoundedCount }[] = [];
  for (const organization of apart) {
    counted.push({ organization, count: await searches.count(inThese([organization]), COUNT_LIMIT) });
  }
  const count = await searches.count(inThese(organizations), COUNT_LIMIT);
  const oldest = await searches.page(inThese(organizations), { after: null, limit: 1 });
  const medianWaitMs = await searches.medianWaitMs(inThese(organizations), MEDIAN_LIMIT);
  return {
    organizations: counted,
    further: organizations.length - apart.length,
    count,
    oldestSince: oldest.found[0]?.requestedAt ?? null,
    medianWaitMs,
  };
}
