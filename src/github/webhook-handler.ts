import { z } from 'zod';
import type { Logger, Wake } from '../application/ports.js';
import { type RecordTokenRequest, recordTokenRequest } from '../application/record-token-request.js';
import { forgetRevoked } from '../application/remove-link.js';
import { reportFromWebhook, requestWebhook } from './mapping.js';

export interface WebhookHandler extends RecordTokenRequest {
  /** Octokit's check of `X-Hub-Signature-256`, in constant time. */
  readonly verify: (body: string, signature: string) => Promise<boolean>;
  readonly wake: Wake;
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
const revocation = z.object({
  action: z.literal('revoked'),
  sender: z.object({ id: z.number().int(), login: z.string() }),
});

/**
 * Takes in one webhook: the signature first, then what it says. Answers 2xx once it is stored, and 503 when it
 * cannot be, since GitHub's delivery log then shows a failure that can be sent again.
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
  return dispatch(context, event, deliveryId, payload);
}

async function dispatch(
  context: WebhookHandler,
  event: string,
  deliveryId: string,
  payload: unknown,
): Promise<WebhookAnswer> {
  if (event === 'personal_access_token_request') return takeRequest(context, event, deliveryId, payload);
  if (event === 'github_app_authorization') return takeRevocation(context, deliveryId, payload);
  if (event === 'installation' || event === 'organization') {
    return takeNote(context, event, deliveryId, payload);
  }
  return { status: 200, text: 'nothing to do' };
}

/** Where the App is installed, and under which name, is read from GitHub itself. */
async function takeNote(
  context: WebhookHandler,
  event: string,
  deliveryId: string,
  payload: unknown,
): Promise<WebhookAnswer> {
  const { action = null } = anyPayload.safeParse(payload).data ?? {};
  return stored(context, deliveryId, async () => {
    await context.database.webhookDeliveries.remember({ deliveryId, event, action });
    context.wake.sync();
    return 'noted';
  });
}

/** Somebody has withdrawn what they allowed the App on GitHub. */
async function takeRevocation(
  context: WebhookHandler,
  deliveryId: string,
  payload: unknown,
): Promise<WebhookAnswer> {
  const parsed = revocation.safeParse(payload);
  if (!parsed.success) return { status: 200, text: 'nothing to do' };
  return stored(context, deliveryId, async () => {
    const webhook = { deliveryId, event: 'github_app_authorization', action: 'revoked' };
    const isKnown = await forgetRevoked(context, parsed.data.sender, webhook);
    return isKnown ? 'forgotten' : 'nobody known';
  });
}

async function takeRequest(
  context: WebhookHandler,
  event: string,
  deliveryId: string,
  payload: unknown,
): Promise<WebhookAnswer> {
  const { action } = anyPayload.safeParse(payload).data ?? {};
  if (action !== undefined && !isKnown(action)) return { status: 200, text: 'nothing to do' };
  const parsed = requestWebhook.safeParse(payload);
  if (!parsed.success) {
    const lacks = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    context.log.warn({ event, action, deliveryId, lacks }, 'webhook lacks what is needed');
    return { status: 400, text: `The payload lacks what is needed:\n${lacks.slice(0, 10).join('\n')}` };
  }
  const webhook = { deliveryId, event, action: parsed.data.action };
  return stored(context, deliveryId, async () => {
    const origin = { trace: deliveryId, webhook };
    const report = reportFromWebhook(parsed.data);
    const isNew = await recordTokenRequest(context, report, origin);
    const fields = { ...webhook, patRequest: report.patRequestId, trace: deliveryId };
    if (isNew) context.log.info(fields, 'webhook stored');
    else context.log.debug(fields, 'webhook was stored before');
    return isNew ? 'stored' : 'known already';
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
