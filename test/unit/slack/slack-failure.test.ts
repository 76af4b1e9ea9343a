import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { OutsideError } from '../../../src/domain/errors.js';
import { toSlackFailure } from '../../../src/slack/slack-failure.js';
import { createSlackLogger } from '../../../src/slack/slack-logger.js';
import { aLog } from '../../support/builders.js';

const TOKEN = 'xoxb-0123456789-SECRET';
const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

/** A Slack that answers everything alike. */
function answering(body: unknown, status = 200, headers: Record<string, string> = {}): Promise<string> {
  return listen(
    createServer((_, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    }),
  );
}

/** Where a server was. */
async function deserted(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

/**
 * Jest runs tests in a realm of their own, where the client takes an error of Node's `fetch` for no Error and drops
 * its cause; outside of tests it does not.
 */
const fetchHere: typeof fetch = (input, init) =>
  fetch(input, init).catch((error: Error & { cause?: Error & { code?: string } }) => {
    const cause = Object.assign(new Error(error.cause?.message), { code: error.cause?.code });
    throw Object.assign(new TypeError(error.message, { cause }), { name: error.name });
  });

async function failureAt(slackApiUrl: string, timeout = 5_000): Promise<OutsideError> {
  const client = new WebClient(TOKEN, {
    slackApiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createSlackLogger(aLog()),
    fetch: fetchHere,
  });
  try {
    await client.chat.postMessage({ channel: 'C1', text: 'between us' });
  } catch (error) {
    return toSlackFailure(error);
  }
  throw new Error('the call did not fail');
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('an answer of Slack’s', () => {
  it.each([
    ['channel_not_found', 'unavailable'],
    ['invalid_blocks', 'refused'],
    ['message_not_found', 'refused'],
    ['not_in_channel', 'unavailable'],
    ['cannot_dm_bot', 'refused'],
    ['invalid_auth', 'unavailable'],
    ['token_revoked', 'unavailable'],
    ['account_inactive', 'unavailable'],
    ['missing_scope', 'unavailable'],
    ['service_unavailable', 'unavailable'],
    ['request_timeout', 'unavailable'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
  ] as const)('%s leaves the call %s', async (code, failure) => {
    const url = await answering({ ok: false, error: code });

    const error = await failureAt(url);

    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({ service: 'slack', failure, code });
  });

  it('keeps what Slack says of the blocks that it refuses, but not all of a long text', async () => {
    const messages = ['[ERROR] must be less than 76 characters', `x${'!'.repeat(1_000)}`];
    const url = await answering({ ok: false, error: 'invalid_blocks', response_metadata: { messages } });

    const error = await failureAt(url);

    expect(error.options.detail).toMatch(/^\[ERROR\] must be less than 76 characters; x!+$/);
    expect(error.options.detail).toHaveLength(500);
  });

  it('of too many calls waits as long as Slack says', async () => {
    const url = await answering({ ok: false, error: 'ratelimited' }, 429, { 'Retry-After': '30' });

    const error = await failureAt(url);

    expect(error).toMatchObject({
      failure: 'unavailable',
      code: 'ratelimited',
      options: { retryAfterMs: 30_000 },
    });
  });

  it.each([
    [500, 'unknown'],
    [503, 'unknown'],
    [400, 'unavailable'],
    [403, 'unavailable'],
    [404, 'unavailable'],
  ] as const)('of status %d leaves the call %s', async (status, failure) => {
    const url = await answering({}, status);

    const error = await failureAt(url);

    expect(error).toMatchObject({ failure, code: String(status) });
  });
});

describe('no answer', () => {
  it('because nobody listens is certain to have had no effect', async () => {
    const url = await deserted();

    const error = await failureAt(url);

    expect(error).toMatchObject({ failure: 'unavailable', code: 'network' });
  });

  it('because the name is unknown is certain to have had no effect', async () => {
    const error = await failureAt('http://slack.invalid/api/');

    expect(error).toMatchObject({ failure: 'unavailable', code: 'network' });
  });

  it('because the connection broke after the call may have had an effect', async () => {
    const url = await listen(createServer((request) => request.socket.destroy()));

    const error = await failureAt(url);

    expect(error).toMatchObject({ failure: 'unknown', code: 'network' });
  });

  it('in time may have had an effect', async () => {
    const url = await listen(createServer(() => undefined));

    const error = await failureAt(url, 50);

    expect(error.failure).toBe('unknown');
  });
});

describe('what is kept of a failure', () => {
  const causes: [what: string, at: () => Promise<string>][] = [
    ['a refusal', () => answering({ ok: false, error: 'invalid_blocks' })],
    ['wrong credentials', () => answering({ ok: false, error: 'invalid_auth' })],
    ['an error of the server', () => answering({}, 502)],
    ['too many calls', () => answering({}, 429, { 'Retry-After': '1' })],
    ['a broken connection', () => listen(createServer((request) => request.socket.destroy()))],
    ['nobody who listens', deserted],
  ];

  it.each(causes)('of %s has no token, header or text in it', async (_, at) => {
    const url = await at();

    const error = await failureAt(url);

    const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
    expect(shown).not.toContain('SECRET');
    expect(shown).not.toMatch(/authorization/i);
    expect(shown).not.toContain('between us');
  });

  it('is the same failure when it was translated before', () => {
    const failure = new OutsideError('slack', 'refused', 'invalid_blocks');

    const again = toSlackFailure(failure);

    expect(again).toBe(failure);
  });

  it('of anything that is no error of the client’s is that the outcome is unknown', () => {
    const failures = [new Error('x'), 'x', undefined].map(toSlackFailure);

    expect(failures.map(({ failure, code }) => `${failure} ${code}`)).toEqual(
      Array(3).fill('unknown unexpected'),
    );
  });
});

describe('the log of Slack’s libraries', () => {
  it('reaches ours, where their errors are warnings, and without whole messages', () => {
    const log = aLog();
    const logger = createSlackLogger(log);

    logger.debug('http request body: between us');
    logger.info('i');
    logger.warn('w', 1);
    logger.error('e', new Error('broke'));

    expect(log.lines.map(({ level, fields }) => [level, fields.detail])).toEqual([
      ['debug', 'i'],
      ['warn', 'w 1'],
      ['warn', 'e broke'],
    ]);
  });
});
