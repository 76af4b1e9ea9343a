import { backoffMs } from '../domain/backoff.js';
import { DomainError, OutsideError } from '../domain/errors.js';
import { hasExpired, type TokenRequest } from '../domain/token-request.js';
import { announceOnCards, announceToApprover, announceToRequester } from './announce.js';
import { type AuthorizeApprover, authorizeApprover } from './authorize-approver.js';
import { lookUpOutcome } from './look-up-outcome.js';
import type { ClaimedDecision, Clock, Database, DecisionEnd, Logger, Records, Wake } from './ports.js';
import { recordDecisionOnGitHub, UNNAMED } from './record-decision-on-github.js';

/** How long GitHub may be down before a claim that was never sent is given back. */
const RETRY_WINDOW_MS = 15 * 60_000;
/** How long GitHub's list may still show a request as pending after it took a decision. */
const LIST_LAG_MS = 60_000;
/** How long we wait for GitHub's word on a request that is gone from its lists. */
const LAST_WORD_MS = 2 * 60_000;

export interface CarryOutDecision extends AuthorizeApprover {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly log: Logger;
  readonly channel: string;
}

/**
 * Takes one leased decision a step further: to GitHub, or, when an earlier call's outcome is unknown, to GitHub's
 * lists, which tell it. Ends with the decision carried out, given back with the approver told, or due again.
 */
export async function carryOutDecision(context: CarryOutDecision, decision: ClaimedDecision): Promise<void> {
  const request = await context.database.tokenRequests.find(decision.tokenRequestId);
  if (request === undefined) return;
  if (decision.state === 'sent') await findOutcome(context, decision, request);
  else await send(context, decision, request);
  context.wake.deliveries();
}

async function send(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  const { database, clock, github } = context;
  const refusal = await refusalNow(context, decision, request);
  if (refusal === 'github-silent') return tryLater(context, decision, request, 0);
  if (refusal !== null) return giveBack(context, decision, request, 'released', refusal);

  // From here on a crash leaves the outcome unknown, and the record says so before the call is made.
  if (!(await database.decisions.markSent(decision, clock.now()))) return;
  try {
    await github.decide(request.organization, {
      patRequestId: request.patRequestId,
      action: decision.action,
      reason: decision.reason,
    });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return afterFailure(context, decision, request, error);
  }
  await carriedOut(context, decision, request);
}

