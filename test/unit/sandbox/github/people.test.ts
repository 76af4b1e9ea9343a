import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { bobsToken, call, installationToken, LIST, startAcme } from './stand-in-world.js';

describe('an organization that requires SAML', () => {
  let gitHub: GitHubStandIn;

  beforeEach(async () => {
    gitHub = await startAcme();
    gitHub.requireSso('acme', true);
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  it('refuses the user access token of a member without a session, and says where to get one', async () => {
    const token = gitHub.mintUserToken('alice');

    const { status, body, headers } = await call(gitHub, LIST, { token });

    expect(status).toBe(403);
    expect(body.message).toBe(
      'Resource protected by organization SAML enforcement. ' +
        'You must grant your OAuth token access to this organization.',
    );
    expect(headers.get('x-github-sso')).toMatch(
      new RegExp(`^required; url=${gitHub.url}/orgs/acme/sso\\?authorization_request=\\w+$`),
    );
  });

  it('takes it while the session is active, and wherever else it is used', async () => {
    const token = gitHub.mintUserToken('alice');
    const statusOf = async (path: string) => (await call(gitHub, path, { token })).status;

    const without = await statusOf('/user');
    gitHub.setSsoSession('alice', 'acme', true);
    const during = await statusOf(LIST);
    gitHub.setSsoSession('alice', 'acme', false);
    const afterwards = await statusOf(LIST);
    gitHub.requireSso('acme', false);

    expect([without, during, afterwards, await statusOf(LIST)]).toEqual([200, 200, 403, 200]);
  });

  it('asks no session of the App itself, and tells strangers nothing of it', async () => {
    gitHub.addUser({ login: 'mallory' });

    const app = await call(gitHub, LIST, { token: await installationToken(gitHub) });
    const stranger = await call(gitHub, LIST, { token: gitHub.mintUserToken('mallory') });

    expect([app.status, stranger.status]).toEqual([200, 403]);
    expect(stranger.headers.get('x-github-sso')).toBeNull();
  });
});

describe('a team', () => {
  let gitHub: GitHubStandIn;

  beforeEach(async () => {
    gitHub = await startAcme();
    gitHub.addTeam({ org: 'acme', slug: 'security', members: ['bob'] });
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  const team = { org: 'acme', team: 'security' };

  async function membership(login: string) {
    const token = await installationToken(gitHub);
    const path = `/orgs/acme/teams/security/memberships/${login}`;
    const { status, body } = await call<{ role: string; state: string }>(gitHub, path, { token });
    return status === 200 ? [body.role, body.state] : status;
  }

  it('has members, maintainers and people who are only invited', async () => {
    gitHub.addUser({ login: 'dora' });
    gitHub.addTeamMember({ ...team, login: 'carol', role: 'maintainer' });
    gitHub.addTeamMember({ ...team, login: 'dora', state: 'pending' });
    gitHub.addTeamMember({ ...team, login: 'alice' });

    const found = [await membership('bob'), await membership('carol'), await membership('dora')];

    expect(found).toEqual([
      ['member', 'active'],
      ['maintainer', 'active'],
      ['member', 'pending'],
    ]);
    // An owner of the organization is always said to be a maintainer.
    expect(await membership('alice')).toEqual(['maintainer', 'active']);
  });

  it('has nobody who left it or the organization', async () => {
    gitHub.addTeamMember({ ...team, login: 'carol' });

    gitHub.removeTeamMember({ ...team, login: 'carol' });
    gitHub.setRole('acme', 'bob', null);
    gitHub.setRole('acme', 'bob', 'member');

    expect([await membership('bob'), await membership('carol')]).toEqual([404, 404]);
  });

  it('takes only members of the organization, and exists', () => {
    gitHub.addUser({ login: 'dora' });

    expect(() => gitHub.addTeamMember({ ...team, login: 'dora' })).toThrow('dora is no member of acme');
    expect(() => gitHub.addTeamMember({ org: 'acme', team: 'none', login: 'bob' })).toThrow(
      'acme has no team none',
    );
  });
});

describe('an account that is deleted', () => {
  let gitHub: GitHubStandIn;

  beforeEach(async () => {
    gitHub = await startAcme();
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  it('takes its tokens, what they asked for, and its sign-in with it', async () => {
    const bob = gitHub.user('bob');
    const { token } = bobsToken(gitHub);
    const signedIn = gitHub.mintUserToken('bob');
    const app = await installationToken(gitHub);

    gitHub.deleteUser('bob');

    const paths = [`/user/${bob?.id}`, '/orgs/acme/memberships/bob'];
    const found = await Promise.all(paths.map((path) => call(gitHub, path, { token: app })));
    const withTokens = [token, signedIn].map((own) => call(gitHub, '/user', { token: own }));
    const { body: listed } = await call<unknown[]>(gitHub, LIST, { token: app });
    expect(found.map(({ status }) => status)).toEqual([404, 404]);
    expect((await Promise.all(withTokens)).map(({ status }) => status)).toEqual([401, 401]);
    expect(listed).toEqual([]);
  });
});

describe('a repository that is renamed', () => {
  it('is so wherever it is listed, and keeps its id', async () => {
    const gitHub = await startAcme();
    const before = gitHub.repositories('acme').find(({ name }) => name === 'vault')?.id;

    gitHub.renameRepository({ org: 'acme', name: 'vault', to: 'safe' });

    const after = gitHub.repositories('acme').find(({ name }) => name === 'safe')?.id;
    await gitHub.close();
    expect(after).toBe(before);
    expect(() => gitHub.renameRepository({ org: 'acme', name: 'vault', to: 'x' })).toThrow(
      'acme has no repository vault',
    );
  });
});
