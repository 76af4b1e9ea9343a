import type { ChosenSettings } from '../domain/organization-settings.js';
import type { Organization } from '../domain/token-request.js';
import type { DigestChanges } from './digest-model.js';
import type { LedgerHeadModel, ListedRequest } from './models.js';

/** An organization where the App works. */
export interface DigestedOrganization {
  readonly organization: Organization;
  /** Since when it is known; its first digest is the next one. */
  readonly knownSince: Date;
  readonly chosen: ChosenSettings;
}

/** What digests are made of, and what became of those that were sent. */
export interface DigestRecords {
  /** Where the App works, in the order of their ids, after one of them. */
  organizations(afterId: number, limit: number): Promise<DigestedOrganization[]>;
  /** Those of these dedupe keys that a delivery has. */
  announced(dedupeKeys: readonly string[]): Promise<Set<string>>;
  /** Until when the latest of the digests with these dedupe keys told; one that had nothing to say told nothing. */
  toldUntil(dedupeKeys: readonly string[]): Promise<Date | undefined>;
  /** Those that pend for the longest. */
  oldest(organizationId: number, limit: number): Promise<ListedRequest[]>;
  /** What happened from `since` on, before `until`; of those who decided, the ones with most decisions. */
  changes(
    organizationId: number,
    window: { readonly since: Date; readonly until: Date },
    deciders: number,
  ): Promise<DigestChanges>;
  /** What the digest of this delivery was about; undefined unless it has sent the message `ts`. */
  sent(deliveryId: number, ts: string): Promise<unknown>;
  /** Whether a digest is on its way to this channel. */
  isUnderWay(channel: string): Promise<boolean>;
  /** How the delivery of a digest stands that was to carry the head of the ledger. */
  progress(deliveryId: number): Promise<DigestProgress>;
  /** The head of the ledger that the digest of this delivery carries. */
  headIn(deliveryId: number): Promise<LedgerHeadModel | null>;
}

/** `ts` is that of the message. */
export type DigestProgress =
  | { readonly state: 'under-way' | 'not-sent' }
  | { readonly state: 'sent'; readonly ts: string };
