import type { DecisionAction } from './decision.js';

/** How many requests one bulk decision takes at most: ten of GitHub's calls. */
export const BULK_LIMIT = 1_000;

/** GitHub's own limit for `pat_request_ids` of one call. */
export const BULK_CALL_LIMIT = 100;

/** `drafted`: the requests are frozen, and the approver is asked; `asked`: on its way; `ended`: each has a result. */
export type BulkState = 'drafted' | 'asked' | 'ended';

/** Why nothing was claimed for a request of a bulk decision. */
export type BulkRefusal =
  | 'already-decided'
  | 'app-not-installed'
  | 'github-silent'
  | 'not-owner'
  | 'not-signed-in'
  | 'own-request'
  | 'request-gone'
  | 'token-expired';

/** One decision on many requests (S12): GitHub carries it out in calls of up to 100. */
export interface BulkDecision {
  readonly id: number;
  readonly state: BulkState;
  readonly slackUserId: string;
  /** Null while it is a draft. */
  readonly action: DecisionAction | null;
  readonly reason: string | null;
  /** Of the modal that shows the progress. */
  readonly viewId: string | null;
  /** Of the direct message that shows the progress and the results. */
  readonly message: { readonly channel: string; readonly ts: string } | null;
  readonly trace: string;
  readonly askedAt: Date | null;
  readonly endedAt: Date | null;
}

/**
 * Where one request of a bulk decision stands, in the words of its result. `unknown`: nobody can tell whether the
 * decision was carried out.
 */
export type BulkOutcome =
  | 'waiting'
  | 'submitted'
  | 'done'
  | 'refused'
  | 'unknown'
  | 'already-decided'
  | 'cancelled';

export type BulkCounts = Readonly<Record<BulkOutcome, number>>;
