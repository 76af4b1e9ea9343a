import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../application/ports.js';

/** While so many are under way, what finishes within a few milliseconds is followed by one claim for all of it. */
const GATHERED_FROM = 5;
const GATHER_MS = 3;

export interface DrainOptions<T> {
  /** Leases up to `limit` items that are due. */
  claim(limit: number): Promise<T[]>;
  /** Rejects only when not even the outcome could be recorded; the lease then runs out by itself. */
  work(item: T): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
  readonly clock: Clock;
  readonly concurrency: number;
}

export interface Drain {
  /** Works off everything that is due; while it runs, a further call only makes it look again. */
  run(): Promise<void>;
  /** Claims nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** Timers of Node overflow beyond 2^31 ms, and the sweep looks more often than this anyway. */
const LONGEST_WAIT_MS = 60_000;
/** What becomes due while other work takes long is found so much later at most. */
const LOOK_AGAIN_MS = 1_000;

/** Takes work from a queue in the database, several items at a time, until nothing is due. */
export function createDrain<T>(options: DrainOptions<T>): Drain {
  const busy = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  let stopping = false;
  let lookAgain = false;
  let isCalled = false;
  let wakeUp = () => {};
  let timer: NodeJS.Timeout | undefined;

  async function loop(): Promise<void> {
    let failure: unknown;
    for (;;) {
      if (!isCalled && busy.size >= GATHERED_FROM) await pause(GATHER_MS);
      lookAgain = false;
      isCalled = false;
      const free = stopping || failure ? 0 : options.concurrency - busy.size;
      const items = free > 0 ? await options.claim(free) : [];
      for (const item of items) start(item, (error) => (failure ??= error));
      if (items.length > 0 && items.length === free) continue;
      if (busy.size > 0) await somethingHappens();
      else if (!lookAgain || stopping) break;
    }
    if (failure) throw failure;
  }

  function start(item: T, failed: (error: unknown) => void): void {
    const work = options.work(item).then(undefined, failed);
    busy.add(work);
    void work.finally(() => {
      busy.delete(work);
      // What was finished may have been first in its lane, so there may be more to claim now.
      lookAgain = true;
    });
  }

  function somethingHappens(): Promise<unknown> {
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    if (lookAgain) return Promise.resolve();
    const tick = setTimeout(wakeUp, LOOK_AGAIN_MS);
    return Promise.race([...busy, woken]).finally(() => clearTimeout(tick));
  }

  async function scheduleNext(): Promise<void> {
    clearTimeout(timer);
    const due = stopping ? undefined : await options.nextDueAt();
    if (due === undefined || stopping) return;
    const wait = Math.min(Math.max(due.getTime() - options.clock.now().getTime(), 10), LONGEST_WAIT_MS);
    // A failure here is no loss: the sweep runs the drain again.
    timer = setTimeout(() => void run().catch(() => undefined), wait).unref();
  }

  /** Nothing else may come for a while, and what is due must not wait for the sweep. */
  function lookAgainSoon(error: unknown): never {
    clearTimeout(timer);
    if (!stopping) timer = setTimeout(() => void run().catch(() => undefined), LOOK_AGAIN_MS).unref();
    throw error;
  }

  function run(): Promise<void> {
    lookAgain = true;
    isCalled = true;
    wakeUp();
    if (running === undefined && !stopping) {
      running = loop()
        .then(scheduleNext)
        .catch(lookAgainSoon)
        .finally(() => {
          running = undefined;
        })
        // A call that came between the last look and here must not be forgotten.
        .then(() => (lookAgain ? run() : undefined));
    }
    return running ?? Promise.resolve();
  }

  return {
    run,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      wakeUp();
      await running?.catch(() => undefined);
      await Promise.allSettled(busy);
    },
  };
}
