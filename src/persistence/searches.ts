import type { EntityManager } from 'typeorm';
import type { PageStart, Search, Searches } from '../application/ports.js';
import { findNamed, findReadable } from './find-readable.js';
import { loadListed } from './listed-requests.js';
import { findChoices } from './search-choices.js';
import { type OrganizationIds, planSearch } from './search-plan.js';
import { searchStatement } from './search-sql.js';
import { lowerAll } from './search-values.js';

/** Searches of the token requests; see docs/database.md for how they stay fast. */
export function createSearches(manager: EntityManager): Searches {
  async function run<Row>(
    search: Search,
    page: { readonly after: PageStart | null; readonly limit: number },
    around: (found: string) => string,
  ): Promise<Row[]> {
    const plan = planSearch(search, await organizationIds(manager, search), page);
    if (plan === undefined) return [];
    const statement = around(`(${searchStatement(plan)}) found`);
    return manager.query(statement, [...plan.values.list]);
  }

  return {
    async page(search, { after, limit }) {
      // One more than is shown tells whether there is a next page.
      const rows = await run<PageStart>(search, { after, limit: limit + 1 }, places);
      const shown = rows.slice(0, limit);
      const found = await loadListed(
        manager,
        shown.map(({ id }) => id),
      );
      return { found, next: rows.length > limit ? (shown.at(-1) ?? null) : null };
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
      const rows = await run<PageStart>(search, { after: null, limit }, places);
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

/** With all six digits of a second, so that no request lies between a page and the next one. */
function places(found: string): string {
  return `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM ${found}`;
}

/** Of the organizations that the query names. */
async function organizationIds(manager: EntityManager, { query }: Search): Promise<OrganizationIds> {
  const logins = query.terms.flatMap((term) => {
    if (term.qualifier === 'org') return term.values;
    if (term.qualifier !== 'repo') return [];
    return term.values.filter((name) => name.includes('/')).map((name) => name.slice(0, name.indexOf('/')));
  });
  const found = new Map<string, number[]>();
  if (logins.length === 0) return found;
  const rows: { id: number; login: string }[] = await manager.query(
    'SELECT id, lower(login) AS login FROM organizations WHERE lower(login) = ANY($1)',
    [lowerAll(logins)],
  );
  for (const { id, login } of rows) found.set(login, [...(found.get(login) ?? []), id]);
  return found;
}
