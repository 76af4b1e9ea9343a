import { KEPT_AT_LEAST_DAYS, pruneRecords } from '../application/prune-records.js';
import type { PruneCounts } from '../application/retention-ports.js';
import { readArguments } from './read-arguments.js';
import type { RecordCommand } from './record-command.js';
import { UsageError } from './usage-error.js';

const USAGE = `npm run prune -- [--days 365] [--dry-run]

  --days      what ended more than so many days ago goes; at least ${KEPT_AT_LEAST_DAYS}
  --dry-run   PATrol only counts what it would remove`;

/** Counted together, in the order in which they are told. */
const TABLES = [
  'deliveries',
  'token_requests',
  'token_request_repositories',
  'token_request_permissions',
  'cards',
  'decisions',
  'bulk_decision_items',
  'bulk_decisions',
  'summaries',
] as const satisfies readonly (keyof PruneCounts)[];

/** Removes what is old; docs/operations.md says what that is, and what stays. */
export function pruneCommand(args: readonly string[]): RecordCommand {
  const values = readArguments(
    args,
    { days: { type: 'string', default: '365' }, 'dry-run': { type: 'boolean', default: false } },
    USAGE,
  );
  const days = readDays(values.days);
  const dryRun = values['dry-run'];
  return async (context) => {
    const total = new Map<keyof PruneCounts, number>();
    try {
      for await (const counts of pruneRecords(context, { days, dryRun })) {
        for (const table of TABLES) total.set(table, (total.get(table) ?? 0) + (counts[table] ?? 0));
      }
    } finally {
      // Also when it could not go on: what is gone is gone.
      context.out.write(describe(total, { days, dryRun }));
    }
    return 0;
  };
}

function readDays(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError('--days is not a number of days', USAGE);
  const days = Number(text);
  if (days >= KEPT_AT_LEAST_DAYS) return days;
  throw new UsageError(
    `--days has to be at least ${KEPT_AT_LEAST_DAYS}: charts show the last eight weeks and digests the last days, and both count what is stored`,
    USAGE,
  );
}

function describe(
  total: ReadonlyMap<keyof PruneCounts, number>,
  { days, dryRun }: { readonly days: number; readonly dryRun: boolean },
): string {
  const lines = [
    `${dryRun ? 'Would be removed' : 'Removed'}, for it ended more than ${days} days ago:`,
    ...TABLES.map((table) => `  ${total.get(table) ?? 0} ${table}`),
    ...(dryRun ? ['Nothing was changed. To remove it, leave out --dry-run.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}
