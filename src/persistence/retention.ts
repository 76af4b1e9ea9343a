import type { EntityManager } from 'typeorm';
import type {
  PruneCounts,
  PrunedTable,
  PrunePage,
  Retention,
  TableOfRequests,
} from '../application/retention-ports.js';
import { OPEN } from './decisions.js';
import { PATIENCE } from './patience.js';

/** Rows are looked at in the order of their ids, from the oldest on. In all that follows, $1 is since when what ended is young. */
const MADE_AT: Record<PrunedTable, string> = {
  deliveries: 'created_at',
  token_requests: 'created_at',
  bulk_decisions: 'created_at',
  summaries: 'opened_at',
};

const UNDECIDED = "('pending', 'deciding')";

/** The delivery `d` has ended, and long ago. */
const ENDED_DELIVERY = "d.state IN ('sent', 'failed') AND coalesce(d.ended_at, d.created_at) < $1";

/**
 * The requests that the delivery `d` is about: by these, the messages are found that remind of a request
 * (`MESSAGES_ABOUT`), and a key keeps a summary from being recalled twice.
 */
const ABOUT = `
  SELECT d.token_request_id WHERE d.token_request_id IS NOT NULL
  UNION ALL
  SELECT jsonb_array_elements_text(d.payload->'tokenRequestIds')::bigint
  UNION ALL
  SELECT i.token_request_id FROM bulk_decision_items i WHERE i.bulk_id = (d.payload->>'bulkId')::bigint
  UNION ALL
  SELECT x.id FROM token_requests x
   WHERE x.summary_id = (d.payload->>'summaryId')::bigint AND x.state IN ${UNDECIDED}`;

/** The head that was posted last in its channel, which is not posted again (`postedHead`). */
const POSTED_HEAD = `d.kind = 'ledger-head' AND NOT EXISTS (
  SELECT 1 FROM deliveries later
   WHERE later.kind = 'ledger-head' AND later.id > d.id AND later.payload->>'channel' = d.payload->>'channel')`;

const OLD_DELIVERY = `${ENDED_DELIVERY} AND NOT (${POSTED_HEAD})
  AND NOT EXISTS (SELECT 1 FROM token_requests r WHERE r.id = ANY(ARRAY(${ABOUT})) AND r.state IN ${UNDECIDED})`;

/** The request `r` has ended, and long ago. */
const ENDED_REQUEST = `r.state NOT IN ${UNDECIDED} AND coalesce(r.ended_at, r.updated_at) < $1`;

/** Bulk decisions of which somebody is still to be told, or an owner may have it tried again. */
const UNTOLD_BULKS = `
  SELECT (w.payload->>'bulkId')::bigint FROM deliveries w
   WHERE w.state IN ('pending', 'sending') AND w.payload ? 'bulkId'
  UNION ALL
  SELECT (w.payload->>'bulkId')::bigint FROM deliveries w
   WHERE w.state = 'failed' AND w.ended_at >= $1 AND w.payload ? 'bulkId'`;

/**
 * Nothing about the request `r` goes on any more. A `lost` decision counts as settled, for after so long no word of GitHub's
 * comes that could still settle it. A request of a summary that still shows one which waits is counted there. One that
 * stands in GitHub's list, as one of an expired token may, would come back with the next comparison.
 */
const OLD_REQUEST = `${ENDED_REQUEST}
  AND NOT EXISTS (SELECT 1 FROM decisions x WHERE x.token_request_id = r.id AND x.state IN ${OPEN})
  AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.token_request_id = r.id AND NOT (${ENDED_DELIVERY}))
  AND NOT EXISTS (SELECT 1 FROM bulk_decision_items i JOIN bulk_decisions b ON b.id = i.bulk_id
                   WHERE i.token_request_id = r.id AND (b.state <> 'ended' OR b.id IN (${UNTOLD_BULKS})))
  AND NOT EXISTS (SELECT 1 FROM token_requests x WHERE x.summary_id = r.summary_id AND x.state IN ${UNDECIDED})
  AND NOT EXISTS (SELECT 1 FROM list_pages p
                   WHERE p.organization_id = r.organization_id AND p.requests ? r.pat_request_id::text)`;

/** In the order in which they refer to one another. */
const OF_REQUESTS: readonly TableOfRequests[] = [
  'bulk_decision_items',
  'decisions',
  'cards',
  'token_request_repositories',
  'token_request_permissions',
];

/** It has no request any more; whoever only counts asks which it will have. */
const emptyBulk = (dryRun: boolean) => `b.state = 'ended' AND coalesce(b.ended_at, b.created_at) < $1
  AND NOT EXISTS (SELECT 1 FROM bulk_decision_items i JOIN token_requests r ON r.id = i.token_request_id
                   WHERE i.bulk_id = b.id AND ${isLeft(dryRun)})`;

