import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { createDataSource, type DataSourceOptions } from './data-source.js';

/** Two processes that migrate at once wait for one another on this key; TypeORM itself takes no lock. */
const ADVISORY_LOCK = 7_283_071;

/** Applies every migration that is missing, in one transaction each; returns their names. */
export async function runMigrations(url: string): Promise<string[]> {
  return underLock(url, async (dataSource) => {
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  });
}

/** Takes the last migration back. */
export async function revertMigration(url: string): Promise<void> {
  await underLock(url, (dataSource) => dataSource.undoLastMigration({ transaction: 'each' }));
}

/** The SQL that would make the database agree with the entities; [] when they agree. */
export async function schemaDifferences(url: string): Promise<string[]> {
  return connected({ url }, async (dataSource) => {
    const difference = await dataSource.driver.createSchemaBuilder().log();
    return difference.upQueries.map((query) => query.query);
  });
}

/** True when a migration waits to be applied. */
export async function migrationsArePending(dataSource: DataSource): Promise<boolean> {
  // Not TypeORM's showMigrations: it makes its table, and processes that wait together would race for that.
  const [table]: { exists: boolean }[] = await dataSource.query(
    "SELECT to_regclass('typeorm_migrations') IS NOT NULL AS exists",
  );
  if (!table?.exists) return true;
  const applied: { name: string }[] = await dataSource.query('SELECT name FROM typeorm_migrations');
  const names = new Set(applied.map(({ name }) => name));
  return migrations.some((Migration) => !names.has(new Migration().name));
}

/**
 * Resolves once the database answers, for it may be started at the same time as we are.
 * @throws when it has not after `patienceMs`, or refuses us
 */
export async function waitForDatabase(
  url: string,
  onWait: (fields: { waitedMs: number }) => void,
  patienceMs = 60_000,
): Promise<void> {
  const started = Date.now();
  while (await connected({ url, bare: true }, async () => false).catch(isUnreachable)) {
    const waitedMs = Date.now() - started;
    if (waitedMs > patienceMs) {
      throw new Error('The database does not answer. Is it running, and is DATABASE_URL right?');
    }
    onWait({ waitedMs });
    await setTimeout(1_000);
  }
}

/**
 * Resolves once every migration is applied, by whichever process is to do that (`release` in the Procfile).
 * @throws when that has not happened after `patienceMs`
 */
export async function waitForMigrations(
  url: string,
  onWait: (fields: { waitedMs: number }) => void,
  patienceMs = 300_000,
): Promise<void> {
  const started = Date.now();
  while (await connected({ url, bare: true }, migrationsArePending).catch(isUnreachable)) {
    const waitedMs = Date.now() - started;
    if (waitedMs > patienceMs)
      throw new Error('The database lacks migrations. Apply them with: npm run migrate');
    onWait({ waitedMs });
    await setTimeout(2_000);
  }
}

const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'];
const REFUSED = /^(28|3D)/;

/** A database that is still starting is waited for, like its migrations. */
function isUnreachable(error: unknown): true {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (UNREACHABLE.includes(code)) return true;
  // PostgreSQL's own word: a wrong password, or no such database.
  if (REFUSED.test(code)) throw new Error(`${message}. Look at DATABASE_URL.`, { cause: error });
  throw error;
}

async function underLock<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  return connected({ url, bare: true }, async (dataSource) => {
    const lockHolder = dataSource.createQueryRunner();
    await lockHolder.connect();
    try {
      await lockHolder.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
      return await work(dataSource);
    } finally {
      await lockHolder.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]).catch(() => undefined);
      await lockHolder.release();
    }
  });
}

async function connected<T>(
  options: Pick<DataSourceOptions, 'url' | 'bare'>,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = createDataSource({ ...options, poolSize: 2, unhurried: true });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
