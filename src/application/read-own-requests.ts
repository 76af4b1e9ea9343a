import { EMPTY_QUERY, type Query } from '../domain/query.js';
import type { AskedUser } from './github-ports.js';
import type { OwnRequests } from './models.js';
import { ownRequestsOf, type Search, type Searches } from './search-ports.js';

/** Nothing is counted further than this: "999+". */
export const COUNT_LIMIT = 999;

/** One moment at which a person's requests are looked at. */
export interface Reading {
  readonly searches: Searches;
  readonly now: Date;
}

/** Those that wait, and those of which the decision is on its way. */
export const OPEN_REQUESTS: Query = {
  terms: [{ negated: false, qualifier: 'is', values: ['pending', 'deciding'] }],
  sort: 'oldest',
};

/** What somebody has asked for: what waits of it, and what became of the rest. */
export async function readOwnRequests(
  { searches, now }: Reading,
  requester: AskedUser,
  limit: number,
): Promise<OwnRequests> {
  const readable = ownRequestsOf(requester);
  const page = { after: null, limit };
  const open: Search = { readable, kind: 'pending', query: OPEN_REQUESTS, now };
  const past: Search = { readable, kind: 'history', query: EMPTY_QUERY, now };
  return {
    waiting: (await searches.page(open, page)).found,
    waitingCount: await searches.count(open, COUNT_LIMIT),
    ended: (await searches.page(past, page)).found,
    endedCount: await searches.count(past, COUNT_LIMIT),
  };
}
