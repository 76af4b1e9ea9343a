import { BULK_LIMIT } from '../domain/bulk-decision.js';
import { parseQuery } from '../domain/parse-query.js';
import { printQuery } from '../domain/print-query.js';
import type { Query, QueryProblem } from '../domain/query.js';
import { valuesOf, withValues } from '../domain/query-values.js';
import type { SlackActor } from './authorize-approver.js';
import { CHOICE_LIMIT } from './find-choices.js';
import { findListReader } from './find-list-reader.js';
import { renewed } from './list-generation.js';
import type { List } from './list-ports.js';
import { ownList, queryKindOf, queryOf } from './own-list.js';
import type { Records } from './ports.js';
import type { ChoiceKind, PageStart } from './search-ports.js';
import { type ShowList, searchesOf, selectableOf } from './show-list.js';

/** What somebody does with a list. */
export type ListChange =
  /** Ticks a box, or looks at one in detail: what is ticked says it all. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'again' }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'filter'; readonly of: ChoiceKind; readonly values: readonly string[] }
  | { readonly kind: 'previous' }
  | { readonly kind: 'next'; readonly from: PageStart }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'clear' };

/** The check boxes of the page, as the person had them when they acted. */
export interface Ticks {
  readonly shown: readonly number[];
  readonly ticked: readonly number[];
}

/** What stands in the search field when somebody uses another control, without having pressed Enter. */
export interface TypedQuery {
  readonly text: string;
  /** What we had put into the field: text over an older query than the list's is older than the list, too. */
  readonly over: string;
}

export interface ListChanged {
  readonly list: List;
  /** Why the query stays what it was; [] mostly. */
  readonly problems: readonly QueryProblem[];
  /** True when the query is another one than before. */
  readonly isSearched: boolean;
  /** True when more was to be selected than one decision takes. */
  readonly isFull: boolean;
}

/**
 * Takes over what is ticked on the page, then changes the list, in one transaction: after quick clicks in several
 * processes the last one holds, and paging keeps what was selected.
 * @throws DomainError `other-workspace`, `list-gone`, `not-linked`
 */
export async function changeList(
  context: ShowList,
  asked: {
    readonly actor: SlackActor;
    readonly listId: string;
    readonly ticks: Ticks;
    readonly typed?: TypedQuery;
    readonly change: ListChange;
  },
): Promise<ListChanged> {
  const { actor, listId, ticks, typed, change } = asked;
  const findMatching = change.kind === 'select-all' ? await matching(context, actor, listId) : undefined;
  return context.database.transaction(async (records) => {
    const list = ownList(await records.lists.lock(listId), actor);
    const { list: ticked, isFull } = withTicks(list, ticks);
    const search = typedSearch(ticked, change, typed);
    const isMeant = search === undefined || isMeantFor(change, search);
    const found = search?.list ?? ticked;
    const added = findMatching && isMeant ? withAdded(found, await findMatching(records, found)) : undefined;
    const { list: next, problems = [] } = added ?? changed(found, isMeant ? change : { kind: 'again' });
    // Boxes that were ticked in vain must show that they are not.
    const saved = await records.lists.save(isFull ? renewed(next) : next);
    return {
      list: saved,
      problems: [...(search?.problems ?? []), ...problems],
      isSearched: saved.query !== list.query,
      isFull: isFull || (added?.isFull ?? false),
    };
  });
}

/** As if Enter had been pressed before the other control was used; undefined when nothing else was typed. */
function typedSearch(list: List, { kind }: ListChange, typed: TypedQuery | undefined): Changed | undefined {
  // Whoever searches says with it what of the field counts.
  if (kind === 'search' || typed === undefined || typed.over !== list.query) return undefined;
  const searched = withQuery(list, typed.text);
  return searched.problems === undefined && searched.list.query === list.query ? undefined : searched;
}

/**
 * What turns pages or selects all was offered for what was found before. A filter would take an unreadable text out of
 * the field, where it has to be mended.
 */
function isMeantFor({ kind }: ListChange, { problems }: Changed): boolean {
  if (problems) return kind !== 'filter';
  return kind !== 'next' && kind !== 'previous' && kind !== 'select-all';
}

interface Changed {
  readonly list: List;
  readonly problems?: readonly QueryProblem[];
  readonly isFull?: boolean;
}

function changed(list: List, change: ListChange): Changed {
  switch (change.kind) {
    case 'tick':
    case 'select-all':
      return { list };
    case 'again':
      return { list: renewed(list) };
    case 'clear':
      return { list: renewed({ ...list, selected: [] }) };
    case 'previous':
      return { list: renewed({ ...list, pages: list.pages.slice(0, -1) }) };
    case 'next':
      return { list: renewed({ ...list, pages: withPage(list.pages, change.from) }) };
    case 'search':
      return withQuery(list, change.text);
    case 'filter': {
      const query = withChosen(queryOf(list), change);
      // The menu shows what was chosen, also when that is too much: it must go back to what holds.
      return withQuery(renewed(list), printQuery(query));
    }
  }
}

/** What no menu can show, nobody has taken out of it. */
function withChosen(query: Query, { of, values }: Extract<ListChange, { kind: 'filter' }>): Query {
  const unseen = valuesOf(query, of).filter(({ length }) => length > CHOICE_LIMIT);
  return withValues(query, of, [...unseen, ...values]);
}

/** The same with another query, or with the reasons why not. */
function withQuery(list: List, text: string): Changed {
  const { query, problems } = parseQuery(text, queryKindOf(list.kind));
  if (query === undefined) return { list, problems };
  return { list: renewed({ ...list, query: printQuery(query), pages: [] }) };
}

/** Clicking twice on Next, before the next page has come, leads to the next one all the same. */
function withPage(pages: readonly PageStart[], from: PageStart): PageStart[] {
  const known = pages.findIndex(({ id }) => id === from.id);
  return known < 0 ? [...pages, from] : pages.slice(0, known + 1);
}

function withTicks(list: List, { shown, ticked }: Ticks): Changed & { isFull: boolean } {
  if (list.kind !== 'pending') return { list, isFull: false };
  const cleared = new Set(shown.filter((id) => !ticked.includes(id)));
  const kept = list.selected.filter((id) => !cleared.has(id));
  return withAdded({ ...list, selected: kept }, ticked, false);
}

/** As many of them as one decision takes, beside those that were selected before. */
function withAdded(list: List, ids: readonly number[], renews = true): Changed & { isFull: boolean } {
  const wanted = [...new Set([...list.selected, ...ids])];
  const next = { ...list, selected: wanted.slice(0, BULK_LIMIT) };
  return { list: renews ? renewed(next) : next, isFull: wanted.length > BULK_LIMIT };
}

/** Asks GitHub before the list is locked; finds what matches while it is, for its query may just have changed. */
async function matching(context: ShowList, actor: SlackActor, listId: string) {
  const list = ownList(await context.database.lists.find(listId), actor);
  const { readable, user } = await findListReader(context, actor, list.kind);
  const now = context.clock.now();
  return async ({ searches }: Records, locked: List): Promise<number[]> => {
    const [search] = searchesOf(locked, queryOf(locked), readable, now);
    if (search === undefined || locked.kind !== 'pending') return [];
    return searches.ids(selectableOf(search, user.login), BULK_LIMIT);
  };
}
