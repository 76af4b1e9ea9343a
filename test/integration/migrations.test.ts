import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import {
  migrationsArePending,
  revertMigration,
  runMigrations,
  schemaDifferences,
  waitForMigrations,
} from '../../src/persistence/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const NAMES = migrations.map((migration) => new migration().name);

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await client?.end();
  await database?.drop();
});

/** Everything that the schema holds, in words. */
async function schema(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT proname || ' ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}

async function revertAll(): Promise<void> {
  for (const _ of NAMES) await revertMigration(database.url);
}

async function arePending(): Promise<boolean> {
  const source = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  try {
    return await migrationsArePending(source);
  } finally {
    await source.destroy();
  }
}

describe('entities and migrations', () => {
  it('agree', async () => {
    const differences = await schemaDifferences(database.url);

    expect(differences).toEqual([]);
  });

  it.each([
    ['a column is added', 'ALTER TABLE decisions ADD COLUMN mood text', /DROP COLUMN "mood"/],
    ['a column is gone', 'ALTER TABLE decisions DROP COLUMN failure', /ADD "failure" text/],
    [
      'a column may be empty',
      'ALTER TABLE token_requests ALTER COLUMN token_name DROP NOT NULL',
      /"token_name" SET NOT NULL/,
    ],
    ['an index is gone', 'DROP INDEX decisions_one_open', /CREATE UNIQUE INDEX "decisions_one_open"/],
    ['a constraint is gone', 'ALTER TABLE cards DROP CONSTRAINT cards_place', /"cards_place" UNIQUE/],
  ])('are seen to differ when %s by hand', async (_, change, mends) => {
    await client.query(change);

    const differences = await schemaDifferences(database.url);

    expect(differences.join(';\n')).toMatch(mends);
  });
});

describe('migrations', () => {
  it('are all applied, in order, and say so', async () => {
    await revertAll();

    const applied = await runMigrations(database.url);

    expect(applied).toEqual(NAMES);
    expect(await arePending()).toBe(false);
  });

  it('are applied once', async () => {
    const applied = await runMigrations(database.url);

    expect(applied).toEqual([]);
  });

  it('can be taken back one by one, leave nothing behind, and make the same schema again', async () => {
    const before = await schema();

    await revertAll();
    const empty = await schema();
    await runMigrations(database.url);

    const ofTypeOrm = empty.filter((line) => !line.includes('typeorm_migrations'));
    expect(ofTypeOrm).toEqual([]);
    expect(await schema()).toEqual(before);
  });

  it('are taken back from the last one on', async () => {
    await revertMigration(database.url);

    const { rows } = await client.query('SELECT name FROM typeorm_migrations ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(NAMES.slice(0, -1));
    expect(await arePending()).toBe(true);
  });

  it('are seen to wait in a database that is still empty, and looking leaves nothing behind', async () => {
    await revertAll();
    await client.query('DROP TABLE typeorm_migrations');

    const pending = await arePending();

    expect(pending).toBe(true);
    expect(await schema()).toEqual([]);
  });

  it('wait for each other when several processes start at once', async () => {
    await revertAll();

    const applied = await Promise.all([1, 2, 3].map(() => runMigrations(database.url)));

    expect(applied.flat()).toEqual(NAMES);
    expect(await schemaDifferences(database.url)).toEqual([]);
  });

  it('let go of their lock when one of them fails', async () => {
    await revertAll();
    await client.query('CREATE TABLE decisions (id int)');
    // TypeORM prints the failure, too, which would look as if this test had failed.
    jest.spyOn(console, 'log').mockImplementation(() => undefined);

    const failed = runMigrations(database.url);

    await expect(failed).rejects.toThrow(/"decisions" already exists/);
    await client.query('DROP TABLE decisions');
    expect(await runMigrations(database.url)).toEqual(NAMES);
  });
});

describe('a process that waits for the migrations', () => {
  it('goes on at once when there is none to wait for', async () => {
    const waits: object[] = [];

    await waitForMigrations(database.url, (fields) => waits.push(fields));

    expect(waits).toEqual([]);
  });

  it('goes on when another process has applied them', async () => {
    await revertMigration(database.url);
    let told = () => {};
    const waiting = new Promise<void>((resolve) => {
      told = resolve;
    });

    const waited = waitForMigrations(database.url, told);
    await waiting;
    await runMigrations(database.url);

    await expect(waited).resolves.toBeUndefined();
  });

  it('gives up after a while, and says what to do', async () => {
    await revertMigration(database.url);

    const waited = waitForMigrations(database.url, () => undefined, -1);

    await expect(waited).rejects.toThrow('npm run migrate');
  });
});
