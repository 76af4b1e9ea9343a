import { backoffMs } from '../domain/backoff.js';
import type { Logger } from './ports.js';
import { type RecordTokenRequest, recordTokenRequest } from './record-token-request.js';
import { forgetRevoked, type RemoveLink } from './remove-link.js';
import type { ClaimedWebhook, ReadWebhook } from './webhook-ports.js';

export interface TakeWebhook extends RecordTokenRequest, RemoveLink {
  readonly readWebhook: ReadWebhook;
  readonly log: Logger;
}

const FAILED = 'webhook could not be taken in, it will be tried again';
/** After so many tries, a quarter of an hour has passed. */
const LASTING = 11;

/**
 * Takes in a webhook that was stored when it came. GitHub has been told that it arrived, and sends it no more: it is
 * tried, with growing pauses, until it has been taken in, or is forgotten with all webhooks of its age.
 */
export async function takeWebhook(context: TakeWebhook, webhook: ClaimedWebhook): Promise<void> {
  const { deliveryId, event, action, attempts } = webhook;
  const fields = { deliveryId, event, action, trace: deliveryId };
  try {
    const isNew = await take(context, webhook);
    if (isNew) context.log.info(fields, 'webhook taken in');
    else context.log.debug(fields, 'webhook had nothing new');
  } catch (error) {
    const pause = backoffMs(attempts);
    const failure = { ...fields, err: error, attempts, pauseSeconds: Math.round(pause / 1_000) };
    // Most failures heal by themselves; one that does not is told once as what somebody must look at.
    if (attempts === LASTING) context.log.error(failure, FAILED);
    else context.log.warn(failure, FAILED);
    await context.database.webhookDeliveries.retry(webhook, new Date(context.clock.now().getTime() + pause));
  }
}

function take(context: TakeWebhook, webhook: ClaimedWebhook): Promise<boolean> {
  const news = context.readWebhook(webhook);
  switch (news.about) {
    case 'request':
      return recordTokenRequest(context, news.report, { trace: webhook.deliveryId, webhook });
    case 'revocation':
      return forgetRevoked(context, news.user, webhook);
  }
}
