import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { appJwt, bobsToken, call, installationToken, LIST, startAcme } from './stand-in-world.js';

const SECONDS = Math.floor(Date.now() / 1000);

describe('the strictness of the stand-in', () => {
  let gitHub: GitHubStandIn;
  let token: string;

  beforeEach(async () => {
    gitHub = await startAcme();
    token = await installationToken(gitHub);
  });

  afterEach(() => gitHub.close());

  it.each([
    ['an unknown parameter', '?state=pending', '(state)'],
    ['more than a hundred a page', '?per_page=101', '/per_page must be <= 100'],
    ['fifty-one token ids', `?${Array(51).fill('token_id[]=1').join('&')}`, 'more than 50 items'],
  ])('answers 422 to %s and records it', async (_, query, message) => {
    const path = LIST + query;

    const { status, body } = await call(gitHub, path, { token });

    expect([status, body.message]).toEqual([422, 'Validation Failed']);
    expect(gitHub.violations).toEqual([expect.stringContaining(message)]);
  });

  it('answers 422 to a reason of 1,025 characters and decides nothing', async () => {
    const { request } = bobsToken(gitHub);
    const body = { action: 'deny', reason: 'x'.repeat(1025) };

    const { status } = await call(gitHub, `${LIST}/${request.id}`, { token, body });

    expect(status).toBe(422);
    expect(gitHub.pendingRequests('acme')).toHaveLength(1);
    expect(gitHub.violations.join()).toContain('more than 1024 characters');
  });

  it('records a path that GitHub does not have', async () => {
    const path = `${LIST}/7`;

    const { status } = await call(gitHub, path, { token });

    expect(status).toBe(404);
    expect(gitHub.violations).toEqual([`GET ${path}: unknown operation`]);
  });

  it('answers 400 to a body that is no JSON', async () => {
    const headers = { authorization: `Bearer ${token}` };

    const { status } = await fetch(gitHub.url + LIST, { method: 'POST', headers, body: '{' });

    expect(status).toBe(400);
    expect(gitHub.violations).toEqual([`POST ${LIST}: the body is no JSON`]);
  });

  it.each([
    ['expired', { exp: SECONDS - 1 }, "'Expiration time' claim ('exp') must be a numeric value"],
    ['good for more than ten minutes', { exp: SECONDS + 700 }, 'is too far in the future'],
    ['issued in the future', { iat: SECONDS + 120 }, "'Issued at' claim ('iat')"],
    ['of another App', { iss: 1 }, 'Integration not found'],
  ])('refuses a JWT that is %s', async (_, claims, message) => {
    const jwt = appJwt(claims);

    const { status, body } = await call(gitHub, '/app', { token: jwt });

    expect([status, body.message]).toEqual([401, expect.stringContaining(message)]);
    expect(gitHub.violations).toEqual([]);
  });

  it('refuses a JWT that was changed after it was signed', async () => {
    const [header, , signature] = appJwt().split('.');
    const [, otherPayload] = appJwt({ iat: SECONDS - 31 }).split('.');

    const forged = await call(gitHub, '/app', { token: `${header}.${otherPayload}.${signature}` });
    const genuine = await call(gitHub, '/app', { token: appJwt({ iss: 'Iv1.abc' }) });

    expect([forged.status, genuine.status]).toEqual([401, 200]);
  });

  it('tells missing credentials from bad ones', async () => {
    const bad = ['ghs_unknown', 'ghu_unknown', 'ghp_unknown', 'github_pat_unknown', 'nonsense'];

    const missing = await call(gitHub, LIST);
    const answers = await Promise.all(bad.map((value) => call(gitHub, LIST, { token: value })));

    expect([missing.status, missing.body.message]).toEqual([401, 'Requires authentication']);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(answers[0]?.body).toEqual({
      message: 'Bad credentials',
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    });
  });

  it('lets only the App and owners signed in through it near token requests', async () => {
    const callers = {
      owner: gitHub.mintUserToken('alice'),
      member: gitHub.mintUserToken('bob'),
      classic: gitHub.createClassicToken({ owner: 'alice' }).token,
      fineGrained: bobsToken(gitHub).token,
      jwt: appJwt(),
    };

    const answers = await Promise.all(
      Object.values(callers).map((caller) => call(gitHub, LIST, { token: caller })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403, 401]);
  });

  it('keeps an installation token inside its organization, its permissions and its hour', async () => {
    gitHub.addOrganization({ login: 'umbrella', owners: ['alice'] });
    const statusOf = async (path: string) => (await call(gitHub, path, { token })).status;

    const elsewhere = await statusOf('/orgs/umbrella/personal-access-token-requests');
    const nowhere = await statusOf('/orgs/nobody/personal-access-token-requests');
    gitHub.acceptPermissions('acme', { members: 'read' });
    const lessPermitted = [await statusOf(LIST), await statusOf('/orgs/acme/members')];
    gitHub.suspend('acme');
    const suspended = await statusOf('/orgs/acme/members');
    gitHub.uninstall('acme');

    expect([elsewhere, nowhere, ...lessPermitted, suspended]).toEqual([403, 404, 403, 200, 403]);
    expect(await statusOf(LIST)).toBe(401);
  });

  it('ends an installation token after an hour', async () => {
    let now = new Date();
    const clocked = await startAcme({ now: () => now });
    const minted = await installationToken(clocked);

    const young = await call(clocked, LIST, { token: minted });
    now = new Date(now.getTime() + 3_600_000);
    const old = await call(clocked, LIST, { token: minted });

    expect([young.status, old.status]).toEqual([200, 401]);
    await clocked.close();
  });
});
