import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import {
  type Answer,
  askForTokens,
  authorizeUrl,
  CALLBACK,
  CHALLENGE,
  codeOf,
  exchange,
  refresh,
  VERIFIER,
} from './sign-in-world.js';
import { CLIENT, call, startAcme } from './stand-in-world.js';

describe('the sign-in of people at the stand-in', () => {
  let gitHub: GitHubStandIn;
  let now: Date;

  beforeEach(async () => {
    now = new Date();
    gitHub = await startAcme({ now: () => now });
    gitHub.setCallbackUrls(CALLBACK, 'http://127.0.0.1:3000/github/callback');
  });

  afterEach(() => gitHub.close());

  const statusOf = async (token: string) => (await call(gitHub, '/user', { token })).status;
  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };

  it('sends the browser back with a code, which is good for tokens of that person', async () => {
    const location = new URL(gitHub.authorize({ login: 'alice', url: authorizeUrl(gitHub) }));

    const answer = await exchange(gitHub, location.searchParams.get('code') ?? '');

    const { body } = await call<{ login: string }>(gitHub, '/user', { token: answer.access_token });
    expect(location.href).toMatch(`${CALLBACK}?code=`);
    expect(location.searchParams.get('state')).toBe('some state');
    expect(location.searchParams.get('iss')).toBe(`${gitHub.url}/login/oauth`);
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^ghu_\w{36}$/),
      expires_in: 28_800,
      refresh_token: expect.stringMatching(/^ghr_\w{76}$/),
      refresh_token_expires_in: 15_897_600,
      scope: '',
      token_type: 'bearer',
    });
    expect(body.login).toBe('alice');
    expect(gitHub.violations).toEqual([]);
  });

  it('sends the browser back with an error when the person cancels', () => {
    const url = authorizeUrl(gitHub);

    const { searchParams } = new URL(gitHub.deny({ url }));

    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
      state: 'some state',
    });
    expect(searchParams.has('code')).toBe(false);
  });

  it('names neither state nor issuer that it was not given or does not know of', () => {
    gitHub.behaviour.issuerInRedirect = false;

    const location = gitHub.authorize({ login: 'alice', url: authorizeUrl(gitHub, { state: undefined }) });

    expect([...new URL(location).searchParams.keys()]).toEqual(['code']);
  });

  it('goes to the first callback URL when the App names none', () => {
    const url = authorizeUrl(gitHub, { redirect_uri: undefined });

    const location = gitHub.authorize({ login: 'alice', url });

    expect(location).toMatch(`${CALLBACK}?code=`);
  });

  it.each([
    ['an App that it does not know', { client_id: 'Iv1.other' }, 404, 'No App has this client_id.'],
    ['a foreign callback', { redirect_uri: 'http://evil.example/' }, 400, 'is not associated'],
    ['a callback with something added', { redirect_uri: `${CALLBACK}?x=1` }, 400, 'is not associated'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 400, 'by the method S256'],
    ['a method without a challenge', { code_challenge: undefined }, 400, 'by the method S256'],
    ['a challenge that is no hash', { code_challenge: VERIFIER }, 400, 'by the method S256'],
  ])('shows a page instead of going on for %s', async (_, changes, status, text) => {
    const url = authorizeUrl(gitHub, changes);

    const page = await fetch(url, { redirect: 'manual' });

    expect(page.status).toBe(status);
    expect(await page.text()).toContain(text);
    expect(gitHub.violations).toEqual([expect.stringContaining(text)]);
    expect(() => gitHub.authorize({ login: 'alice', url })).toThrow(text);
  });

  it('records what GitHub does not know for a GitHub App', async () => {
    gitHub.authorize({ login: 'alice', url: authorizeUrl(gitHub, { scope: 'repo' }) });

    await exchange(gitHub, 'x', { audience: 'x' });

    expect(gitHub.violations).toEqual([
      '/login/oauth/authorize: scope is not known for a GitHub App',
      '/login/oauth/access_token: audience is not known',
    ]);
  });

  it('knows its own page from any other', () => {
    const url = authorizeUrl(gitHub).replace('/login/oauth/authorize', '/login');

    expect(() => gitHub.authorize({ login: 'alice', url })).toThrow('People authorize the App at');
  });

  it('takes a code once only, also when it came to nothing', async () => {
    const used = codeOf(gitHub);
    const spoilt = codeOf(gitHub);
    const first = await exchange(gitHub, used);
    await exchange(gitHub, spoilt, { code_verifier: 'another' });

    const again = await exchange(gitHub, used);
    const afterMistake = await exchange(gitHub, spoilt);

    expect(again).toEqual({
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
      error_uri: expect.stringMatching(/^https:\/\/docs\.github\.com\/apps\/.*#bad-verification-code$/),
    });
    expect(afterMistake.error).toBe('bad_verification_code');
    expect(await statusOf(first.access_token)).toBe(200);
  });

  it('takes a code for ten minutes', async () => {
    const [young, old] = [codeOf(gitHub), codeOf(gitHub)];

    pass(9 * 60_000);
    const inTime = await exchange(gitHub, young);
    pass(60_000);
    const late = await exchange(gitHub, old);

    expect(inTime.access_token).toBeDefined();
    expect(late.error).toBe('bad_verification_code');
  });

  it.each([
    ['no verifier', { code_verifier: undefined }, 'bad_verification_code'],
    ['a wrong verifier', { code_verifier: CHALLENGE }, 'bad_verification_code'],
    ['another callback', { redirect_uri: 'http://127.0.0.1:3000/github/callback' }, 'redirect_uri_mismatch'],
    ['a wrong secret', { client_secret: 'guessed' }, 'incorrect_client_credentials'],
    ['no secret', { client_secret: undefined }, 'incorrect_client_credentials'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('gives no tokens for a code with %s, and says so with 200', async (_, changes, error) => {
    const code = codeOf(gitHub);

    const response = await askForTokens(gitHub, {
      ...{ code, redirect_uri: CALLBACK, code_verifier: VERIFIER },
      ...changes,
    });

    const answer = (await response.json()) as Answer;
    expect(response.status).toBe(200);
    expect(answer.error).toBe(error);
    expect(Object.keys(answer)).toEqual(['error', 'error_description', 'error_uri']);
    expect(gitHub.violations).toEqual([]);
  });

  it('answers 404 to a client id that it does not know', async () => {
    const response = await askForTokens(gitHub, { client_id: 'Iv1.other', code: codeOf(gitHub) });

    expect([response.status, await response.json()]).toEqual([404, { error: 'Not Found' }]);
  });

  it('needs neither verifier nor callback where none was named before', async () => {
    const code = codeOf(gitHub, 'bob', { code_challenge: undefined, code_challenge_method: undefined });

    const answer = await exchange(gitHub, code, { code_verifier: undefined, redirect_uri: undefined });

    expect(answer.access_token).toMatch(/^ghu_/);
  });

  it('takes JSON as well, and answers with a form unless it is asked for JSON', async () => {
    const fields = { client_id: CLIENT.id, client_secret: CLIENT.secret, code: codeOf(gitHub) };

    const response = await fetch(`${gitHub.url}/login/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...fields, code_verifier: VERIFIER }),
    });

    const answer = new URLSearchParams(await response.text());
    expect(response.headers.get('content-type')).toContain('application/x-www-form-urlencoded');
    expect(answer.get('access_token')).toMatch(/^ghu_/);
    expect(answer.get('expires_in')).toBe('28800');
  });

  it('takes no code of somebody who has withdrawn the authorization since', async () => {
    const code = codeOf(gitHub);

    gitHub.revokeAuthorization('alice');

    expect((await exchange(gitHub, code)).error).toBe('bad_verification_code');
  });

  it('keeps no secret in the record of calls', async () => {
    const code = codeOf(gitHub);
    await fetch(authorizeUrl(gitHub));
    const first = await exchange(gitHub, code);
    const second = await refresh(gitHub, first.refresh_token);

    await call(gitHub, `/applications/${CLIENT.id}/token`, {
      client: CLIENT,
      body: { access_token: second.access_token },
    });

    const record = JSON.stringify(gitHub.calls);
    const secrets = [
      code,
      VERIFIER,
      CLIENT.secret,
      'some state',
      ...[first, second].map((a) => a.access_token),
    ];
    expect([...secrets, first.refresh_token].filter((secret) => record.includes(secret))).toEqual([]);
    expect(record).not.toContain('Basic');
    expect(gitHub.calls.map(({ authenticatedAs }) => authenticatedAs)).toEqual([
      'browser',
      'client',
      'client',
      'client',
    ]);
  });
});
