import pg from 'pg';
import { type RunningApp, startApp } from '../../src/app.js';
import type { Clock } from '../../src/application/ports.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { addPeople, PEOPLE_ENVIRONMENT, SIGNED_IN } from '../../src/sandbox/people.js';
import { seedSignIns } from '../../src/sandbox/seed-sign-ins.js';
import type { Internet } from '../../src/sandbox/slack/download-pictures.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { borrowTestDatabase } from './borrowed-database.js';
import { farFromNow } from './far-from-now.js';
import type { TestDatabase } from './test-database.js';

export interface TrialOptions {
  readonly mode?: 'http' | 'socket';
  /** Over what the people's environment says. */
  readonly environment?: Record<string, string>;
  readonly clock?: Clock;
  /** How often GitHub's log of webhooks is looked through; by default as in earnest. */
  readonly recoverySeconds?: number;
  /** How often what time has brought is looked for; by default as in earnest. */
  readonly sweepSeconds?: number;
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
  const reached = { port: 0 };
  const internet = internetOf(options.environment?.PUBLIC_URL, reached);
  const standIns = await startStandIns({ mode: options.mode ?? 'http', rateLimits: 'off', internet });
  addPeople(standIns);
  options.before?.(standIns);
  const database = await borrowTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // The database is dropped under it in the end.
  pool.on('error', () => undefined);
  const log: LogLine[] = [];
  const { github } = standIns;
  const logins = options.signedIn ?? SIGNED_IN;
  await seedSignIns(configOf(standIns, options), { databaseUrl: database.url, github, logins });
  let app = await start(standIns, database, options, log);
  reached.port = app.port;
  await firstComparison(standIns, pool);
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
      reached.port = app.port;
    },
    async close() {
      await app.stop();
      await standIns.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** As the world's: PUBLIC_URL leads to the bot, which has another address in a trial. */
function internetOf(publicUrl: string | undefined, reached: { readonly port: number }): Internet {
  return (url, init) => {
    const isOurs = publicUrl !== undefined && url.startsWith(`${publicUrl}/`);
    return fetch(isOurs ? `http://127.0.0.1:${reached.port}${url.slice(publicUrl.length)}` : url, init);
  };
}

const FIRST_COMPARISON_MS = 5_000;

/** What the first comparison finds is announced by a summary; what a test asks for later is to get a card. */
export async function firstComparison(
  standIns: StandIns,
  pool: Pick<pg.Pool, 'query'>,
  patienceMs = FIRST_COMPARISON_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const installed = standIns.github.organizations().filter(({ installation }) => installation !== null);
  const compared = async () => {
    const { rows } = await pool.query('SELECT id FROM organizations WHERE synced_at IS NOT NULL');
    return rows.length >= installed.length;
  };
  while (!(await compared()) && Date.now() < deadline) await somethingHappens(standIns);
}

async function start(standIns: StandIns, database: TestDatabase, options: TrialOptions, lines: LogLine[]) {
  const config = configOf(standIns, options);
  const log = createLog('debug', (line) => lines.push(JSON.parse(line) as LogLine));
  const app = await startApp(config, {
    databaseUrl: database.url,
    log,
    role: 'all',
    clock: options.clock,
    recoverySeconds: options.recoverySeconds,
    sweepSeconds: options.sweepSeconds,
    host: '127.0.0.1',
    // Also how long Agenda holds a job: whatever keeps the process busy for longer has it locked again and again.
    jobPollMs: 1_000,
    paced: false,
  });
  standIns.connect(app.port);
  return app;
}

function configOf(standIns: StandIns, { environment }: TrialOptions) {
  // Most tests want a card for each request, however many they make.
  const usual = { DIGEST_TIME: farFromNow(), BURST_LIMIT: '1000' };
  return loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT, ...usual, ...environment });
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
