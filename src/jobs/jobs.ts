import { setTimeout } from 'node:timers/promises';
import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda } from 'agenda';
import type { Logger } from '../application/ports.js';
import { createJobsPool } from './jobs-pool.js';

/** Our jobs; rows in the database carry these names, so a landed one is never renamed. */
export type JobName =
  | 'take-webhooks'
  | 'carry-out-decisions'
  | 'carry-out-bulk'
  | 'send-deliveries'
  | 'seal-ledger'
  | 'sync-organizations'
  | 'recover-webhooks'
  | 'sweep';

export interface JobDefinition {
  /**
   * Starts the work, or has it look once more when it is under way. Agenda does not wait for it: it would start a
   * job that outlives its lock a second time, and keep a timer of half the lock's lifetime after each run.
   */
  run(): Promise<void>;
  /** Runs by itself this often, in one process at a time. */
  readonly everySeconds?: number;
  /** Whoever starts wakes it when all is ready: its own first run would only do the same work twice. */
  readonly wokenAtStart?: boolean;
}

export interface JobsOptions {
  readonly databaseUrl: string;
  /** Empty in a process that only takes requests. */
  readonly definitions: Partial<Record<JobName, JobDefinition>>;
  readonly log: Logger;
  /** How often Agenda looks for jobs of which no notification told. */
  readonly pollMs: number;
}

export interface Jobs {
  start(): Promise<void>;
  /** Has a job run soon: here, or in whatever process works. Never throws: the sweep finds what was stranded. */
  wake(name: JobName): void;
  /** Starts no further jobs. */
  stop(): Promise<void>;
}

/** Agenda on PostgreSQL. Its tables come from our migrations. */
export function createJobs({ databaseUrl, definitions, log, pollMs }: JobsOptions): Jobs {
  const { pool, close } = createJobsPool(databaseUrl, log);
  const backend = new PostgresBackend({ pool, ensureSchema: false });
  backend.notificationChannel?.on('error', (error: unknown) =>
    log.warn({ err: error }, 'job notifications broke'),
  );
  const agenda = new Agenda({
    backend,
    processEvery: pollMs,
    defaultLockLifetime: pollMs,
    removeOnComplete: true,
  });
  agenda.on('error', (error) => log.warn({ err: error }, 'the job queue has trouble'));

  for (const [name, definition] of entries(definitions)) define(agenda, name, definition, log);
  const wakers = new Map<JobName, () => void>();
  let stopped = false;
  return {
    async start() {
      await agenda.start();
      for (const [name, { everySeconds, wokenAtStart }] of entries(definitions)) {
        if (everySeconds === undefined) continue;
        await agenda.every(`${everySeconds} seconds`, name, undefined, { skipImmediate: wokenAtStart });
      }
    },
    wake(name) {
      // What is stranded by that is found by whoever starts next.
      if (stopped) return;
      // Agenda takes one row after the other, and when more come than it can take, each outlives its lock before its
      // turn: then it does nothing but lock them anew, for ever.
      const own = definitions[name];
      if (own !== undefined) return run(name, own, log);
      const waker = wakers.get(name) ?? createWaker(() => agenda.now(name), log);
      wakers.set(name, waker);
      waker();
    },
    async stop() {
      stopped = true;
      // Its jobs take milliseconds; the limit is there because it can miss the end of the last one.
      await agenda.drain(1_000);
      await close();
    },
  };
}

function define(agenda: Agenda, name: JobName, definition: JobDefinition, log: Logger): void {
  agenda.define(name, async () => run(name, definition, log), { concurrency: 1 });
}

function run(name: JobName, definition: JobDefinition, log: Logger): void {
  definition.run().catch((error: unknown) => {
    // Nothing is lost: what the job works on stays in its own table, and the sweep starts it again.
    log.warn({ err: error, job: name }, 'job failed, it will run again');
  });
}

/** A process adds no more than ten rows a second of one job, however much happens in it: Agenda must keep up. */
const PAUSE_MS = 100;

/** Many calls at once become one row, or two: what came while the first was on its way needs another look. */
function createWaker(send: () => Promise<unknown>, log: Logger): () => void {
  let underWay = false;
  let again = false;
  async function run(): Promise<void> {
    underWay = true;
    do {
      again = false;
      await send().catch((error: unknown) =>
        log.warn({ err: error }, 'a job could not be woken; the sweep will'),
      );
      if (again) await setTimeout(PAUSE_MS, undefined, { ref: false });
    } while (again);
    underWay = false;
  }
  return () => {
    again = true;
    if (!underWay) void run();
  };
}

function entries(definitions: JobsOptions['definitions']): [JobName, JobDefinition][] {
  return Object.entries(definitions) as [JobName, JobDefinition][];
}
