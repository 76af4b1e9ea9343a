import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import {
  acmeOctokit,
  bobsToken,
  call,
  LIST,
  octokitApp,
  startAcme,
  startReceiver,
  type WebhookReceiver,
} from './stand-in-world.js';

interface RateLimit {
  rate: { remaining: number };
}

describe('the stand-in for GitHub, called by the real Octokit', () => {
  let gitHub: GitHubStandIn;
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    receiver = await startReceiver();
    gitHub = await startAcme();
    gitHub.setWebhookUrl(receiver.url);
  });

  afterEach(async () => {
    await gitHub.close();
    await receiver.close();
  });

  it('opens the private repository once the App has approved the request', async () => {
    const { token, request } = bobsToken(gitHub);
    const octokit = await acmeOctokit(gitHub);
    const before = await call(gitHub, '/repos/acme/vault', { token });

    const { data: listed } = await octokit.request('GET /orgs/{org}/personal-access-token-requests', {
      org: 'acme',
    });
    const { status } = await octokit.request(
      'POST /orgs/{org}/personal-access-token-requests/{pat_request_id}',
      { org: 'acme', pat_request_id: listed[0]?.id ?? 0, action: 'approve' },
    );

    const after = await call(gitHub, '/repos/acme/vault', { token });
    expect([before.status, status, after.status]).toEqual([404, 204, 200]);
    expect(listed).toEqual([
      expect.objectContaining({ id: request.id, reason: 'to build', token_name: 'ci', token_expired: false }),
    ]);
    expect(gitHub.violations).toEqual([]);
  });

  it('sends signed webhooks: of the requester at first, then of the App’s bot', async () => {
    const { request } = bobsToken(gitHub);
    const octokit = await acmeOctokit(gitHub);
    await octokit.request(`POST ${LIST}/${request.id}`, { action: 'deny', reason: 'too broad' });

    await gitHub.settled();

    const { webhooks } = octokitApp(gitHub);
    const areSigned = receiver.received.map(({ text, headers }) =>
      webhooks.verify(text, String(headers['x-hub-signature-256'])),
    );
    expect(await Promise.all(areSigned)).toEqual([true, true]);
    expect(receiver.received.map(({ payload }) => [payload.action, payload.sender.login])).toEqual([
      ['created', 'bob'],
      ['denied', 'patrol[bot]'],
    ]);
    expect(receiver.received.map(({ text }) => /to build|too broad/.test(text))).toEqual([false, false]);
    expect(gitHub.violations).toEqual([]);
  });

  it('names the person as sender when a decision comes with their user access token', async () => {
    const { request } = bobsToken(gitHub);
    const token = gitHub.mintUserToken('alice');

    const { status } = await call(gitHub, `${LIST}/${request.id}`, { token, body: { action: 'approve' } });

    await gitHub.settled();
    expect(status).toBe(204);
    expect(receiver.received.at(-1)?.payload.sender).toMatchObject({ login: 'alice', type: 'User' });
    expect(gitHub.request(request.id)?.decidedBy?.login).toBe('alice');
  });

  it('pages through all requests with the links that it gives', async () => {
    for (let index = 0; index < 45; index += 1) bobsToken(gitHub, `token ${index}`);
    const octokit = await acmeOctokit(gitHub);

    const listed = await octokit.paginate('GET /orgs/{org}/personal-access-token-requests', {
      org: 'ACME',
      per_page: 20,
    });

    const names = listed.map(({ token_name }) => token_name);
    expect(names).toEqual(Array.from({ length: 45 }, (_, index) => `token ${44 - index}`));
    expect(gitHub.calls.filter(({ method }) => method === 'GET').map(({ query }) => query.page)).toEqual([
      undefined,
      '2',
      '3',
    ]);
    expect(gitHub.violations).toEqual([]);
  });

  it('lists the installations of the App, suspended ones with the time', async () => {
    gitHub.addOrganization({ login: 'umbrella', owners: ['alice'] });
    gitHub.addOrganization({ login: 'elsewhere', owners: ['alice'], installed: false });
    gitHub.suspend('umbrella');

    const installations = await octokitApp(gitHub).octokit.paginate('GET /app/installations', {
      per_page: 1,
    });

    expect(installations.map(({ account, suspended_at }) => [account, suspended_at !== null])).toEqual([
      [expect.objectContaining({ login: 'acme', type: 'Organization' }), false],
      [expect.objectContaining({ login: 'umbrella' }), true],
    ]);
    expect(gitHub.violations).toEqual([]);
  });

  it('tells who is an owner, who is a member and who is neither', async () => {
    gitHub.addUser({ login: 'mallory' });
    gitHub.addTeam({ org: 'acme', slug: 'security', members: ['carol'] });
    const octokit = await acmeOctokit(gitHub);
    const roleOf = (username: string) =>
      octokit.request('GET /orgs/{org}/memberships/{username}', { org: 'acme', username });

    const [alice, bob, mallory] = await Promise.allSettled(['Alice', 'bob', 'mallory'].map(roleOf));

    expect(alice).toMatchObject({ value: { data: { role: 'admin', state: 'active' } } });
    expect(bob).toMatchObject({ value: { data: { role: 'member', user: { login: 'bob' } } } });
    expect(mallory).toMatchObject({ reason: { status: 404 } });
    const owners = await octokit.request('GET /orgs/{org}/members', { org: 'acme', role: 'admin' });
    expect(owners.data.map(({ login }) => login)).toEqual(['alice']);
    const team = await octokit.request('GET /orgs/acme/teams/security/memberships/carol');
    expect(team.data).toMatchObject({ state: 'active' });
    expect(gitHub.violations).toEqual([]);
  });

  it('shows the public e-mail address of a person, which is null unless they set it', async () => {
    gitHub.setEmail('carol', 'carol@acme.test');
    const octokit = await acmeOctokit(gitHub);

    const bob = await octokit.request('GET /users/{username}', { username: 'bob' });
    const carol = await octokit.request('GET /users/{username}', { username: 'CAROL' });

    expect([bob.data.email, carol.data.email]).toEqual([null, 'carol@acme.test']);
    expect(gitHub.violations).toEqual([]);
  });

  it('answers 304 to a list that has not changed', async () => {
    const octokit = await acmeOctokit(gitHub);
    const first = await octokit.request(`GET ${LIST}`);
    const headers = { 'if-none-match': first.headers.etag };

    const again = octokit.request(`GET ${LIST}`, { headers });

    await expect(again).rejects.toMatchObject({ status: 304 });
    bobsToken(gitHub);
    await expect(octokit.request(`GET ${LIST}`, { headers })).resolves.toMatchObject({ status: 200 });
  });

  it('says what is left of the rate limit, and refuses when nothing is', async () => {
    gitHub.behaviour.rateLimit = 1;
    const user = gitHub.mintUserToken('alice');

    const first = await call(gitHub, LIST, { token: user });
    const second = await call(gitHub, LIST, { token: user });

    expect(first.headers.get('x-ratelimit-remaining')).toBe('0');
    expect([first.status, second.status]).toEqual([200, 403]);
    expect(second.body.message).toContain('API rate limit exceeded');
    expect(Number(second.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
    const { body } = await call<RateLimit>(gitHub, '/rate_limit', { token: user });
    expect(body.rate.remaining).toBe(0);
  });

  it('records calls without their secrets and tells listeners of them', async () => {
    const heard: string[] = [];
    const stop = gitHub.on('call', ({ path }) => heard.push(path));
    const token = gitHub.mintUserToken('alice');

    await call(gitHub, `${LIST}?token_id[]=5`, { token });

    stop();
    await call(gitHub, '/user', { token });
    expect(heard).toEqual([LIST]);
    expect(gitHub.calls[0]).toMatchObject({
      method: 'GET',
      path: LIST,
      query: { 'token_id[]': ['5'] },
      status: 200,
      authenticatedAs: 'user:alice',
    });
    expect(JSON.stringify(gitHub.calls)).not.toContain(token);
  });
});
