import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPage } from '../../../../src/sandbox/page/create-page.js';
import { type PageServer, startPageServer } from '../../../../src/sandbox/page/page-server.js';
import { addPeople } from '../../../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../../../src/sandbox/stand-ins.js';

const APP_PORT = 4711;
const CALLBACK = `http://localhost:${APP_PORT}/github/callback`;

describe('GitHub’s sign-in, on the port of the page', () => {
  let server: PageServer;
  let standIns: StandIns;

  beforeEach(async () => {
    server = await startPageServer(0);
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off', webUrl: webUrl() });
    addPeople(standIns);
    standIns.connect(APP_PORT);
  });

  afterEach(async () => {
    await server.close();
    await standIns.close();
    expect(standIns.github.violations).toEqual([]);
  });

  const webUrl = () => `http://localhost:${server.port}/github`;
  const open = async () => server.open(await createPage(standIns, () => new Date(), 0));
  const fields = () => ({
    client_id: standIns.environment.GITHUB_CLIENT_ID ?? '',
    redirect_uri: CALLBACK,
    state: 'some state',
  });
  const authorizeUrl = () => `${webUrl()}/login/oauth/authorize?${new URLSearchParams(fields())}`;

  function press(name: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${webUrl()}/login/oauth/authorize`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ ...fields(), as: name }) },
      headers: { origin: new URL(webUrl()).origin, ...headers },
    });
  }

  function trade(code: string, headers: Record<string, string> = {}): Promise<Response> {
    const secret = standIns.environment.GITHUB_CLIENT_SECRET ?? '';
    const body = new URLSearchParams({ ...fields(), client_secret: secret, code });
    body.delete('state');
    const accept = { accept: 'application/json' };
    return fetch(`${webUrl()}/login/oauth/access_token`, {
      ...{ method: 'POST', body, headers: { ...accept, ...headers } },
    });
  }

  it('leads a visitor who comes from the bot’s page back to it, and gives the bot tokens', async () => {
    await open();
    const headers = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' };

    const page = await fetch(authorizeUrl(), { headers });
    const pressed = await press('mona');
    const location = new URL(pressed.headers.get('location') ?? '');
    const traded = await trade(location.searchParams.get('code') ?? '');

    const text = await page.text();
    expect(text).toContain('<h1>Authorize PATrol</h1>');
    expect(text).toContain('<strong>Mona Moreau</strong> (mona)');
    expect(text).toContain('action="/github/login/oauth/authorize"');
    expect(page.headers.get('content-security-policy')).toContain(
      `form-action 'self' http://localhost:4711;`,
    );
    expect([pressed.status, location.origin + location.pathname]).toEqual([302, CALLBACK]);
    expect(location.searchParams.get('iss')).toBe(`${webUrl()}/login/oauth`);
    expect(await traded.json()).toMatchObject({ access_token: expect.stringMatching(/^ghu_/), scope: '' });
  });

  it('refuses other sites that press for the visitor, and browsers that ask for tokens', async () => {
    await open();

    const pressed = await press('mona', { origin: 'https://evil.example' });
    const silent = await press('mona', { origin: 'null' });
    const asked = await trade('x', { origin: new URL(webUrl()).origin });
    const fetched = await trade('x', { 'sec-fetch-site': 'same-origin' });

    expect([pressed, silent, asked, fetched].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(standIns.github.calls).toEqual([]);
  });

  it('waits until the sandbox has started', async () => {
    const answers = [await fetch(authorizeUrl()), await trade('x')];

    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  });

  it('leaves the caller without an answer where GitHub does', async () => {
    await open();
    standIns.github.faults.add({ match: () => true, effect: { reset: true, executed: false } });

    const answer = trade('x');

    await expect(answer).rejects.toThrow('fetch failed');
  });

  it('goes nowhere but to GitHub, whatever the address says', async () => {
    await open();

    const status = await statusOf(
      `//x@evil.example${new URL(authorizeUrl()).pathname}?${new URLSearchParams(fields())}`,
    );

    expect(status).toBe(200);
    expect(standIns.github.calls.map(({ path }) => path)).toEqual(['/login/oauth/authorize']);
  });

  it('shows the bot’s calls under the hood, and not what a browser does', async () => {
    const parts = await createPage(standIns, () => new Date(), 0);
    server.open(parts);

    await fetch(authorizeUrl());
    await trade('x');

    expect(parts.calls.after(0).map(({ what }) => what)).toEqual(['POST /login/oauth/access_token']);
    expect(JSON.stringify(parts.calls.body(1))).not.toContain(standIns.environment.GITHUB_CLIENT_SECRET);
  });

  /** An address that `fetch` would tidy up. */
  function statusOf(path: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const headers = { host: `localhost:${server.port}` };
      const asked = request({ port: server.port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end();
    });
  }
});
