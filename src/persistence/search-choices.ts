import type { EntityManager } from 'typeorm';
import type { ChoiceKind, Search } from '../application/search-ports.js';
import { EMPTY_QUERY } from '../domain/query.js';
import { readableBy } from './find-readable.js';
import { PLANNED_ANEW } from './prepared-statements.js';
import { statesOf } from './search-order.js';
import { beginningWith, containing, createSearchValues, type SearchValues } from './search-values.js';

/** Where names of a kind stand: as rows `x` of a table, each of one request. */
interface NamesIn {
  readonly table: string;
  readonly requestId: string;
  readonly shown: string;
  /** As it is compared, which an index begins with. */
  readonly name: string;
}

const NAMES: Record<ChoiceKind, NamesIn> = {
  owner: {
    table: 'token_requests x',
    requestId: 'x.id',
    shown: 'x.requester_login',
    name: 'lower(x.requester_login)',
  },
  repo: {
    table: 'token_request_repositories x',
    requestId: 'x.token_request_id',
    shown: 'x.full_name',
    name: 'lower(x.full_name)',
  },
  permission: {
    table: 'token_request_permissions x',
    requestId: 'x.token_request_id',
    shown: 'x.name',
    name: 'x.name',
  },
};

/** What a filter offers; see `Searches.choices`. */
export async function findChoices(
  manager: EntityManager,
  { readable, kind }: Pick<Search, 'readable' | 'kind'>,
  of: ChoiceKind,
  typed: string,
  limit: number,
): Promise<string[]> {
  const values = createSearchValues();
  const isReadable = readableBy(readable, values);
  if (isReadable === undefined) return [];
  const isOfKind = `r.state = ANY(${values.add(statesOf({ kind, query: EMPTY_QUERY }), 'text[]')})`;
  const few = !('organizationIds' in readable) || kind === 'pending';
  const choose = { names: NAMES[of], where: `${isReadable} AND ${isOfKind}`, typed, values };
  const statement = few ? choicesOfFew(choose) : choicesOfMany(choose);
  const rows: { shown: string }[] = await manager.query(
    `${PLANNED_ANEW}${statement} LIMIT ${values.add(limit, 'integer')}`,
    values.list,
  );
  return rows.map(({ shown }) => shown);
}

interface Choose {
  readonly names: NamesIn;
  /** Which requests `r` count. */
  readonly where: string;
  readonly typed: string;
  readonly values: SearchValues;
}

/** One person's requests, and those that pend, are few enough to look at all of them. */
function choicesOfFew({ names, where, typed, values }: Choose): string {
  const { table, requestId, shown, name } = names;
  const [contains, begins] = patterns(typed, values);
  // OFFSET 0 makes PostgreSQL look up one after the other; it would rather read the whole table.
  return `SELECT min(x.shown) AS shown FROM token_requests r
           CROSS JOIN LATERAL (SELECT ${shown} AS shown, ${name} AS name FROM ${table}
                                WHERE ${requestId} = r.id OFFSET 0) x
           WHERE ${where} AND x.name LIKE ${contains}
           GROUP BY x.name ORDER BY x.name NOT LIKE ${begins}, x.name COLLATE "C"`;
}

/**
 * The names one after the other, jumping from each to the next in the index, however many requests have it; and of
 * each, in the order in which they are offered and until there are enough, whether a request that counts has it.
 */
function choicesOfMany({ names, where, typed, values }: Choose): string {
  const { table, requestId, shown, name } = names;
  const [contains, begins] = patterns(typed, values);
  return `
    WITH RECURSIVE every(name) AS (
      SELECT min(${name}) FROM ${table}
      UNION ALL
      SELECT (SELECT min(${name}) FROM ${table} WHERE ${name} > every.name) FROM every WHERE every.name IS NOT NULL
    )
    SELECT e.shown
      FROM (SELECT name FROM every WHERE name LIKE ${contains}
             ORDER BY name NOT LIKE ${begins}, name COLLATE "C" OFFSET 0) c
     CROSS JOIN LATERAL (SELECT ${shown} AS shown FROM ${table}
                          CROSS JOIN LATERAL (SELECT FROM token_requests r
                                               WHERE r.id = ${requestId} AND ${where} OFFSET 0) counts
                          WHERE ${name} = c.name LIMIT 1) e
     ORDER BY c.name NOT LIKE ${begins}, c.name COLLATE "C"`;
}

function patterns(typed: string, values: SearchValues): [contains: string, begins: string] {
  const pattern = (text: string) => `lower(${values.add(text, 'text')})`;
  return [pattern(containing(typed)), pattern(beginningWith(typed))];
}
