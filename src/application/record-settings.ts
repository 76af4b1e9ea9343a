import { isDeepStrictEqual } from 'node:util';
import type { LedgerData } from '../domain/ledger.js';
import type { Clock, Database } from './ports.js';

export interface RecordSettings {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Puts the settings that say who may decide, and where, on the record when they are others than before; returns whether
 * they were. Two processes that start at once make one entry of it.
 */
export async function recordSettings(
  { database, clock }: RecordSettings,
  settings: LedgerData,
): Promise<boolean> {
  return database.transaction(async ({ ledger }) => {
    await ledger.lockSettings();
    if (isDeepStrictEqual(await ledger.latestSettings(), settings)) return false;
    const at = clock.now();
    await ledger.append({ kind: 'settings-changed', at, data: settings, people: [], trace: '' });
    return true;
  });
}
