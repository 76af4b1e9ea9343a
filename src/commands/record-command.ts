import type { Writable } from 'node:stream';
import type { Clock, Database } from '../application/ports.js';
import type { LedgerKeys } from '../domain/ledger-chain.js';
import { createDataSource } from '../persistence/data-source.js';
import { createDatabase } from '../persistence/database.js';
import { migrationsArePending } from '../persistence/migrate.js';

/** What a command on the records works with. */
export interface CommandContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledgerKeys: LedgerKeys;
  readonly out: Writable;
}

/** A command with its arguments read; resolves with the exit code. */
export type RecordCommand = (context: CommandContext) => Promise<number>;

/** Runs a command on a database that is migrated. Its statements may take as long as they need. */
export async function runRecordCommand(
  command: RecordCommand,
  { url, ledgerKeys, out }: { url: string; ledgerKeys: LedgerKeys; out: Writable },
): Promise<number> {
  const dataSource = createDataSource({ url, poolSize: 2, unhurried: true });
  await dataSource.initialize();
  try {
    if (await migrationsArePending(dataSource)) {
      throw new Error('The database lacks migrations. Apply them with: npm run migrate');
    }
    const clock = { now: () => new Date() };
    const database = createDatabase(dataSource, clock.now, { ledgerKeys });
    return await command({ database, clock, ledgerKeys, out });
  } finally {
    await dataSource.destroy();
  }
}
