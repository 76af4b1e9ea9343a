import { orderBy } from './search-order.js';
import type { SearchPlan } from './search-plan.js';
import type { SearchValues } from './search-values.js';

/** A statement that finds `id`, `requested_at` and `at`, the place in the order, in the order of the list. */
export function searchStatement(plan: SearchPlan): string {
  const { sources, order, limit } = plan;
  const found = `r.id, r.requested_at, r.${order.column} AS at`;
  if (sources.length === 0) return walk(plan, found, 'true');
  const enough = Math.min(MOST_CANDIDATES, Math.max(FEWEST_CANDIDATES, 5 * limit));
  const direction = order.descending ? 'DESC' : 'ASC';
  return `WITH ${[...sources.map((source, index) => limited(source, index, enough)), chosen(sources, enough)].join(',\n')}
    SELECT m.* FROM ((${walk(plan, found, '(SELECT source FROM chosen) = 0')})
                     UNION ALL (${candidates(plan, found)})) m
     ORDER BY m.at ${direction}, m.id ${direction} LIMIT ${limit}`;
}

/** With more candidates than that, a page is full sooner on the way through the list. */
const FEWEST_CANDIDATES = 200;
const MOST_CANDIDATES = 5_000;

function limited(source: string, index: number, enough: number): string {
  return `source_${index + 1} AS MATERIALIZED (${source} LIMIT ${enough + 1})`;
}

/** The first source that does not hold too many; 0 when all of them do. A later one is not even looked at. */
function chosen(sources: readonly string[], enough: number): string {
  const cases = sources.map(
    (_, index) => `WHEN (SELECT count(*) FROM source_${index + 1}) <= ${enough} THEN ${index + 1}`,
  );
  return `chosen AS MATERIALIZED (SELECT CASE ${cases.join(' ')} ELSE 0 END AS source)`;
}

function candidates(plan: SearchPlan, found: string): string {
  const { sources, values, partition, states, readable, parts, conditions, order, limit } = plan;
  const cases = sources.map((_, index) => `WHEN ${index + 1} THEN ARRAY(SELECT id FROM source_${index + 1})`);
  const all = [
    `r.id = ANY(CASE (SELECT source FROM chosen) ${cases.join(' ')} ELSE '{}'::bigint[] END)`,
    `${partition.column} = ANY(${values.add(partition.values, `${partition.type}[]`)})`,
    `r.state = ANY(${values.add(states, 'text[]')})`,
    readable,
    `(${parts.join(' OR ')})`,
    ...conditions.map(({ sql }) => likely(sql)),
  ];
  return `SELECT ${found} FROM token_requests r WHERE ${all.join('\n AND ')} ${orderBy(order, 'r')} LIMIT ${limit}`;
}

/** Goes through the list in its order until enough have been found. */
function walk(plan: SearchPlan, found: string, gate: string): string {
  const { parts, order, limit } = plan;
  const walks = parts.map((part) => {
    return walksInOneGo(plan) ? together(plan, found, gate, part) : besideEachOther(plan, found, gate, part);
  });
  if (walks.length === 1) return walks.join();
  const direction = order.descending ? 'DESC' : 'ASC';
  return `SELECT w.* FROM (${walks.map((one) => `(${one})`).join('\nUNION ALL ')}) w
           ORDER BY w.at ${direction}, w.id ${direction} LIMIT ${limit}`;
}

/**
 * With conditions that need a look at other tables, what matches may all lie in one organization, and the way through
 * each of the others would have no end. Dates of expiry are in order over all organizations only.
 */
function walksInOneGo(plan: SearchPlan): boolean {
  const { partition, states, order } = plan;
  if (partition.values.length === 1 && states.length === 1) return true;
  if (partition.type === 'text') return false;
  return otherConditions(plan).length > 0 || order.column === 'token_expires_at';
}

/** From one index that has the requests of all organizations in order. */
function together(plan: SearchPlan, found: string, gate: string, part: string): string {
  const { values, partition, states, order, limit } = plan;
  const where = [
    oneOf(values, partition.column, partition.values, partition.type),
    onlyPending(plan) ? PENDING : oneOf(values, 'r.state', states, 'text'),
    part,
    ...rowConditions(plan),
    ...[gate, ...otherConditions(plan)].map(likely),
  ];
  return `SELECT ${found} FROM token_requests r WHERE ${where.join('\n AND ')} ${orderBy(order, 'r')} LIMIT ${limit}`;
}

/** Each part of the partition gives as much as a page needs, from an index that has its requests in order. */
function besideEachOther(plan: SearchPlan, found: string, gate: string, part: string): string {
  const { values, partition, states, order, limit } = plan;
  const where = [
    `${partition.column} = p.value`,
    onlyPending(plan) ? PENDING : 'r.state = s.value',
    part,
    ...rowConditions(plan),
    ...otherConditions(plan).map(likely),
  ];
  return `SELECT ${found} FROM unnest(${values.add(partition.values, `${partition.type}[]`)}) p(value)
           CROSS JOIN unnest(${values.add(states, 'text[]')}) s(value)
           CROSS JOIN LATERAL (SELECT r.* FROM token_requests r WHERE ${where.join('\n AND ')}
                               ${orderBy(order, 'r')} LIMIT ${limit}) r
           WHERE ${likely(gate)} ${orderBy(order, 'r')} LIMIT ${limit}`;
}

/** One value is written as one: PostgreSQL takes no order from an index for several. */
function oneOf(values: SearchValues, column: string, wanted: readonly unknown[], type: string): string {
  if (wanted.length === 1) return `${column} = ${values.add(wanted[0], type)}`;
  return `${column} = ANY(${values.add(wanted, `${type}[]`)})`;
}

/**
 * Whoever goes through the list in its order expects to find enough soon. PostgreSQL would rather read and sort
 * everything for a condition that it takes to be rare; of a CASE it thinks nothing.
 */
function likely(condition: string): string {
  return `CASE WHEN ${condition} THEN true ELSE false END`;
}

/** A partial index is used only when the text of the statement says that the request pends. */
const PENDING = "r.state = 'pending'";

function onlyPending({ states }: SearchPlan): boolean {
  return states.every((state) => state === 'pending');
}

function rowConditions({ conditions, readable }: SearchPlan): string[] {
  return [readable, ...conditions.filter(({ ofRow }) => ofRow).map(({ sql }) => sql)];
}

function otherConditions({ conditions }: SearchPlan): string[] {
  return conditions.filter(({ ofRow }) => !ofRow).map(({ sql }) => sql);
}
