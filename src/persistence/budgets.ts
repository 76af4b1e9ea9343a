import type { EntityManager } from 'typeorm';
import type { Budgets } from '../application/budget-ports.js';

/** The background leaves this much of each burst to clicks. */
const SHARE_OF_CLICKS = 0.25;
/** Whoever is sent away comes back after this at the latest, since those who were before them may not come at all. */
const LONGEST_QUEUE_MS = 120_000;
const IDLE = '1 hour';

/**
 * `full_at` is when the budget will be full again; who takes moves it away. Whoever finds room for one unit is let in and
 * pays all that they cost, so that what costs much is not for ever behind what costs little. The database's clock counts,
 * which is the same for all processes.
 */
const TAKE = `
  INSERT INTO budgets AS budget (key, full_at)
  VALUES ($1, clock_timestamp() + $2::float8 * interval '1 millisecond')
  ON CONFLICT (key) DO UPDATE
    SET full_at = greatest(budget.full_at, clock_timestamp()) + $2::float8 * interval '1 millisecond'
    WHERE budget.blocked_until <= clock_timestamp()
      AND ($4::boolean OR (budget.reserved_until <= clock_timestamp()
        AND greatest(budget.full_at, clock_timestamp()) + $5::float8 * interval '1 millisecond'
            <= clock_timestamp() + $3::float8 * interval '1 millisecond'))
  RETURNING key`;

/** Each that is sent away is told to come a turn after the one before, so that they do not all come at once. */
const QUEUE = `
  UPDATE budgets
     SET queue_at = least(clock_timestamp() + $4::float8 * interval '1 millisecond',
           greatest(queue_at, clock_timestamp(), full_at + ($2::float8 - $3::float8) * interval '1 millisecond')
             + $2::float8 * interval '1 millisecond')
   WHERE key = $1
  RETURNING ceil(extract(epoch FROM greatest(
      blocked_until, CASE WHEN $5::boolean THEN clock_timestamp() ELSE greatest(reserved_until, queue_at) END
    ) - clock_timestamp()) * 1000)::float8 AS wait`;

/** Budgets in the database; each call is a transaction of its own. */
export function createBudgets(manager: EntityManager): Budgets {
  return {
    async take({ key, burst, everyMs }, { cost, urgency }) {
      const isClick = urgency === 'click';
      const room = burst * everyMs * (isClick ? 1 : 1 - SHARE_OF_CLICKS);
      const roomMs = Math.max(room, everyMs);
      const taken: unknown[] = await manager.query(TAKE, [key, cost * everyMs, roomMs, isClick, everyMs]);
      if (rowsOf(taken).length > 0) return 0;
      const queued: unknown[] = await manager.query(QUEUE, [key, everyMs, roomMs, LONGEST_QUEUE_MS, isClick]);
      const [row] = rowsOf(queued) as { wait: number }[];
      return Math.max(row?.wait ?? 1, 1);
    },
    async pause(key, forMs, whom) {
      const column = whom === 'everybody' ? 'blocked_until' : 'reserved_until';
      await manager.query(
        `INSERT INTO budgets AS budget (key, full_at, ${column})
         VALUES ($1, clock_timestamp(), clock_timestamp() + $2::float8 * interval '1 millisecond')
         ON CONFLICT (key) DO UPDATE SET ${column} = greatest(budget.${column}, excluded.${column})`,
        [key, forMs],
      );
    },
    async forgetIdle() {
      await manager.query(
        `DELETE FROM budgets
          WHERE greatest(full_at, blocked_until, reserved_until, queue_at) < clock_timestamp() - $1::interval`,
        [IDLE],
      );
    },
  };
}

/** TypeORM answers an UPDATE with its rows and their number, an INSERT with its rows. */
function rowsOf(result: unknown[]): unknown[] {
  return Array.isArray(result[0]) ? result[0] : result;
}
