import { isRecent, isWithinWindow, nextLook, nextTry } from './decision-patience.js';
import type { ClaimedDecision } from './decision-ports.js';
import type { Refusal, Verdict } from './judge-outcome.js';
import type { ListedRequest } from './models.js';
import type { Logger } from './ports.js';
import { giveBack, type SettleDecision, settleAs } from './settle-decision.js';

export interface SettleParts extends SettleDecision {
  readonly log: Logger;
}

/** One decision of a bulk decision, with its request. */
export interface Part {
  readonly decision: ClaimedDecision;
  readonly request: ListedRequest;
}

/**
 * Does with each part what its verdict says. Those that are due again stay together, so that they make one call.
 */
export async function settleParts(
  context: SettleParts,
  parts: readonly Part[],
  refusal: Refusal,
  judge: (part: Part) => Verdict,
): Promise<void> {
  const again: Part[] = [];
  const held: Part[] = [];
  const later: Part[] = [];
  for (const part of parts) {
    const verdict = judge(part);
    if (verdict === 'ask-again') again.push(part);
    else if (verdict === 'try-later') later.push(part);
    else if (verdict === 'hold') held.push(part);
    else await settleAs(context, part.decision, part.request, verdict, refusal);
  }
  await askAgain(context, again);
  await holdAll(context, held, { ...refusal, code: `github-${refusal.code}` });
  await tryAllLater(context, later, 0);
}

/**
 * Gives the leases back for another try, or, after a quarter of an hour, the claims; those of calls whose answer never
 * came only once that is as long ago.
 */
export async function tryAllLater(
  context: SettleParts,
  parts: readonly Part[],
  retryAfterMs: number,
): Promise<void> {
  const next = nextTry(context.clock, attemptsOf(parts), retryAfterMs);
  if (parts.every(({ decision }) => isWithinWindow(decision, next))) {
    return postpone(context, parts, 'asked', next);
  }
  const now = context.clock.now();
  const mayFollow = parts.filter(({ decision: { sentAt } }) => sentAt !== null && isRecent(sentAt, now));
  await noteSilence(context, mayFollow);
  await askAgain(context, mayFollow);
  const free = parts.filter((part) => !mayFollow.includes(part));
  return giveAllBack(context, free, retryAfterMs > 0 ? 'github-limited' : 'github-down');
}

/** Nothing more is sent; but earlier calls, whose answers were lost, may still be carried out. */
export async function withoutAuthority(
  context: SettleParts,
  parts: readonly Part[],
  code: string,
): Promise<void> {
  const sent = parts.filter(({ decision }) => decision.sentAt !== null);
  await holdAll(context, sent, { code });
  const free = parts.filter((part) => !sent.includes(part));
  await giveAllBack(context, free, code);
}

/** Keeps the claims, and why they will be given back unless the lists tell of an effect. */
async function holdAll(context: SettleParts, parts: readonly Part[], { code, link }: Refusal): Promise<void> {
  for (const { decision } of parts) await context.database.decisions.noteFailure(decision.id, code, link);
  await askAgain(context, parts);
}

async function giveAllBack(context: SettleParts, parts: readonly Part[], code: string): Promise<void> {
  for (const { decision, request } of parts) {
    await giveBack(context, decision, request, { state: 'released', code });
  }
}

/** Gives the leases back until GitHub's lists are asked what became of the call. */
export async function askAgain(context: SettleParts, parts: readonly Part[]): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  // They were asked at the same time.
  const { askedAt } = first.decision;
  return postpone(context, parts, 'sent', nextLook(context.clock, { askedAt, attempts: attemptsOf(parts) }));
}

async function postpone(
  { database }: SettleParts,
  parts: readonly Part[],
  state: 'asked' | 'sent',
  nextAttemptAt: Date,
): Promise<void> {
  if (parts.length === 0) return;
  await database.bulkChunks.postpone(
    parts.map(({ decision }) => decision),
    { state, nextAttemptAt },
  );
}

/**
 * The claims are kept, for a call may have been carried out; but the results say that GitHub is silent, and so does
 * the log, once.
 */
export async function noteSilence(
  { database, clock, log }: SettleParts,
  silent: readonly Part[],
): Promise<void> {
  const failure = 'outcome-unknown';
  const news = silent.filter(
    ({ decision }) => decision.failure !== failure && !isWithinWindow(decision, clock.now()),
  );
  for (const { decision } of news) await database.decisions.noteFailure(decision.id, failure);
  const [first] = news;
  if (first === undefined) return;
  const { bulkId, trace } = first.decision;
  log.error({ bulkId, trace, count: news.length }, 'GitHub does not tell the outcome of a bulk decision');
}

function attemptsOf(parts: readonly Part[]): number {
  return Math.max(...parts.map(({ decision }) => decision.attempts), 1);
}
