import type { LedgerHead } from '../domain/ledger.js';
import { keysById, type LedgerKeys } from '../domain/ledger-chain.js';
import {
  countErased,
  type Judgement,
  judgeLink,
  judgeUnsealed,
  type Keys,
  type LedgerFaultCode,
  type SealedRange,
} from './judge-ledger.js';
import type { ChainLink, LedgerRow, StoredEntry } from './ledger-ports.js';
import type { Clock, Database, Records } from './ports.js';

export interface VerifyLedger {
  readonly database: Pick<Database, 'snapshot'>;
  readonly clock: Clock;
  readonly ledgerKeys: LedgerKeys;
}

/** Where it is, as far as that is known. */
export interface LedgerPlace {
  readonly seq: number | null;
  readonly entryId: number | null;
  readonly kind: string | null;
  readonly at: Date | null;
}

export interface LedgerVerdict {
  /** All of them, up to the first fault. */
  readonly entries: number;
  readonly unsealed: number;
  /** Written before there was a key, so that nobody can vouch for them. */
  readonly unsigned: number;
  /** People whose data are gone, and how many of them the ledger itself says were erased. */
  readonly erased: number;
  readonly erasedOnRecord: number;
  readonly head: LedgerHead | null;
  readonly fault: (LedgerPlace & { readonly code: LedgerFaultCode }) | null;
  /** What cannot be checked with the keys at hand: the first of it, and how many. */
  readonly unchecked: { readonly first: LedgerPlace; readonly count: number } | null;
}

/** Read at once, so that memory stays the same however long the ledger is. */
const PAGE = 500;
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

interface Progress {
  entries: number;
  unsealed: number;
  unsigned: number;
  sealed: SealedRange | null;
  erased: number;
  erasedOnRecord: number;
  last: { readonly seq: number; readonly seal: Buffer } | null;
  fault: LedgerVerdict['fault'];
  headFault: LedgerVerdict['fault'];
  unchecked: LedgerVerdict['unchecked'];
}

/**
 * Goes through the whole chain as it is at one moment, and then through what is not sealed yet, as far as the first
 * fault. `head` is one that somebody has kept: it shows also that the end was cut off, or all of it made anew.
 */
export async function verifyLedger(context: VerifyLedger, head?: LedgerHead): Promise<LedgerVerdict> {
  const keys = keysById(context.ledgerKeys);
  const progress: Progress = {
    ...{ entries: 0, unsealed: 0, unsigned: 0, erased: 0, erasedOnRecord: 0 },
    ...{ last: null, sealed: null, fault: null, headFault: null, unchecked: null },
  };
  await context.database.snapshot(async (records) => {
    await goThroughChain(records, progress, keys, head);
    if (progress.fault === null) await goThroughUnsealed(context, records, progress, keys);
    if (progress.fault !== null) return;
    const repeated = await records.seals.repeated();
    if (repeated !== undefined) {
      progress.fault = { ...placeOf(undefined), entryId: repeated, code: 'entry-repeated' };
    }
  });
  const { last, headFault, fault, sealed: _, ...rest } = progress;
  return {
    ...rest,
    head: last && { seq: last.seq, seal: last.seal.toString('hex') },
    fault: fault ?? headFault ?? (head && isBeyond(head, last) ? cutAfter(last) : null),
  };
}

async function goThroughChain(
  { seals }: Records,
  progress: Progress,
  keys: Keys,
  head: LedgerHead | undefined,
): Promise<void> {
  for (let afterSeq = BEFORE_ALL; ; ) {
    const page = await seals.links(afterSeq, PAGE);
    for (const link of page) {
      takeLink(link, progress, keys, head);
      if (progress.fault) return;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterSeq = last.seal.seq;
  }
}

function takeLink(link: ChainLink, progress: Progress, keys: Keys, head: LedgerHead | undefined): void {
  const { seal, row } = link;
  const expected = { seq: (progress.last?.seq ?? 0) + 1, previous: progress.last?.seal ?? null };
  const judgement = judgeLink(link, expected, keys);
  const isGap = judgement === 'seal-missing';
  note(progress, judgement, {
    ...placeOf(isGap ? undefined : row?.entry),
    seq: isGap ? expected.seq : seal.seq,
    ...(isGap ? {} : { entryId: seal.entryId }),
  });
  if (progress.fault) return;
  progress.last = seal;
  const { first = seal.entryId, last = seal.entryId } = progress.sealed ?? {};
  progress.sealed = { first: Math.min(first, seal.entryId), last: Math.max(last, seal.entryId) };
  if (row) count(progress, row);
  if (head?.seq === seal.seq && head.seal !== seal.seal.toString('hex')) {
    progress.headFault = { ...placeOf(row?.entry), seq: seal.seq, code: 'made-anew' };
  }
}

async function goThroughUnsealed(
  { clock }: VerifyLedger,
  { seals }: Records,
  progress: Progress,
  keys: Keys,
): Promise<void> {
  const how = { keys, now: clock.now(), sealed: progress.sealed };
  for (let afterId = BEFORE_ALL; ; ) {
    const page = await seals.missing(afterId, PAGE);
    for (const row of page) {
      const judgement = judgeUnsealed(row, how);
      if (judgement !== 'unsigned') note(progress, judgement, placeOf(row.entry));
      if (progress.fault) return;
      progress[judgement === 'unsigned' ? 'unsigned' : 'unsealed'] += 1;
      count(progress, row);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.entry.id;
  }
}

function note(progress: Progress, judgement: Judgement, place: LedgerPlace): void {
  if (judgement === 'right') return;
  if (judgement !== 'unknown-key') {
    progress.fault = { ...place, code: judgement };
    return;
  }
  const { unchecked } = progress;
  progress.unchecked = { first: unchecked?.first ?? place, count: (unchecked?.count ?? 0) + 1 };
}

function count(progress: Progress, row: Omit<LedgerRow, 'seal'>): void {
  progress.entries += 1;
  progress.erased += countErased(row);
  const { ledgerPeople } = row.entry.kind === 'person-erased' ? row.entry.data : { ledgerPeople: 0 };
  if (typeof ledgerPeople === 'number') progress.erasedOnRecord += ledgerPeople;
}

function placeOf(entry: StoredEntry | undefined): LedgerPlace {
  if (entry === undefined) return { seq: null, entryId: null, kind: null, at: null };
  return { seq: null, entryId: entry.id, kind: entry.kind, at: entry.at };
}

function isBeyond(head: LedgerHead, last: Progress['last']): boolean {
  return head.seq > (last?.seq ?? 0);
}

function cutAfter(last: Progress['last']): NonNullable<LedgerVerdict['fault']> {
  return { ...placeOf(undefined), seq: (last?.seq ?? 0) + 1, code: 'tail-cut' };
}
