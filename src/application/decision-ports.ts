import type { Authority } from '../domain/approver-policy.js';
import type { Decision, DecisionAction, DecisionPath, DecisionState } from '../domain/decision.js';
import type { GitHubUser } from '../domain/token-request.js';

export interface NewDecision {
  readonly tokenRequestId: number;
  readonly action: DecisionAction;
  readonly reason: string | null;
  readonly path: DecisionPath;
  readonly approver: GitHubUser;
  readonly slackUserId: string | null;
  readonly state: Extract<DecisionState, 'asked' | 'done'>;
  readonly at: Date;
  readonly trace: string;
}

export interface ClaimedDecision extends Decision {
  readonly trace: string;
}

/** Names one lease of a decision: the next one has another number of attempts. */
export type DecisionLease = Pick<ClaimedDecision, 'id' | 'attempts'>;

export interface Decisions {
  add(decision: NewDecision): Promise<Decision>;
  find(id: number): Promise<Decision | undefined>;
  /** In the order of their ids. */
  some(ids: readonly number[]): Promise<Decision[]>;
  /** The one on its way, else the last one that was carried out. */
  current(tokenRequestId: number): Promise<Decision | undefined>;
  /** The one on its way, or the one whose outcome nobody could tell. */
  unsettled(tokenRequestId: number): Promise<ClaimedDecision | undefined>;
  /** Leases decisions that are due, less those of bulk decisions; those not yet sent move to `checking`. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<ClaimedDecision[]>;
  /** `checking` → `sent`, just before the call; false when it was superseded meanwhile. */
  markSent(decision: DecisionLease, at: Date, authority: Authority): Promise<boolean>;
  /**
   * Gives the lease back until `nextAttemptAt`. `sentAt` is when a call left that may have had an effect; null when
   * none has.
   */
  postpone(
    decision: DecisionLease,
    next: { state: 'asked' | 'sent'; nextAttemptAt: Date; sentAt: Date | null },
  ): Promise<void>;
  /** Keeps our lease from running out while we work; does nothing when it is another's by now. */
  renewLease(decision: DecisionLease, until: Date): Promise<void>;
  /** Remembers a failure while the decision stays open; false when it has ended. */
  noteFailure(id: number, failure: string, link?: string): Promise<boolean>;
  /** Takes a decision back that the lists had made us believe was carried out; false when it is not `done`. */
  disown(id: number): Promise<boolean>;
  /** Ends an unsettled decision; false when it is settled already. */
  end(id: number, end: DecisionEnd): Promise<boolean>;
  /** Replaces a decider whom nobody had named; false when there is none such. */
  nameDecider(tokenRequestId: number, unnamedId: number, decider: GitHubUser): Promise<boolean>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  /** Less those of bulk decisions. */
  nextDueAt(): Promise<Date | undefined>;
}

export interface DecisionEnd {
  readonly state: Extract<DecisionState, 'done' | 'refused' | 'released' | 'superseded' | 'lost'>;
  readonly at: Date;
  readonly failure?: string;
  /** GitHub's page where the approver can mend it. */
  readonly failureLink?: string | null;
  /** Only when nobody has leased it since: a worker that was too slow must not overrule its successor. */
  readonly attempts?: number;
}
