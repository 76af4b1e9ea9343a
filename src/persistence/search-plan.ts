import type { PageStart, Search } from '../application/ports.js';
import type { TokenRequestState } from '../domain/token-request.js';
import { type ConditionContext, type SqlCondition, toCondition } from './search-conditions.js';
import { dateColumnOf, orderOf, partsAfter, type SearchOrder } from './search-order.js';
import { sourcesOf } from './search-sources.js';
import { statesOf } from './search-states.js';
import { createSearchValues, lowerAll, type SearchValues } from './search-values.js';

/** A search taken apart into what its statement consists of. */
export interface SearchPlan {
  readonly values: SearchValues;
  readonly order: SearchOrder;
  readonly states: readonly TokenRequestState[];
  /**
   * The requests lie in the indexes by organization or by requester: in parts of which each has one of these, and
   * one state. Whatever is read is in one of the parts, so this is also what keeps the reader to what is readable.
   */
  readonly partition: { readonly column: string; readonly type: string; readonly values: readonly unknown[] };
  /** What the reader may read where the partition does not say it. */
  readonly readable: string;
  readonly conditions: readonly SqlCondition[];
  /** Where the page begins; see `partsAfter`. */
  readonly parts: readonly string[];
  readonly sources: readonly string[];
  readonly limit: number;
}

/** GitHub's ids of organizations by lower-case login. */
export type OrganizationIds = ReadonlyMap<string, readonly number[]>;

/** Undefined when nothing can match. */
export function planSearch(
  search: Search,
  organizations: OrganizationIds,
  page: { readonly after: PageStart | null; readonly limit: number },
): SearchPlan | undefined {
  const organizationsNamed = (logins: readonly string[]) =>
    lowerAll(logins).flatMap((login) => organizations.get(login) ?? []);
  const organizationIds = searchedOrganizations(search, organizationsNamed);
  const states = statesOf(search);
  if (organizationIds?.length === 0 || states.length === 0) return undefined;
  const values = createSearchValues();
  const dateColumn = dateColumnOf(search);
  const context: ConditionContext = {
    values,
    now: search.now,
    dateColumn,
    organizationIds,
    organizationsNamed,
  };
  const order = orderOf(search);
  return {
    values,
    order,
    states,
    ...partitionOf(search, organizationIds, values),
    conditions: search.query.terms
      .map((term) => toCondition(context, term))
      .filter((condition) => condition !== null),
    parts: partsAfter(order, page.after, values),
    sources: sourcesOf(
      context,
      search,
      states.every((state) => state === 'pending'),
    ),
    limit: page.limit,
  };
}

/** The readable ones that `org:` leaves; null for a reader of their own requests. */
function searchedOrganizations(
  { readable, query }: Search,
  organizationsNamed: (logins: readonly string[]) => readonly number[],
): readonly number[] | null {
  if ('requesterLogin' in readable) return null;
  const named = query.terms.flatMap((term) =>
    term.qualifier === 'org' ? [{ ids: organizationsNamed(term.values), negated: term.negated }] : [],
  );
  return [...new Set(readable.organizationIds)].filter((id) =>
    named.every(({ ids, negated }) => ids.includes(id) !== negated),
  );
}

function partitionOf(
  { readable, query }: Search,
  organizationIds: readonly number[] | null,
  values: SearchValues,
): Pick<SearchPlan, 'partition' | 'readable'> {
  const byLogin = (logins: readonly string[]) => ({
    column: 'lower(r.requester_login)',
    type: 'text',
    values: [...new Set(lowerAll(logins))],
  });
  if ('requesterLogin' in readable)
    return { partition: byLogin([readable.requesterLogin]), readable: 'true' };
  const owner = query.terms.find((term) => term.qualifier === 'owner' && !term.negated);
  if (owner?.qualifier === 'owner') {
    const isReadable = `r.organization_id = ANY(${values.add(organizationIds, 'bigint[]')})`;
    return { partition: byLogin(owner.values), readable: isReadable };
  }
  const partition = { column: 'r.organization_id', type: 'bigint', values: organizationIds ?? [] };
  return { partition, readable: 'true' };
}
