import type { TokenRequest } from '../domain/token-request.js';
import { channelOf } from './channel-of.js';
import type { RequesterNews } from './delivery.js';
import type { HomeContent } from './home-ports.js';
import type { Records } from './ports.js';

interface Announcement {
  /** Update also what should be true already. */
  readonly force?: boolean;
  readonly request: Pick<TokenRequest, 'id' | 'announced' | 'organization' | 'requester'>;
  /** Where a first card goes unless the owners of its organization have chosen; later ones follow it there. */
  readonly channel: string;
  readonly trace: string;
  /** Somebody who has clicked waits for it. */
  readonly urgent?: boolean;
}

/** Adds the delivery that makes every card of the request show the truth. */
export async function announceOnCards(records: Records, announcement: Announcement): Promise<void> {
  const { request, channel, trace, force, urgent } = announcement;
  const { id, organization, requester } = request;
  const shown = await records.announcements.of({
    id,
    organizationId: organization.id,
    requesterLogin: requester.login,
  });
  // A card that is forced shows it anew because somebody doubts what Slack shows, not because anything changed.
  if (!force) {
    if (shown.inOwnersHomes) await addHomes(records, { organizationId: organization.id }, trace);
    if (shown.inRequestersHome) await addHomes(records, { login: requester.login }, trace);
  }
  if (!request.announced) return;
  await announceOnReminders(records, shown.reminders, { urgent, trace });
  const { presentation, channels, chosenChannel } = shown;
  if (presentation?.as === 'summary') return announceOnSummary(records, presentation.summaryId, trace);
  for (const place of placesOf(channels, chosenChannel ?? channel)) {
    await records.deliveries.add({
      tokenRequestId: id,
      payload: { kind: 'card', channel: place, force, urgent },
      urgent,
      trace,
    });
  }
}

/**
 * Where the cards of a request are, or the first one will be. A card stays where it was posted, also when the channel
 * is another one by now: two of one request would have people ask twice.
 */
export async function cardPlaces(
  records: Pick<Records, 'cards' | 'organizationSettings'>,
  request: Pick<TokenRequest, 'id' | 'organization'>,
  usual: string,
): Promise<readonly string[]> {
  const posted = (await records.cards.all(request.id)).map((card) => card.channel);
  return placesOf(posted, await channelOf(records, usual, request.organization.id));
}

/** The same of what is known already: where cards were posted, and where a first one goes. */
export function placesOf(posted: readonly string[], first: string): readonly string[] {
  return posted.length > 0 ? posted : [first];
}

/** Adds the deliveries that make the direct messages show the truth in which owners were reminded of the request. */
async function announceOnReminders(
  records: Pick<Records, 'deliveries'>,
  reminders: readonly number[],
  { urgent, trace }: Pick<Announcement, 'urgent' | 'trace'>,
): Promise<void> {
  for (const id of reminders) {
    await records.deliveries.add({
      tokenRequestId: null,
      payload: { kind: 'reminder-update', messageId: id, urgent },
      unlessWaiting: true,
      // Of a click its own message is brought up to date at once; of much that is decided together, once.
      ...(urgent ? { urgent } : { delayMs: GATHER_MS }),
      trace,
    });
  }
}

/** What else joins a summary, or is decided of it, within this time is shown together. */
const GATHER_MS = 2_000;

/** Adds the delivery that makes a summary show the truth, unless one waits already. */
export async function announceOnSummary(records: Records, summaryId: number, trace: string): Promise<void> {
  await records.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'summary', summaryId },
    unlessWaiting: true,
    delayMs: GATHER_MS,
    trace,
  });
}

/**
 * Adds the delivery that brings up to date the App Homes that show this, if there is one: those of the owners of an
 * organization, or the one of a requester.
 */
export async function announceOnHomes(records: Records, shows: HomeContent, trace: string): Promise<void> {
  if (await records.homes.show(shows)) await addHomes(records, shows, trace);
}

async function addHomes(records: Pick<Records, 'deliveries'>, shows: HomeContent, trace: string) {
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
    urgent: true,
    trace,
  });
}
