import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { NewWebhook } from '../../../src/application/webhook-ports.js';
import { createGitHubApp } from '../../../src/github/github-app.js';
import { readWebhook, reportFromWebhook, requestWebhook } from '../../../src/github/mapping.js';
import { handleWebhook, type WebhookRequest } from '../../../src/github/webhook-handler.js';
import { aLog, aWake, aWebhookPayload } from '../../support/builders.js';

const SECRET = 'webhook-secret';

const githubApp = createGitHubApp({
  appId: 1,
  privateKey: 'not needed to verify',
  webhookSecret: SECRET,
  apiUrl: 'https://api.github.example',
  webUrl: 'https://github.example',
});

function sign(body: string, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** A signed webhook; `headers` go over those that it needs. */
function aRequest(payload: unknown, headers: WebhookRequest['headers'] = {}): WebhookRequest {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return {
    body,
    headers: {
      'x-github-event': 'personal_access_token_request',
      'x-github-delivery': 'd-1',
      'x-hub-signature-256': sign(body),
      ...headers,
    },
  };
}

/** Keeps what is stored in an array; delivery ids that were seen are not stored again. */
function aHandler(fail?: Error) {
  const stored: NewWebhook[] = [];
  const webhookDeliveries = {
    store: async (webhook: NewWebhook) => {
      if (fail) throw fail;
      if (stored.some(({ deliveryId }) => deliveryId === webhook.deliveryId)) return false;
      stored.push(webhook);
      return true;
    },
    remember: async () => true,
  };
  const log = aLog();
  const wake = aWake();
  const verify = (body: string, signature: string) => githubApp.app.webhooks.verify(body, signature);
  const context = { database: { webhookDeliveries }, log, wake, verify };
  return { stored, log, wake, take: (request: WebhookRequest) => handleWebhook(context, request) };
}

/** What is read of a stored webhook when its turn comes. */
function newsOf(webhook: NewWebhook | undefined) {
  return webhook && readWebhook({ ...webhook, attempts: 1, receivedAt: new Date() });
}

describe('a webhook’s signature', () => {
  it('that is right lets it be stored, to be taken in', async () => {
    const handler = aHandler();

    const answer = await handler.take(aRequest(aWebhookPayload('created')));

    expect(answer).toEqual({ status: 202, text: 'stored' });
    expect(handler.stored).toMatchObject([
      { deliveryId: 'd-1', event: 'personal_access_token_request', action: 'created' },
    ]);
    expect(handler.wake.woken.webhooks).toBe(1);
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is of another secret', sign(JSON.stringify(aWebhookPayload('created')), 'guessed')],
    ['is of another body', sign('{}')],
    ['is no signature', 'sha256=zz'],
    ['is of a weaker kind', 'sha1=0000'],
  ])('that %s is answered 401, and nothing is stored', async (_, signature) => {
    const handler = aHandler();

    const answer = await handler.take(
      aRequest(aWebhookPayload('created'), { 'x-hub-signature-256': signature }),
    );

    expect(answer.status).toBe(401);
    expect(handler.stored).toEqual([]);
    expect(handler.log.lines).toEqual([
      {
        level: 'warn',
        fields: { event: 'personal_access_token_request', deliveryId: 'd-1' },
        message: 'webhook with a missing or wrong signature',
      },
    ]);
  });

  it('is asked for before anything is said about the body', async () => {
    const handler = aHandler();

    const answer = await handler.take(aRequest('not JSON', { 'x-hub-signature-256': 'sha256=00' }));

    expect(answer.status).toBe(401);
  });

  it('never reaches the log, and neither does the secret', async () => {
    const handler = aHandler();
    const request = aRequest(aWebhookPayload('created', { request: { token_id: 'x' } }));

    await handler.take(request);
    await handler.take({ ...request, headers: { ...request.headers, 'x-hub-signature-256': 'sha256=00ff' } });

    const logged = JSON.stringify(handler.log.lines);
    expect(handler.log.lines).toHaveLength(2);
    expect(logged).not.toContain(SECRET);
    expect(logged).not.toContain('00ff');
    expect(logged).not.toContain(sign(request.body).slice(7));
  });
});

describe('a webhook that cannot be understood', () => {
  it.each(['payload=%7B%7D', '{"action":', 'undefined'])(
    'because it is no JSON is answered 400: %j',
    async (body) => {
      const handler = aHandler();

      const answer = await handler.take(aRequest(body));

      expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('application/json') });
      expect(handler.stored).toEqual([]);
    },
  );

  it.each(['x-github-event', 'x-github-delivery'])('because %s is missing is answered 400', async (name) => {
    const handler = aHandler();

    const answer = await handler.take(aRequest(aWebhookPayload('created'), { [name]: undefined }));

    expect(answer.status).toBe(400);
    expect(handler.stored).toEqual([]);
  });

  it.each([
    ['a request', { action: 'created' }, 'personal_access_token_request'],
    ['an action', { ...aWebhookPayload('created'), action: undefined }, 'action'],
    ['an action that is a text', { ...aWebhookPayload('created'), action: 5 }, 'action'],
    ['an organization', aWebhookPayload('created', { top: { organization: null } }), 'organization'],
    [
      'a token',
      aWebhookPayload('approved', { request: { token_id: undefined } }),
      'personal_access_token_request.token_id',
    ],
    ['everything', null, ''],
    ['everything, being a list', [], ''],
    ['everything, being a number', 7, ''],
  ])('because it lacks %s is answered 400, and the log says why', async (_, payload, path) => {
    const handler = aHandler();

    const answer = await handler.take(aRequest(payload));

    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(`${path}: `) });
    expect(handler.stored).toEqual([]);
    expect(handler.log.lines).toMatchObject([{ level: 'warn', message: 'webhook lacks what is needed' }]);
    expect(handler.log.lines[0]?.fields.lacks).toContainEqual(expect.stringMatching(`^${path}: `));
  });

  it('does not have the name of a token, or whatever else it says, in the log', async () => {
    const handler = aHandler();
    const payload = aWebhookPayload('created', { request: { id: 'wrong-id', token_name: 'whisper' } });

    await handler.take(aRequest(payload));

    expect(JSON.stringify(handler.log.lines)).not.toMatch(/whisper|wrong-id/);
  });
});

