import { loadLedgerConfig } from '../config.js';
import { createLog } from '../log.js';
import { openDatabase } from '../open-database.js';
import { runRecordCommand } from './record-command.js';
import { RECORD_COMMANDS } from './record-commands.js';

/**
 * The commands on the records. What it is asked is read before anything is opened. Standard output is the command's
 * alone.
 */
export async function tendRecords(
  name: keyof typeof RECORD_COMMANDS,
  args: readonly string[],
): Promise<void> {
  const command = RECORD_COMMANDS[name](args);
  const config = loadLedgerConfig(process.env);
  const database = await openDatabase(
    config,
    createLog('warn', (line) => process.stderr.write(line)),
  );
  try {
    const { ledgerKeys } = config;
    process.exitCode = await runRecordCommand(command, {
      url: database.url,
      ledgerKeys,
      out: process.stdout,
    });
  } finally {
    await database.stop();
  }
}
