import type { LedgerRole } from '../domain/ledger.js';
import { canonicalEntry, checkSignature, isSame, personDigest, sealOf } from '../domain/ledger-chain.js';
import type { ChainLink, LedgerRow } from './ledger-ports.js';

/** What is wrong with the ledger, at its first bad place. */
export type LedgerFaultCode =
  /** A number of the chain has no seal. */
  | 'seal-missing'
  /** A seal that the chain has no place for. */
  | 'seal-added'
  | 'entry-missing'
  | 'entry-changed'
  /** The entry is as we wrote it, yet its seal is not over it and the link before. */
  | 'chain-broken'
  | 'person-changed'
  | 'person-added'
  /** It was written by somebody who has no key. */
  | 'not-ours'
  /** One of the same is there already. */
  | 'entry-repeated'
  /** It should have been sealed long ago: what came after it is. */
  | 'not-sealed'
  | 'tail-cut'
  | 'made-anew';

export type Judgement = LedgerFaultCode | 'unknown-key' | 'right';
export type Keys = ReadonlyMap<string, Buffer>;

/** Whether a link of the chain is the one that has to come next, and its entry is as we wrote it. */
export function judgeLink(
  { seal, row }: ChainLink,
  expected: { readonly seq: number; readonly previous: Buffer | null },
  keys: Keys,
): Judgement {
  if (seal.seq !== expected.seq) return seal.seq > expected.seq ? 'seal-missing' : 'seal-added';
  if (row === undefined) return 'entry-missing';
  const { entry } = row;
  const canonical = canonicalEntry(entry);
  if (['wrong', 'unsigned'].includes(checkSignature(canonical, entry.mac, keys))) return 'entry-changed';
  const people = judgePeople(row);
  const key = keys.get(seal.keyId);
  if (key === undefined) return people === 'right' ? 'unknown-key' : people;
  const made = sealOf(key, {
    ...expected,
    entryId: entry.id,
    canonical,
    mac: entry.mac,
    sealedAt: seal.sealedAt,
  });
  return isSame(made, seal.seal) ? people : 'chain-broken';
}

/** Every few seconds what is new is sealed, also what was committed late. */
const SEALED_WITHIN_MS = 10 * 60_000;

/** What the chain has sealed, by the ids of entries; null while there is no chain. */
export interface SealedRange {
  readonly first: number;
  readonly last: number;
}

/** Whether an entry may be without a seal. */
export function judgeUnsealed(
  row: LedgerRow,
  { keys, now, sealed }: { readonly keys: Keys; readonly now: Date; readonly sealed: SealedRange | null },
): Judgement | 'unsigned' {
  const { entry } = row;
  const checked = checkSignature(canonicalEntry(entry), entry.mac, keys);
  const isBeforeChain = sealed === null || entry.id < sealed.first;
  if (checked === 'wrong' || (checked === 'unsigned' && !isBeforeChain)) return 'not-ours';
  const people = judgePeople(row);
  if (people !== 'right') return people;
  if (checked === 'unsigned' || checked === 'unknown-key') return checked;
  const isLate = now.getTime() - entry.at.getTime() > SEALED_WITHIN_MS;
  const isPassedOver = sealed !== null && entry.id < sealed.last;
  return isLate && isPassedOver ? 'not-sealed' : 'right';
}

/** How many of an entry's people were erased. */
export function countErased({ entry, people }: Pick<LedgerRow, 'entry' | 'people'>): number {
  const roles = people.map(({ role }) => role);
  return Object.keys(entry.people).filter((role) => !roles.includes(role)).length;
}

function judgePeople({ entry, people }: Pick<LedgerRow, 'entry' | 'people'>): Judgement {
  for (const person of people) {
    const digest = Object.hasOwn(entry.people, person.role) ? entry.people[person.role] : undefined;
    if (digest === undefined) return 'person-added';
    const role = person.role as LedgerRole;
    if (personDigest({ ...person, role }, person.salt) !== digest) return 'person-changed';
  }
  return 'right';
}
