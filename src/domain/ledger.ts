import type { Json } from './canonical-json.js';

/** What the ledger has an entry of; stored, so a landed one is never renamed. */
export const LEDGER_KINDS = [
  'request-seen',
  'request-cancelled',
  'request-expired',
  'request-closed',
  /** An approver has asked for it, and it is on its way to GitHub. */
  'decision-asked',
  /** It was carried out, also one that was made on GitHub. */
  'decided',
  /** GitHub said no. */
  'decision-refused',
  /** It was never carried out, and the request waits again. */
  'decision-released',
  /** Somebody else was first. */
  'decision-superseded',
  /** Nobody can tell what became of it. */
  'decision-lost',
  /** GitHub said later who made a decision that was known without its decider. */
  'decider-named',
  'link-made',
  'link-removed',
  /** PATrol's GitHub App works in an organization again, or does not any more. */
  'app-installed',
  'app-suspended',
  'app-uninstalled',
  'settings-changed',
  /** An owner has changed how PATrol works for their organization. */
  'organization-settings-changed',
  'person-erased',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** Who somebody is in an entry: the person of a link is neither approver nor requester. */
export type LedgerRole = 'approver' | 'requester' | 'person';

/** A person in an entry, and what they wrote: the part that may be erased. */
export interface LedgerPerson {
  readonly role: LedgerRole;
  readonly githubUserId: number | null;
  readonly slackUserId: string | null;
  readonly fields: LedgerFields;
}

/** `login`; of an approver the `reason` of the decision; of a requester `tokenName` and their `reason`. */
export type LedgerFields = { readonly [field: string]: string | null };

/** What is nobody's personal data, and stays. */
export type LedgerData = { readonly [fact: string]: Json };

/** A change that is put on the record. */
export interface NewLedgerEntry {
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly organizationId?: number | null;
  readonly tokenRequestId?: number | null;
  readonly decisionId?: number | null;
  readonly data: LedgerData;
  readonly people: readonly LedgerPerson[];
  readonly trace: string;
}

/** An entry as it is stored and sealed; of its people there are digests only. */
export interface LedgerContent {
  readonly uid: string;
  readonly at: Date;
  /** Whatever stands in the database, which somebody may have changed. */
  readonly kind: string;
  readonly organizationId: number | null;
  readonly tokenRequestId: number | null;
  readonly decisionId: number | null;
  readonly data: LedgerData;
  /** Role → salted digest in hex. */
  readonly people: { readonly [role: string]: string };
  readonly trace: string;
}

/** The last seal, as people keep it and hand it to `ledger:verify --head`. */
export interface LedgerHead {
  readonly seq: number;
  /** In hex. */
  readonly seal: string;
}

/** `12:9f86d0…`. */
export function printHead({ seq, seal }: LedgerHead): string {
  return `${seq}:${seal}`;
}

/** Null for what `printHead` does not write. */
export function readHead(text: string): LedgerHead | null {
  const [, seq, seal] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  return seq === undefined || seal === undefined ? null : { seq: Number(seq), seal };
}

/**
 * The entry as the database can keep it, so that its digests are of what is stored: PostgreSQL's JSON takes neither NUL
 * nor half a surrogate pair.
 */
export function storable(entry: NewLedgerEntry): NewLedgerEntry {
  return {
    ...entry,
    data: withText(entry.data) as LedgerData,
    people: entry.people.map((person) => ({ ...person, fields: withText(person.fields) as LedgerFields })),
  };
}

function withText(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withText);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withText(inner)]));
}
