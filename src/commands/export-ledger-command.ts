import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { exportLedger } from '../application/export-ledger.js';
import type { LedgerRange, LedgerRow } from '../application/ledger-ports.js';
import { LEDGER_CSV_COLUMNS, toCsvRecord, toJsonLine } from './ledger-formats.js';
import { readArguments } from './read-arguments.js';
import type { CommandContext, RecordCommand } from './record-command.js';
import { UsageError } from './usage-error.js';

const USAGE = `npm run --silent ledger:export -- --format csv|jsonl [--since WHEN] [--until WHEN] [--org LOGIN]

  --format   csv: for a spreadsheet; jsonl: one JSON object a line, with all that a verification needs
  --since    2026-03-01, which begins at midnight UTC, or 2026-03-01T09:00:00+01:00
  --until    the same; what was written then is left out
  --org      only entries of this organization`;

type Format = 'csv' | 'jsonl';

/** Writes the ledger to standard output, as fast as somebody reads it. */
export function exportLedgerCommand(args: readonly string[]): RecordCommand {
  const string = { type: 'string' } as const;
  const values = readArguments(args, { format: string, since: string, until: string, org: string }, USAGE);
  const { format } = values;
  if (format !== 'csv' && format !== 'jsonl') throw new UsageError('--format has to be csv or jsonl', USAGE);
  const range = {
    since: instant('--since', values.since),
    until: instant('--until', values.until),
    organization: values.org,
  };
  return async (context) => {
    try {
      await writeLedger(context, format, range);
    } catch (error) {
      // Whoever reads has enough of it: `… | head`.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
    return 0;
  };
}

/** All of it as it is at one moment; a page is read when the one before was taken. */
export async function writeLedger(
  { database, out }: Pick<CommandContext, 'out'> & { database: Pick<CommandContext['database'], 'snapshot'> },
  format: Format,
  range: LedgerRange,
): Promise<void> {
  await database.snapshot(async (records) => {
    const rows = exportLedger(records, range);
    if (format === 'csv') await pipeline(Readable.from(map(rows, toCsvRecord)), csv(), out, { end: false });
    else await pipeline(Readable.from(map(rows, toJsonLine)), out, { end: false });
    await taken(out);
  });
}

/** A pipeline that leaves its end open is done when all was handed over, not when it was taken. */
function taken(out: CommandContext['out']): Promise<void> {
  return new Promise((resolve, reject) => {
    out.write('', (error) => (error ? reject(error) : resolve()));
  });
}

/** What strangers wrote is no formula, wherever it is opened. */
function csv(): Transform {
  return stringify({
    header: true,
    columns: [...LEDGER_CSV_COLUMNS],
    escape_formulas: true,
    cast: { string: inertWithin },
  });
}

/**
 * `escape_formulas` looks at the beginning of a cell. Where the semicolon separates cells, as in Germany, a spreadsheet
 * finds others in it, and our quotes mean nothing to it.
 */
function inertWithin(text: string): string {
  return text.replace(/([;\t\r\n])(?=[ \u00a0"']*[=+\-@＝＋－＠])/g, "$1'");
}

async function* map<T>(rows: AsyncIterable<LedgerRow>, how: (row: LedgerRow) => T): AsyncGenerator<T> {
  for await (const row of rows) yield how(row);
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function instant(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = DATE.test(text) || INSTANT.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw new UsageError(`${option} is neither a date such as 2026-03-01 nor an instant of ISO 8601`, USAGE);
}
