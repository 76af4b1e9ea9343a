import { createHmac } from 'node:crypto';
import type { SlackRequest } from '../../src/sandbox/slack/slack-stand-in-types.js';
import type { Trial } from './trial.js';

/** The last interaction that Slack sent, for tests that send it again, changed. */
export function recordInteractions(trial: Trial): { readonly last: SlackRequest['payload'] } {
  return recordRequests(trial, 'interactive');
}

/** The last slash command that Slack sent. */
export function recordCommands(trial: Trial): { readonly last: SlackRequest['payload'] } {
  return recordRequests(trial, 'slash_commands');
}

function recordRequests(
  trial: Trial,
  kind: SlackRequest['kind'],
): { readonly last: SlackRequest['payload'] } {
  const seen: SlackRequest[] = [];
  trial.slack.on('request', (request) => {
    if (request.kind === kind) seen.push(request);
  });
  return {
    get last() {
      const request = seen.at(-1);
      if (request === undefined) throw new Error(`nothing was sent of the kind ${kind}`);
      return structuredClone(request.payload);
    },
  };
}

/** Posts an interaction as Slack would, or with a signature that is wrong, stale or from the future. */
export async function postInteraction(
  trial: Trial,
  payload: object,
  forged: { secret?: string; ageSeconds?: number } = {},
): Promise<{ status: number; body: unknown }> {
  return postForm(trial, { payload: JSON.stringify(payload) }, forged);
}

/** Posts a slash command as Slack would. */
export async function postCommand(
  trial: Trial,
  fields: Record<string, unknown>,
): Promise<{ status: number; body: unknown }> {
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return postForm(trial, Object.fromEntries(texts), {});
}

async function postForm(
  trial: Trial,
  fields: Record<string, string>,
  forged: { secret?: string; ageSeconds?: number },
): Promise<{ status: number; body: unknown }> {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000) - (forged.ageSeconds ?? 0));
  const secret = forged.secret ?? trial.environment.SLACK_SIGNING_SECRET ?? '';
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const response = await fetch(`${trial.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Posts a webhook as GitHub would, or with a wrong signature. */
export async function postWebhook(
  trial: Trial,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const secret = trial.environment.GITHUB_WEBHOOK_SECRET ?? '';
  return fetch(`${trial.url}/github/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'personal_access_token_request',
      'x-github-delivery': `delivery-${Math.random()}`,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      ...headers,
    },
    body,
  });
}
