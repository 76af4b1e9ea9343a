import { BULK_LIMIT } from '../domain/bulk-decision.js';
import type { Query } from '../domain/query.js';
import { hasExpired, type Organization } from '../domain/token-request.js';
import type { SlackActor } from './authorize-approver.js';
import { findListReader, type ListReader } from './find-list-reader.js';
import type { FindOrganizationsToDecide } from './find-organizations-to-decide.js';
import { renewed } from './list-generation.js';
import { LIST_PAGE } from './list-page.js';
import type { List } from './list-ports.js';
import type { BoundedCount, ListedRequest } from './models.js';
import { ownList, queryKindOf, queryOf } from './own-list.js';
import type { Clock, Database } from './ports.js';
import { readOwnPage } from './read-own-page.js';
import type { PageStart, Readable, Search } from './search-ports.js';
import { withTerms } from './search-terms.js';
import { tidySelection } from './tidy-selection.js';

export interface ShowList extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly clock: Clock;
}

/** One page of a list, as its reader may see it now. */
export interface ListModel {
  readonly list: List;
  readonly query: Query;
  /** The reader's, on GitHub. */
  readonly login: string;
  /** Whose requests it shows; [] for the reader's own. */
  readonly organizations: readonly Organization[];
  /** Organizations that were left out, for GitHub did not say in time whether the reader may see them. */
  readonly silent: readonly string[];
  readonly requests: readonly ListedRequest[];
  /** Where the next page begins; null on the last. */
  readonly next: PageStart | null;
  readonly count: BoundedCount;
  /** How many of those that match can be selected. */
  readonly selectable: BoundedCount;
  /** True when requests of the reader's own wait, in a list of these; on whatever page they stand. */
  readonly ownWait: boolean;
  readonly now: Date;
}

const FOUND_LIMIT = 100;
const NONE: BoundedCount = { count: 0, capped: false };

/**
 * A page of a list, with GitHub asked anew what may be shown of it. `tidy` also takes out of the selection what
 * cannot be decided any more; ticking a box is too frequent for that.
 * @throws DomainError `other-workspace`, `not-linked`, `list-gone`
 */
export async function showList(
  context: ShowList,
  { actor, listId, tidy }: { actor: SlackActor; listId: string; tidy: boolean },
): Promise<ListModel> {
  const kept = ownList(await context.database.lists.find(listId), actor);
  const reader = await findListReader(context, actor, kept.kind);
  // Read again: somebody who clicks fast has changed it while GitHub was asked.
  const list = ownList(await context.database.lists.find(listId), actor);
  return readList(context, reader, tidy ? await tidySelection(context.database, reader, list) : list);
}

/** A page of a list for somebody of whom GitHub has just said what they may see. */
export async function readList(context: ShowList, reader: ListReader, list: List): Promise<ListModel> {
  const { database, clock } = context;
  const { organizations, silent, readable } = reader;
  const { login } = reader.user;
  const now = clock.now();
  const query = queryOf(list);
  const model = { list, query, login, organizations, silent, now };
  const page = await database.snapshot(({ searches }) =>
    list.kind === 'found'
      ? readFound(searches, list, readable)
      : readPage(searches, list, { searched: searchesOf(list, query, readable, now), login }),
  );
  // All of the page was decided meanwhile: the first one shows what is left.
  if (page.requests.length === 0 && list.pages.length > 0) {
    return readList(context, reader, await backToFirstPage(database, list));
  }
  return { ...model, ...page };
}

type Page = Pick<ListModel, 'requests' | 'next' | 'count' | 'selectable' | 'ownWait'>;

/**
 * What the person of this login may select of what is searched: whatever states the query names, what pends, is not
 * their own, and is of a token whose time has not run out. `isSelectable` says the same of one request.
 */
export function selectableOf(search: Search, login: string): Search {
  return withTerms(search, [
    { negated: false, qualifier: 'is', values: ['pending'] },
    { negated: true, qualifier: 'owner', values: [login] },
    { negated: true, qualifier: 'expires', within: { count: 0, unit: 'm' } },
  ]);
}

/** True when this person could decide the request now. */
export function isSelectable(
  request: ListedRequest,
  { login, now }: Pick<ListModel, 'login' | 'now'>,
): boolean {
  const isOwn = request.requester.login.toLowerCase() === login.toLowerCase();
  return request.state === 'pending' && !isOwn && !hasExpired(request, now);
}

/** One search for each way in which the list's reader may see requests. */
export function searchesOf(
  { kind }: Pick<List, 'kind'>,
  query: Query,
  readable: readonly Readable[],
  now: Date,
): Search[] {
  return readable.map((one) => ({ readable: one, kind: queryKindOf(kind), query, now }));
}

async function readPage(
  searches: Database['searches'],
  { kind, pages }: List,
  { searched: [search], login }: { readonly searched: readonly Search[]; readonly login: string },
): Promise<Page> {
  const page = { requests: [], next: null, count: NONE, selectable: NONE, ownWait: false };
  if (search === undefined) return page;
  const after = pages.at(-1) ?? null;
  const count = await searches.count(search, BULK_LIMIT);
  if (kind === 'mine') return { ...page, count, ...(await readOwnPage(searches, search, after)) };
  const { found, next } = await searches.page(search, { after, limit: LIST_PAGE });
  const counts = kind === 'pending' ? await searches.count(selectableOf(search, login), BULK_LIMIT) : NONE;
  return { ...page, requests: found, next, count, selectable: counts };
}

async function readFound(
  searches: Database['searches'],
  { query: name, pages }: List,
  readable: readonly Readable[],
): Promise<Page> {
  const named = await Promise.all(readable.map((one) => searches.named(one, name, FOUND_LIMIT)));
  const ids = [...new Set(named.flat())].sort((a, b) => a - b);
  const after = pages.at(-1)?.id ?? 0;
  const shown = ids.filter((id) => id > after).slice(0, LIST_PAGE);
  const found = await Promise.all(readable.map((one) => searches.some(one, shown)));
  // What may be seen in two ways is found twice.
  const requests = [...new Map(found.flat().map((request) => [request.id, request])).values()];
  const last = shown.at(-1) ?? 0;
  return {
    ownWait: false,
    requests: requests.sort((a, b) => a.id - b.id),
    next: ids.some((id) => id > last) && last > 0 ? { at: null, id: last } : null,
    count: { count: ids.length, capped: named.some(({ length }) => length === FOUND_LIMIT) },
    selectable: NONE,
  };
}

function backToFirstPage(database: Database, list: List): Promise<List> {
  return database.transaction(async ({ lists }) => {
    const locked = await lists.lock(list.id);
    // Whoever has changed it since shows it, too.
    if (locked?.revision !== list.revision) return { ...list, pages: [] };
    return lists.save(renewed({ ...locked, pages: [] }));
  });
}
