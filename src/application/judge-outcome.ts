import { LAST_WORD_MS, LISTS_REFUSED_MS, STILL_LISTED_MS } from './decision-patience.js';
import type { Outcome } from './look-up-outcome.js';
import type { ClaimedDecision } from './ports.js';

/**
 * What follows for a decision. `ask-again`: the lists will tell more. `try-later`: no call has had an effect.
 * `refuse`: GitHub does not want it. `approved` and `gone`: somebody else ended the request. `lost`: nobody can tell.
 */
export type Verdict = 'done' | 'ask-again' | 'try-later' | 'refuse' | 'approved' | 'gone' | 'lost';

/** Why GitHub refused a decision. */
export interface Refusal {
  /** GitHub's, such as `403`. */
  readonly code: string;
  /** GitHub's page where the approver can mend it. */
  readonly link?: string;
}

/** How long after GitHub has promised (202) to deny a request its absence is taken for the denial. */
const PROMISE_KEPT_MS = 10_000;

/** What the lists tell of a decision whose call has left, and whose effect is not known. */
export function judgeOutcome(
  decision: Pick<ClaimedDecision, 'action' | 'askedAt' | 'sentAt' | 'acceptedAt'>,
  outcome: Outcome,
  now: Date,
): Verdict {
  const sinceSent = now.getTime() - (decision.sentAt ?? decision.askedAt).getTime();
  switch (outcome) {
    case 'unknown':
      return 'ask-again';
    case 'refused':
      return now.getTime() - decision.askedAt.getTime() < LISTS_REFUSED_MS ? 'ask-again' : 'lost';
    case 'approved':
      return decision.action === 'approve' ? 'done' : 'approved';
    case 'pending':
      // What GitHub has promised it may do at any time: another call could only contradict it.
      if (decision.acceptedAt !== null) return 'ask-again';
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
  decision: Pick<ClaimedDecision, 'sentAt'>,
  outcome: Outcome,
  code: string,
): Verdict {
  const mayBeOurs = decision.sentAt !== null;
  // An earlier call of ours, whose answer was lost, may be what this one comes too late for. That is never given
  // back, not even when the lists are silent too.
  if (mayBeOurs && (outcome !== 'pending' || code === '404')) return 'ask-again';
  if (outcome === 'unknown') return 'try-later';
  return outcome === 'pending' || outcome === 'refused' ? 'refuse' : outcome;
}
