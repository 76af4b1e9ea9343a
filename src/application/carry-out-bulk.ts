import { OutsideError } from '../domain/errors.js';
import type { AuthorityMemory } from './authority-memory.js';
import { later, nextLook } from './decision-patience.js';
import { judgeOutcome, judgeRefusal } from './judge-outcome.js';
import { lookUpOutcomes } from './look-up-outcome.js';
import type { BulkChunk, GitHub, Wake } from './ports.js';
import {
  giveAllBack,
  noteSilence,
  type Part,
  postpone,
  type SettleParts,
  settleParts,
  tryAllLater,
} from './settle-parts.js';

export interface CarryOutBulk extends SettleParts {
  readonly github: GitHub;
  readonly wake: Wake;
  readonly authority: AuthorityMemory;
}

/** How long GitHub has to keep its promise (202) by a webhook, before its lists are asked. */
const CONFIRM_AFTER_MS = 5_000;

/** GitHub's refusals that may be about one of the requests only. */
const MAY_BE_ABOUT_ONE = ['404', '422'];

/**
 * Takes one leased chunk of a bulk decision a step further: to GitHub in one call, or, when a call has left before,
 * to GitHub's lists, which tell what it did. Ends with each decision settled, or due again.
 */
export async function carryOutBulk(context: CarryOutBulk, chunk: BulkChunk): Promise<void> {
  const { organization, decisions } = chunk;
  const found = await context.database.searches.some(
    { organizationIds: [organization.id] },
    decisions.map(({ tokenRequestId }) => tokenRequestId),
  );
  const requests = new Map(found.map((request) => [request.id, request]));
  const parts = decisions.flatMap((decision): Part[] => {
    const request = requests.get(decision.tokenRequestId);
    return request ? [{ decision, request }] : [];
  });
  if (chunk.sent) await confirm(context, chunk, parts);
  else await send(context, chunk, parts);
  context.wake.deliveries();
}

async function send(context: CarryOutBulk, chunk: BulkChunk, parts: readonly Part[]): Promise<void> {
  const refusal = await context.authority.refusalNow(chunk);
  if (refusal === 'github-silent') return tryAllLater(context, parts, 0);
  if (refusal !== null) return giveAllBack(context, parts, 'released', refusal);
  await call(context, chunk, parts);
}

async function call(
  context: CarryOutBulk,
  chunk: BulkChunk,
  parts: readonly Part[],
  isHalf = false,
): Promise<void> {
  const { database, clock, github } = context;
  const [first] = parts;
  if (first === undefined) return;
  // From here on a crash leaves the outcome unknown, and the record says so before the call is made.
  const marked = await database.bulkChunks.markSent(
    parts.map(({ decision }) => decision),
    clock.now(),
  );
  const ids = new Set(marked.map(({ id }) => id));
  const ours = parts.filter(({ decision }) => ids.has(decision.id));
  if (ours.length === 0) return;
  try {
    await github.decideTogether(chunk.organization, {
      patRequestIds: ours.map(({ request }) => request.patRequestId),
      action: first.decision.action,
      reason: first.decision.reason,
    });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return afterFailure(context, chunk, ours, error, isHalf);
  }
  await database.bulkChunks.accept(marked, clock.now(), later(clock, CONFIRM_AFTER_MS));
}

async function afterFailure(
  context: CarryOutBulk,
  chunk: BulkChunk,
  parts: readonly Part[],
  error: OutsideError,
  isHalf: boolean,
): Promise<void> {
  switch (error.failure) {
    case 'unavailable':
      return tryAllLater(context, parts, error.options.retryAfterMs ?? 0);
    case 'unknown': {
      // From now, not from the start of the call: GitHub may have carried it out at the last moment.
      const sentAt = context.clock.now();
      const sent = parts.map(({ decision, request }) => ({ request, decision: { ...decision, sentAt } }));
      return postpone(context, sent, 'sent', nextLook);
    }
    case 'refused':
      if (!MAY_BE_ABOUT_ONE.includes(error.code)) return afterRefusal(context, chunk, parts, error.code);
      if (isHalf && parts.length > 1) return halve(context, chunk, parts);
      return sendWithoutGone(context, chunk, parts, error.code);
  }
}

/** Whatever GitHub's lists say has ended is settled; what pends GitHub does not want. */
async function afterRefusal(context: CarryOutBulk, chunk: BulkChunk, parts: readonly Part[], code: string) {
  const outcomes = await lookUp(context, chunk, parts);
  await settleParts(context, parts, code, ({ decision, request }) =>
    judgeRefusal(decision, outcomes.get(request.id) ?? 'unknown', code),
  );
}

/**
 * GitHub may have refused the call for one of its requests only: what does not pend any more is dropped, and the rest
 * sent again. When all of them pend, halves of them find out which one it is.
 */
async function sendWithoutGone(
  context: CarryOutBulk,
  chunk: BulkChunk,
  parts: readonly Part[],
  code: string,
): Promise<void> {
  const outcomes = await lookUp(context, chunk, parts);
  const pending = parts.filter(({ request }) => outcomes.get(request.id) === 'pending');
  const isAlone = parts.length === 1;
  const settled = isAlone ? parts : parts.filter((part) => !pending.includes(part));
  await settleParts(context, settled, code, ({ decision, request }) =>
    judgeRefusal(decision, outcomes.get(request.id) ?? 'unknown', code),
  );
  if (isAlone) return;
  if (pending.length < parts.length) await call(context, chunk, pending);
  else await halve(context, chunk, parts);
}

async function halve(context: CarryOutBulk, chunk: BulkChunk, parts: readonly Part[]): Promise<void> {
  const middle = Math.ceil(parts.length / 2);
  await call(context, chunk, parts.slice(0, middle), true);
  await call(context, chunk, parts.slice(middle), true);
}

/** Asks GitHub's lists what a call did that has left before. */
async function confirm(context: CarryOutBulk, chunk: BulkChunk, parts: readonly Part[]): Promise<void> {
  const outcomes = await lookUp(context, chunk, parts);
  const silent = parts.filter(({ request }) =>
    ['unknown', 'refused'].includes(outcomes.get(request.id) ?? 'unknown'),
  );
  await noteSilence(context, silent);
  const now = context.clock.now();
  await settleParts(context, parts, '', ({ decision, request }) =>
    judgeOutcome(decision, outcomes.get(request.id) ?? 'unknown', now),
  );
}

function lookUp({ github }: CarryOutBulk, { organization }: BulkChunk, parts: readonly Part[]) {
  return lookUpOutcomes(
    github,
    organization,
    parts.map(({ request }) => request),
  );
}
