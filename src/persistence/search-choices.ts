import type { EntityManager } from 'typeorm';
import type { ChoiceKind, Search } from '../application/ports.js';
import { EMPTY_QUERY } from '../domain/query.js';
import { readableBy } from './find-readable.js';
import { statesOf } from './search-states.js';
import { beginningWith, containing, createSearchValues, type SearchValues } from './search-values.js';

/** Where names of a kind stand: as rows `x` of a table, each of one request. */
interface NamesIn {
  readonly table: string;
  readonly requestId: string;
  readonly shown: string;
  /** As it is compared, which an index begins with. */
  readonly name: string;
  /** The kind and the names of the search keys for a choice `c`; see the migration that makes them. */
  readonly keys: readonly [kind: string, names: string];
}

const NAMES: Record<ChoiceKind, NamesIn> = {
  owner: {
    table: 'token_requests x',
    requestId: 'x.id',
    shown: 'x.requester_login',
    name: 'lower(x.requester_login)',
    keys: ['owner', 'ARRAY[c.name]'],
  },
  repo: {
    table: 'token_request_repositories x',
    requestId: 'x.token_request_id',
    shown: 'x.full_name',
    name: 'lower(x.full_name)',
    keys: ['repo', "ARRAY[split_part(c.name, '/', 2)]"],
  },
  permission: {
    table: 'token_request_permissions x',
    requestId: 'x.token_request_id',
    shown: 'x.name',
    name: 'x.name',
    keys: ['permission', "ARRAY[c.name || ':read', c.name || ':write', c.name || ':admin']"],
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
  const states = statesOf({ kind, query: EMPTY_QUERY });
  const onlyPending = states.every((state) => state === 'pending');
  const ofKind = onlyPending ? "r.state = 'pending'" : `r.state = ANY(${values.add(states, 'text[]')})`;
  const where = `${isReadable} AND ${ofKind}`;
  const choose = { names: NAMES[of], where, typed, limit, values };
  const statement =
    'requesterLogin' in readable ? ownChoices(choose) : sharedChoices(choose, readable.organizationIds);
  const rows: { shown: string }[] = await manager.query(statement, [...values.list]);
  return rows.map(({ shown }) => shown);
}

interface Choose {
  readonly names: NamesIn;
  /** Which requests `r` count. */
  readonly where: string;
  readonly typed: string;
  readonly limit: number;
  readonly values: SearchValues;
}

/** One person's requests are few enough to look at all of them. */
function ownChoices({ names, where, typed, limit, values }: Choose): string {
  const { table, requestId, shown, name } = names;
  const [contains, begins] = patterns(typed, values);
  return `SELECT min(${shown}) AS shown FROM token_requests r JOIN ${table} ON ${requestId} = r.id
           WHERE ${where} AND ${name} LIKE ${contains}
           GROUP BY ${name} ORDER BY ${name} NOT LIKE ${begins}, ${name} COLLATE "C"
           LIMIT ${values.add(limit, 'integer')}`;
}

/**
 * The names one after the other, jumping from each to the next in the index, however many requests have it; and of
 * each, in the order in which they are offered and until there are enough, whether a request that counts has it.
 * What is frequent is found among any few hundred of those; what is rare, by its search keys.
 */
function sharedChoices(choose: Choose, organizationIds: readonly number[]): string {
  const { names, where, typed, limit, values } = choose;
  const { table, name } = names;
  const [contains, begins] = patterns(typed, values);
  const [keyKind, keyNames] = names.keys;
  const keys = `ARRAY(SELECT token_request_key(o.id, '${keyKind}', k.name)
                        FROM unnest(${values.add(organizationIds, 'bigint[]')}) o(id), unnest(${keyNames}) k(name))`;
  return `
    WITH RECURSIVE every(name) AS (
      SELECT min(${name}) FROM ${table}
      UNION ALL
      SELECT (SELECT min(${name}) FROM ${table} WHERE ${name} > every.name) FROM every WHERE every.name IS NOT NULL
    ),
    few AS MATERIALIZED (SELECT r.id, r.search_keys FROM token_requests r WHERE ${where} LIMIT 300)
    SELECT shown FROM (
      SELECT c.later, c.sorted, coalesce(${hit(names, 'few r', keys, 'true')},
                                       ${hit(names, 'token_requests r', keys, where)}) AS shown
        FROM (SELECT name NOT LIKE ${begins} AS later, name COLLATE "C" AS sorted, name FROM every
               WHERE name LIKE ${contains} ORDER BY 1, 2 OFFSET 0) c
       ORDER BY c.later, c.sorted OFFSET 0) choice
     WHERE shown IS NOT NULL ORDER BY later, sorted LIMIT ${values.add(limit, 'integer')}`;
}

function hit({ table, requestId, shown, name }: NamesIn, from: string, keys: string, where: string): string {
  return `(SELECT e.shown FROM ${from} CROSS JOIN LATERAL
             (SELECT ${shown} AS shown FROM ${table} WHERE ${requestId} = r.id AND ${name} = c.name LIMIT 1) e
            WHERE r.search_keys && ${keys} AND ${where} LIMIT 1)`;
}

function patterns(typed: string, values: SearchValues): [contains: string, begins: string] {
  const pattern = (text: string) => `lower(${values.add(text, 'text')})`;
  return [pattern(containing(typed)), pattern(beginningWith(typed))];
}
