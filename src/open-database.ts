import { resolve } from 'node:path';
import type { Config } from './config.js';
import type { createLog } from './log.js';
import { startEmbeddedPostgres } from './persistence/embedded-postgres.js';
import { explained } from './start-error.js';

/** A database to work on, and how to let go of it. */
export interface OpenDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** The database that is named, else the embedded one, started. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: ReturnType<typeof createLog>,
): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined };
  const start = startEmbeddedPostgres({
    dataDir: resolve(config.dataDir),
    log,
    onExit: (reason) => {
      log.fatal({ reason }, 'the embedded PostgreSQL ended; start again when the cause is mended');
      process.exit(1);
    },
  });
  return explained(start);
}
