import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { bobsToken, call, PERMISSIONS, startAcme } from './stand-in-world.js';

const NAMES = ['vault', 'plans', 'site'];

describe('what a token reads', () => {
  let gitHub: GitHubStandIn;
  let now: Date;

  beforeEach(async () => {
    now = new Date();
    gitHub = await startAcme({ now: () => now });
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  async function reads(token: string): Promise<number[]> {
    const answers = await Promise.all(NAMES.map((name) => call(gitHub, `/repos/acme/${name}`, { token })));
    return answers.map(({ status }) => status);
  }

  it('lets a pending and a denied token read public repositories only (S2)', async () => {
    const { token, request } = bobsToken(gitHub);

    const whilePending = await reads(token);
    gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'deny', reason: 'no' });
    const onceDenied = await reads(token);

    expect([whilePending, onceDenied]).toEqual([
      [404, 404, 200],
      [404, 404, 200],
    ]);
    expect(gitHub.request(request.id)).toMatchObject({ state: 'denied', decisionReason: 'no' });
  });

  it('opens only the repositories that the token asked for', async () => {
    const subset = { owner: 'bob', org: 'acme', repositorySelection: 'subset', permissions: {} } as const;
    const { token, request } = gitHub.createToken({ ...subset, name: 'ci', repositories: ['vault'] });

    gitHub.decideOnPage({ requestId: request?.id ?? 0, by: 'alice', action: 'approve' });

    expect(await reads(token)).toEqual([200, 404, 200]);
  });

  it('opens no repository to an approved token that asked for none', async () => {
    const { token, request } = gitHub.createToken({
      owner: 'bob',
      org: 'acme',
      name: 'ci',
      repositorySelection: 'none',
      permissions: { organization: { members: 'read' } },
    });

    gitHub.decideOnPage({ requestId: request?.id ?? 0, by: 'alice', action: 'approve' });

    expect(await reads(token)).toEqual([404, 404, 200]);
  });

  it('needs no approval for a classic token, unless the organization restricts those (S5)', async () => {
    const { token } = gitHub.createClassicToken({ owner: 'bob' });

    const unrestricted = await reads(token);
    gitHub.setPolicy('acme', { restrictClassic: true });
    const restricted = await reads(token);

    expect([unrestricted, restricted]).toEqual([
      [200, 200, 200],
      [403, 403, 200],
    ]);
    expect(gitHub.requests('acme')).toEqual([]);
    const { body } = await call(gitHub, '/repos/acme/vault', { token });
    expect(body.message).toContain('forbids access via a personal access token (classic)');
  });

  it('approves an owner’s own token at once, with no created webhook (S13)', async () => {
    const { token, request } = gitHub.createToken({
      owner: 'alice',
      org: 'acme',
      name: 'mine',
      repositorySelection: 'all',
      permissions: PERMISSIONS,
    });

    const statuses = await reads(token);

    expect(request).toBeUndefined();
    expect(statuses).toEqual([200, 200, 200]);
    expect(gitHub.webhookDeliveries.map(({ action }) => action)).toEqual(['approved']);
    expect(gitHub.webhookDeliveries[0]?.payload.sender).toMatchObject({ login: 'alice' });
  });

  it('lets every fine-grained token work at once where no approval is required (S6)', async () => {
    gitHub.setPolicy('acme', { requireApproval: false });

    const created = gitHub.createToken({
      owner: 'bob',
      org: 'acme',
      name: 'ci',
      repositorySelection: 'all',
      permissions: PERMISSIONS,
    });

    expect(created.request).toBeUndefined();
    expect(await reads(created.token)).toEqual([200, 200, 200]);
  });

  it('refuses a token whose life has ended', async () => {
    const expiresAt = new Date(now.getTime() + 1000);
    const asked = { owner: 'bob', org: 'acme', name: 'ci', repositorySelection: 'all' } as const;
    const { token } = gitHub.createToken({ ...asked, permissions: PERMISSIONS, expiresAt });

    const alive = await reads(token);
    now = expiresAt;

    expect([alive, await reads(token)]).toEqual([
      [404, 404, 200],
      [401, 401, 401],
    ]);
  });

  it('closes again when the grant is revoked or the member leaves', async () => {
    const revoked = bobsToken(gitHub);
    const left = bobsToken(gitHub);
    for (const { request } of [revoked, left]) {
      gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'approve' });
    }

    gitHub.revoke(gitHub.grants('acme')[0]?.id ?? 0);
    const afterRevocation = [await reads(revoked.token), await reads(left.token)];
    gitHub.setRole('acme', 'bob', null);

    expect(afterRevocation).toEqual([
      [404, 404, 200],
      [200, 200, 200],
    ]);
    expect(await reads(left.token)).toEqual([404, 404, 200]);
  });

  it('keeps the old grant while a token asks for more, and says what is upgraded', async () => {
    const { token, tokenId, request } = bobsToken(gitHub);
    gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'approve' });

    const more = gitHub.requestMore(tokenId, { repository: { contents: 'write', issues: 'read' } });

    expect(await reads(token)).toEqual([200, 200, 200]);
    expect(more).toMatchObject({
      state: 'pending',
      permissionsAdded: { repository: { issues: 'read' } },
      permissionsUpgraded: { repository: { contents: 'write' } },
      permissionsResult: { repository: { metadata: 'read', contents: 'write', issues: 'read' } },
    });
    expect(gitHub.grants('acme')[0]?.permissions).toEqual(PERMISSIONS);
  });

  it('refuses what people cannot do on GitHub’s page', () => {
    const { request } = bobsToken(gitHub);
    const decide = (by: string) =>
      gitHub.decideOnPage({ requestId: request.id, by, action: 'approve', reason: null });

    gitHub.cancel(request.id);

    expect(() => decide('bob')).toThrow('bob is no owner of acme');
    expect(() => decide('alice')).toThrow('is cancelled');
    expect(() => gitHub.cancel(request.id)).toThrow('is cancelled');
  });
});
