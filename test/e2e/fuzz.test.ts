import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTIONS, INPUTS, SHORTCUTS, VIEWS } from '../../src/slack/action-ids.js';
import { askForAccess, PEOPLE, pendingCard, quiet, REVIEW_CHANNEL } from '../support/acts.js';
import { aWebhookPayload } from '../support/builders.js';
import { startTrial, type Trial } from '../support/trial.js';

/** A fifth of that many, or all with FUZZ=full, as in .ci/run: they take half a minute. */
const some = (count: number) => (process.env.FUZZ === 'full' ? count : count / 5);
const inWords = (count: number) => some(count).toLocaleString('en');

/** So many requests are under way at once. */
const AT_ONCE = 20;
/** Bolt answers what no listener takes after three seconds. */
const AT_ONCE_IN_SLACK = 250;

let trial: Trial;
let tokenRequestId: number;
beforeAll(async () => {
  trial = await startTrial();
  askForAccess(trial);
  await pendingCard(trial);
  await quiet(trial);
  [{ id: tokenRequestId }] = (await trial.rows<{ id: number }>('SELECT id FROM token_requests')) as [
    { id: number },
  ];
});
afterAll(() => trial.close());

interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Sends `count` requests that fast-check makes; returns how often each status was answered, and the worst of them. */
async function fire(count: number, shots: fc.Arbitrary<Shot>, atOnce = AT_ONCE) {
  const statuses = new Map<number, number>();
  const worst: (Shot & { status: number })[] = [];
  const left = fc.sample(shots, { numRuns: count, seed: 4711 });
  async function fireOneAfterTheOther() {
    for (let shot = left.pop(); shot !== undefined; shot = left.pop()) {
      const { path, ...init } = shot;
      const response = await fetch(`${trial.url}${path}`, { ...init, redirect: 'manual' });
      await response.arrayBuffer();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status >= 500) worst.push({ ...shot, status: response.status });
    }
  }
  await Promise.all(Array.from({ length: atOnce }, fireOneAfterTheOther));
  return { statuses, worst: worst.slice(0, 3) };
}

