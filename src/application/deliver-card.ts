import { isDeletedMessage, OutsideError } from '../domain/errors.js';
import { isFinal, type TokenRequest } from '../domain/token-request.js';
import { placesOf } from './announce.js';
import type { DeliveryAboutOne, DeliveryPayload } from './delivery.js';
import type { GitHub } from './github-ports.js';
import { cardModel, loadCard } from './load-card.js';
import type { CardModel } from './models.js';
import type { Logger } from './ports.js';
import { type PresentRequest, presentAsCard } from './present-request.js';
import type { Slack } from './slack-ports.js';

export interface DeliverCard extends PresentRequest {
  readonly slack: Slack;
  /** For what somebody who has clicked waits for. */
  readonly atOnce: { readonly slack: Slack };
  readonly github: GitHub;
  readonly webUrl: string;
  /** Where a first card goes unless the owners of its organization have chosen. */
  readonly channel: string;
  readonly log: Logger;
}

type CardPayload = Extract<DeliveryPayload, { kind: 'card' }>;

/** After this long, no call that was given up is still on its way. */
const LATE_MS = 30_000;

/** How long a first card waits for the requester's reason, which webhooks do not carry. */
const REASON_BUDGET_MS = 2_000;

/**
 * Makes the card of a request in one channel show what the records say now: posts it, or updates it. One of many that
 * came at once gets none, for a summary stands for it.
 */
export async function deliverCard(
  context: DeliverCard,
  delivery: DeliveryAboutOne,
  { channel, force = false, urgent = false }: CardPayload,
): Promise<string | null> {
  const { database, webUrl } = context;
  const { slack } = urgent ? context.atOnce : context;
  const { tokenRequestId } = delivery;
  const content = await database.cards.content(tokenRequestId);
  if (content === undefined) return null;
  const model = cardModel(content, webUrl);
  const { cards, chosen } = content;
  const card = cards.find((candidate) => candidate.channel === channel);
  if (card === undefined) {
    const first = chosen.channel ?? context.channel;
    const places = placesOf(
      cards.map((posted) => posted.channel),
      first,
    );
    if (!places.includes(channel)) return goThere(context, delivery, places);
    const presented = { request: model.request, channel, trace: delivery.trace };
    if (!(await presentAsCard(context, presented))) return null;
    return post(context, channel, await withReason(context, model));
  }
  try {
    const digest = await slack.updateCard(card, model, force ? '' : card.digest);
    if (digest !== card.digest) await database.cards.save(tokenRequestId, { ...card, digest });
    return card.ts;
  } catch (error) {
    if (mayLandLate(error)) await updateOnceMore(context, delivery, channel);
    if (!isDeletedMessage(error)) throw error;
    // Somebody deleted the card: a request that still waits must be seen, a decided one need not come back.
    return isFinal(model.request.state) ? null : post(context, channel, model);
  }
}

/** The channel was changed before the card was posted: also one that waits for a channel that is gone follows. */
async function goThere(
  { database }: DeliverCard,
  { tokenRequestId, trace }: DeliveryAboutOne,
  places: readonly string[],
): Promise<null> {
  await database.transaction(async (records) => {
    await records.tokenRequests.lock(tokenRequestId);
    for (const channel of places) {
      const payload = { kind: 'card', channel } as const;
      await records.deliveries.add({ tokenRequestId, payload, trace });
    }
  });
  return null;
}

async function post({ database, slack }: DeliverCard, channel: string, model: CardModel): Promise<string> {
  const posted = await slack.postCard(channel, model);
  await database.cards.save(model.request.id, posted);
  return posted.ts;
}

async function withReason(context: DeliverCard, model: CardModel): Promise<CardModel> {
  if (model.request.reason !== undefined || isFinal(model.request.state)) return model;
  try {
    await backfillReason(context, model.request);
  } catch (error) {
    // A card without the reason now is worth more than one with it later; the next sync adds it.
    context.log.info({ err: error, tokenRequest: model.request.id }, 'reason not known yet');
  }
  const { database: records, webUrl } = context;
  return (await loadCard({ records, webUrl }, model.request.id)) ?? model;
}

async function backfillReason({ database, github }: DeliverCard, request: TokenRequest): Promise<void> {
  const { organization, tokenId, patRequestId } = request;
  const reports = await github.pendingRequestsOf(organization, [tokenId], REASON_BUDGET_MS);
  const report = reports.find((candidate) => candidate.patRequestId === patRequestId);
  if (report === undefined) return;
  await database.transaction(async (records) => {
    const current = await records.tokenRequests.lock(request.id);
    if (current)
      await records.tokenRequests.setContent(request.id, {
        ...current,
        reason: report.content.reason ?? null,
      });
  });
}

/** A call without an answer may still reach Slack, after the one that follows it now. */
function mayLandLate(error: unknown): boolean {
  return error instanceof OutsideError && error.failure === 'unknown';
}

async function updateOnceMore(
  { database, clock }: DeliverCard,
  { id, tokenRequestId, trace }: DeliveryAboutOne,
  channel: string,
): Promise<void> {
  await database.deliveries.add({
    tokenRequestId,
    payload: { kind: 'card-again', channel },
    dedupeKey: `card-again/${id}`,
    notBefore: new Date(clock.now().getTime() + LATE_MS),
    trace,
  });
}
