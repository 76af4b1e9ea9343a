import type { PageStart, Search } from '../application/search-ports.js';
import type { Term } from '../domain/query.js';
import type { TokenRequestState } from '../domain/token-request.js';
import { isOf, repositoryNames, type SearchContext, toCondition } from './search-conditions.js';
import { after, dateColumnOf, ENDED, orderBy, orderOf, type SearchOrder, statesOf } from './search-order.js';
import { sourceOf } from './search-sources.js';
import { createSearchValues, lowerAll, type SearchValues } from './search-values.js';

/** A search taken apart into what its statements consist of. */
export interface SearchPlan {
  readonly search: Search;
  readonly order: SearchOrder;
  readonly states: readonly TokenRequestState[];
  /** Those that may be read and are searched; null for a reader of their own requests, wherever. */
  readonly organizationIds: readonly number[] | null;
  /** Those whose requests are searched, if an index has these in the order of the list. */
  readonly people: People | null;
  /** What a request has to match besides. */
  readonly terms: readonly Term[];
}

/** Requesters, by what is known of them. */
type People =
  | {
      readonly column: 'lower(r.requester_login)';
      readonly type: 'text[]';
      readonly values: readonly string[];
      /** The term that says the same; null when it is the reader who is kept to their own. */
      readonly term: Term | null;
    }
  | {
      readonly column: 'r.requester_id';
      readonly type: 'bigint[]';
      readonly values: readonly number[];
      readonly term: null;
    };

/** GitHub's ids of the organizations of these names. */
export type OrganizationsNamed = (logins: readonly string[]) => readonly number[];

export interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** Undefined when nothing can match. */
export function planSearch(search: Search, organizationsNamed: OrganizationsNamed): SearchPlan | undefined {
  const states = statesOf(search);
  const order = orderOf(search);
  const people = peopleOf(search, order);
  const organizationIds = searchedOrganizations(search, people, organizationsNamed);
  if (organizationIds?.length === 0 || states.length === 0) return undefined;
  const terms = search.query.terms.filter((term) => term !== people?.term);
  return { search, order, states, organizationIds, people, terms };
}

/** The logins of organizations on whose ids the plan depends: of none, where all requests of a few people are looked at. */
export function loginsToKnow(search: Search): string[] {
  if (peopleOf(search, orderOf(search)) !== null) return [];
  return search.query.terms.flatMap((term) => organizationLogins(term) ?? []);
}

/** The readable ones that `org:` leaves, and the organizations of repositories, as far as these are known. */
function searchedOrganizations(
  { readable, query }: Search,
  people: People | null,
  organizationsNamed: OrganizationsNamed,
): readonly number[] | null {
  if (!('organizationIds' in readable)) return null;
  const readableIds = [...new Set(readable.organizationIds)];
  if (people !== null) return readableIds;
  return readableIds.filter((id) =>
    query.terms.every((term) => {
      const logins = organizationLogins(term);
      return logins === null || organizationsNamed(logins).includes(id) !== term.negated;
    }),
  );
}

/** Those that a term says the request is of; null when it may be of any. */
function organizationLogins(term: Term): readonly string[] | null {
  if (term.qualifier === 'org') return term.values;
  if (term.qualifier !== 'repo' || term.negated) return null;
  const { bare, owners } = repositoryNames(term.values);
  return bare.length > 0 ? null : owners;
}

function peopleOf({ readable, query }: Search, { column }: SearchOrder): People | null {
  if ('requesterId' in readable) {
    return { column: 'r.requester_id', type: 'bigint[]', values: [readable.requesterId], term: null };
  }
  if ('requesterLogin' in readable) return byLogin([readable.requesterLogin], null);
  const owner = query.terms.find((term) => term.qualifier === 'owner' && !term.negated);
  if (owner?.qualifier !== 'owner' || column !== 'requested_at') return null;
  return byLogin(owner.values, owner);
}

function byLogin(logins: readonly string[], term: Term | null): People {
  const values = [...new Set(lowerAll(logins))];
  return { column: 'lower(r.requester_login)', type: 'text[]', values, term };
}

/**
 * Gives for each source (see there) the `ids` that it holds, as PostgreSQL writes them, or null when there are more
 * than `most`. Null without any source, or where the requests of a few people are all that has to be looked at.
 */
export function sourcesStatement(plan: SearchPlan, most: number): Statement | null {
  if (plan.people !== null) return null;
  const values = createSearchValues();
  let searched: string | undefined;
  const context = {
    ...contextOf(plan, values),
    onlyPending: onlyPending(plan),
    most: most + 1,
    searched: () => {
      searched ??= isSearched(plan, values);
      return searched;
    },
  };
  const sources = plan.terms
    .map((term) => (term.negated ? null : sourceOf(context, term)))
    .filter((source) => source !== null)
    .map(
      (source) =>
        `SELECT CASE WHEN count(*) <= ${most} THEN coalesce(array_agg(id), '{}')::text END AS ids, count(*) AS count
           FROM (${source} LIMIT ${most + 1}) source`,
    );
  if (sources.length === 0) return null;
  return { sql: `${sources.join(' UNION ALL ')} ORDER BY count LIMIT 1`, parameters: values.list };
}

/**
 * Whether one plan does for all values: of a few people's requests, in the order of an index, nothing else can be looked up
 * first. Only of the usual searches, since each form of a search is a statement of its own.
 */
export function isPlannedOnce(plan: SearchPlan): boolean {
  const [term, ...others] = plan.terms;
  const isUsual = others.length === 0 && (term === undefined || (term.qualifier === 'repo' && !term.negated));
  return plan.people !== null && isUsual && hasOrderInParts(plan);
}

