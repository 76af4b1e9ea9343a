import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { type Answer, CALLBACK, codeOf, exchange, refresh } from './sign-in-world.js';
import { CLIENT, call, startAcme } from './stand-in-world.js';

const HOUR = 3_600_000;

describe('the tokens of people who signed in at the stand-in', () => {
  let gitHub: GitHubStandIn;
  let now: Date;

  beforeEach(async () => {
    now = new Date();
    gitHub = await startAcme({ now: () => now });
    gitHub.setCallbackUrls(CALLBACK);
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  const statusOf = async (token: string) => (await call(gitHub, '/user', { token })).status;
  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };

  it('ends an access token after eight hours, and the old pair when it is refreshed', async () => {
    const first = await exchange(gitHub, codeOf(gitHub));
    pass(8 * HOUR - 1000);
    const atTheEnd = await statusOf(first.access_token);
    pass(1000);
    const expired = await statusOf(first.access_token);

    const second = await refresh(gitHub, first.refresh_token);
    const third = await refresh(gitHub, second.refresh_token);

    expect([atTheEnd, expired]).toEqual([200, 401]);
    expect(third).toMatchObject({ expires_in: 28_800, refresh_token_expires_in: 15_897_600 });
    expect(await statusOf(second.access_token)).toBe(401);
    expect(await statusOf(third.access_token)).toBe(200);
  });

  it.each([
    ['was used', async (token: string) => void (await refresh(gitHub, token))],
    ['is six months old', async () => pass(15_897_600_000)],
    ['belongs to an authorization that its person withdrew', async () => gitHub.revokeAuthorization('alice')],
  ])('refreshes nothing with a token that %s', async (_, happens) => {
    const { refresh_token: token } = await exchange(gitHub, codeOf(gitHub));

    await happens(token);

    expect(await refresh(gitHub, token)).toMatchObject({
      error: 'bad_refresh_token',
      error_description: 'The refresh token passed is incorrect or expired.',
    });
  });

  it('gives the old pair up even when its answer is lost', async () => {
    const { refresh_token: token } = await exchange(gitHub, codeOf(gitHub));
    const match = ({ path }: { path: string }) => path === '/login/oauth/access_token';
    gitHub.faults.add({ match, times: 1, effect: { reset: true, executed: true } });

    const lost = refresh(gitHub, token);

    await expect(lost).rejects.toThrow('fetch failed');
    expect((await refresh(gitHub, token)).error).toBe('bad_refresh_token');
    expect(gitHub.calls.at(-2)).toMatchObject({ authenticatedAs: 'client', status: 0 });
  });

  it('gives tokens without an end, and none to refresh them, to an App that opted out', async () => {
    gitHub.behaviour.userTokensExpire = false;

    const answer = await exchange(gitHub, codeOf(gitHub));

    pass(1000 * HOUR);
    expect(answer).toEqual({ access_token: expect.any(String), scope: '', token_type: 'bearer' });
    expect(await statusOf(answer.access_token)).toBe(200);
    expect(Object.keys(gitHub.mintSignIn('bob'))).not.toContain('refresh_token');
  });

  it('lets a test begin with somebody who signed in before', async () => {
    const signIn = gitHub.mintSignIn('alice');

    const answer: Answer = await refresh(gitHub, signIn.refresh_token ?? '');

    expect([await statusOf(signIn.access_token), await statusOf(answer.access_token)]).toEqual([401, 200]);
  });

  it('are told to the App that asks by its client id and secret', async () => {
    const token = gitHub.mintUserToken('alice');

    const checked = await check(token);

    expect(checked).toMatchObject({
      status: 200,
      body: { token, app: { client_id: CLIENT.id }, user: { login: 'alice' }, scopes: [], note: null },
    });
  });

  it.each([
    ['was never given', () => 'ghu_unknown'],
    [
      'has expired',
      (token: string) => {
        pass(8 * HOUR);
        return token;
      },
    ],
  ])('are not found by one that %s', async (_, happens) => {
    const token = happens(gitHub.mintUserToken('alice'));

    const answers = [await check(token), await end('token', token), await end('grant', token)];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('end one by one, each with its refresh token', async () => {
    const [first, other] = [gitHub.mintSignIn('alice'), gitHub.mintSignIn('alice')];

    const { status } = await end('token', first.access_token);

    await gitHub.settled();
    expect(status).toBe(204);
    expect([await statusOf(first.access_token), await statusOf(other.access_token)]).toEqual([401, 200]);
    expect((await refresh(gitHub, first.refresh_token ?? '')).error).toBe('bad_refresh_token');
    expect(gitHub.webhookDeliveries).toEqual([]);
  });

  it('end all at once with the authorization, of which a webhook tells', async () => {
    const [first, second, bobs] = ['alice', 'alice', 'bob'].map((login) => gitHub.mintUserToken(login));

    const { status } = await end('grant', first ?? '');

    expect(status).toBe(204);
    const statuses = [first, second, bobs].map((token) => statusOf(token ?? ''));
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
    expect(gitHub.webhookDeliveries.map(({ event, action }) => `${event}.${action}`)).toEqual([
      'github_app_authorization.revoked',
    ]);
    expect(gitHub.webhookDeliveries[0]?.payload.sender).toMatchObject({ login: 'alice' });
  });

  it.each([
    ['nobody', {}, 401],
    ['a person', { token: true }, 401],
    ['a wrong secret', { client: { ...CLIENT, secret: 'guessed' } }, 401],
    ['the client of another App', { client: CLIENT, id: 'Iv1.other' }, 404],
  ])('are not shown to %s', async (_, { token, client, id = CLIENT.id }: Caller, status) => {
    const value = gitHub.mintUserToken('alice');

    const answer = await call(gitHub, `/applications/${id}/token`, {
      ...{ client, token: token ? value : undefined, body: { access_token: value } },
    });

    expect(answer.status).toBe(status);
  });

  it('tell their person what they are in an organization', async () => {
    const token = gitHub.mintUserToken('alice');
    gitHub.addOrganization({ login: 'umbrella', owners: ['bob'] });

    const own = await call<{ role: string }>(gitHub, '/user/memberships/orgs/acme', { token });
    const foreign = await call(gitHub, '/user/memberships/orgs/umbrella', { token });
    const nobody = await call(gitHub, '/user/memberships/orgs/acme');

    expect([own.status, own.body.role, foreign.status, nobody.status]).toEqual([200, 'admin', 404, 401]);
  });

  function check(token: string) {
    const path = `/applications/${CLIENT.id}/token`;
    return call(gitHub, path, { client: CLIENT, body: { access_token: token } });
  }

  function end(what: 'token' | 'grant', token: string) {
    const path = `/applications/${CLIENT.id}/${what}`;
    return call(gitHub, path, { client: CLIENT, method: 'DELETE', body: { access_token: token } });
  }
});

interface Caller {
  token?: boolean;
  client?: typeof CLIENT;
  id?: string;
}