/** How many rows there are of everything that something could have been stored in. */
async function stored(): Promise<unknown> {
  const tables = [
    'token_requests',
    'decisions',
    'deliveries',
    'webhook_deliveries',
    'organizations',
    'links',
    'link_attempts',
    'bulk_decisions',
    'lists',
  ];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})::int AS ${table}`);
  return (await trial.rows(`SELECT ${counts.join(', ')}`))[0];
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\0',
    '<!channel>',
    '=1+1',
    '\u202e',
    '../..',
    '%00',
    "';--",
    '{"a":',
    'x'.repeat(4_000),
  ),
);
const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom(-1, 0, 2 ** 53, 1e308, null, true, [], {}, '2026-02-30T25:61:00Z', '0000-00-00'),
);

/** Every path of a payload, so that any part of it can be replaced. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return [[...path], ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** A payload of which up to three parts are something else. */
function broken(payload: object): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...pathsOf(payload)), json);
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((so, [path, by]) => tryReplaced(so, path, by), payload));
}

function tryReplaced(value: unknown, path: readonly string[], by: unknown): unknown {
  try {
    return replaced(value, path, by);
  } catch {
    return value;
  }
}

const secretOf = (name: string) => trial.environment[name] ?? '';

function signedWebhook(body: string, event: string, delivery: string): Shot {
  const digest = createHmac('sha256', secretOf('GITHUB_WEBHOOK_SECRET')).update(body).digest('hex');
  return {
    method: 'POST',
    path: '/github/webhooks',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': delivery,
      'x-hub-signature-256': `sha256=${digest}`,
    },
    body,
  };
}

function signedBySlack(
  fields: Record<string, string> | string,
  type = 'application/x-www-form-urlencoded',
): Shot {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const digest = createHmac('sha256', secretOf('SLACK_SIGNING_SECRET'))
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return {
    method: 'POST',
    path: '/slack/events',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
    body,
  };
}

const printable = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.=/,; '), minLength: 1, maxLength: 40 });
const uuid = fc.uuid();

describe('whatever is sent', () => {
  it(`without a good signature of GitHub’s is refused, and leaves no trace: ${inWords(2_500)} webhooks`, async () => {
    const before = await stored();
    const webhook = fc
      .record({
        payload: fc.oneof(fc.constant(aWebhookPayload('created') as unknown), json),
        signature: fc.oneof(printable, fc.constantFrom('sha256=', `sha256=${'0'.repeat(64)}`, 'sha1=00')),
        event: fc.constantFrom('personal_access_token_request', 'installation', 'github_app_authorization'),
        delivery: uuid,
        isSigned: fc.boolean(),
      })
      .map(({ payload, signature, event, delivery, isSigned }): Shot => {
        const shot = signedWebhook(JSON.stringify(payload), event, delivery);
        const { 'x-hub-signature-256': _, ...headers } = shot.headers;
        return { ...shot, headers: isSigned ? { ...headers, 'x-hub-signature-256': signature } : headers };
      });

    const { statuses } = await fire(some(2_500), webhook);

    expect([...statuses]).toEqual([[401, some(2_500)]]);
    expect(await stored()).toEqual(before);
  });

  it(`without a good signature of Slack’s is refused, and leaves no trace: ${inWords(1_500)} requests`, async () => {
    const before = await stored();
    const request = fc
      .record({ payload: json, signature: printable, age: fc.constantFrom(0, 301, -301, Number.NaN) })
      .map(({ payload, signature, age }): Shot => {
        const shot = signedBySlack({ payload: JSON.stringify(payload) });
        const timestamp = String(Math.floor(Date.now() / 1_000) - age);
        return {
          ...shot,
          headers: {
            ...shot.headers,
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': `v0=${signature.trim()}`,
          },
        };
      });

    const { statuses } = await fire(some(1_500), request);

    expect([...statuses]).toEqual([[401, some(1_500)]]);
    expect(await stored()).toEqual(before);
  });

  it(`by GitHub, signed, is taken or refused in words, and never breaks anything: ${inWords(3_000)} webhooks`, async () => {
    const request = (aWebhookPayload('created').personal_access_token_request ?? {}) as object;
    const webhook = fc
      .tuple(
        fc.oneof(
          { weight: 3, arbitrary: broken(aWebhookPayload('created')) },
          {
            weight: 2,
            arbitrary: broken(request).map((one) => ({
              ...aWebhookPayload('created'),
              personal_access_token_request: one,
            })),
          },
          { weight: 1, arbitrary: broken({ action: 'revoked', sender: { id: 1, login: 'mona' } }) },
          { weight: 1, arbitrary: json },
        ),
        fc.constantFrom('personal_access_token_request', 'github_app_authorization', 'ping', 'x'),
        uuid,
      )
      .map(([payload, event, delivery]) => signedWebhook(JSON.stringify(payload) ?? '', event, delivery));

    const { statuses, worst } = await fire(some(3_000), webhook);

    expect(worst).toEqual([]);
    for (const status of statuses.keys()) expect([200, 202, 400]).toContain(status);
  });

  it(`by Slack, signed, never breaks anything, and decides nothing: ${inWords(2_000)} interactions and commands`, async () => {
    const user = { id: PEOPLE.mona, team_id: 'T0ACME', username: 'mona' };
    const common = { user, team: { id: 'T0ACME' }, token: 'x', trigger_id: '1.2.3', api_app_id: 'A0PATROL' };
    const click = {
      ...common,
      type: 'block_actions',
      container: { type: 'message', message_ts: '1.2', channel_id: REVIEW_CHANNEL },
      channel: { id: REVIEW_CHANNEL },
      message: { ts: '1.2', blocks: [] },
      response_url: '',
      actions: [
        { type: 'button', action_id: ACTIONS.approve, block_id: 'decide', value: String(tokenRequestId) },
      ],
    };
    const submission = (callbackId: string) => ({
      ...common,
      type: 'view_submission',
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: callbackId,
        private_metadata: JSON.stringify({ tokenRequestId, listId: 'x', bulkId: 1 }),
        blocks: [],
        hash: 'h',
        state: { values: { [INPUTS.reason]: { [INPUTS.reason]: { type: 'plain_text_input', value: 'x' } } } },
      },
    });
    const shortcut = { ...common, type: 'shortcut', callback_id: SHORTCUTS.pending };
    const command = {
      command: '/tokens',
      user_id: PEOPLE.mona,
      team_id: 'T0ACME',
      trigger_id: '1',
      text: '',
    };
    const event = {
      type: 'event_callback',
      team_id: 'T0ACME',
      event: { type: 'app_home_opened', user: PEOPLE.mona, tab: 'home', channel: 'D1' },
    };
    const clicks = Object.values(ACTIONS).map((id) => ({
      ...click,
      actions: [{ ...click.actions[0], action_id: id }],
    }));
    const payloads = [...clicks, ...Object.values(VIEWS).map(submission), shortcut].map(broken);
    const shots = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .oneof(...payloads)
          .map((payload) => signedBySlack({ payload: JSON.stringify(payload) ?? '' })),
      },
      {
        weight: 2,
        arbitrary: fc
          .record({ text, user_id: printable })
          .map((over) => signedBySlack({ ...command, ...over })),
      },
      {
        weight: 1,
        arbitrary: broken(event).map((payload) =>
          signedBySlack(JSON.stringify(payload) ?? '', 'application/json'),
        ),
      },
      { weight: 1, arbitrary: text.map((body) => signedBySlack(body)) },
    );

    const { worst } = await fire(some(2_000), shots, AT_ONCE_IN_SLACK);

    expect(worst).toEqual([]);
    const decided = await trial.rows("SELECT * FROM decisions WHERE path <> 'github'");
    expect(decided).toEqual([]);
    expect(
      trial.github.calls.filter(({ method, path }) => method === 'POST' && path.includes('-requests')),
    ).toEqual([]);
  });

  it(`by a browser on the way through the sign-in links nobody, and never breaks anything: ${inWords(2_500)} requests`, async () => {
    const before = await trial.rows('SELECT * FROM links ORDER BY slack_user_id');
    const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 43, maxLength: 43 });
    const field = fc.oneof(text, secret, uuid);
    const query = fc
      .dictionary(fc.constantFrom('ticket', 'state', 'code', 'error', 'attempt', 'iss', '__proto__'), field)
      .map((fields) => new URLSearchParams(fields).toString());
    const shots = fc
      .record({
        method: fc.constantFrom('GET', 'GET', 'POST', 'PUT'),
        path: fc.constantFrom(
          '/github/login',
          '/github/callback',
          '/github/confirm',
          '/github/cancel',
          '/github/x',
        ),
        query,
        body: query,
        cookie: fc.oneof(
          secret.map((value) => `patrol-link=${value}`),
          printable,
        ),
      })
      .map(
        ({ method, path, query: fields, body, cookie }): Shot => ({
          method,
          path: `${path}?${fields}`.slice(0, 9_000),
          headers: { cookie: cookie.trim(), 'content-type': 'application/x-www-form-urlencoded' },
          ...(method === 'GET' ? {} : { body }),
        }),
      );

    const { statuses, worst } = await fire(some(2_500), shots);

    expect(worst).toEqual([]);
    for (const status of statuses.keys()) expect([200, 400, 404, 405, 414]).toContain(status);
    expect(await trial.rows('SELECT * FROM links ORDER BY slack_user_id')).toEqual(before);
  });

  it('leaves the program alive, and able to take a request', async () => {
    const response = await fetch(`${trial.url}/readyz`);

    expect(await response.json()).toMatchObject({ database: 'ok' });
    askForAccess(trial, { name: 'after-the-storm' });
    await trial.eventually('a card for what comes afterwards', () =>
      trial.slack
        .messages(REVIEW_CHANNEL)
        .find((message) => trial.slack.read(message).includes('after-the-storm')),
    );
  });
});
