import { isRecent, LAST_WORD_MS, LISTS_REFUSED_MS, STILL_LISTED_MS } from './decision-patience.js';
import type { ClaimedDecision } from './decision-ports.js';
import type { Outcome } from './look-up-outcome.js';

/**
 * What follows for a decision. `ask-again`: the lists will tell more. `try-later`: no call has had an effect.
 * `refuse`: GitHub does not want it. `hold`: nor does it, but an earlier call may still be carried out. `approved` and `gone`: somebody else ended the request. `lost`: it is gone, and
 * nobody can tell. `unseen`: we are not let in any more, so nobody can tell even whether it is gone.
 */
export type Verdict =
  | 'done'
  | 'ask-again'
  | 'try-later'
  | 'refuse'
  | 'hold'
  | 'approved'
  | 'gone'
  | 'lost'
  | 'unseen';

/** Why GitHub refused a decision. */
export interface Refusal {
  /** GitHub's, such as `403`. */
  readonly code: string;
  /** GitHub's page where the approver can mend it. */
  readonly link?: string;
}

/** What an open decision may be said to fail by, with which it is not given back. */
const SILENCES: readonly string[] = ['outcome-unknown', 'app-gone-since'];

/** Why a decision will be given back, once no earlier call of it may be carried out any more. */
export function heldRefusal({
  failure,
  failureLink,
}: Pick<ClaimedDecision, 'failure' | 'failureLink'>):
  | (Refusal & { state: 'refused' | 'released' })
  | undefined {
  if (failure === null || SILENCES.includes(failure)) return undefined;
  const state = failure.startsWith('github-') ? 'refused' : 'released';
  return { state, code: failure, link: failureLink ?? undefined };
}

/** How long after GitHub has promised (202) to deny a request its absence is taken for the denial. */
const PROMISE_KEPT_MS = 10_000;

/** What the lists tell of a decision whose call has left, and whose effect is not known. */
export function judgeOutcome(
  decision: Pick<ClaimedDecision, 'action' | 'askedAt' | 'sentAt' | 'acceptedAt' | 'failure' | 'failureLink'>,
  outcome: Outcome,
  now: Date,
): Verdict {
  const sentAt = decision.sentAt ?? decision.askedAt;
  const sinceSent = now.getTime() - sentAt.getTime();
  switch (outcome) {
    case 'unknown':
      return 'ask-again';
    case 'refused':
      return now.getTime() - decision.askedAt.getTime() < LISTS_REFUSED_MS ? 'ask-again' : 'unseen';
    case 'approved':
      return decision.action === 'approve' ? 'done' : 'approved';
    case 'pending':
      // What GitHub has promised it may do at any time: another call could only contradict it.
      if (decision.acceptedAt !== null) return 'ask-again';
      if (heldRefusal(decision) !== undefined) return isRecent(sentAt, now) ? 'ask-again' : 'refuse';
      return sinceSent < STILL_LISTED_MS ? 'ask-again' : 'try-later';
    case 'gone':
      // Nothing but a grant proves an approval. A denial leaves no trace, so a promise and its effect have to do.
      if (decision.action === 'deny' && decision.acceptedAt !== null && sinceSent >= PROMISE_KEPT_MS)
        return 'done';
      return sinceSent < LAST_WORD_MS ? 'ask-again' : 'lost';
  }
}

/** What the lists tell of a decision that GitHub has refused: perhaps the request was ended meanwhile. */
export function judgeRefusal(
  { sentAt }: Pick<ClaimedDecision, 'sentAt'>,
  outcome: Outcome,
  now: Date,
): Verdict {
  if (sentAt === null) {
    if (outcome === 'unknown') return 'try-later';
    return outcome === 'pending' || outcome === 'refused' ? 'refuse' : outcome;
  }
  // An earlier call of ours, whose answer was lost, may be what this one came too late for, or be carried out yet.
  // That is not given back, not even when the lists are silent too.
  if (outcome !== 'pending') return 'ask-again';
  return isRecent(sentAt, now) ? 'hold' : 'refuse';
}
