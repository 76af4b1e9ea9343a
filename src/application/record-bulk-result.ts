import type { Decision, DecisionState } from '../domain/decision.js';
import type { TokenRequest } from '../domain/token-request.js';
import { announceToRequester } from './announce.js';
import type { DeliveryPayload } from './delivery.js';
import type { ClaimedDecision, Records } from './ports.js';

/**
 * What follows when one part of a bulk decision has its result, in the transaction that gives it: its requester is
 * told when it was the last of theirs, the approver when it was the last of all. The bulk decision is locked, so
 * that of two last ones at the same time one sees the other. Does nothing for a decision of one request.
 */
export async function recordBulkResult(
  records: Records,
  request: Pick<TokenRequest, 'id' | 'requester'>,
  decision: Pick<ClaimedDecision, 'id' | 'bulkId' | 'trace'>,
  { state, at }: { readonly state: DecisionState; readonly at: Date },
): Promise<void> {
  const { bulkId, trace } = decision;
  if (bulkId === null) return;
  const bulk = await records.bulkDecisions.lock(bulkId);
  const requesterId = request.requester.id;
  const open = await records.bulkDecisions.open(bulkId, requesterId);
  if (await records.bulkDecisions.hasTold(bulkId, requesterId)) {
    if (state === 'done') await announceToRequester(records, { request, trace }, 'decided', decision.id);
  } else if (!open.ofRequester) {
    const payload: DeliveryPayload = { kind: 'bulk-requester', bulkId, requesterId };
    await records.deliveries.hurry({ tokenRequestId: null, payload });
  }
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
