import pg from 'pg';
import { type RunningApp, startApp } from '../../src/app.js';
import type { Clock } from '../../src/application/ports.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { addPeople, PEOPLE_ENVIRONMENT, SIGNED_IN } from '../../src/sandbox/people.js';
import { seedSignIns } from '../../src/sandbox/seed-sign-ins.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { farFromNow } from './far-from-now.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TrialOptions {
  readonly mode?: 'http' | 'socket';
  /** Over what the people's environment says. */
  readonly environment?: Record<string, string>;
  readonly clock?: Clock;
  /** GitHub logins of those who have connected their accounts before; default the owners. */
  readonly signedIn?: readonly string[];
  /** What is done in GitHub before the bot starts. */
  readonly before?: (standIns: StandIns) => void;
}

export interface Trial extends StandIns {
  readonly app: RunningApp;
  /** Of the bot. */
  readonly url: string;
  readonly log: readonly LogLine[];
  /** Rows of a query on the bot's database. */
  rows<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Waits for something to become true; asks again whenever a stand-in sees something happen. */
  eventually<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>>;
  /** Stops the bot, then starts it again on the same database and stand-ins. */
  restart(): Promise<void>;
}

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The whole program on a database of its own, with stand-ins for everybody that it talks to. */
export async function startTrial(options: TrialOptions = {}): Promise<Trial> {
  const standIns = await startStandIns({ mode: options.mode ?? 'http', rateLimits: 'off' });
  addPeople(standIns);
  options.before?.(standIns);
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // The database is dropped under it in the end.
  pool.on('error', () => undefined);
  const log: LogLine[] = [];
  const { github } = standIns;
  const logins = options.signedIn ?? SIGNED_IN;
  await seedSignIns(configOf(standIns, options), { databaseUrl: database.url, github, logins });
  let app = await start(standIns, database, options, log);
  return {
    ...standIns,
    log,
    get app() {
      return app;
    },
    get url() {
      return `http://127.0.0.1:${app.port}`;
    },
    rows: async (sql, values) => (await pool.query(sql, values)).rows,
    eventually: (what, look) => eventually(standIns, what, look),
    async restart() {
      await app.stop();
      app = await start(standIns, database, options, log);
    },
    async close() {
      await app.stop();
      await standIns.close();
      await pool.end();
      await database.drop();
    },
  };
}

async function start(standIns: StandIns, database: TestDatabase, options: TrialOptions, lines: LogLine[]) {
  const config = configOf(standIns, options);
  const log = createLog('debug', (line) => lines.push(JSON.parse(line) as LogLine));
  const app = await startApp(config, {
    databaseUrl: database.url,
    log,
    role: 'all',
    clock: options.clock,
    host: '127.0.0.1',
    jobPollMs: 200,
    paced: false,
  });
  standIns.connect(app.port);
  return app;
}

function configOf(standIns: StandIns, { environment }: TrialOptions) {
  const digest = { DIGEST_TIME: farFromNow() };
  return loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT, ...digest, ...environment });
}

/** Long, for machines that have much else to do. */
const PATIENCE_MS = 45_000;

async function eventually<T>(
  { slack, github, mailbox }: StandIns,
  what: string,
  look: () => T | Promise<T>,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${PATIENCE_MS} ms in vain: ${what}`);
    await somethingHappens({ slack, github, mailbox });
  }
}

/** Resolves at the next event of a stand-in; a short tick covers what only the database shows. */
function somethingHappens({
  slack,
  github,
  mailbox,
}: Pick<StandIns, 'slack' | 'github' | 'mailbox'>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(tick);
      slack.off('change', done);
      for (const stop of stops) stop();
      resolve();
    };
    const tick = setTimeout(done, 25);
    slack.on('change', done);
    const stops = [github.on('change', done), mailbox.onMail(done)];
  });
}
