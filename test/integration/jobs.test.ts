import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Logger } from '../../src/application/ports.js';
import { createJobs, type Jobs, type JobsOptions } from '../../src/jobs/jobs.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

describe('jobs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  function jobsOf(definitions: JobsOptions['definitions'], pollMs = 5_000): Jobs {
    return createJobs({ databaseUrl: database.url, definitions, log: SILENT, pollMs });
  }

  it('wakes work of its own process at once, whatever waits in the queue of all', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
    };
    const jobs = jobsOf({ 'send-deliveries': { run } });
    await jobs.start();

    jobs.wake('send-deliveries');

    expect(runs).toBe(1);
    await jobs.stop();
  });

  it('has another process do what its own does not', async () => {
    const { promise, resolve } = withResolver();
    const worker = jobsOf({ 'send-deliveries': { run: async () => resolve() } });
    const web = jobsOf({});
    await worker.start();
    await web.start();

    web.wake('send-deliveries');

    await promise;
    await web.stop();
    await worker.stop();
  });

  it('asks other processes no more than ten times a second, however much there is to do', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
    };
    const worker = jobsOf({ 'send-deliveries': { run } });
    const web = jobsOf({});
    await worker.start();
    await web.start();
    const start = performance.now();

    while (runs < 10) {
      web.wake('send-deliveries');
      await setImmediate();
    }
    const tookMs = performance.now() - start;
    await web.stop();
    await worker.stop();

    // The first comes at once, and another may come of what was on its way.
    expect(tookMs).toBeGreaterThanOrEqual((10 - 2) * 100 - 10);
  });

  it('goes on, and ends, however often the database has broken its connections', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    let told = () => {};
    const worker = jobsOf({ 'send-deliveries': { run: async () => told() } }, 200);
    await worker.start();

    for (let time = 0; time < 6; time += 1) {
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      const { promise, resolve } = withResolver();
      told = resolve;
      const web = jobsOf({}, 200);
      await web.start();
      web.wake('send-deliveries');
      await promise;
      await web.stop();
    }
    await worker.stop();

    const left =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'patrol jobs' AND datname = current_database()";
    for (let rows = 1; rows > 0; ) rows = (await client.query(left)).rows.length;
    await client.end();
  });

  it('goes on after work that failed', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      throw new Error('not this time');
    };
    const jobs = jobsOf({ 'send-deliveries': { run } });
    await jobs.start();

    jobs.wake('send-deliveries');
    jobs.wake('send-deliveries');

    expect(runs).toBe(2);
    await jobs.stop();
  });
});

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
