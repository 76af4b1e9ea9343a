import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { LedgerContent, LedgerPerson } from './ledger.js';

/** Keys that are not in the database; without a current one nothing is signed or sealed. */
export interface LedgerKeys {
  readonly current?: Buffer;
  /** Of what was signed and sealed before. */
  readonly previous: readonly Buffer[];
}

/** `unsigned`: no key was configured. `unknown-key`: by a key that is not at hand, so nobody can tell. */
export type Checked = 'right' | 'wrong' | 'unsigned' | 'unknown-key';

/** Of the format that docs/ledger.md describes. */
const VERSION = 1;
const KEY_ID_BYTES = 4;

/** Tells keys apart without telling anything of them; 8 hex digits. */
export function ledgerKeyId(key: Buffer): string {
  return createHash('sha256')
    .update('key id\0')
    .update(key)
    .digest('hex')
    .slice(0, 2 * KEY_ID_BYTES);
}

/** All keys at hand, by id. */
export function keysById({ current, previous }: LedgerKeys): ReadonlyMap<string, Buffer> {
  const keys = [...previous, ...(current ? [current] : [])];
  return new Map(keys.map((key) => [ledgerKeyId(key), key]));
}

/** Of a person in an entry. The salt keeps who has the digest alone from trying logins, and goes with the person. */
export function personDigest(
  { role, githubUserId, slackUserId, fields }: LedgerPerson,
  salt: Buffer,
): string {
  const text = canonicalJson({ role, githubUserId, slackUserId, fields });
  return createHash('sha256').update(salt).update(text).digest('hex');
}

/** The text of an entry that is signed and sealed. */
export function canonicalEntry(entry: LedgerContent): string {
  const people = Object.keys(entry.people)
    .sort()
    .map((role) => [role, entry.people[role] ?? '']);
  return canonicalJson([
    VERSION,
    entry.uid,
    // Somebody may have put into the database what is no instant of ours.
    Number.isNaN(entry.at.getTime()) ? null : entry.at.toISOString(),
    entry.kind,
    entry.organizationId,
    entry.tokenRequestId,
    entry.decisionId,
    entry.data,
    people,
    entry.trace,
  ]);
}

/** Shows that we wrote it: whoever puts a row into the database by hand has no key. The key's id goes first. */
export function signEntry(canonical: string, key: Buffer): Buffer {
  return Buffer.concat([Buffer.from(ledgerKeyId(key), 'hex'), hmac(key, `entry\0${canonical}`)]);
}

/** Whether an entry is as we wrote it. */
export function checkSignature(
  canonical: string,
  signature: Buffer | null,
  keys: ReadonlyMap<string, Buffer>,
): Checked {
  if (signature === null) return 'unsigned';
  const key = keys.get(signature.subarray(0, KEY_ID_BYTES).toString('hex'));
  if (key === undefined) return 'unknown-key';
  return isSame(signature, signEntry(canonical, key)) ? 'right' : 'wrong';
}

/** What a link of the chain is over. */
export interface SealedPart {
  readonly seq: number;
  /** The link before; null for the first. */
  readonly previous: Buffer | null;
  readonly entryId: number;
  readonly canonical: string;
  /** The entry's signature. */
  readonly mac: Buffer | null;
  readonly sealedAt: Date;
}

/** A link of the chain: over its entry, and over the link before it. */
export function sealOf(key: Buffer, part: SealedPart): Buffer {
  const { seq, previous, entryId, canonical, mac, sealedAt } = part;
  const text = [
    'seal',
    seq,
    previous?.toString('hex') ?? 'genesis',
    entryId,
    createHash('sha256').update(canonical).digest('hex'),
    mac?.toString('hex') ?? 'unsigned',
    Number.isNaN(sealedAt.getTime()) ? '' : sealedAt.toISOString(),
  ].join('\0');
  return hmac(key, text);
}

export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
