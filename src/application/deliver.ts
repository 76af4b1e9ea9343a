import { backoffMs } from '../domain/backoff.js';
import { OutsideError } from '../domain/errors.js';
import { type DeliverCard, deliverCard } from './deliver-card.js';
import type { Again, ClaimedDelivery, DeliveryAboutOne } from './delivery.js';
import { loadNotice } from './load-notice.js';
import type { NoticeModel } from './models.js';
import type { Logger, Mailer } from './ports.js';
import { type PublishHome, publishHome } from './publish-home.js';
import { refreshHomes } from './refresh-homes.js';
import { sendBulkMail, sendBulkNotice } from './send-bulk-notice.js';
import { type ShowBulkProgress, showBulkProgress } from './show-bulk-progress.js';
import { type TellRequester, tellRequester } from './tell-requester.js';
import { tellLinkNews } from './tell-link-news.js';
import { tellRequesterOfBulk } from './tell-requester-of-bulk.js';

export interface Deliver extends DeliverCard, TellRequester, PublishHome, ShowBulkProgress {
  /** Absent when the operator has set no mail server. */
  readonly mailer?: Mailer;
  readonly log: Logger;
}

/** An error of our own is worth a few more tries, since the next version may have mended it, but not for ever. */
const TRIES_AFTER_DEFECT = 10;

/** Sends one leased delivery and records how it went: sent, due again, or failed for good with the reason. */
export async function deliver(context: Deliver, delivery: ClaimedDelivery): Promise<void> {
  const { database, clock } = context;
  try {
    const sent = await send(context, delivery);
    if (sent === null || typeof sent === 'string') {
      await database.deliveries.succeed(delivery, clock.now(), sent);
    } else {
      await database.deliveries.putBack(delivery, new Date(clock.now().getTime() + sent.againInMs));
    }
  } catch (error) {
    await recordFailure(context, delivery, error);
  }
}

/** Returns the id of what was sent at the place where it was sent; null when there was nothing to send. */
async function send(context: Deliver, delivery: ClaimedDelivery): Promise<string | Again | null> {
  const { payload, tokenRequestId, trace } = delivery;
  if (payload === null) throw new Error('this version cannot read the delivery');
  if (tokenRequestId !== null) return sendAboutOne(context, { ...delivery, tokenRequestId, payload });
  switch (payload.kind) {
    case 'bulk-progress':
      return showBulkProgress(context, payload.bulkId);
    case 'bulk-requester':
      return tellRequesterOfBulk(context, payload, trace);
    case 'bulk-requester-message':
      return sendBulkNotice(context, payload);
    case 'bulk-requester-mail':
      return sendBulkMail(context, payload);
    case 'link-news':
      return tellLinkNews(context, payload);
    case 'ledger-head':
      return (await context.slack.postLedgerHead(payload.channel, payload)).ts;
    case 'homes':
      await refreshHomes(context, delivery, payload);
      return null;
    case 'home':
      return publishHome(context, payload.slackUserId, { force: payload.force });
    default:
      throw new Error(`a delivery of the kind ${payload.kind} is about one request`);
  }
}

async function sendAboutOne(context: Deliver, delivery: DeliveryAboutOne): Promise<string | null> {
  const { payload, tokenRequestId } = delivery;
  switch (payload.kind) {
    case 'card':
      return deliverCard(context, delivery, payload);
    case 'card-again':
      return forceCard(context, delivery, payload.channel);
    case 'card-note':
      return sendCardNote(context, tokenRequestId, payload.channel, payload.note);
    case 'requester':
      await tellRequester(context, delivery, payload);
      return null;
    case 'requester-message':
      return sendNotice(context, delivery, payload.slackUserId, payload.news, payload.decisionId);
    case 'approver-message':
      return sendNotice(context, delivery, payload.slackUserId, 'decision-failed', payload.decisionId);
    case 'requester-mail':
      return sendMail(context, delivery, payload.address, payload.decisionId);
    default:
      throw new Error(`a delivery of the kind ${payload.kind} is about more than one request`);
  }
}

async function forceCard(
  { database }: Deliver,
  { tokenRequestId, trace }: DeliveryAboutOne,
  channel: string,
) {
  await database.transaction(async (records) => {
    await records.tokenRequests.lock(tokenRequestId);
    await records.deliveries.add({ tokenRequestId, payload: { kind: 'card', channel, force: true }, trace });
  });
  return null;
}

async function sendCardNote(
  context: Deliver,
  tokenRequestId: number,
  channel: string,
  kind: NoticeModel['kind'],
) {
  const card = await context.database.cards.find(tokenRequestId, channel);
  const model = await loadNotice(context, tokenRequestId, null);
  if (card === undefined || model === undefined) return null;
  return (await context.slack.replyToCard(card, { ...model, kind })).ts;
}

async function sendNotice(
  context: Deliver,
  delivery: DeliveryAboutOne,
  slackUserId: string,
  kind: NoticeModel['kind'],
  decisionId: number | null,
) {
  const model = await loadNotice(context, delivery.tokenRequestId, decisionId);
  if (model === undefined) return null;
  // "It waits" is no news any more once it was decided; the news of the decision follows in the same lane.
  if (kind === 'waiting' && model.request.state !== 'pending' && model.request.state !== 'deciding')
    return null;
  return (await context.slack.directMessage(slackUserId, { ...model, kind })).ts;
}

async function sendMail(context: Deliver, delivery: DeliveryAboutOne, to: string, decisionId: number) {
  const model = await loadNotice(context, delivery.tokenRequestId, decisionId);
  if (context.mailer === undefined || model?.decision == null) return null;
  return context.mailer.send({ ...model, decision: model.decision, to });
}

async function recordFailure(context: Deliver, delivery: ClaimedDelivery, error: unknown): Promise<void> {
  const { database, clock, log } = context;
  if (error instanceof OutsideError && error.code === 'ratelimited') {
    const wait = error.options.retryAfterMs ?? 1_000;
    return database.deliveries.putBack(delivery, new Date(clock.now().getTime() + wait));
  }
  const fields = { err: error, delivery: delivery.id, kind: delivery.payload?.kind, trace: delivery.trace };
  const text = error instanceof Error ? error.message : String(error);
  if (isFinalFailure(error, delivery)) {
    log.error(fields, 'delivery failed for good');
    return database.deliveries.fail(delivery, clock.now(), text);
  }
  if (isOperatorsToMend(error)) log.error(fields, 'delivery waits until the configuration is mended');
  else log.warn(fields, 'delivery will be tried again');
  const atLeast = error instanceof OutsideError ? error.options.retryAfterMs : undefined;
  const next = new Date(clock.now().getTime() + backoffMs(delivery.attempts, atLeast));
  return database.deliveries.retry(delivery, next, text);
}

const MENDED_BY_OPERATOR = new Set([
  '401',
  'account_inactive',
  'channel_not_found',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'not_in_channel',
  'token_expired',
  'token_revoked',
]);

function isOperatorsToMend(error: unknown): boolean {
  return error instanceof OutsideError && MENDED_BY_OPERATOR.has(error.code);
}

function isFinalFailure(error: unknown, delivery: ClaimedDelivery): boolean {
  if (error instanceof OutsideError) return error.failure === 'refused';
  return delivery.attempts >= TRIES_AFTER_DEFECT;
}
