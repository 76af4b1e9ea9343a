import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, dropTestDatabase, type TestDatabase } from './test-database.js';

/** All that a test could have changed in a database besides its rows. */
const SCHEMA = `
  SELECT md5(string_agg(line, ';' ORDER BY line)) AS schema FROM (
    SELECT concat_ws(' ', oid::regclass, relkind, reloptions, relacl, relrowsecurity) AS line
      FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
      FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
      WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT concat_ws(' ', adrelid::regclass, adnum, pg_get_expr(adbin, adrelid)) FROM pg_attrdef
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid))
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT name FROM typeorm_migrations
  ) AS parts (line)`;

/** Foreign keys and the guards of the ledger do not hold in a replica. TRUNCATE takes a hundred times as long. */
const EMPTY = `
  SET session_replication_role = replica;
  DO $$
    DECLARE emptied regclass;
    BEGIN
      FOR emptied IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
          AND relkind = 'r' AND relname <> 'typeorm_migrations' LOOP
        EXECUTE format('DELETE FROM %s', emptied);
      END LOOP;
    END
  $$;
  SELECT setval(seqrelid, seqstart, false) FROM pg_sequence
    WHERE seqrelid::regclass::text <> 'typeorm_migrations_id_seq'`;

const OTHERS = `
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;

interface Idle {
  readonly url: string;
  /** As it was when the database was made. */
  readonly schema: string;
}

/**
 * An empty, migrated database. drop() empties it for the next test that borrows one, in whatever worker, which takes
 * a tenth of the time of making another. When a test has changed its schema, drop() means what it says.
 */
export async function borrowTestDatabase(): Promise<TestDatabase> {
  const { url, schema } = takeIdle() ?? (await createIdle());
  return {
    url,
    async drop() {
      if (await emptied(url, schema)) putBack({ url, schema });
      else await dropTestDatabase(url);
    },
  };
}

async function createIdle(): Promise<Idle> {
  const { url } = await createTestDatabase();
  return { url, schema: await withClient(url, schemaOf) };
}

/** False when it is not as it was before, so that nobody else should have it. */
function emptied(url: string, schema: string): Promise<boolean> {
  return withClient(url, async (client) => {
    await client.query(OTHERS);
    if ((await schemaOf(client)) !== schema) return false;
    await client.query(EMPTY);
    return true;
  }).catch(() => false);
}

async function schemaOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(SCHEMA);
  return rows[0]?.schema ?? '';
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What is idle is a file for each, so that all workers share it: whoever removes the file has the database. */
function idleFolder(): string {
  const folder = join(process.env.PATROL_TEST_DIRECTORY ?? tmpdir(), 'idle-databases');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function takeIdle(): Idle | undefined {
  const folder = idleFolder();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    try {
      const idle = JSON.parse(readFileSync(file, 'utf8')) as Idle;
      unlinkSync(file);
      return idle;
    } catch {
      // Another worker was quicker, or is writing it just now.
    }
  }
  return undefined;
}

function putBack(idle: Idle): void {
  writeFileSync(join(idleFolder(), new URL(idle.url).pathname.slice(1)), JSON.stringify(idle));
}
