import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Octokit } from 'octokit';
import { OutsideError } from '../../../src/domain/errors.js';
import { toGitHubFailure } from '../../../src/github/github-failure.js';

const TOKEN = 'ghs_0123456789abcdefSECRET';
const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A GitHub that answers everything alike. */
function answering(status: number, headers: Record<string, string> = {}, body: unknown = { message: 'No.' }) {
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

async function failureAt(baseUrl: string, signal?: AbortSignal): Promise<OutsideError> {
  const octokit = new Octokit({
    auth: TOKEN,
    baseUrl,
    retry: { enabled: false },
    throttle: { enabled: false },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const body = { action: 'deny', reason: 'between us' };
  try {
    await octokit.request('POST /orgs/acme/personal-access-token-requests/1', {
      ...body,
      request: { signal },
    });
  } catch (error) {
    return toGitHubFailure(error);
  }
  throw new Error('the call did not fail');
}

function ignore(): void {}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('an answer of GitHub’s', () => {
  it.each([
    [400, 'refused'],
    [401, 'unavailable'],
    [403, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [422, 'refused'],
    [429, 'unavailable'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
  ] as const)('of status %d leaves the call %s', async (status, failure) => {
    const url = await answering(status);

    const error = await failureAt(url);

    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({
      service: 'github',
      failure,
      code: status === 429 ? 'rate-limited' : String(status),
    });
  });

  it('that is a refusal keeps GitHub’s own words, but not all of a long text', async () => {
    const url = await answering(422, {}, { message: `Reason is too long${'!'.repeat(1_000)}` });

    const error = await failureAt(url);

    expect(error.options.detail).toMatch(/^Reason is too long!+$/);
    expect(error.options.detail).toHaveLength(200);
  });

  it('that is no JSON, but a page of a proxy, is a refusal all the same', async () => {
    const url = await answering(404, { 'Content-Type': 'text/html' }, '<html>not here</html>');

    const error = await failureAt(url);

    expect(error).toMatchObject({ failure: 'refused', code: '404' });
  });
});

describe('a rate limit', () => {
  const inAMinute = () => String(Math.floor(Date.now() / 1_000) + 60);

  it.each([403, 429])('of status %d waits as long as Retry-After says', async (status) => {
    const url = await answering(status, { 'Retry-After': '90', 'X-RateLimit-Remaining': '0' });

    const error = await failureAt(url);

    expect(error).toMatchObject({
      failure: 'unavailable',
      code: 'rate-limited',
      options: { retryAfterMs: 90_000 },
    });
  });

  it.each([403, 429])('of status %d waits for the reset when nothing remains', async (status) => {
    const headers = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': inAMinute() };

    const error = await failureAt(await answering(status, headers));

    expect(error.code).toBe('rate-limited');
    expect(error.options.retryAfterMs).toBeGreaterThan(50_000);
    expect(error.options.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('of which the reset has passed waits a moment', async () => {
    const headers = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1' };

    const error = await failureAt(await answering(403, headers));

    expect(error.options.retryAfterMs).toBe(1_000);
  });

  it('without any header waits a minute', async () => {
    const error = await failureAt(await answering(429));

    expect(error.options.retryAfterMs).toBe(60_000);
  });

  it('is not seen in a refusal while calls remain', async () => {
    const headers = { 'X-RateLimit-Remaining': '4999', 'X-RateLimit-Reset': inAMinute() };

    const error = await failureAt(await answering(403, headers));

    expect(error).toMatchObject({ failure: 'refused', code: '403' });
  });

  // A secondary limit may come as a 403 with no header but only its text
  // (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits).
  it('that only the text of a 403 tells waits a minute', async () => {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

    const error = await failureAt(await answering(403, { 'X-RateLimit-Remaining': '4999' }, { message }));

    expect(error).toMatchObject({ failure: 'unavailable', options: { retryAfterMs: 60_000 } });
  });
});

describe('no answer', () => {
  it('because nobody listens is certain to have had no effect', async () => {
    const url = await deserted();

    const error = await failureAt(url);

    expect(error).toMatchObject({ failure: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('because the name is unknown is certain to have had no effect', async () => {
    const error = await failureAt('http://github.invalid');

    expect(error).toMatchObject({
      failure: 'unavailable',
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });

  it('because the connection broke after the call may have had an effect', async () => {
    const url = await listen(createServer((request) => request.socket.destroy()));

    const error = await failureAt(url);

    expect(error.failure).toBe('unknown');
  });

  it.each(['TimeoutError', 'AbortError'])('in time (%s) may have had an effect', async (name) => {
    const controller = new AbortController();
    const url = await listen(createServer(() => controller.abort(new DOMException('late', name))));

    const error = await failureAt(url, controller.signal);

    expect(error).toMatchObject({ failure: 'unknown', code: 'timeout' });
  });
});

describe('what is kept of a failure', () => {
  const causes: [what: string, at: () => Promise<string>][] = [
    ['a refusal', () => answering(403, { 'Set-Cookie': 'session=SECRET' })],
    ['an error of the server', () => answering(502)],
    ['a broken connection', () => listen(createServer((request) => request.socket.destroy()))],
    ['nobody who listens', deserted],
  ];

  it.each(causes)('of %s has no token, header, address or body in it', async (_, at) => {
    const url = await at();

    const error = await failureAt(url);

    const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
    expect(shown).not.toContain('SECRET');
    expect(shown).not.toMatch(/authorization/i);
    expect(shown).not.toContain('between us');
    expect(shown).not.toContain('/orgs/acme');
  });

  it('is the same failure when it was translated before', () => {
    const failure = new OutsideError('github', 'refused', '404');

    const again = toGitHubFailure(failure);

    expect(again).toBe(failure);
  });

  it('of anything that is no error of the network’s is that the outcome is unknown', () => {
    const failures = [new Error('x'), 'x', undefined, null].map(toGitHubFailure);

    expect(failures.map(({ failure }) => failure)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });
});
