import { REMINDED } from '../domain/reminders.js';
import type { TokenRequest } from '../domain/token-request.js';
import { announceToRequester, cardPlaces } from './announce.js';
import type { Records } from './ports.js';

interface Expired {
  readonly request: Pick<TokenRequest, 'id' | 'organization' | 'announced'>;
  /** Where cards are posted unless the owners of their organization have chosen. */
  readonly channel: string;
  readonly trace: string;
}

/**
 * Adds the deliveries that tell that a token has expired before anybody decided: to the requester, and in the thread in
 * which it was recalled, since those who follow it may still mean to decide. The card itself says so anyway.
 */
export async function announceExpiry(records: Records, expired: Expired): Promise<void> {
  const { request, channel: usual, trace } = expired;
  await announceToRequester(records, expired, 'expired', null);
  if (!request.announced || (await records.reminders.reminded(request.id)) === REMINDED.nobody) return;
  // One of many has no thread of its own, and the summary counts it.
  if ((await records.summaries.presentationOf(request.id))?.as !== 'card') return;
  const channel = (await cardPlaces(records, request, usual)).at(-1) ?? usual;
  await records.deliveries.add({
    tokenRequestId: request.id,
    payload: { kind: 'card-note', channel, note: 'expired-undecided' },
    dedupeKey: `expired-undecided/${request.id}`,
    trace,
  });
}