/** The second check of authority (invariant 5): what was true at the click may not be any more. */
async function refusalNow(context: CarryOutDecision, decision: ClaimedDecision, request: TokenRequest) {
  const { slackUserId, github } = decision.approver;
  try {
    const actor = { slackUserId: slackUserId ?? '', isStranger: false };
    const user = await authorizeApprover(context, actor, request);
    return user.id === github.id ? null : 'not-owner';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

async function afterFailure(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  error: OutsideError,
): Promise<void> {
  const { database, clock } = context;
  switch (error.failure) {
    case 'unavailable':
      return tryLater(context, decision, request, error.options.retryAfterMs ?? 0);
    case 'unknown':
      // From now, not from the start of the call: GitHub may have carried it out at the last moment.
      return database.decisions.postpone(decision, {
        state: 'sent',
        nextAttemptAt: later(clock, backoffMs(decision.attempts)),
        sentAt: clock.now(),
      });
    case 'refused':
      return afterRefusal(context, decision, request, error);
  }
}

/** A refusal may only mean that the request was decided or cancelled meanwhile: the lists tell. */
async function afterRefusal(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  error: OutsideError,
): Promise<void> {
  const outcome = await look(context, request);
  const mayBeOurs = decision.sentAt !== null;
  // An earlier call of ours, whose answer was lost, may be what this one comes too late for. That is never given
  // back, not even when the lists are silent too.
  if (mayBeOurs && (outcome !== 'pending' || error.code === '404')) return askAgain(context, decision);
  if (outcome === 'unknown') return tryLater(context, decision, request, 0);
  if (outcome === 'pending' || outcome === 'refused') {
    return giveBack(context, decision, request, 'refused', `github-${error.code}`);
  }
  return goneWithout(context, decision, request, outcome);
}

async function findOutcome(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  const sinceSent = context.clock.now().getTime() - (decision.sentAt ?? decision.askedAt).getTime();
  const outcome = await look(context, request);
  switch (outcome) {
    case 'unknown':
    case 'refused':
      await tellOfSilence(context, decision, request);
      return askAgain(context, decision);
    case 'approved':
      if (decision.action === 'approve') return carriedOut(context, decision, request);
      return goneWithout(context, decision, request, outcome);
    case 'pending':
      return sinceSent < LIST_LAG_MS ? askAgain(context, decision) : tryLater(context, decision, request, 0);
    case 'gone':
      return sinceSent < LAST_WORD_MS ? askAgain(context, decision) : lost(context, decision, request);
  }
}

async function look({ github }: CarryOutDecision, request: TokenRequest) {
  try {
    return await lookUpOutcome(github, request);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return error.failure === 'refused' ? ('refused' as const) : ('unknown' as const);
  }
}

function askAgain({ database, clock }: CarryOutDecision, decision: ClaimedDecision): Promise<void> {
  const nextAttemptAt = later(clock, Math.min(backoffMs(decision.attempts), 60_000));
  return database.decisions.postpone(decision, { state: 'sent', nextAttemptAt, sentAt: decision.sentAt });
}

/** The claim is kept, for the call may have been carried out; but nobody should wait without knowing why. */
async function tellOfSilence(context: CarryOutDecision, decision: ClaimedDecision, request: TokenRequest) {
  const { database, clock, log, channel } = context;
  const failure = 'outcome-unknown';
  if (decision.failure === failure || isWithinWindow(decision, clock.now())) return;
  const isOpen = await database.transaction(async (records) => {
    await records.tokenRequests.lock(request.id);
    if (!(await records.decisions.noteFailure(decision.id, failure))) return false;
    await announceToApprover(records, { request, channel, trace: decision.trace }, decision, failure);
    return true;
  });
  const fields = { decision: decision.id, trace: decision.trace };
  if (isOpen) log.error(fields, 'GitHub does not tell the outcome of a decision');
}

/** Gives the lease back for another try, or, after a quarter of an hour, the claim. */
async function tryLater(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  retryAfterMs: number,
): Promise<void> {
  const { database, clock } = context;
  const nextAttemptAt = later(clock, Math.max(Math.min(backoffMs(decision.attempts), 120_000), retryAfterMs));
  if (isWithinWindow(decision, nextAttemptAt)) {
    const { sentAt } = decision;
    return database.decisions.postpone(decision, { state: 'asked', nextAttemptAt, sentAt });
  }
  return giveBack(
    context,
    decision,
    request,
    'released',
    retryAfterMs > 0 ? 'github-limited' : 'github-down',
  );
}

function isWithinWindow({ askedAt }: ClaimedDecision, instant: Date): boolean {
  return instant.getTime() - askedAt.getTime() <= RETRY_WINDOW_MS;
}

async function carriedOut(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  const state = decision.action === 'approve' ? 'approved' : 'denied';
  await settle(context, decision, request, { state: 'done', decidedAs: 'app' }, async (records, at) => {
    await records.tokenRequests.setState(request.id, state, at);
    const announcement = { request, channel: context.channel, trace: decision.trace };
    await announceOnCards(records, announcement);
    await announceToRequester(records, announcement, 'decided', decision.id);
  });
}

/** The request pends again, and the approver reads why. */
async function giveBack(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  state: 'refused' | 'released',
  failure: string,
): Promise<void> {
  await settle(context, decision, request, { state, failure }, async (records, at) => {
    const expired = hasExpired(request, at);
    await records.tokenRequests.setState(request.id, expired ? 'expired' : 'pending', expired ? at : null);
    const announcement = { request, channel: context.channel, trace: decision.trace };
    await announceOnCards(records, announcement);
    await announceToApprover(records, announcement, decision, failure);
  });
}

/** Somebody else ended the request on GitHub; its webhook will say who, if it has not yet. */
async function goneWithout(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  outcome: 'approved' | 'gone',
): Promise<void> {
  await settle(
    context,
    decision,
    request,
    { state: 'superseded', failure: 'superseded' },
    async (records, at) => {
      await records.tokenRequests.setState(request.id, outcome === 'approved' ? 'approved' : 'closed', at);
      const announcement = { request, channel: context.channel, trace: decision.trace };
      await announceOnCards(records, announcement);
      await announceToApprover(records, announcement, decision, 'superseded');
      if (outcome === 'gone') return;
      const theirs = {
        tokenRequestId: request.id,
        action: 'approve',
        by: UNNAMED,
        at,
        trace: decision.trace,
      } as const;
      const decided = await recordDecisionOnGitHub(records, theirs);
      await announceToRequester(records, announcement, 'decided', decided);
    },
  );
}

/** The call's answer never came, the request is gone, and no webhook said what ended it. */
async function lost(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  await settle(context, decision, request, { state: 'lost', failure: 'lost' }, async (records, at) => {
    await records.tokenRequests.setState(request.id, 'closed', at);
    const announcement = { request, channel: context.channel, trace: decision.trace };
    await announceOnCards(records, announcement);
    await announceToApprover(records, announcement, decision, 'lost');
  });
}

/** Ends the decision and what follows in one transaction, unless GitHub's webhook was here before. */
async function settle(
  { database, clock }: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  end: Omit<DecisionEnd, 'at' | 'attempts'>,
  follow: (records: Records, at: Date) => Promise<void>,
): Promise<void> {
  await database.transaction(async (records) => {
    await records.tokenRequests.lock(request.id);
    const at = clock.now();
    const { attempts } = decision;
    if (await records.decisions.end(decision.id, { ...end, at, attempts })) await follow(records, at);
  });
}

function later(clock: Clock, ms: number): Date {
  return new Date(clock.now().getTime() + ms);
}
