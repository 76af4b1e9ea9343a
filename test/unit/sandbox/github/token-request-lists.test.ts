import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appPermissions } from '../../../../src/sandbox/github/app-permissions.js';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { bobsToken, call, installationToken, LIST, PERMISSIONS, startAcme } from './stand-in-world.js';

const GRANTS = '/orgs/acme/personal-access-tokens';

interface Entry {
  id: number;
  token_name: string;
  repositories_url: string;
  access_granted_at?: string;
}

describe('the lists of token requests and grants', () => {
  let gitHub: GitHubStandIn;
  let token: string;
  let now: Date;

  beforeEach(async () => {
    now = new Date();
    gitHub = await startAcme({ now: () => now });
    token = await installationToken(gitHub);
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  async function listed(query: string): Promise<string[]> {
    const { body } = await call<Entry[]>(gitHub, `${LIST}?${query}`, { token });
    return body.map((entry) => entry.token_name);
  }

  async function decide(body: object): Promise<number> {
    const { status } = await call(gitHub, LIST, { token, body });
    await gitHub.settled();
    return status;
  }

  function stateOf(id: number): string | undefined {
    return gitHub.request(id)?.state;
  }

  it('filters by owner, repository, permission, token and last use', async () => {
    const subset = { org: 'acme', repositorySelection: 'subset' } as const;
    const { tokenId } = bobsToken(gitHub, 'all');
    const used = gitHub.createToken({
      ...subset,
      owner: 'carol',
      name: 'plans',
      repositories: ['plans'],
      permissions: { organization: { members: 'read' } },
    });
    await call(gitHub, '/repos/acme/site', { token: used.token });

    const found = {
      owner: await listed('owner[]=Carol&owner[]=nobody'),
      repository: await listed('repository=vault'),
      bothRepositories: await listed('repository=plans&direction=asc'),
      permission: await listed('permission=members_read'),
      otherLevel: await listed('permission=members_write'),
      token: await listed(`token_id[]=${tokenId}`),
      used: await listed('last_used_after=2020-01-01T00:00:00Z'),
      unused: await listed('last_used_before=2020-01-01T00:00:00Z'),
    };

    expect(found).toEqual({
      owner: ['plans'],
      repository: ['all'],
      bothRepositories: ['all', 'plans'],
      permission: ['plans'],
      otherLevel: [],
      token: ['all'],
      used: ['plans'],
      unused: [],
    });
  });

  it('lists pending requests only, and grants only while they last', async () => {
    const { request } = bobsToken(gitHub);

    gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'approve' });

    const { body } = await call<Entry[]>(gitHub, GRANTS, { token });
    const { id = 0, access_granted_at: grantedAt = '' } = body[0] ?? {};
    expect(await listed('')).toEqual([]);
    expect(body).toEqual([expect.objectContaining({ token_name: 'ci', permissions: PERMISSIONS })]);
    expect(Date.parse(grantedAt)).toBe(now.getTime());
    gitHub.acceptPermissions('acme', { ...appPermissions, organization_personal_access_tokens: 'write' });
    const { status } = await call(gitHub, `${GRANTS}/${id}`, { token, body: { action: 'revoke' } });
    expect([status, gitHub.grants('acme')]).toEqual([204, []]);
  });

  it('lists the repositories of a subset at the address that the request names', async () => {
    const { request } = gitHub.createToken({
      owner: 'bob',
      org: 'acme',
      name: 'ci',
      repositorySelection: 'subset',
      repositories: ['vault', 'site'],
      permissions: PERMISSIONS,
    });
    const { body: requests } = await call<Entry[]>(gitHub, LIST, { token });

    const path = requests[0]?.repositories_url.replace(gitHub.url, '');
    const { body } = await call<{ name: string }[]>(gitHub, `${path}?per_page=1`, { token });

    expect(path).toMatch(new RegExp(`^/organizations/\\d+/.*/${request?.id}/repositories$`));
    expect(body.map(({ name }) => name)).toEqual(['vault']);
  });

  it.each([404, 422] as const)('answers %i to a decision on what no longer pends', async (status) => {
    const { request } = bobsToken(gitHub);
    gitHub.behaviour.goneStatus = status;
    gitHub.cancel(request.id);

    const answer = await call(gitHub, `${LIST}/${request.id}`, { token, body: { action: 'approve' } });

    expect([answer.status, stateOf(request.id)]).toEqual([status, 'cancelled']);
  });

  it('carries a bulk decision out after its answer', async () => {
    gitHub.behaviour.bulkDelayMs = 500;
    const ids = [bobsToken(gitHub), bobsToken(gitHub)].map(({ request }) => request.id);

    const answer = await call(gitHub, LIST, { token, body: { action: 'approve', pat_request_ids: ids } });
    const atOnce = ids.map(stateOf);
    await gitHub.settled();

    expect([answer.status, atOnce, ids.map(stateOf)]).toEqual([
      202,
      ['pending', 'pending'],
      ['approved', 'approved'],
    ]);
  });

  it('decides the rest in bulk when one no longer pends, or nothing at all, as told', async () => {
    const [gone = 0, ...rest] = Array.from({ length: 3 }, () => bobsToken(gitHub).request.id);
    gitHub.cancel(gone);
    const body = { action: 'deny', reason: null, pat_request_ids: [gone, ...rest] };

    gitHub.behaviour.bulkWithGone = '422';
    const refused = [await decide(body), ...rest.map(stateOf)];
    gitHub.behaviour.bulkWithGone = 'partial';
    const partial = [await decide(body), ...rest.map(stateOf)];

    expect(refused).toEqual([422, 'pending', 'pending']);
    expect(partial).toEqual([202, 'denied', 'denied']);
    expect(stateOf(gone)).toBe('cancelled');
  });

  it('keeps or drops a request whose token has expired, as told', async () => {
    const expiresAt = new Date(now.getTime() + 1000);
    const asked = { owner: 'bob', org: 'acme', name: 'short', repositorySelection: 'all' } as const;
    gitHub.createToken({ ...asked, permissions: PERMISSIONS, expiresAt });
    now = expiresAt;

    const kept = await listed('');
    gitHub.behaviour.expiredRequests = 'dropped';

    expect([kept, await listed('')]).toEqual([['short'], []]);
  });

  it('lets its lists lag behind while they are held', async () => {
    const { request } = bobsToken(gitHub, 'old');
    gitHub.holdLists();
    gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'approve' });
    bobsToken(gitHub, 'new');

    const stale = await listed('');
    gitHub.releaseLists();

    expect([stale, await listed('')]).toEqual([['old'], ['new']]);
  });
});
