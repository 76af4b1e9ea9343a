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

  /** Also after a failure, for the call that came meanwhile wants its own try; the last failure is told. */
  async function loop(): Promise<void> {
    let failure: unknown;
    do {
      again = false;
      failure = undefined;
      await work().catch((error: unknown) => {
        failure = error;
      });
    } while (again && !stopped);
    // Nothing is awaited between the last look and here, so no call can be missed.
    running = undefined;
    if (failure !== undefined) throw failure;
  }

  function run(): Promise<void> {
    again = true;
    if (stopped) return Promise.resolve();
    running ??= loop();
    return running;
  }

  return {
    run,
    async stop() {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}