/** No request joins it any more, for that is as long ago. */
const emptySummary = (dryRun: boolean) => `s.last_joined_at < $1
  AND NOT EXISTS (SELECT 1 FROM token_requests r WHERE r.summary_id = s.id AND ${isLeft(dryRun)})`;

const isLeft = (dryRun: boolean) => (dryRun ? `NOT (${OLD_REQUEST})` : 'true');

/** Removes, or counts, what stands after FROM; returns how many rows that are. */
type Remove = (from: string, values: readonly unknown[]) => Promise<number>;

export function createRetention(manager: EntityManager): Retention {
  return {
    async prune(table, page) {
      await manager.query(
        "SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)",
        [String(PATIENCE.lock_timeout), String(PATIENCE.statement_timeout)],
      );
      const { lastId, hasOld } = await lookAt(manager, table, page);
      if (lastId === null || !hasOld) return { counts: {}, lastId: undefined };
      return { counts: await pruneUntil(manager, table, page, lastId), lastId };
    },
  };
}

/**
 * Needs no index by age: ids are given in the order of time, and nothing ends before it is made. So the primary key leads
 * through what is old, most of which goes, and at the first page of which nothing is old, all that is was seen.
 */
async function lookAt(
  manager: EntityManager,
  table: PrunedTable,
  { afterId, limit, endedBefore }: PrunePage,
) {
  const rows: { lastId: number | null; hasOld: boolean | null }[] = await manager.query(
    `SELECT max(id) AS "lastId", bool_or(made_at < $1) AS "hasOld"
       FROM (SELECT id, ${MADE_AT[table]} AS made_at FROM ${table} WHERE id > $2 ORDER BY id LIMIT $3) page`,
    [endedBefore, afterId, limit],
  );
  const [{ lastId, hasOld } = { lastId: null, hasOld: null }] = rows;
  return { lastId, hasOld };
}

async function pruneUntil(
  manager: EntityManager,
  table: PrunedTable,
  { afterId, endedBefore, dryRun }: PrunePage,
  lastId: number,
): Promise<PruneCounts> {
  const values = [endedBefore, afterId, lastId];
  const remove: Remove = async (from, about) => {
    const [row]: { count: number }[] = await manager.query(
      dryRun
        ? `SELECT count(*)::int AS count FROM ${from}`
        : `WITH gone AS (DELETE FROM ${from} RETURNING 1) SELECT count(*)::int AS count FROM gone`,
      [...about],
    );
    return row?.count ?? 0;
  };
  const from = (name: string, condition: string) =>
    `${table} ${name} WHERE ${name}.id > $2 AND ${name}.id <= $3 AND ${condition}`;
  switch (table) {
    case 'deliveries':
      return { deliveries: await remove(from('d', OLD_DELIVERY), values) };
    case 'token_requests': {
      const ids = await oldRequests(manager, from('r', ENDED_REQUEST), values, dryRun);
      return removeRequests(remove, ids, dryRun);
    }
    case 'bulk_decisions':
      return { bulk_decisions: await remove(from('b', emptyBulk(dryRun)), values) };
    case 'summaries':
      return { summaries: await remove(from('s', emptySummary(dryRun)), values) };
  }
}

/**
 * They are locked before they are looked at closely, so that nothing can be added to them any more. What somebody else
 * works on stays for the next time.
 */
async function oldRequests(
  manager: EntityManager,
  ended: string,
  values: readonly unknown[],
  dryRun: boolean,
): Promise<number[]> {
  const found: { id: number }[] = await manager.query(
    `SELECT r.id FROM ${ended} ORDER BY r.id ${dryRun ? '' : 'FOR UPDATE SKIP LOCKED'}`,
    [...values],
  );
  if (found.length === 0) return [];
  const [endedBefore] = values;
  const old: { id: number }[] = await manager.query(
    `SELECT r.id FROM token_requests r WHERE r.id = ANY($2::bigint[]) AND ${OLD_REQUEST}`,
    [endedBefore, found.map(({ id }) => id)],
  );
  return old.map(({ id }) => id);
}

/** Their deliveries are as old, so they have gone already, and were counted. */
async function removeRequests(remove: Remove, ids: readonly number[], dryRun: boolean): Promise<PruneCounts> {
  if (ids.length === 0) return {};
  const counts: Partial<Record<PrunedTable | TableOfRequests, number>> = {};
  for (const table of dryRun ? OF_REQUESTS : (['deliveries', ...OF_REQUESTS] as const)) {
    counts[table] = await remove(`${table} WHERE token_request_id = ANY($1::bigint[])`, [ids]);
  }
  return { ...counts, token_requests: await remove('token_requests WHERE id = ANY($1::bigint[])', [ids]) };
}
