import { DomainError } from './errors.js';
import type { GitHubUser } from './token-request.js';

export type DecisionAction = 'approve' | 'deny';

/** GitHub's own limit for the reason of a decision, in characters. */
export const REASON_LIMIT = 1024;

/**
 * Where a decision stands.
 * `asked`: claimed, not yet on its way. `checking`: authority is looked up once more. `sent`: GitHub has been
 * called; until it answers the outcome is unknown, and only GitHub can tell it. `done`: carried out.
 * `refused`: GitHub said no. `released`: never carried out, the request pends again. `superseded`: somebody
 * else's decision, or the requester's cancellation, came first. `lost`: the request is gone from GitHub and
 * nobody can tell what ended it.
 */
export type DecisionState =
  | 'asked'
  | 'checking'
  | 'sent'
  | 'done'
  | 'refused'
  | 'released'
  | 'superseded'
  | 'lost';

/** The states in which a decision holds the claim on its request. */
export const OPEN_DECISION_STATES: readonly DecisionState[] = ['asked', 'checking', 'sent'];

/** By which path a decision was made. */
export type DecisionPath = 'card' | 'deny-modal' | 'details-modal' | 'home' | 'list' | 'github';

export interface Decision {
  readonly id: number;
  readonly tokenRequestId: number;
  readonly action: DecisionAction;
  /** The approver's, shared with the requester (S10); GitHub's payloads never carry it. */
  readonly reason: string | null;
  readonly path: DecisionPath;
  readonly approver: { readonly github: GitHubUser; readonly slackUserId: string | null };
  readonly state: DecisionState;
  /** The decision of many at once that this one is a part of. */
  readonly bulkId: number | null;
  readonly askedAt: Date;
  /** When the call left for GitHub; null before. */
  readonly sentAt: Date | null;
  /** When GitHub promised to carry it out, which a bulk call's 202 does; null otherwise. */
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  readonly attempts: number;
  /** Whose token the call carried; null before, and of what was decided on GitHub itself. */
  readonly decidedAs: 'owner' | 'app' | null;
  /** The team, `acme/security`, on whose delegation somebody decided who is no owner. */
  readonly delegatedBy: string | null;
  /** Why it was not carried out; a code of the message catalogue. */
  readonly failure: string | null;
  /** GitHub's page where the approver can mend it. */
  readonly failureLink: string | null;
}

/**
 * The reason of a decision as somebody wrote it, ready to be stored; null for none.
 * @throws DomainError `reason-too-long`
 */
export function toReason(written: string | null): string | null {
  const reason = written?.replaceAll('\0', '').trim() || null;
  const length = [...(reason ?? '')].length;
  if (length > REASON_LIMIT) throw new DomainError('reason-too-long', { limit: REASON_LIMIT, length });
  return reason;
}
