import { OutsideError } from '../domain/errors.js';
import { isFinal, type TokenRequest } from '../domain/token-request.js';
import type { DeliveryAboutOne, DeliveryPayload } from './delivery.js';
import { loadCard } from './load-card.js';
import type { CardModel } from './models.js';
import type { Links } from './link-ports.js';
import type { Clock, Database, GitHub, Logger, Slack } from './ports.js';

export interface DeliverCard {
  readonly database: Database;
  readonly clock: Clock;
  readonly slack: Slack;
  readonly github: GitHub;
  readonly links: Links;
  readonly webUrl: string;
  readonly log: Logger;
}

type CardPayload = Extract<DeliveryPayload, { kind: 'card' }>;

/** After this long, no call that was given up is still on its way. */
const LATE_MS = 30_000;

/** How long a first card waits for the requester's reason, which webhooks do not carry. */
const REASON_BUDGET_MS = 2_000;

/** Makes the card of a request in one channel show what the records say now: posts it, or updates it. */
export async function deliverCard(
  context: DeliverCard,
  delivery: DeliveryAboutOne,
  { channel, force = false }: CardPayload,
): Promise<string | null> {
  const { database, slack } = context;
  const { tokenRequestId } = delivery;
  const model = await load(context, tokenRequestId);
  if (model === undefined) return null;
  const card = await database.cards.find(tokenRequestId, channel);
  if (card === undefined) return post(context, channel, await withReason(context, model));
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

async function post({ database, slack }: DeliverCard, channel: string, model: CardModel): Promise<string> {
  const posted = await slack.postCard(channel, model);
  await database.cards.save(model.request.id, posted);
  return posted.ts;
}

async function load({ database, links, webUrl }: DeliverCard, tokenRequestId: number) {
  return loadCard({ records: database, links, webUrl }, tokenRequestId);
}

async function withReason(context: DeliverCard, model: CardModel): Promise<CardModel> {
  if (model.request.reason !== undefined || isFinal(model.request.state)) return model;
  try {
    await backfillReason(context, model.request);
  } catch (error) {
    // A card without the reason now is worth more than one with it later; the next sync adds it.
    context.log.info({ err: error, tokenRequest: model.request.id }, 'reason not known yet');
  }
  return (await load(context, model.request.id)) ?? model;
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

function isDeletedMessage(error: unknown): boolean {
  return error instanceof OutsideError && error.service === 'slack' && error.code === 'message_not_found';
}
