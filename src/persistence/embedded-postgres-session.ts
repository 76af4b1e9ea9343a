import { realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, DATABASE_NAME } from './embedded-postgres-cluster.js';
import { isErrno } from './embedded-postgres-files.js';
import type { Postmaster } from './embedded-postgres-postmaster.js';

/** Any fixed number: the lock lives in the database `postgres`, where PATrol takes no other. */
const LOCK = 7_280_437;
/** A killed process's session ends when PostgreSQL sees its socket closed: at once, but not at that instant. */
const LOCK_PATIENCE = 1_000;

/** The data directory is another process's, and so is the server that runs on it. */
export class DatabaseInUseError extends Error {}

/** Seconds-long states of a server that is starting, recovering, stopping or full: worth another try. */
const PASSING = new Set(['57P03', '57P01', '57P02', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** The address of a database of the server. */
export function databaseUrl(cluster: Cluster, port: number, database = DATABASE_NAME): string {
  return `postgresql://${DATABASE_NAME}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Opens the session whose advisory lock makes this process the only one that uses the data directory. A
 * lock of PostgreSQL's and not a lock file, because it ends with the process however that ends, and is never stale.
 * Returns undefined when the server goes away meanwhile.
 */
export async function openSession(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<pg.Client | undefined> {
  const client = await connect(cluster, postmaster, deadline);
  if (!client) return undefined;
  try {
    await assertSameData(client, cluster);
    await takeLock(client, cluster);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
}

async function connect(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<pg.Client | undefined> {
  for (;;) {
    const client = new pg.Client({
      connectionString: databaseUrl(cluster, postmaster.port, 'postgres'),
      application_name: `patrol, process ${process.pid}`,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isPassing(error)) throw explainRefusal(error, cluster);
      if (!postmaster.isAlive()) return undefined;
      if (Date.now() > deadline) throw await explainSlowness(error, postmaster);
    }
    await delay(15);
  }
}

function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return PASSING.has(code ?? '') || /Connection terminated|timeout expired/.test(message ?? '');
}

function explainRefusal(error: unknown, cluster: Cluster): unknown {
  if (!isErrno(error, '28P01', '28000')) return error;
  const text = `The database in ${cluster.location.data} does not accept the password in ${cluster.location.dataDir}/postgres-password.`;
  return new Error(text, { cause: error });
}

async function explainSlowness(cause: unknown, postmaster: Postmaster): Promise<Error> {
  const text = `The embedded PostgreSQL (process ${postmaster.pid}) does not accept connections. Its log ends:`;
  return new Error(`${text}\n${await postmaster.logTail()}`, { cause });
}

async function assertSameData(client: pg.Client, cluster: Cluster): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  const served = rows[0]?.data_directory ?? '';
  // Ours may be given through a symlink by root; what the server shows may not be readable to others.
  const ours = await realpath(cluster.location.data).catch(() => cluster.location.data);
  if (served === ours || served === cluster.location.data) return;
  throw new Error(`The server that answered for ${ours} serves ${served}. Stop it and start again.`);
}

async function takeLock(client: pg.Client, cluster: Cluster): Promise<void> {
  const deadline = Date.now() + LOCK_PATIENCE;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      LOCK,
    ]);
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) throw await explainInUse(client, cluster);
    await delay(50);
  }
}

async function explainInUse(client: pg.Client, cluster: Cluster): Promise<Error> {
  const { rows } = await client.query<{ application_name: string }>(
    `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND objid = $1`,
    [LOCK],
  );
  const holder = rows[0]?.application_name ?? 'patrol';
  return new DatabaseInUseError(
    `The embedded database in ${cluster.location.dataDir} is in use by another process (${holder}). Stop that one, ` +
      'or give this one a DATA_DIR of its own. To run several processes on one database, set DATABASE_URL.',
  );
}

/** Creates the database unless it is there. */
export async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
}
