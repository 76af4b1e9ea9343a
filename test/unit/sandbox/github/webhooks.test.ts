import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import {
  APP_ID,
  type ApiAnswer,
  appJwt,
  bobsToken,
  call,
  PERMISSIONS,
  startAcme,
  startReceiver,
  type WebhookReceiver,
} from './stand-in-world.js';

const DELIVERIES = '/app/hook/deliveries';

interface Delivery {
  guid: string;
  response?: { payload: string };
}

describe('the webhooks of the stand-in', () => {
  let gitHub: GitHubStandIn;
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    receiver = await startReceiver();
    gitHub = await startAcme({ webhook: { secret: 's', url: receiver.url, timeoutMs: 400 } });
  });

  afterEach(async () => {
    await gitHub.close();
    await receiver.close();
    expect(gitHub.violations).toEqual([]);
  });

  function actions(): string[] {
    return receiver.received.map(({ payload }) => payload.action);
  }

  it('carry GitHub’s headers', async () => {
    gitHub.ping();

    await gitHub.settled();

    expect(receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
      'x-github-event': 'ping',
      'x-github-delivery': gitHub.webhookDeliveries[0]?.guid,
      'x-github-hook-installation-target-id': String(APP_ID),
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });
  });

  it('name the repositories of a subset, and none otherwise', async () => {
    const subset = { repositorySelection: 'subset', repositories: ['vault'] } as const;
    bobsToken(gitHub);
    gitHub.createToken({
      owner: 'bob',
      org: 'acme',
      name: 'ci',
      permissions: PERMISSIONS,
      ...subset,
      repositories: [...subset.repositories],
    });

    await gitHub.settled();

    const requests = gitHub.webhookDeliveries.map(({ payload }) => payload.personal_access_token_request);
    expect(requests).toEqual([
      expect.objectContaining({ repository_count: null, repositories: null }),
      expect.objectContaining({
        repository_count: 1,
        repositories: [expect.objectContaining({ full_name: 'acme/vault', private: true })],
      }),
    ]);
  });

  it('come twice with one guid', async () => {
    gitHub.webhookMode = 'twice';

    bobsToken(gitHub);
    await gitHub.settled();

    const guids = receiver.received.map(({ headers }) => headers['x-github-delivery']);
    expect(guids).toHaveLength(2);
    expect(new Set(guids).size).toBe(1);
  });

  it('are held, and released in the order that is asked for', async () => {
    gitHub.webhookMode = 'hold';
    const { request } = bobsToken(gitHub);
    gitHub.decideOnPage({ requestId: request.id, by: 'alice', action: 'approve' });
    const [created, approved] = gitHub.webhookDeliveries.map(({ guid }) => guid);
    const beforeRelease = actions();

    await gitHub.releaseHeld([approved ?? '', created ?? '']);

    expect([beforeRelease, actions()]).toEqual([[], ['approved', 'created']]);
  });

  it('are lost but found among the failed deliveries, and redelivered with the same guid', async () => {
    gitHub.webhookMode = 'lose';
    bobsToken(gitHub);
    const token = appJwt();
    const { body: failed } = await call<Delivery[]>(gitHub, `${DELIVERIES}?status=failure`, { token });
    const [lost] = failed;

    const { status } = await call(gitHub, `${DELIVERIES}/${gitHub.webhookDeliveries[0]?.id}/attempts`, {
      token,
      method: 'POST',
    });
    await gitHub.settled();

    expect(status).toBe(202);
    expect(failed).toEqual([expect.objectContaining({ action: 'created', status_code: 502 })]);
    expect(receiver.received.map(({ headers }) => headers['x-github-delivery'])).toEqual([lost?.guid]);
    const { body: succeeded } = await call<Delivery[]>(gitHub, `${DELIVERIES}?status=success`, { token });
    expect(succeeded).toEqual([expect.objectContaining({ redelivery: true, guid: lost?.guid })]);
  });

  it('vanish without a trace', async () => {
    gitHub.webhookMode = 'vanish';

    bobsToken(gitHub);
    await gitHub.settled();

    const { body } = await call(gitHub, DELIVERIES, { token: appJwt() });
    expect([body, actions()]).toEqual([[], []]);
  });

  it('are not sent again when the receiver fails or does not answer in time', async () => {
    receiver.status = 503;
    bobsToken(gitHub);
    await gitHub.settled();
    receiver.status = 0;
    bobsToken(gitHub);
    await gitHub.settled();

    const deliveries = gitHub.webhookDeliveries;

    expect(deliveries.map(({ state, status }) => [state, status])).toEqual([
      ['failed', 503],
      ['failed', null],
    ]);
    expect(deliveries[1]?.statusText).toBe('timed out');
    expect(receiver.received).toHaveLength(2);
  });

  it('are paged by a cursor', async () => {
    for (let index = 0; index < 5; index += 1) gitHub.ping();
    await gitHub.settled();
    const seen: string[] = [];

    let path: string | undefined = `${DELIVERIES}?per_page=2`;
    while (path) {
      const { body, headers }: ApiAnswer<Delivery[]> = await call(gitHub, path, { token: appJwt() });
      seen.push(...body.map(({ guid }) => guid));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]?.replace(gitHub.url, '');
    }

    expect(seen).toEqual(gitHub.webhookDeliveries.map(({ guid }) => guid).reverse());
    const id = gitHub.webhookDeliveries[0]?.id;
    const { body } = await call<Delivery>(gitHub, `${DELIVERIES}/${id}`, { token: appJwt() });
    expect(body.response?.payload).toBe('seen');
  });

  it('tell of the life of an installation, and of nothing while it is suspended or gone', async () => {
    gitHub.suspend('acme');
    bobsToken(gitHub);
    gitHub.unsuspend('acme');
    gitHub.acceptPermissions('acme', { members: 'read' });
    gitHub.renameOrganization('acme', 'acme-corp');
    gitHub.uninstall('acme-corp');
    bobsTokenAt('acme-corp');
    gitHub.install('acme-corp');
    gitHub.revokeAuthorization('alice');

    await gitHub.settled();

    expect(gitHub.webhookDeliveries.map(({ event, action }) => `${event}.${action}`)).toEqual([
      'installation.suspend',
      'installation.unsuspend',
      'installation.new_permissions_accepted',
      'organization.renamed',
      'installation.deleted',
      'installation.created',
      'github_app_authorization.revoked',
    ]);
  });

  it('are told to listeners at every step, as is each change of the world', async () => {
    const heard: string[] = [];
    gitHub.on('webhook', ({ event, state }) => heard.push(`${event} ${state}`));
    const stop = gitHub.on('change', () => heard.push('change'));

    gitHub.setPolicy('acme', { restrictClassic: true });
    stop();
    gitHub.ping();
    await gitHub.settled();

    expect(heard).toEqual(['change', 'ping sending', 'ping delivered']);
    expect(gitHub.organization('acme')).toMatchObject({ requireApproval: true, restrictClassic: true });
  });

  it('may lack the installation in created', async () => {
    gitHub.behaviour.createdWithoutInstallation = true;

    const { request } = bobsToken(gitHub);
    gitHub.cancel(request.id);

    expect(gitHub.webhookDeliveries.map(({ payload }) => 'installation' in payload)).toEqual([false, true]);
  });

  it('end user access tokens when the authorization is withdrawn', async () => {
    const token = gitHub.mintUserToken('alice');

    const before = await call(gitHub, '/user', { token });
    gitHub.revokeAuthorization('alice');
    const after = await call(gitHub, '/user', { token });

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  function bobsTokenAt(org: string): void {
    const asked = { owner: 'bob', name: 'ci', repositorySelection: 'all' } as const;
    gitHub.createToken({ ...asked, org, permissions: PERMISSIONS });
  }
});
