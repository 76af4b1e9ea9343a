import type { BulkChunk } from './bulk-ports.js';
import { judgeOutcome } from './judge-outcome.js';
import type { Wake } from './ports.js';
import { lookUpParts, type SendChunk, sendChunk } from './send-chunk.js';
import { noteSilence, type Part, settleParts } from './settle-parts.js';

export interface CarryOutBulk extends SendChunk {
  readonly wake: Wake;
}

/** What the lists answer when they do not tell what became of a request. */
const SAY_NOTHING = ['unknown', 'refused'];

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
  else await sendChunk(context, chunk, parts);
  context.wake.deliveries();
}

/** Asks GitHub's lists what a call did that has left before. */
async function confirm(context: CarryOutBulk, chunk: BulkChunk, parts: readonly Part[]): Promise<void> {
  const outcomes = await lookUpParts(context, chunk, parts);
  const silent = parts.filter(({ decision, request }) => {
    const outcome = outcomes.get(request.id) ?? 'unknown';
    return outcome === 'pending' ? decision.acceptedAt !== null : SAY_NOTHING.includes(outcome);
  });
  await noteSilence(context, silent);
  const now = context.clock.now();
  await settleParts(context, parts, { code: '' }, ({ decision, request }) =>
    judgeOutcome(decision, outcomes.get(request.id) ?? 'unknown', now),
  );
}
