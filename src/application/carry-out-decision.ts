import type { Approver } from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode, OutsideError } from '../domain/errors.js';
import type { TokenRequest } from '../domain/token-request.js';
import { type AuthorizeApprover, authorizeLinked, NOBODY_SAID } from './authorize-approver.js';
import { isRecent, isWithinWindow, nextLook, nextTry } from './decision-patience.js';
import type { ClaimedDecision } from './decision-ports.js';
import { USER_TOKEN_REFUSED } from './github-ports.js';
import { judgeOutcome, judgeRefusal, type Refusal, type Verdict } from './judge-outcome.js';
import type { Link } from './link-ports.js';
import { lookUpOutcome } from './look-up-outcome.js';
import type { OwnSignIns } from './own-sign-in.js';
import type { Database, Logger, Wake } from './ports.js';
import { carriedOut, giveBack, settleAs } from './settle-decision.js';
import type { TellDecided } from './tell-decided.js';
import { tellOfSilence } from './tell-of-silence.js';

export interface CarryOutDecision extends AuthorizeApprover, TellDecided {
  readonly database: Database;
  readonly signIns: OwnSignIns;
  readonly wake: Wake;
  readonly log: Logger;
  readonly channel: string;
}

/**
 * Takes one leased decision a step further: to GitHub, or, when an earlier call's outcome is unknown, to GitHub's
 * lists, which tell it. Ends with the decision carried out, given back with the approver told, or due again.
 */
export async function carryOutDecision(context: CarryOutDecision, decision: ClaimedDecision): Promise<void> {
  const { slackUserId } = decision.approver;
  const isSent = decision.state === 'sent';
  const [request, link] = await Promise.all([
    context.database.tokenRequests.find(decision.tokenRequestId),
    isSent || slackUserId === null ? undefined : context.links.find(slackUserId),
  ]);
  if (request === undefined) return;
  if (isSent) await findOutcome(context, decision, request);
  else await send(context, decision, request, link);
  context.wake.deliveries();
}

async function send(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  link: Link | undefined,
): Promise<void> {
  const { database, clock, github } = context;
  const credentials = await findCredentials(context, decision, request, link);
  if ('retryAfterMs' in credentials) return tryLater(context, decision, request, credentials.retryAfterMs);
  if ('refusal' in credentials) return withoutAuthority(context, decision, request, credentials.refusal);

  const { approver, userToken } = credentials;
  // From here on a crash leaves the outcome unknown, and the record says so before the call is made.
  if (!(await database.decisions.markSent(decision, clock.now(), approver))) return;
  const { id, action, attempts, trace } = decision;
  context.log.info({ decision: id, request: request.id, action, attempts, trace }, 'decision goes to GitHub');
  try {
    await github.decide(request.organization, {
      patRequestId: request.patRequestId,
      action: decision.action,
      reason: decision.reason,
      userToken,
    });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (userToken !== null && error.code === USER_TOKEN_REFUSED) {
      await context.signIns.distrust(approver.user.id, userToken);
    }
    return afterFailure(context, decision, request, error);
  }
  await carriedOut(context, decision, request);
}

/** Nothing more is sent; but an earlier call, whose answer was lost, may still be carried out. */
function withoutAuthority(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  code: DomainErrorCode,
): Promise<void> {
  if (decision.sentAt !== null) return hold(context, decision, { code });
  return giveBack(context, decision, request, { state: 'released', code });
}

type Credentials =
  | { readonly approver: Approver; readonly userToken: string | null }
  | { readonly refusal: DomainErrorCode }
  /** Nobody could tell. */
  | { readonly retryAfterMs: number };

/**
 * The second check of authority (invariant 5), for what was true at the click may not be any more, and the token with
 * which the decision is sent.
 */
async function findCredentials(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  link: Link | undefined,
): Promise<Credentials> {
  const { slackUserId, github } = decision.approver;
  try {
    const actor = { slackUserId: slackUserId ?? '', isStranger: false };
    const approver = await authorizeLinked(context, actor, request, link);
    if (approver.user.id !== github.id) return { refusal: 'account-changed' };
    const isOwn = approver.decidedAs === 'owner';
    return { approver, userToken: isOwn ? await context.signIns.tokenOf(approver.user.id) : null };
  } catch (error) {
    if (error instanceof OutsideError) return { retryAfterMs: error.options.retryAfterMs ?? 0 };
    if (!(error instanceof DomainError)) throw error;
    return NOBODY_SAID.includes(error.code) ? { retryAfterMs: 0 } : { refusal: error.code };
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
        nextAttemptAt: nextLook(clock, decision),
        sentAt: clock.now(),
      });
    case 'refused':
      return afterRefusal(context, decision, request, error);
  }
}

async function afterRefusal(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  error: OutsideError,
): Promise<void> {
  const outcome = await lookUpOutcome(context.github, request);
  return follow(context, decision, request, judgeRefusal(decision, outcome, context.clock.now()), {
    code: error.code,
    link: error.options.link,
  });
}

async function findOutcome(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  const outcome = await lookUpOutcome(context.github, request);
  if (outcome === 'unknown' || outcome === 'refused') await tellOfSilence(context, decision, request);
  return follow(context, decision, request, judgeOutcome(decision, outcome, context.clock.now()), {
    code: '',
  });
}

/** Does what the lists have taught us to do. */
async function follow(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  verdict: Verdict,
  refusal: Refusal,
): Promise<void> {
  switch (verdict) {
    case 'ask-again':
      return askAgain(context, decision);
    case 'try-later':
      return tryLater(context, decision, request, 0);
    case 'hold':
      return hold(context, decision, { ...refusal, code: `github-${refusal.code}` });
    default:
      return settleAs(context, decision, request, verdict, refusal);
  }
}

/** Keeps the claim, and why it will be given back unless the lists tell of an effect. */
async function hold(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  { code, link }: Refusal,
): Promise<void> {
  await context.database.decisions.noteFailure(decision.id, code, link);
  return askAgain(context, decision);
}

function askAgain({ database, clock }: CarryOutDecision, decision: ClaimedDecision): Promise<void> {
  const nextAttemptAt = nextLook(clock, decision);
  return database.decisions.postpone(decision, { state: 'sent', nextAttemptAt, sentAt: decision.sentAt });
}

/**
 * Gives the lease back for another try, or, after a quarter of an hour, the claim; that of a call whose answer never
 * came only once that is as long ago.
 */
async function tryLater(
  context: CarryOutDecision,
  decision: ClaimedDecision,
  request: TokenRequest,
  retryAfterMs: number,
): Promise<void> {
  const { database, clock } = context;
  const { attempts, sentAt } = decision;
  const nextAttemptAt = nextTry(clock, attempts, retryAfterMs);
  if (isWithinWindow(decision, nextAttemptAt)) {
    return database.decisions.postpone(decision, { state: 'asked', nextAttemptAt, sentAt });
  }
  if (sentAt !== null && isRecent(sentAt, clock.now())) {
    await tellOfSilence(context, decision, request);
    return askAgain(context, decision);
  }
  const code = retryAfterMs > 0 ? 'github-limited' : 'github-down';
  return giveBack(context, decision, request, { state: 'released', code });
}
