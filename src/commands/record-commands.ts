import { erasePersonCommand } from './erase-person-command.js';
import { exportLedgerCommand } from './export-ledger-command.js';
import { pruneCommand } from './prune-command.js';
import type { RecordCommand } from './record-command.js';
import { verifyLedgerCommand } from './verify-ledger-command.js';

/** The commands that read or change the records, by name; each reads its arguments first. */
export const RECORD_COMMANDS = {
  'ledger:verify': verifyLedgerCommand,
  'ledger:export': exportLedgerCommand,
  'privacy:erase': erasePersonCommand,
  prune: pruneCommand,
} as const satisfies Record<string, (args: readonly string[]) => RecordCommand>;
