import pg from 'pg';

/** Serializes what must not happen twice at once on one server, across Jest's workers and runs. */
const LOCK = 7_280_438;
const DAY = 86_400;
const PREFIX = 'patrol_test_';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Jest gives every suite fresh modules, so that a counter alone would begin anew in the same process. */
const suite = Math.random().toString(36).slice(2, 8);
let created = 0;

/** Creates an empty, migrated database of the calling suite's own. drop() it in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  created += 1;
  const run = process.env.PATROL_TEST_RUN;
  const name = `${PREFIX}${run}_${process.pid.toString(36)}_${process.env.JEST_WORKER_ID ?? 0}_${suite}_${created}`;
  await withServer(async (server) => {
    await server.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const template = await ensureTemplate(server, `${PREFIX}${run}_template`);
    await retryWhileInUse(() =>
      server.query(`CREATE DATABASE "${name}" TEMPLATE "${template}" ${strategy()}`),
    );
  });
  const url = urlOf(name);
  return { url, drop: () => dropTestDatabase(url) };
}

/** Copying files is the quicker way where nothing is flushed to the disk, which is so on the embedded server alone. */
function strategy(): string {
  return process.env.TEST_DATABASE_URL ? '' : 'STRATEGY FILE_COPY';
}

function serverUrl(): string {
  const url = process.env.PATROL_TEST_SERVER_URL;
  if (url) return url;
  const reason = process.env.PATROL_TEST_SERVER_ERROR ?? "Jest's globalSetup did not run";
  throw new Error(`There is no PostgreSQL for the tests (${reason}). Set TEST_DATABASE_URL, or see above.`);
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function withServer<T>(work: (server: pg.Client) => Promise<T>): Promise<T> {
  const server = new pg.Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

async function ensureTemplate(server: pg.Client, template: string): Promise<string> {
  const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (rowCount) return template;
  await dropLeftovers(server);
  const unfinished = `${template}_unfinished`;
  await server.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`);
  await server.query(`CREATE DATABASE "${unfinished}" TEMPLATE template0`);
  const { runMigrations } = await import('../../src/persistence/migrate.js');
  await runMigrations(urlOf(unfinished));
  // Only a template that has all migrations ever has the name that the other suites look for.
  await retryWhileInUse(() => server.query(`ALTER DATABASE "${unfinished}" RENAME TO "${template}"`));
  return template;
}

/** Sessions that were closed a moment ago may still be counted; PostgreSQL itself waits five seconds. */
async function retryWhileInUse(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 3) throw error;
    }
  }
}

/** Removes what runs that were killed more than a day ago left on a server that outlives them. */
async function dropLeftovers(server: pg.Client): Promise<void> {
  const { rows } = await server.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [PREFIX],
  );
  for (const { datname } of rows) {
    const started = Number.parseInt(datname.slice(PREFIX.length).split('_')[0] ?? '', 36);
    const old = Date.now() / 1000 - started > DAY;
    if (old) await server.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  }
}

/** Also when somebody is still connected to it. */
export async function dropTestDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withServer((server) => server.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}
