import pg from 'pg';
import type { Logger } from '../application/ports.js';

export interface JobsPool {
  readonly pool: pg.Pool;
  /** Waits a moment for what is under way, and lets go of every connection. */
  close(): Promise<void>;
}

/** Longer than anybody who still has a broken connection needs to notice it. */
const NOTICED_WITHIN_MS = 2_000;

/**
 * The connections of Agenda, which forgets some that break while it listens, or is about to. A pool counts what it has
 * lent for ever, so after a few restarts of PostgreSQL there would be none left, and it would never end: what is broken,
 * and not given back, is taken back.
 */
export function createJobsPool(databaseUrl: string, log: Logger): JobsPool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 4,
    application_name: 'patrol jobs',
    keepAlive: true,
  });
  const lent = new Set<pg.PoolClient>();
  const takeBack = (client: pg.PoolClient): void => {
    if (lent.delete(client)) client.release(true);
  };
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection of the jobs broke'));
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => setTimeout(() => takeBack(client), NOTICED_WITHIN_MS).unref());
  });
  return {
    pool,
    async close() {
      const timer = setTimeout(() => [...lent].forEach(takeBack), NOTICED_WITHIN_MS);
      await pool.end().finally(() => clearTimeout(timer));
    },
  };
}
