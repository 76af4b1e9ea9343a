import { type Decision, type DecisionState, OPEN_DECISION_STATES } from '../domain/decision.js';
import type { TokenRequest } from '../domain/token-request.js';
import { later } from './decision-patience.js';
import type { ClaimedDecision } from './decision-ports.js';
import type { NewDelivery } from './delivery.js';
import type { Records } from './ports.js';

/** A requester is told of what is known after this long, even if something of theirs is on its way still. */
const TELL_AFTER_MS = 5 * 60_000;

/**
 * What follows when one part of a bulk decision has its result, in the transaction that gives it: its requester is
 * told when it was the last of theirs, the approver when it was the last of all. The bulk decision is locked, so
 * that of two last ones at the same time one sees the other. `decision` is as it was before. Does nothing for a
 * decision of one request.
 */
export async function recordBulkResult(
  records: Records,
  request: Pick<TokenRequest, 'requester'>,
  decision: Pick<ClaimedDecision, 'bulkId' | 'state' | 'trace'>,
  { state, at }: { readonly state: DecisionState; readonly at: Date },
): Promise<void> {
  const { bulkId, trace } = decision;
  if (bulkId === null) return;
  const bulk = await records.bulkDecisions.lock(bulkId);
  const requesterId = request.requester.id;
  const open = await records.bulkDecisions.open(bulkId, requesterId);
  const telling: NewDelivery = {
    tokenRequestId: null,
    payload: { kind: 'bulk-requester', bulkId, requesterId },
    notBefore: later(at, TELL_AFTER_MS),
    unlessWaiting: true,
    trace,
  };
  if (state === 'done') await records.deliveries.add(telling);
  // Of what was given up before, one after the other may turn out to be done: those are gathered, too.
  const wasOpen = OPEN_DECISION_STATES.includes(decision.state);
  if (wasOpen && !open.ofRequester) await records.deliveries.hurry(telling);
  if (open.ofAnybody) return;
  if (bulk?.state === 'asked') await records.bulkDecisions.end(bulkId, at);
  await showBulkAgain(records, { bulkId, trace });
}

/** Has the approver's list of results brought up to date at once, also after the bulk decision has ended. */
export async function showBulkAgain(
  records: Records,
  { bulkId, trace }: Pick<Decision, 'bulkId'> & { readonly trace: string },
): Promise<void> {
  if (bulkId === null) return;
  const progress = { tokenRequestId: null, payload: { kind: 'bulk-progress', bulkId }, trace } as const;
  await records.deliveries.hurry(progress);
  await records.deliveries.add({ ...progress, unlessWaiting: true });
}
