import type { TokenRequest } from '../domain/token-request.js';
import type { RequesterNews } from './delivery.js';
import type { HomeContent, Records } from './ports.js';

interface Announcement {
  /** Update also what should be true already. */
  readonly force?: boolean;
  readonly request: Pick<TokenRequest, 'id' | 'announced' | 'organization' | 'requester'>;
  /** Where a first card goes; later ones follow wherever a card was posted. */
  readonly channel: string;
  readonly trace: string;
}

/** Adds the delivery that makes every card of the request show the truth. */
export async function announceOnCards(records: Records, announcement: Announcement): Promise<void> {
  const { request, channel, trace, force } = announcement;
  // A card that is forced shows it anew because somebody doubts what Slack shows, not because anything changed.
  if (!force) {
    await announceOnHomes(records, { organizationId: request.organization.id }, trace);
    await announceOnHomes(records, { login: request.requester.login }, trace);
  }
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

/**
 * Adds the delivery that brings up to date the App Homes that show this, if there is one: those of the owners of an
 * organization, or the one of a requester.
 */
export async function announceOnHomes(records: Records, shows: HomeContent, trace: string): Promise<void> {
  if (!(await records.homes.show(shows))) return;
  await records.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'homes', shows },
    unlessWaiting: true,
    trace,
  });
}

/** Adds the delivery that tells the requester; the same news is never told twice. */
export async function announceToRequester(
  records: Records,
  { request, trace }: { readonly request: Pick<TokenRequest, 'id'>; readonly trace: string },
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

/**
 * Adds the direct message that tells an approver why their decision was not carried out. Of a bulk decision they have
 * one list of all results instead.
 */
export async function announceToApprover(
  records: Records,
  { request, trace }: Announcement,
  decision: { id: number; bulkId: number | null; approver: { slackUserId: string | null } },
  failure: string,
): Promise<void> {
  const { slackUserId } = decision.approver;
  if (slackUserId === null || decision.bulkId !== null) return;
  await records.deliveries.add({
    tokenRequestId: request.id,
    payload: { kind: 'approver-message', slackUserId, decisionId: decision.id },
    dedupeKey: `approver/${decision.id}/${failure}`,
    trace,
  });
}
