import pg from 'pg';
import type { Logger } from '../../../src/application/ports.js';
import { loadConfig } from '../../../src/config.js';
import { createJobs, type JobName } from '../../../src/jobs/jobs.js';
import { addPeople, PEOPLE_ENVIRONMENT, SIGNED_IN } from '../../../src/sandbox/people.js';
import { seedSignIns } from '../../../src/sandbox/seed-sign-ins.js';
import { type StandIns, startStandIns } from '../../../src/sandbox/stand-ins.js';
import { farFromNow } from '../../support/far-from-now.js';
import { createTestDatabase } from '../../support/test-database.js';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.js';
import { type FaultyProgram, type Role, type StepSeen, startFaultyProgram } from './faulty-program.js';

/** Processes of PATrol on one database, with stand-ins for all the rest; whoever dies is started again at once. */
export interface Bench extends StandIns {
  readonly postgres: DatabaseProxy;
  /** Rows of a query, past the proxy. */
  rows<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Those that live; resolves when each that has died was replaced. */
  programs(): Promise<FaultyProgram[]>;
  /** Those that live at this moment. */
  living(): FaultyProgram[];
  /** How often a process died and was replaced. */
  readonly deaths: number;
  /** When their digests are due: `09:00`, in UTC. */
  readonly digestTime: string;
  /** What the processes' clock says. */
  now(): number;
  /** Messages that were counted as doubled before, by their `ts`. */
  readonly forgiven: Set<string>;
  /** Turns their clocks to this much after real time. */
  shift(shiftMs: number): Promise<void>;
  /** Has the jobs look at once. */
  wake(): void;
  /** The same, and these jobs, but not each time: every call costs the processes some work. */
  wakeNowAndThen(...names: JobName[]): void;
  /** Has these people connect their accounts anew. */
  signIn(...logins: string[]): Promise<void>;
  /** Returns the function that stops listening. */
  onStep(listener: (step: StepSeen) => void): () => void;
  /** What the processes wrote, for whoever has to find out why. */
  output(): string;
}

export interface BenchOptions {
  readonly roles: readonly Role[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Where one process is replaced by the next. */
interface Place {
  readonly role: Role;
  program: Promise<FaultyProgram>;
  latest?: FaultyProgram;
}

export const TEAM = 'security';

const USUAL_JOBS: readonly JobName[] = [
  'take-webhooks',
  'carry-out-decisions',
  'carry-out-bulk',
  'send-deliveries',
];

export async function startBench({ roles, environment = {} }: BenchOptions): Promise<Bench> {
  const standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
  addPeople(standIns);
  addMorePeople(standIns);
  const database = await createTestDatabase();
  const postgres = await startDatabaseProxy(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // The database is dropped under it in the end.
  pool.on('error', () => undefined);
  const digestTime = farFromNow();
  const settings = {
    ...standIns.environment,
    ...PEOPLE_ENVIRONMENT,
    ...SETTINGS,
    DIGEST_TIME: digestTime,
    ...environment,
  };
  const config = loadConfig(settings);
  let shiftMs = 0;
  const signIn = (...logins: string[]) =>
    seedSignIns(config, {
      databaseUrl: database.url,
      github: standIns.github,
      logins,
      at: new Date(Date.now() + shiftMs),
    });
  await signIn(...SIGNED_IN);
  const jobs = createJobs({ databaseUrl: database.url, definitions: {}, log: SILENT, pollMs: 60_000 });
  await jobs.start();

  let deaths = 0;
  let wokenAt = 0;
  let isClosing = false;
  let written = '';
  const listeners = new Set<(step: StepSeen) => void>();
  const places: Place[] = roles.map((role) => ({ role, program: startOne(role, true) }));

  async function startOne(role: Role, isFirst: boolean): Promise<FaultyProgram> {
    const program = await startFaultyProgram({
      environment: settings,
      databaseUrl: postgres.url,
      role,
      alone: roles.length === 1,
      shiftMs,
      onStep: (step) => {
        for (const listener of listeners) listener(step);
      },
    });
    if (!isFirst) deaths += 1;
    return program;
  }

  /** A database that is not there keeps a process from starting; whoever runs it starts it once more. */
  async function startAnother(role: Role): Promise<FaultyProgram> {
    for (;;) {
      try {
        return await startOne(role, false);
      } catch (error) {
        if (isClosing) throw error;
        written += `${String(error)}\n`;
      }
    }
  }

  function watch(place: Place): void {
    place.program.then(
      async (program) => {
        place.latest = program;
        connectTo(standIns, program);
        await program.ended;
        written = (written + program.output).slice(-200_000);
        if (isClosing) return;
        place.program = startAnother(place.role);
        watch(place);
      },
      () => undefined,
    );
  }
  for (const place of places) watch(place);

  function living(): FaultyProgram[] {
    return places.flatMap(({ latest }) => (latest?.isAlive ? [latest] : []));
  }

  /** What is found by the first comparison with GitHub is announced in another way. */
  async function synced(): Promise<void> {
    for (;;) {
      const { rows } = await pool.query<{ synced_at: Date | null }>('SELECT synced_at FROM organizations');
      if (rows.length > 0 && rows.every((row) => row.synced_at !== null)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  function wake(...names: JobName[]): void {
    wokenAt = Date.now();
    for (const name of [...USUAL_JOBS, ...names]) jobs.wake(name);
  }

  async function programs(): Promise<FaultyProgram[]> {
    for (;;) {
      const living = await Promise.all(places.map(({ program }) => program));
      if (living.every(({ isAlive }) => isAlive)) return living;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await programs();
  await synced();

  return {
    ...standIns,
    postgres,
    rows: async (sql, values) => (await pool.query(sql, values)).rows,
    programs,
    living,
    get deaths() {
      return deaths;
    },
    digestTime,
    now: () => Date.now() + shiftMs,
    forgiven: new Set(),
    async shift(shift) {
      shiftMs = shift;
      for (const program of await programs()) await program.shift(shift).catch(() => undefined);
    },
    wake,
    wakeNowAndThen(...names) {
      if (Date.now() - wokenAt > 500) wake(...names);
    },
    signIn,
    onStep(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    output: () => written,
    async close() {
      isClosing = true;
      for (const { program } of places) await (await program).stop();
      await jobs.stop();
      await standIns.close();
      await pool.end();
      await postgres.close();
      await database.drop();
    },
  };
}

/** Only what takes requests has a place where they go. */
function connectTo(standIns: StandIns, program: FaultyProgram): void {
  if (program.role !== 'worker') standIns.connect(program.port);
}

const SETTINGS = {
  BURST_LIMIT: '1000',
  APPROVER_TEAMS: `acme/${TEAM}`,
  // Clocks are turned by days: what is told once a request has waited for hours has tests of its own.
  REMIND_AFTER_HOURS: '0',
  REMIND_OWNERS_AFTER_HOURS: '0',
};

/** Rita is on GitHub only, and shows an address; Nora shows none; Mona may decide for the team. */
function addMorePeople({ github }: StandIns): void {
  github.addUser({ login: 'rita', name: 'Rita Roe', email: 'rita@elsewhere.example' });
  github.addUser({ login: 'nora', name: 'Nora North' });
  for (const login of ['rita', 'nora']) github.setRole('acme', login, 'member');
  github.addTeam({ org: 'acme', slug: TEAM, members: ['mona'] });
}

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };
