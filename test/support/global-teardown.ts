import { rmSync } from 'node:fs';
import pg from 'pg';

type Run = import('./global-setup.js').TestRun;

/** Stops the server that globalSetup started, or removes what this run made on the one that was named. */
// biome-ignore lint/style/noDefaultExport: Jest calls the default export
export default async function globalTeardown(): Promise<void> {
  const run = (globalThis as { patrolTestRun?: Run }).patrolTestRun;
  await run?.server?.stop();
  if (run) rmSync(run.directory, { recursive: true, force: true });
  if (process.env.TEST_DATABASE_URL) await dropDatabasesOfRun(process.env.TEST_DATABASE_URL);
}

async function dropDatabasesOfRun(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [`patrol_test_${process.env.PATROL_TEST_RUN}_`],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
