import { backoffMs } from '../domain/backoff.js';
import { OutsideError } from '../domain/errors.js';
import { deliverLedgerHead } from './announce-ledger-head.js';
import { type DeliverCard, deliverCard } from './deliver-card.js';
import {
  type DeliverDigest,
  postDigest,
  sendDigestMail,
  sendDigestMessage,
  updateDigest,
} from './deliver-digest.js';
import { deliverSummary, forceSummary } from './deliver-summary.js';
import type { Again, ClaimedDelivery, DeliveryAboutOne, DeliveryPayload } from './delivery.js';
import { wantsMessage, wantsOwnMail } from './keep-to-wishes.js';
import { loadNotice } from './load-notice.js';
import type { NoticeModel } from './models.js';
import type { Mailer } from './ports.js';
import { type PublishHome, publishHome } from './publish-home.js';
import { refreshHomes } from './refresh-homes.js';
import { refreshOrganizationCards } from './refresh-organization-cards.js';
import { remindOwners } from './remind-owners.js';
import { sendBulkMail, sendBulkNotice } from './send-bulk-notice.js';
import {
  type SendReminder,
  sendReminder,
  sendReminderMessage,
  sendSummaryReminder,
  updateReminder,
} from './send-reminder.js';
import { type ShowBulkProgress, showBulkProgress } from './show-bulk-progress.js';
import { type Speeches, speechOfRecipient } from './speech.js';
import { countDelivery, deliveryFields, type TellDelivered, tellSent } from './tell-delivered.js';
import { tellLinkNews } from './tell-link-news.js';
import { tellOrganizationNews } from './tell-organization-news.js';
import { type TellOwners, tellOwner, tellOwners } from './tell-owners.js';
import { type TellRequester, tellRequester } from './tell-requester.js';
import { tellRequesterOfBulk } from './tell-requester-of-bulk.js';

export interface Deliver
  extends TellDelivered,
    DeliverCard,
    TellRequester,
    PublishHome,
    ShowBulkProgress,
    SendReminder,
    DeliverDigest,
    TellOwners {
  /** Absent when the operator has set no mail server. */
  readonly mailer?: Mailer;
  readonly speeches: Speeches;
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
      tellSent(context, delivery, sent);
    } else {
      const again = new Date(clock.now().getTime() + sent.againInMs);
      await database.deliveries.putBack(delivery, again, { unlessFollowed: true });
      countDelivery(context, delivery, 'put_back');
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
      return showBulkProgress(atOnce(context), payload.bulkId);
    case 'bulk-requester':
      return tellRequesterOfBulk(context, payload, trace);
    case 'bulk-requester-message':
      return sendBulkNotice(context, payload);
    case 'bulk-requester-mail':
      return sendBulkMail(context, payload);
    case 'link-news':
      return tellLinkNews(context, payload);
    case 'summary':
      return deliverSummary(context, delivery, payload);
    case 'summary-again':
      return forceSummary(context, payload.summaryId, trace);
    case 'summary-reminder':
      return sendSummaryReminder(context, payload);
    case 'owner-reminders':
      await remindOwners(context, payload, trace);
      return null;
    case 'reminder-message':
      return sendReminderMessage(context, payload);
    case 'reminder-update':
      return updateReminder(payload.urgent ? atOnce(context) : context, payload);
    case 'ledger-head':
      return deliverLedgerHead(context, payload);
    case 'digest':
      return postDigest(context, delivery, payload);
    case 'digest-owners':
      return tellOwners(context, delivery.id, payload, trace);
    case 'digest-owner':
      await tellOwner(context, payload, trace);
      return null;
    case 'digest-message':
      return sendDigestMessage(context, delivery.id, payload);
    case 'digest-mail':
      return sendDigestMail(context, delivery.id, payload);
    case 'digest-update':
      return updateDigest(atOnce(context), payload);
    case 'organization-cards':
      await refreshOrganizationCards(context, payload.organizationId, trace);
      return null;
    case 'organization-news':
      return tellOrganizationNews(context, payload);
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
    case 'reminder':
      return sendReminder(context, delivery, payload);
    case 'requester':
      await tellRequester(context, delivery, payload);
      return null;
    case 'requester-message':
      return sendOwnNotice(context, delivery, payload);
    case 'approver-message':
      return sendNotice(
        atOnce(context),
        delivery,
        payload.slackUserId,
        'decision-failed',
        payload.decisionId,
      );
    case 'requester-mail':
      return sendMail(context, delivery, payload);
    default:
      throw new Error(`a delivery of the kind ${payload.kind} is about more than one request`);
  }
}

/** For what somebody who has clicked waits for. */
function atOnce(context: Deliver): Deliver {
  return { ...context, ...context.atOnce };
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

/** Whoever has switched it off since it was added is left alone, too. */
async function sendOwnNotice(
  context: Deliver,
  delivery: DeliveryAboutOne,
  { slackUserId, news, decisionId }: Extract<DeliveryPayload, { kind: 'requester-message' }>,
) {
  if (!(await wantsMessage(context.database, slackUserId, 'own-message'))) return null;
  return sendNotice(context, delivery, slackUserId, news, decisionId);
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

async function sendMail(
  context: Deliver,
  { tokenRequestId }: DeliveryAboutOne,
  { address: to, slackUserId = null, decisionId }: Extract<DeliveryPayload, { kind: 'requester-mail' }>,
) {
  const { database, mailer, speeches } = context;
  if (!(await wantsOwnMail(database, { email: to, slackUserId }))) return null;
  const model = await loadNotice(context, tokenRequestId, decisionId);
  if (mailer === undefined || model?.decision == null) return null;
  const speech = await speechOfRecipient(speeches, slackUserId);
  return mailer.send({ ...model, decision: model.decision, to, speech });
}

async function recordFailure(context: Deliver, delivery: ClaimedDelivery, error: unknown): Promise<void> {
  const { database, clock, log } = context;
  if (error instanceof OutsideError && RATE_LIMITED.includes(error.code)) {
    const wait = error.options.retryAfterMs ?? 1_000;
    await database.deliveries.putBack(delivery, new Date(clock.now().getTime() + wait));
    return countDelivery(context, delivery, 'put_back');
  }
  const fields = { err: error, ...deliveryFields(delivery) };
  const text = error instanceof Error ? error.message : String(error);
  if (isFinalFailure(error, delivery)) {
    log.error(fields, 'delivery failed for good');
    await database.deliveries.fail(delivery, clock.now(), text);
    return countDelivery(context, delivery, 'failed');
  }
  if (isOperatorsToMend(error)) log.error(fields, 'delivery waits until the configuration is mended');
  else log.warn(fields, 'delivery will be tried again');
  const atLeast = error instanceof OutsideError ? error.options.retryAfterMs : undefined;
  const next = new Date(clock.now().getTime() + backoffMs(delivery.attempts, atLeast));
  await database.deliveries.retry(delivery, next, text);
  countDelivery(context, delivery, 'retried');
}

/** Slack's word, and ours for GitHub's. */
const RATE_LIMITED = ['ratelimited', 'rate-limited'];

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
