import { type LedgerHead, printHead } from '../domain/ledger.js';
import {
  canonicalEntry,
  checkSignature,
  keysById,
  type LedgerKeys,
  ledgerKeyId,
  sealOf,
} from '../domain/ledger-chain.js';
import type { LedgerRow, LedgerSeal, StoredEntry } from './ledger-ports.js';
import type { Clock, Database, Logger } from './ports.js';

export interface SealLedger {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ledgerKeys: LedgerKeys;
}

/** So many are sealed in one transaction. */
const BATCH = 500;

interface Batch {
  /** undefined when nothing was sealed. */
  readonly head: LedgerHead | undefined;
  /** Entries that we did not write, or not like this. */
  readonly foreign: readonly LedgerRow[];
  readonly lastId: number;
  readonly isLast: boolean;
}

/**
 * Seals every entry that has no seal, in the order of ids, and logs the head of the chain. Without a key it does
 * nothing. `reported` holds the ids of foreign entries that were named in the log already.
 */
export async function sealLedger(context: SealLedger, reported: Set<number>): Promise<void> {
  const { database, log, ledgerKeys } = context;
  const { current } = ledgerKeys;
  if (current === undefined) return;
  let head: LedgerHead | undefined;
  for (let afterId = 0, isLast = false; !isLast; ) {
    const batch = await database.transaction(({ seals }) => sealBatch(context, { seals, current, afterId }));
    const news = batch.foreign.filter(({ entry }) => !reported.has(entry.id));
    tellForeign(context, news);
    for (const { entry } of news) reported.add(entry.id);
    head = batch.head ?? head;
    ({ lastId: afterId, isLast } = batch);
  }
  if (head) log.info({ head: printHead(head) }, 'ledger sealed');
}

/** One line for all that nobody signed, since before there was a key that was each. */
function tellForeign(context: SealLedger, rows: readonly LedgerRow[]): void {
  const unsigned = rows.filter(({ entry }) => entry.mac === null);
  const [first] = unsigned;
  if (first) {
    const fields = { entries: unsigned.length, first: first.entry.id };
    context.log.warn(fields, 'ledger entries were written without a key; not sealed');
  }
  for (const { entry } of rows.filter((row) => !unsigned.includes(row))) {
    const fields = { entry: entry.id, kind: entry.kind, signature: check(context, entry) };
    context.log.error(fields, 'a ledger entry is not as PATrol wrote it; not sealed');
  }
}

type Place = Pick<Database, 'seals'> & { readonly current: Buffer; readonly afterId: number };

/**
 * Only what bears our signature: whoever takes the seals away, or writes rows by hand, must not have them sealed by us.
 * What was written before there was a key stays without a seal, and `ledger:verify` counts it.
 */
async function sealBatch(context: SealLedger, { seals, current, afterId }: Place): Promise<Batch> {
  await seals.lock();
  const last = await seals.last();
  const rows = await seals.missing(afterId, BATCH, { recent: true });
  const ours = rows.filter(({ entry }) => check(context, entry) === 'right');
  const added = chained(ours, last, current, context.clock.now());
  if (added.length > 0) await seals.add(added);
  const head = added.at(-1);
  return {
    head: head && toHead(head),
    foreign: rows.filter((row) => !ours.includes(row)),
    lastId: rows.at(-1)?.entry.id ?? afterId,
    isLast: rows.length < BATCH,
  };
}

function check({ ledgerKeys }: SealLedger, entry: StoredEntry) {
  return checkSignature(canonicalEntry(entry), entry.mac, keysById(ledgerKeys));
}

function chained(
  rows: readonly LedgerRow[],
  last: LedgerSeal | undefined,
  key: Buffer,
  sealedAt: Date,
): LedgerSeal[] {
  let { seq, seal: previous }: { seq: number; seal: Buffer | null } = last ?? { seq: 0, seal: null };
  return rows.map(({ entry }) => {
    seq += 1;
    const { id: entryId, mac } = entry;
    const seal = sealOf(key, { seq, previous, entryId, canonical: canonicalEntry(entry), mac, sealedAt });
    previous = seal;
    return { seq, entryId, seal, keyId: ledgerKeyId(key), sealedAt };
  });
}

function toHead({ seq, seal }: LedgerSeal): LedgerHead {
  return { seq, seal: seal.toString('hex') };
}
