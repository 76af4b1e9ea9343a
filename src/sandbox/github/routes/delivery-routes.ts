import { type ApiObject, utc } from '../api-objects.js';
import { errorReply, notFound, type Reply } from '../api-reply.js';
import { linkTo } from '../pagination.js';
import type { RouteContext } from '../route.js';
import type { WebhookDelivery } from '../webhook-outbox.js';

const LARGEST_ID = 2n ** 63n - 1n;
const THREE_DAYS = 3 * 24 * 3_600_000;

/** The App's webhook deliveries of the last three days, newest first. */
export function listDeliveries(context: RouteContext): Reply {
  const { query } = context;
  const perPage = Number(query.get('per_page') ?? 30);
  const cursor = /^v1_(\d+)$/.exec(query.get('cursor') ?? `v1_${LARGEST_ID}`);
  if (!cursor) return errorReply(400, 'Invalid cursor');
  const older = listedDeliveries(context).filter(({ id }) => id < BigInt(cursor[1] ?? 0));
  const wanted = older.filter((delivery) => hasStatus(delivery, query.get('status')));
  const items = wanted.slice(0, perPage);
  const last = items.at(-1);
  const hasMore = wanted.length > items.length && last !== undefined;
  const headers: Record<string, string> = hasMore
    ? { link: linkTo(context, 'cursor', `v1_${last.id}`, 'next') }
    : {};
  return { status: 200, body: items.map(deliveryItem), headers };
}

/** One delivery with its request and its response. */
export function getDelivery(context: RouteContext): Reply {
  const delivery = findDelivery(context);
  if (!delivery) return notFound();
  const body = {
    ...deliveryItem(delivery),
    url: context.parts.outbox.url,
    request: { headers: delivery.requestHeaders, payload: delivery.payload },
    response: {
      headers: delivery.response?.headers ?? null,
      payload: delivery.response?.body ?? null,
    },
  };
  return { status: 200, body };
}

/** Delivers once more, with the same guid, after the answer. */
export function redeliver(context: RouteContext): Reply {
  const delivery = findDelivery(context);
  if (!delivery) return notFound();
  void context.parts.outbox.redeliver(delivery.guid);
  return { status: 202, body: {} };
}

function listedDeliveries({ parts }: RouteContext): WebhookDelivery[] {
  const oldest = parts.world.now().getTime() - THREE_DAYS;
  const over = parts.outbox.deliveries.filter(({ state }) => state === 'delivered' || state === 'failed');
  return over.filter(({ at }) => at.getTime() >= oldest).reverse();
}

function findDelivery(context: RouteContext): WebhookDelivery | undefined {
  return listedDeliveries(context).find(({ id }) => String(id) === context.params.delivery_id);
}

function hasStatus({ state }: WebhookDelivery, status: string | null): boolean {
  return status === null || (status === 'failure') === (state === 'failed');
}

// Where no answer came, GitHub shows a status of its own, in the range of failures.
function statusCode({ status, statusText }: WebhookDelivery): number {
  return status ?? (statusText === 'timed out' ? 504 : 502);
}

function deliveryItem(delivery: WebhookDelivery): ApiObject {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: utc(delivery.at),
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status: delivery.statusText,
    status_code: statusCode(delivery),
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: null,
    throttled_at: null,
  };
}
