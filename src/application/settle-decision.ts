import { hasExpired, type TokenRequest } from '../domain/token-request.js';
import { announceOnCards, announceToApprover, announceToRequester } from './announce.js';
import type { ClaimedDecision, DecisionEnd } from './decision-ports.js';
import { heldRefusal, type Refusal, type Verdict } from './judge-outcome.js';
import type { Clock, Database, Records } from './ports.js';
import { recordBulkResult } from './record-bulk-result.js';
import { recordDecisionOnGitHub, UNNAMED } from './record-decision-on-github.js';
import { type TellDecided, tellDecided } from './tell-decided.js';

export interface SettleDecision extends TellDecided {
  readonly database: Database;
  readonly clock: Clock;
  readonly channel: string;
}

/** What the endings of a decision need to know of its request. */
export type DecidedRequest = Pick<
  TokenRequest,
  'id' | 'announced' | 'organization' | 'requester' | 'requestedAt' | 'tokenExpiresAt'
>;

/** Ends a decision as its verdict says. */
export function settleAs(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
  verdict: Exclude<Verdict, 'ask-again' | 'try-later' | 'hold'>,
  { code, link }: Refusal,
): Promise<void> {
  switch (verdict) {
    case 'done':
      return carriedOut(context, decision, request);
    case 'refuse':
      return giveBack(
        context,
        decision,
        request,
        heldRefusal(decision) ?? { state: 'refused', code: `github-${code}`, link },
      );
    case 'lost':
      return lost(context, decision, request);
    case 'unseen':
      return unseen(context, decision, request);
    case 'approved':
    case 'gone':
      return goneWithout(context, decision, request, verdict);
  }
}

/** GitHub has carried it out. */
export async function carriedOut(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
): Promise<void> {
  const state = decision.action === 'approve' ? 'approved' : 'denied';
  await settle(context, decision, request, { state: 'done' }, async (records, at) => {
    await records.tokenRequests.setState(request.id, state, at);
    const announcement = announcementOf(context, decision, request);
    await announceOnCards(records, announcement);
    // One part of a bulk decision is told together with the others.
    if (decision.bulkId === null) {
      await announceToRequester(records, announcement, 'decided', decision.id);
    }
  });
}

/** The request pends again, and the approver reads why. */
export async function giveBack(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
  { state, code: failure, link }: Refusal & { readonly state: 'refused' | 'released' },
): Promise<void> {
  await settle(
    context,
    decision,
    request,
    { state, failure, failureLink: link ?? null },
    async (records, at) => {
      const expired = hasExpired(request, at);
      const after = expired ? 'expired' : 'pending';
      await records.tokenRequests.setState(request.id, after, expired ? at : null, decision.trace);
      const announcement = announcementOf(context, decision, request);
      await announceOnCards(records, announcement);
      await announceToApprover(records, announcement, decision, failure);
    },
  );
}

/** Somebody else ended the request on GitHub; its webhook will say who, if it has not yet. */
async function goneWithout(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
  outcome: 'approved' | 'gone',
): Promise<void> {
  const end = { state: 'superseded', failure: 'superseded' } as const;
  await settle(context, decision, request, end, async (records, at) => {
    const state = outcome === 'approved' ? 'approved' : 'closed';
    await records.tokenRequests.setState(request.id, state, at, decision.trace);
    const announcement = announcementOf(context, decision, request);
    await announceOnCards(records, announcement);
    await announceToApprover(records, announcement, decision, 'superseded');
    if (outcome === 'gone') return;
    const decided = await recordDecisionOnGitHub(context, records, request, {
      action: 'approve',
      by: UNNAMED,
      at,
      trace: decision.trace,
    });
    await announceToRequester(records, announcement, 'decided', decided);
  });
}

/** The call's answer never came, the request is gone, and no webhook said what ended it. */
async function lost(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
): Promise<void> {
  await settle(context, decision, request, { state: 'lost', failure: 'lost' }, async (records, at) => {
    await records.tokenRequests.setState(request.id, 'closed', at, decision.trace);
    const announcement = announcementOf(context, decision, request);
    await announceOnCards(records, announcement);
    await announceToApprover(records, announcement, decision, 'lost');
  });
}

/** We are not let in any more. The request waits, as far as we know, until we are, or a webhook tells what ended it. */
async function unseen(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
): Promise<void> {
  await settle(context, decision, request, { state: 'lost', failure: 'unseen' }, async (records) => {
    await records.tokenRequests.setState(request.id, 'pending', null);
    const announcement = announcementOf(context, decision, request);
    await announceOnCards(records, announcement);
    await announceToApprover(records, announcement, decision, 'unseen');
  });
}

/** Whoever clicked on one card waits for it; who decided many at once looks at their results. */
function announcementOf(
  { channel }: SettleDecision,
  { trace, bulkId }: ClaimedDecision,
  request: DecidedRequest,
) {
  return { request, channel, trace, urgent: bulkId === null };
}

/** Ends the decision and what follows in one transaction, unless GitHub's webhook was here before. */
async function settle(
  context: SettleDecision,
  decision: ClaimedDecision,
  request: DecidedRequest,
  end: Omit<DecisionEnd, 'at' | 'attempts'>,
  follow: (records: Records, at: Date) => Promise<void>,
): Promise<void> {
  await context.database.transaction(async (records) => {
    await records.tokenRequests.lock(request.id);
    const at = context.clock.now();
    const { attempts } = decision;
    if (!(await records.decisions.end(decision.id, { ...end, at, attempts }))) return;
    records.afterCommit(() => tellDecided(context, request, decision, { ...end, at }));
    await follow(records, at);
    await recordBulkResult(records, request, decision, { state: end.state, at });
  });
}
