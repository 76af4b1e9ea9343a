import type { TokenRequest } from '../domain/token-request.js';
import type { RequesterNews } from './delivery.js';
import type { Records } from './ports.js';

interface Announcement {
  /** Update also what should be true already. */
  readonly force?: boolean;
  readonly request: TokenRequest;
  /** Where a first card goes; later ones follow wherever a card was posted. */
  readonly channel: string;
  readonly trace: string;
}

/** Adds the delivery that makes every card of the request show the truth. */
export async function announceOnCards(records: Records, announcement: Announcement): Promise<void> {
  const { request, channel, trace, force } = announcement;
  if (!request.announced) return;
  const posted = (await records.cards.all(request.id)).map((card) => card.channel);
  for (const place of new Set([channel, ...posted])) {
    await records.deliveries.add({
      tokenRequestId: request.id,
      payload: { kind: 'card', channel: place, force },
      trace,
    });
  }
}

/** Adds the delivery that tells the requester; the same news is never told twice. */
export async function announceToRequester(
  records: Records,
  { request, trace }: Announcement,
  news: RequesterNews,
  decisionId: number | null,
): Promise<void> {
  await records.deliveries.add({
    tokenRequestId: request.id,
    payload: { kind: 'requester', news, decisionId },
    dedupeKey: `requester/${request.id}/${news}/${decisionId ?? ''}`,
    trace,
  });
}

/** Adds the direct message that tells an approver why their decision was not carried out. */
export async function announceToApprover(
  records: Records,
  { request, trace }: Announcement,
  decision: { id: number; approver: { slackUserId: string | null } },
  failure: string,
): Promise<void> {
  const { slackUserId } = decision.approver;
  if (slackUserId === null) return;
  await records.deliveries.add({
    tokenRequestId: request.id,
    payload: { kind: 'approver-message', slackUserId, decisionId: decision.id },
    dedupeKey: `approver/${decision.id}/${failure}`,
    trace,
  });
}
