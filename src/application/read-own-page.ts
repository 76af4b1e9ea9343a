import { EMPTY_QUERY, type Term } from '../domain/query.js';
import { LIST_PAGE } from './list-page.js';
import type { ListedRequest } from './models.js';
import type { PageStart, Search, Searches } from './search-ports.js';
import { withTerms } from './search-terms.js';

export interface OwnPage {
  readonly requests: readonly ListedRequest[];
  readonly next: PageStart | null;
  /** True when any request of theirs waits, on whatever page, and also when the query leaves it out. */
  readonly ownWait: boolean;
}

const WAITS: Term = { negated: false, qualifier: 'is', values: ['pending', 'deciding'] };
const HAS_ENDED: Term = { ...WAITS, negated: true };
/** Before the first of those that have ended, whose order is descending. */
const FIRST_ENDED: PageStart = { at: null, id: Number.MAX_SAFE_INTEGER };

/**
 * A page of somebody's own requests: first what waits, the oldest first, for that is what they look for; then the
 * others, the newest first. An order that the query names goes before.
 */
export async function readOwnPage(
  searches: Searches,
  search: Search,
  after: PageStart | null,
): Promise<OwnPage> {
  const waiting = await searches.count(withTerms({ ...search, query: EMPTY_QUERY }, [WAITS]), 1);
  const page = await (search.query.sort === null ? readInGroups : readInOrder)(searches, search, after);
  return { ...page, ownWait: waiting.count > 0 };
}

type Page = Omit<OwnPage, 'ownWait'>;

async function readInOrder(searches: Searches, search: Search, after: PageStart | null): Promise<Page> {
  const { found, next } = await searches.page(search, { after, limit: LIST_PAGE });
  return { requests: found, next };
}

async function readInGroups(searches: Searches, search: Search, after: PageStart | null): Promise<Page> {
  const ended = withTerms(search, [HAS_ENDED]);
  if (after !== null && !after.waits) return readInOrder(searches, ended, after);
  const { terms } = withTerms(search, [WAITS]).query;
  const oldestFirst: Search = { ...search, query: { terms, sort: 'oldest' } };
  const { found, next } = await searches.page(oldestFirst, { after, limit: LIST_PAGE });
  if (next) return { requests: found, next: { ...next, waits: true } };
  const room = LIST_PAGE - found.length;
  // Without room for one it only tells whether there is a next page.
  const rest = await searches.page(ended, { after: null, limit: Math.max(room, 1) });
  if (room === 0) return { requests: found, next: rest.found.length > 0 ? FIRST_ENDED : null };
  return { requests: [...found, ...rest.found], next: rest.next };
}
