import type { Authority } from '../domain/approver-policy.js';
import type { BulkCounts, BulkDecision, BulkRefusal } from '../domain/bulk-decision.js';
import type { Decision } from '../domain/decision.js';
import type { GitHubUser, Organization } from '../domain/token-request.js';
import type { ClaimedDecision, DecisionLease } from './decision-ports.js';
import type { BulkResult } from './models.js';
import type { MessagePlace } from './slack-ports.js';

/** Decisions of many requests at once. However many they are, each method takes a constant number of statements. */
export interface BulkDecisions {
  /** Freezes a selection, in its order. */
  draft(draft: {
    readonly slackUserId: string;
    readonly tokenRequestIds: readonly number[];
    readonly at: Date;
    readonly trace: string;
  }): Promise<BulkDecision>;
  find(id: number): Promise<BulkDecision | undefined>;
  /** Locks it until the transaction ends: what is told of it, to whom, is decided under this lock. */
  lock(id: number): Promise<BulkDecision | undefined>;
  /** `drafted` → `asked`; false when it is no draft any more. */
  take(
    id: number,
    asked: Pick<BulkDecision, 'action' | 'reason' | 'viewId'> & { readonly at: Date },
  ): Promise<boolean>;
  /**
   * Claims everything that still pends, with a decision for each, and gives the others their refusal: that of their
   * organization, `own-request`, or what has become of them. Returns how many were claimed.
   */
  claim(
    bulk: BulkDecision,
    by: {
      readonly approver: GitHubUser;
      readonly at: Date;
      readonly refusals: readonly { readonly organizationId: number; readonly refusal: BulkRefusal }[];
    },
  ): Promise<number>;
  /** Whether decisions of it are on their way still: on requests of this requester, and of anybody. */
  open(
    id: number,
    requesterId: number,
  ): Promise<{ readonly ofRequester: boolean; readonly ofAnybody: boolean }>;
  /** What was carried out of one requester's and they have not been told, in the order of selection. */
  untold(id: number, requesterId: number): Promise<Pick<Decision, 'id' | 'tokenRequestId'>[]>;
  markTold(id: number, decisionIds: readonly number[], at: Date): Promise<void>;
  end(id: number, at: Date): Promise<void>;
  savePlace(id: number, place: MessagePlace): Promise<void>;
  /** Stands for what the approver is shown; '' while that is not known. */
  shown(id: number): Promise<string>;
  markShown(id: number, digest: string): Promise<void>;
  /** Forgets the modal, unless it is another one by now. */
  forgetView(id: number, viewId: string): Promise<void>;
  /** Those that nobody has sent. */
  forgetDraftsBefore(instant: Date): Promise<void>;

  /** By login. */
  organizations(id: number): Promise<Organization[]>;
  /** How many of whose, those with the most first. */
  byRequester(id: number): Promise<{ readonly login: string; readonly count: number }[]>;
  counts(id: number): Promise<BulkCounts>;
  /** What became of each: those that went wrong first, then those under way, then in the order of selection. */
  results(
    id: number,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<
    (Pick<BulkResult, 'outcome' | 'refusal' | 'failure' | 'failureLink'> & {
      readonly tokenRequestId: number;
    })[]
  >;
}

/** Up to 100 decisions of one bulk decision in one organization, leased together. */
export interface BulkChunk {
  readonly bulkId: number;
  readonly organization: Organization;
  /** Whether a call has left for GitHub, so that its lists have to tell; then they are 50 at most. */
  readonly sent: boolean;
  readonly decisions: readonly ClaimedDecision[];
}

/** The queue of bulk decisions. Whatever is stored skips decisions that have ended, or that another one has leased. */
export interface BulkChunks {
  /** Leases decisions that are due, as many at once as GitHub takes; those not yet sent move to `checking`. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<BulkChunk[]>;
  /** Just before a call; returns those that are still ours to send. */
  markSent(decisions: readonly ClaimedDecision[], at: Date, authority: Authority): Promise<ClaimedDecision[]>;
  /** Keeps GitHub's promise (202) and gives the lease back. */
  accept(decisions: readonly ClaimedDecision[], at: Date, nextAttemptAt: Date): Promise<void>;
  /** As for one decision; each keeps its own `sentAt`. */
  postpone(
    decisions: readonly Pick<ClaimedDecision, 'id' | 'attempts' | 'sentAt'>[],
    next: { state: 'asked' | 'sent'; nextAttemptAt: Date },
  ): Promise<void>;
  /** Keeps what is not leased of one organization from being due before. */
  holdBack(bulkId: number, organizationId: number, until: Date): Promise<void>;
  renewLease(decisions: readonly DecisionLease[], until: Date): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
}
