import type { AuditQuery } from '../domain/audit-query.js';
import type {
  LedgerContent,
  LedgerData,
  LedgerFields,
  LedgerHead,
  NewLedgerEntry,
} from '../domain/ledger.js';
import type { BoundedCount } from './models.js';

/** An entry as it is stored. */
export interface StoredEntry extends LedgerContent {
  readonly id: number;
  readonly mac: Buffer | null;
}

/** A person of an entry as they are stored, until they are erased. */
export interface StoredPerson {
  readonly role: string;
  readonly salt: Buffer;
  readonly githubUserId: number | null;
  readonly slackUserId: string | null;
  readonly fields: LedgerFields;
}

/** A link of the chain. */
export interface LedgerSeal {
  /** From 1 on, without a gap. */
  readonly seq: number;
  readonly entryId: number;
  readonly seal: Buffer;
  readonly keyId: string;
  readonly sealedAt: Date;
}

/** An entry with all that belongs to it; `seal` is null until it is sealed. */
export interface LedgerRow {
  readonly entry: StoredEntry;
  readonly people: readonly StoredPerson[];
  readonly seal: LedgerSeal | null;
}

/** A link with its entry; undefined when somebody has taken that away. */
export interface ChainLink {
  readonly seal: LedgerSeal;
  readonly row: Omit<LedgerRow, 'seal'> | undefined;
}

/** Whose entries a person may read: those of these organizations, and those of none. */
export interface LedgerSearch {
  readonly organizationIds: readonly number[];
  readonly query: AuditQuery;
  readonly now: Date;
}

/** Of all entries, whoever is concerned: for the operator. */
export interface LedgerRange {
  readonly since?: Date;
  readonly until?: Date;
  /** Of an organization, by login. */
  readonly organization?: string;
}

/** The record of every change that matters. It is only ever appended to. */
export interface Ledger {
  /** In the transaction of the change. However many they are, it takes one statement. */
  append(...entries: readonly NewLedgerEntry[]): Promise<void>;
  /** Until the transaction ends nobody else can put settings on the record. */
  lockSettings(): Promise<void>;
  /** What the settings were when they were put on the record last. */
  latestSettings(): Promise<LedgerData | undefined>;
  /** In the order of ids. */
  range(range: LedgerRange, afterId: number, limit: number): Promise<LedgerRow[]>;
  /** Of the newest that match, those before an entry; or of those after one the oldest. Newest first. */
  page(search: LedgerSearch, from: AuditStart | null, limit: number): Promise<LedgerRow[]>;
  count(search: LedgerSearch, limit: number): Promise<BoundedCount>;
}

/** Where a page of the audit begins. */
export type AuditStart = { readonly before: number } | { readonly after: number };

/** The chain in which entries are sealed. */
export interface Seals {
  /** Until the transaction ends nobody else can seal. */
  lock(): Promise<void>;
  last(): Promise<LedgerSeal | undefined>;
  /** The last that was made until this instant. */
  lastUntil(instant: Date): Promise<LedgerHead | undefined>;
  add(seals: readonly LedgerSeal[]): Promise<void>;
  /**
   * Entries without a seal, in the order of ids. `recent`: only those that were written lately, for an entry that is
   * not sealed soon never is.
   */
  missing(afterId: number, limit: number, how?: { readonly recent: boolean }): Promise<LedgerRow[]>;
  /** The id of an entry that stands there a second time, which the database itself should refuse. */
  repeated(): Promise<number | undefined>;
  /** In the order of `seq`. */
  links(afterSeq: number, limit: number): Promise<ChainLink[]>;
  /** The head that was posted to a channel last. */
  postedHead(channel: string): Promise<string | undefined>;
}
