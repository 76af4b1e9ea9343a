export interface Repeatable {
  /** Does the work; while it is under way, a further call has it done once more afterwards. */
  run(): Promise<void>;
  /** Starts it no more and waits for what is under way. */
  stop(): Promise<void>;
}

/** Work of which one at a time is enough, however often it is asked for. */
export function createRepeatable(work: () => Promise<void>): Repeatable {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function loop(): Promise<void> {
    do {
      again = false;
      await work();
    } while (again && !stopped);
  }

  return {
    run() {
      again = true;
      if (stopped) return Promise.resolve();
      running ??= loop()
        .finally(() => {
          running = undefined;
        })
        // A call that came between the last look and here must not be forgotten.
        .then(() => (again ? this.run() : undefined));
      return running;
    },
    async stop() {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}
