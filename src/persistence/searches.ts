import type { EntityManager } from 'typeorm';
import type { PageStart, Search, Searches } from '../application/search-ports.js';
import { findNamed, findReadable } from './find-readable.js';
import { type ListedRow, listed, loadListed, toListedRequests } from './listed-requests.js';
import { PLANNED_ANEW } from './prepared-statements.js';
import { findChoices } from './search-choices.js';
import { orderBy, type SearchOrder } from './search-order.js';
import {
  isPlannedOnce,
  loginsToKnow,
  type OrganizationsNamed,
  pageStatement,
  planSearch,
  type SearchPlan,
  sourcesStatement,
} from './search-plan.js';
import { lowerAll } from './search-values.js';

/** With more candidates than that for each request that is wanted, all are found sooner on the way through the list. */
const CANDIDATES_EACH = 150;
const MOST_CANDIDATES = 10_000;

/**
 * Searches of the token requests. What is rare is looked up in an index; for what is frequent, it is cheaper to go
 * through the list in its order until the page is full. See docs/database.md.
 */
export function createSearches(manager: EntityManager, candidatesEach = CANDIDATES_EACH): Searches {
  async function run<Row>(
    search: Search,
    page: { readonly after: PageStart | null; readonly limit: number },
    around: (found: string, order: SearchOrder) => string,
  ): Promise<Row[]> {
    const plan = planSearch(search, await namedOrganizations(manager, search));
    if (plan === undefined) return [];
    const ids = await findCandidates(manager, plan, candidatesEach * page.limit);
    const { sql, parameters } = pageStatement(plan, page, ids);
    return manager.query(
      `${isPlannedOnce(plan) ? '' : PLANNED_ANEW}${around(`(${sql}) r`, plan.order)}`,
      parameters,
    );
  }

  return {
    async page(search, { after, limit }) {
      // One more than is shown tells whether there is a next page.
      const rows = await run<PageRow>(search, { after, limit: limit + 1 }, page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        found: await toListedRequests(
          manager,
          shown.map(({ place, ...row }) => row),
        ),
        next: last === undefined ? null : { id: last.id, at: last.place },
      };
    },
    async count(search, limit) {
      const rows = await run<{ count: number }>(
        search,
        { after: null, limit: limit + 1 },
        (found) => `SELECT count(*)::int AS count FROM ${found}`,
      );
      const count = rows[0]?.count ?? 0;
      return { count: Math.min(count, limit), capped: count > limit };
    },
    async ids(search, limit) {
      const rows = await run<{ id: number }>(
        search,
        { after: null, limit },
        (found, order) => `SELECT r.id FROM ${found} ${orderBy(order)}`,
      );
      return rows.map(({ id }) => id);
    },
    async some(readable, ids) {
      const rows = await findReadable(manager, readable, ids);
      return loadListed(
        manager,
        rows.map(({ id }) => id),
      );
    },
    choices: (search, of, typed, limit) => findChoices(manager, search, of, typed, limit),
    named: (readable, name, limit) => findNamed(manager, readable, name, limit),
    async medianWaitMs(search, limit) {
      const rows = await run<{ at: Date | null }>(
        search,
        { after: null, limit },
        (found) => `SELECT to_timestamp(percentile_cont(0.5) WITHIN GROUP
                             (ORDER BY extract(epoch FROM requested_at)::float8)) AS at FROM ${found}`,
      );
      const at = rows[0]?.at ?? null;
      return at === null ? null : search.now.getTime() - at.getTime();
    },
  };
}

interface PageRow extends ListedRow {
  /** See `PageStart`. */
  readonly place: string | null;
}

/**
 * Reads what is found in the statement that finds it; the place with all six digits of a second, so that no request lies
 * between a page and the next one.
 */
function page(found: string, order: SearchOrder): string {
  const place = `to_char(r.${order.column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place`;
  return `${listed(found, place)} ${orderBy(order)}`;
}

/** The ids of all requests that may match, as PostgreSQL writes them; null when there are too many. */
async function findCandidates(
  manager: EntityManager,
  plan: SearchPlan,
  most: number,
): Promise<string | null> {
  const statement = sourcesStatement(plan, Math.min(MOST_CANDIDATES, most));
  if (statement === null) return null;
  const rows: { ids: string | null }[] = await manager.query(
    `${PLANNED_ANEW}${statement.sql}`,
    statement.parameters,
  );
  return rows[0]?.ids ?? null;
}

/** Looks up, once, the ids of the organizations that the query names. */
async function namedOrganizations(manager: EntityManager, search: Search): Promise<OrganizationsNamed> {
  const logins = loginsToKnow(search);
  if (logins.length === 0) return () => [];
  const rows: { id: number; login: string }[] = await manager.query(
    'SELECT id, lower(login) AS login FROM organizations WHERE lower(login) = ANY($1)',
    [lowerAll(logins)],
  );
  return (names) => {
    const wanted = new Set(lowerAll(names));
    return rows.filter(({ login }) => wanted.has(login)).map(({ id }) => id);
  };
}