describe('a webhook that is none of ours', () => {
  it.each([
    ['an event that we do not know', 'star', { action: 'created' }],
    ['an event without an action', 'ping', { zen: 'Keep it logically awesome.' }],
    ['an event of which the body is no object', 'star', null],
    ['an action that we do not know', 'personal_access_token_request', { action: 'escalated' }],
  ])('is no error: %s', async (_, event, payload) => {
    const handler = aHandler();

    const answer = await handler.take(aRequest(payload, { 'x-github-event': event }));

    expect(answer).toEqual({ status: 200, text: 'nothing to do' });
    expect(handler.stored).toEqual([]);
    expect(handler.log.lines).toEqual([]);
  });

  it.each(['installation', 'organization'])('has GitHub asked where the App is, after %s', async (event) => {
    const handler = aHandler();

    const answer = await handler.take(aRequest({ action: 'renamed' }, { 'x-github-event': event }));

    expect(answer.status).toBe(202);
    expect(handler.wake.woken.sync).toBe(1);
  });

  it('may have fields that we do not know', async () => {
    const handler = aHandler();
    const payload = aWebhookPayload('created', { request: { mood: 'good' }, top: { enterprise: { id: 1 } } });

    const answer = await handler.take(aRequest(payload));

    expect(answer.status).toBe(202);
    expect(handler.stored).toHaveLength(1);
  });
});

describe('what is stored of a webhook', () => {
  it('says later what the webhook said', async () => {
    const handler = aHandler();
    const payload = aWebhookPayload('created');

    await handler.take(aRequest(payload));

    expect(newsOf(handler.stored[0])).toEqual({
      about: 'request',
      report: reportFromWebhook(requestWebhook.parse(payload)),
    });
  });

  it('is nothing that is not needed', async () => {
    const handler = aHandler();
    const payload = aWebhookPayload('created', { top: { sender: { id: 1, login: 'mona', bio: 'whisper' } } });

    await handler.take(aRequest({ ...payload, enterprise: { slug: 'hush' } }));

    expect(handler.stored[0]?.payload).toContain('mona');
    expect(handler.stored[0]?.payload).not.toMatch(/whisper|hush/);
  });

  it('is in one lane for each request, so that its webhooks are taken in in order', async () => {
    const handler = aHandler();
    const hear = (guid: string, payload: object) =>
      handler.take(aRequest(payload, { 'x-github-delivery': guid }));

    await hear('d-1', aWebhookPayload('created'));
    await hear('d-2', aWebhookPayload('approved'));
    await hear('d-3', aWebhookPayload('created', { request: { id: 4711 } }));

    const [first, second, other] = handler.stored.map(({ lane }) => lane);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is who it was that withdrew their authorization', async () => {
    const handler = aHandler();
    const payload = { action: 'revoked', sender: { id: 7, login: 'olivia', type: 'User' } };

    await handler.take(aRequest(payload, { 'x-github-event': 'github_app_authorization' }));

    expect(newsOf(handler.stored[0])).toEqual({
      about: 'revocation',
      user: { id: 7, login: 'olivia' },
    });
  });
});

describe('a webhook that comes again', () => {
  it('is stored once and answered as known', async () => {
    const handler = aHandler();
    const request = aRequest(aWebhookPayload('created'));

    const answers = [await handler.take(request), await handler.take(request)];

    expect(answers).toEqual([
      { status: 202, text: 'stored' },
      { status: 202, text: 'known already' },
    ]);
    expect(handler.stored).toHaveLength(1);
    expect(handler.wake.woken.webhooks).toBe(1);
  });
});

describe('a webhook that cannot be stored', () => {
  it('is answered 503, so that it can be sent again, and logged as an error', async () => {
    const handler = aHandler(new Error('the database is away'));

    const answer = await handler.take(aRequest(aWebhookPayload('created')));

    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('the database is away');
    expect(handler.log.lines).toMatchObject([
      { level: 'error', message: 'webhook could not be stored', fields: { deliveryId: 'd-1' } },
    ]);
    expect(handler.wake.woken.webhooks).toBe(0);
  });
});
