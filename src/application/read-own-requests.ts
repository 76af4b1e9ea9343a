import { EMPTY_QUERY, type Query } from '../domain/query.js';
import type { OwnRequests } from './models.js';
import type { Searches } from './ports.js';

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
  login: string,
  limit: number,
): Promise<OwnRequests> {
  const readable = { requesterLogin: login };
  const page = { after: null, limit };
  const waiting = await searches.page({ readable, kind: 'pending', query: OPEN_REQUESTS, now }, page);
  const ended = await searches.page({ readable, kind: 'history', query: EMPTY_QUERY, now }, page);
  return { waiting: waiting.found, ended: ended.found };
}
