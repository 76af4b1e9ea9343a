import type { Clock, Database } from './ports.js';
import { PRUNED_IN_TURN, type PruneCounts, type PrunedTable } from './retention-ports.js';

export interface PruneRecords {
  readonly database: Pick<Database, 'transaction'>;
  readonly clock: Clock;
}

/**
 * What is younger is still read: charts show eight weeks, digests go a week back, and so does what could not be
 * delivered and may be tried again. It leaves room for what comes late.
 */
export const KEPT_AT_LEAST_DAYS = 90;

const DAY_MS = 86_400_000;

/** Rows looked at in one transaction. A request may have thousands of repositories, which go with it. */
const AT_ONCE: Record<PrunedTable, number> = {
  deliveries: 1_000,
  token_requests: 100,
  bulk_decisions: 1_000,
  summaries: 1_000,
};

/**
 * Removes what ended so many days ago and nobody reads any more, a little at a time, each in its own transaction, so that
 * whoever clicks meanwhile does not wait. Yields what each of them has removed; with `dryRun`, what it would have.
 */
export async function* pruneRecords(
  { database, clock }: PruneRecords,
  { days, dryRun, atOnce = AT_ONCE }: { days: number; dryRun: boolean; atOnce?: typeof AT_ONCE },
): AsyncGenerator<PruneCounts, void, undefined> {
  if (days < KEPT_AT_LEAST_DAYS) throw new RangeError(`less than ${KEPT_AT_LEAST_DAYS} days are still read`);
  const endedBefore = new Date(clock.now().getTime() - days * DAY_MS);
  for (const table of PRUNED_IN_TURN) {
    const prune = (afterId: number) =>
      database.transaction(({ retention }) =>
        retention.prune(table, { afterId, limit: atOnce[table], endedBefore, dryRun }),
      );
    let pruned = await prune(0);
    while (pruned.lastId !== undefined) {
      yield pruned.counts;
      pruned = await prune(pruned.lastId);
    }
  }
}