/** Finds token requests, whole, in the order of the list; `ids` are those that a source holds, null to go through the list. */
export function pageStatement(
  plan: SearchPlan,
  page: { readonly after: PageStart | null; readonly limit: number },
  ids: string | null,
): Statement {
  const { order } = plan;
  const values = createSearchValues();
  const context = contextOf(plan, values);
  const conditions = [
    ...plan.terms.map((term) => toCondition(context, term)),
    after(order, page.after, values),
  ];
  if (ids === null && hasOrderInParts(plan)) {
    return { sql: inParts(plan, conditions, page.limit, values), parameters: values.list };
  }
  const where = [isSearched(plan, values), ...conditions];
  if (ids !== null) where.push(`r.id = ANY(${values.add(ids, 'bigint[]')})`);
  return {
    sql: `SELECT r.* FROM token_requests r WHERE ${where.join('\n AND ')} ${orderBy(order)} LIMIT ${page.limit}`,
    parameters: values.list,
  };
}

function contextOf({ search }: SearchPlan, values: SearchValues): SearchContext {
  return { values, now: search.now, dateColumn: dateColumnOf(search.kind) };
}

/** The condition for requests that may be read and whose state is searched. */
function isSearched(plan: SearchPlan, values: SearchValues): string {
  const { people } = plan;
  const conditions = [hasState(plan, values), isReadable(plan, values)];
  if (people !== null) conditions.push(`${people.column} = ANY(${values.add(people.values, people.type)})`);
  return conditions.join(' AND ');
}

/** True for a reader of their own requests, whom `people` keeps to these. */
function isReadable({ organizationIds }: SearchPlan, values: SearchValues): string {
  return organizationIds === null ? 'true' : isOf(organizationIds, values);
}

/** A partial index is used only when the statement says in so many words that its condition holds. */
function hasState(plan: SearchPlan, values: SearchValues): string {
  if (onlyPending(plan)) return "r.state = 'pending'";
  const state = `r.state = ANY(${values.add(plan.states, 'text[]')})`;
  return onlyEnded(plan) ? `r.state NOT IN ('pending', 'deciding') AND ${state}` : state;
}

function onlyPending({ states }: Pick<SearchPlan, 'states'>): boolean {
  return states.every((state) => state === 'pending');
}

function onlyEnded({ states }: SearchPlan): boolean {
  return states.every((state) => ENDED.includes(state));
}

/**
 * Some indexes have the requests of one organization, or requester, and of one state in the order of the list, and the
 * ended ones of an organization in one order whatever their state. These parts are read beside each other. The pending
 * ones of all organizations are in order together: all that match may lie in one of them.
 */
function hasOrderInParts(plan: SearchPlan): boolean {
  const { order, people, organizationIds } = plan;
  if (people !== null) return order.column === 'requested_at';
  if (order.column === 'ended_at') return onlyEnded(plan);
  return order.column === 'requested_at' && !(onlyPending(plan) && organizationIds?.length !== 1);
}

/** Each part gives as much as a page needs. A single one is read as it is, which takes PostgreSQL half as long to plan. */
function inParts(
  plan: SearchPlan,
  conditions: readonly string[],
  limit: number,
  values: SearchValues,
): string {
  const { order, people, organizationIds, states } = plan;
  const { column, type, values: wholes } = people ?? { ...OF_ORGANIZATION, values: organizationIds ?? [] };
  const parts = values.add(wholes, type);
  const byState = order.column === 'requested_at' && !onlyPending(plan);
  const where = [
    byState ? 'r.state = state.value' : hasState(plan, values),
    ...(people === null ? [] : [isReadable(plan, values)]),
    ...conditions,
  ];
  // A limit that it cannot see PostgreSQL takes for a small one. Otherwise it would sort all of a person's requests.
  const end = `${orderBy(order)} LIMIT ${people === null ? limit : `(SELECT ${limit})`}`;
  const readPart = (part: string) => {
    const found = `FROM token_requests r WHERE ${[`${column} = ${part}`, ...where].join('\n AND ')} ${end}`;
    if (!isCovered(plan)) return `SELECT r.* ${found}`;
    return `SELECT r.* FROM (SELECT r.id ${found}) page JOIN token_requests r ON r.id = page.id ${orderBy(order)}`;
  };
  if (wholes.length === 1 && !byState) return readPart(`(${parts})[1]`);
  const eachState = byState ? `CROSS JOIN unnest(${values.add(states, 'text[]')}) state(value)` : '';
  return `SELECT r.* FROM unnest(${parts}) part(value) ${eachState}
          CROSS JOIN LATERAL (${readPart('part.value')}) r ${orderBy(order)} LIMIT ${limit}`;
}

/**
 * Whether an index has all that is asked of somebody's pending requests, so that only those that match are looked at (of
 * what VACUUM has seen): of forty, each lies somewhere else on the disk.
 */
function isCovered({ people, terms, states }: Pick<SearchPlan, 'people' | 'terms' | 'states'>): boolean {
  const isOfLogin = people?.column === 'lower(r.requester_login)';
  return isOfLogin && onlyPending({ states }) && terms.every(({ qualifier }) => IN_INDEX.has(qualifier));
}

const IN_INDEX: ReadonlySet<Term['qualifier']> = new Set(['repo', 'org', 'permission']);

const OF_ORGANIZATION = { column: 'r.organization_id', type: 'bigint[]' } as const;
