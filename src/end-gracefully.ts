import type { createLog } from './log.js';

type Log = ReturnType<typeof createLog>;

interface Stoppable {
  stop(): Promise<void>;
}

/** The platform kills what has not ended 30 seconds after SIGTERM. */
const DRAIN_WITHIN_MS = 25_000;

/** On SIGTERM or SIGINT: finish what is under way, then end; a second signal ends at once. */
export function endGracefully(log: Log, ...parts: Stoppable[]): void {
  let ending = false;
  const end = async (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'ending; what is under way is finished first');
    setTimeout(() => {
      log.error({}, 'could not finish in time; the next start takes up what is left');
      process.exit(1);
    }, DRAIN_WITHIN_MS).unref();
    const failed = await stopAll(log, parts);
    process.exit(failed ? 1 : 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
}

/** One that cannot be stopped must not keep the others running. */
async function stopAll(log: Log, parts: readonly Stoppable[]): Promise<boolean> {
  let failed = false;
  for (const part of parts) {
    await part.stop().catch((error: unknown) => {
      failed = true;
      log.error({ err: error }, 'could not be stopped in order');
    });
  }
  return failed;
}
