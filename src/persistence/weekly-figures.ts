import type { EntityManager } from 'typeorm';
import type { WeeklyFigures } from '../application/chart-ports.js';

/**
 * Reads what has ended since the first week began, by `token_requests_ended`, and what is open, by
 * `token_requests_queue`: nothing older, however long the history is. What ended at a time that nobody knows counts
 * nowhere, nor what had been decided before PATrol heard of it: GitHub approves by itself where no owner is needed.
 */
const FIGURES = `
  WITH seen AS (
    SELECT requested_at, coalesce(ended_at, 'infinity') AS ended_at, state
      FROM token_requests
     WHERE organization_id = $1 AND announced AND state NOT IN ('pending', 'deciding')
       AND coalesce(ended_at, 'infinity') >= $4 AND coalesce(ended_at, 'infinity') < 'infinity'
    UNION ALL
    SELECT requested_at, 'infinity', state
      FROM token_requests
     WHERE organization_id = $1 AND announced AND state IN ('pending', 'deciding')
  ), weeks AS (
    SELECT number, starts, ends
      FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS week (starts, ends, number)
  )
  SELECT (SELECT count(*) FROM seen WHERE requested_at < week.ends AND ended_at >= week.ends) AS pending,
         decided.approved, decided.denied, decided.median
    FROM weeks week, LATERAL (
      SELECT count(*) FILTER (WHERE state = 'approved') AS approved,
             count(*) FILTER (WHERE state = 'denied') AS denied,
             percentile_cont(0.5) WITHIN GROUP (
               ORDER BY greatest(extract(epoch FROM ended_at - requested_at), 0)) AS median
        FROM seen
       WHERE state IN ('approved', 'denied') AND ended_at >= week.starts AND ended_at < week.ends) decided
   ORDER BY week.number`;

interface Row {
  readonly pending: number;
  readonly approved: number;
  readonly denied: number;
  /** In seconds. */
  readonly median: number | null;
}

export function createWeeklyFigures(manager: EntityManager): WeeklyFigures {
  return {
    async of(organizationId, weeks) {
      const [first] = weeks;
      if (first === undefined) return [];
      const rows: Row[] = await manager.query(FIGURES, [
        organizationId,
        weeks.map(({ from }) => from),
        weeks.map(({ until }) => until),
        first.from,
      ]);
      return weeks.map(({ monday, isWhole }, index) => {
        const { pending = 0, approved = 0, denied = 0, median = null } = rows[index] ?? {};
        const medianMs = median === null ? null : Math.round(Number(median) * 1_000);
        return { monday, isWhole, pending, approved, denied, medianMs };
      });
    },
  };
}
