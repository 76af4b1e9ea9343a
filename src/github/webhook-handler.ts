import { z } from 'zod';
import type { Logger, Wake } from '../application/ports.js';
import type { NewWebhook, WebhookDeliveries } from '../application/webhook-ports.js';
import { requestWebhook, revocationWebhook } from './mapping.js';

export interface WebhookHandler {
  readonly database: { readonly webhookDeliveries: Pick<WebhookDeliveries, 'store' | 'remember'> };
  /** Octokit's check of `X-Hub-Signature-256`, in constant time. */
  readonly verify: (body: string, signature: string) => Promise<boolean>;
  readonly wake: Pick<Wake, 'webhooks' | 'sync'>;
  readonly log: Logger;
}

export interface WebhookRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: 200 | 202 | 400 | 401 | 503;
  readonly text: string;
}

const anyPayload = z.object({ action: z.string().optional() });

/**
 * Stores one webhook: the signature first, then what it says. Answers 2xx once it is stored, from where it is taken in
 * (`takeWebhook`), and 503 when it cannot be, since GitHub's delivery log then shows a failure that can be sent again.
 */
export async function handleWebhook(
  context: WebhookHandler,
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const event = header(request, 'x-github-event');
  const deliveryId = header(request, 'x-github-delivery');
  const signature = header(request, 'x-hub-signature-256');
  if (!signature || !(await isAuthentic(context, request.body, signature))) {
    context.log.warn({ event, deliveryId }, 'webhook with a missing or wrong signature');
    return { status: 401, text: 'The signature is missing or wrong: does the webhook secret agree?' };
  }
  if (!event || !deliveryId) {
    context.log.warn({ event, deliveryId }, 'webhook without X-GitHub-Event or X-GitHub-Delivery');
    return { status: 400, text: 'X-GitHub-Event or X-GitHub-Delivery is missing' };
  }
  const payload = parse(request.body);
  if (payload === undefined) {
    context.log.warn({ event, deliveryId }, 'webhook whose body is not JSON');
    return { status: 400, text: 'The body is not JSON: set the webhook content type to application/json' };
  }
  return dispatch(context, { event, deliveryId, payload });
}

async function dispatch(context: WebhookHandler, webhook: Webhook): Promise<WebhookAnswer> {
  switch (webhook.event) {
    case 'personal_access_token_request':
      return keepRequest(context, webhook);
    case 'github_app_authorization':
      return keepRevocation(context, webhook);
    case 'installation':
    case 'organization':
      return takeNote(context, webhook);
    default:
      return NOTHING_TO_DO;
  }
}

interface Webhook {
  readonly event: string;
  readonly deliveryId: string;
  readonly payload: unknown;
}

const NOTHING_TO_DO: WebhookAnswer = { status: 200, text: 'nothing to do' };

/** Where the App is installed, and under which name, is read from GitHub itself. */
async function takeNote(context: WebhookHandler, { event, deliveryId, payload }: Webhook) {
  const { action = null } = anyPayload.safeParse(payload).data ?? {};
  return stored(context, deliveryId, async () => {
    await context.database.webhookDeliveries.remember({ deliveryId, event, action });
    context.wake.sync();
    return 'noted';
  });
}

/** Somebody has withdrawn what they allowed the App on GitHub. */
async function keepRevocation(context: WebhookHandler, { event, deliveryId, payload }: Webhook) {
  const { data } = revocationWebhook.safeParse(payload);
  if (data === undefined) return NOTHING_TO_DO;
  const lane = `sender/${data.sender.id}`;
  return keep(context, { deliveryId, event, action: data.action, lane, payload: JSON.stringify(data) });
}

async function keepRequest(context: WebhookHandler, { event, deliveryId, payload }: Webhook) {
  const { action } = anyPayload.safeParse(payload).data ?? {};
  if (action !== undefined && !isKnown(action)) return NOTHING_TO_DO;
  const { data, error } = requestWebhook.safeParse(payload);
  if (data === undefined) {
    const lacks = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    context.log.warn({ event, action, deliveryId, lacks }, 'webhook lacks what is needed');
    return {
      status: 400,
      text: `The payload lacks what is needed:\n${lacks.slice(0, 10).join('\n')}`,
    } as const;
  }
  const lane = `request/${data.organization.id}/${data.personal_access_token_request.id}`;
  // Only what is needed of it: all else that GitHub says about people is not ours to keep.
  const webhook = { deliveryId, event, action: data.action, lane, payload: JSON.stringify(data) };
  return keep(context, webhook, { patRequest: data.personal_access_token_request.id });
}

/** `about` is for the log. */
async function keep(context: WebhookHandler, webhook: NewWebhook, about = {}): Promise<WebhookAnswer> {
  const { deliveryId, event, action } = webhook;
  return stored(context, deliveryId, async () => {
    const isNew = await context.database.webhookDeliveries.store(webhook);
    const fields = { deliveryId, event, action, ...about, trace: deliveryId };
    if (!isNew) {
      context.log.debug(fields, 'webhook was stored before');
      return 'known already';
    }
    context.log.info(fields, 'webhook stored');
    context.wake.webhooks();
    return 'stored';
  });
}

async function stored(
  { log }: WebhookHandler,
  deliveryId: string,
  store: () => Promise<string>,
): Promise<WebhookAnswer> {
  try {
    return { status: 202, text: await twice(store) };
  } catch (error) {
    log.error({ err: error, deliveryId }, 'webhook could not be stored');
    return { status: 503, text: 'It could not be stored; please redeliver it' };
  }
}

/** GitHub does not repeat a webhook that a connection which was just found dead has spoiled. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(work);
}

function isKnown(action: string): boolean {
  return requestWebhook.shape.action.options.some((known) => known === action);
}

async function isAuthentic({ verify }: WebhookHandler, body: string, signature: string): Promise<boolean> {
  return verify(body, signature).catch(() => false);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function header({ headers }: WebhookRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
