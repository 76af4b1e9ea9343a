import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { expireTokenRequests } from '../../../src/application/expire-token-requests.js';
import { lookUpMissing } from '../../../src/application/look-up-missing.js';
import { recordTokenRequest } from '../../../src/application/record-token-request.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import type { ReportWord } from '../../../src/domain/report.js';
import { ACME, ASKED_AT, aReport, EXPIRES_AT, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  BOT,
  CHANNEL,
  createWorldDatabase,
  githubDown,
  hear,
  permutations,
  person,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDeliveries,
} from './use-case-world.js';

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh();
});

const request = () => theRequest(world, records);
const decisions = () =>
  records.query('SELECT action, state, path, github_login, slack_user_id FROM decisions ORDER BY id');
/** What the requester is told, in order. */
const news = async () =>
  (
    await records.query(
      "SELECT payload->>'news' AS news FROM deliveries WHERE kind = 'requester' ORDER BY id",
    )
  ).map((row) => row.news);
const waitingFor = async (kind: string) =>
  (await records.query('SELECT payload FROM deliveries WHERE kind = $1', [kind])).map((row) => row.payload);

const decidedOnGitHub = (action: string) => ({
  action,
  state: 'done',
  path: 'github',
  github_login: 'olivia',
  slack_user_id: null,
});

describe('what GitHub says of a request', () => {
  it.each<[ReportWord[], string, object[]]>([
    [['created', 'listed'], 'pending', []],
    [['created', 'created', 'listed'], 'pending', []],
    [['created', 'listed', 'approved'], 'approved', [decidedOnGitHub('approve')]],
    [['created', 'listed', 'listed', 'approved'], 'approved', [decidedOnGitHub('approve')]],
    [['created', 'listed', 'denied'], 'denied', [decidedOnGitHub('deny')]],
    [['created', 'listed', 'cancelled'], 'cancelled', []],
    [['created', 'approved', 'approved'], 'approved', [decidedOnGitHub('approve')]],
  ])('comes to the same whatever order %j come in', async (words, state, onRecord) => {
    const outcomes = [];

    for (const order of permutations(words)) {
      world = await records.fresh();
      for (const word of order) await hear(world, word);
      const { state: reached, reason, repositories, tokenName } = await request();
      outcomes.push({ order, reached, reason, repositories, tokenName, decisions: await decisions() });
    }

    const { reason, repositories, tokenName } = aReport().content;
    const knowsReason = words.includes('listed') ? reason : undefined;
    expect(outcomes).toEqual(
      outcomes.map(({ order }) => ({
        order,
        reached: state,
        reason: knowsReason,
        repositories,
        tokenName,
        decisions: onRecord,
      })),
    );
  });

  it('is announced on a card and to the requester, in the same transaction', async () => {
    await hear(world, 'created');

    expect(await waitingFor('card')).toEqual([{ kind: 'card', channel: CHANNEL }]);
    expect(await news()).toEqual(['waiting']);
    expect(world.wake.woken.deliveries).toBe(1);
  });

  it('is taken in once from one delivery of GitHub’s, however often that comes', async () => {
    const webhook = { deliveryId: 'same', event: 'personal_access_token_request', action: 'created' };
    const origin = { trace: 't', webhook };

    const isNew = [
      await recordTokenRequest(world, aReport(), origin),
      await recordTokenRequest(world, aReport({ word: 'denied' }), origin),
    ];

    expect(isNew).toEqual([true, false]);
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(world.wake.woken.deliveries).toBe(1);
  });

  it('is taken in again when it could not be stored', async () => {
    const webhook = { deliveryId: 'd', event: 'personal_access_token_request', action: 'created' };
    const origin = { trace: 't', webhook };
    const unstorable = aReport({}, { permissions: [{ group: 'repository', name: 'a\0', level: 'read' }] });

    const failed = recordTokenRequest(world, unstorable, origin);
    await expect(failed).rejects.toThrow();
    const isNew = await recordTokenRequest(world, aReport(), origin);

    expect(isNew).toBe(true);
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is put on the card when it changes what the card shows, and only then', async () => {
    await hear(world, 'created');
    await hear(world, 'created');
    const same = await waitingFor('card');

    await hear(world, 'listed');
    await hear(world, 'listed');

    expect(same).toHaveLength(1);
    expect(await waitingFor('card')).toHaveLength(2);
    expect(await request()).toMatchObject({ reason: 'Deploys payments from CI' });
  });

  it('is put on every card that was posted, wherever that is', async () => {
    await hear(world, 'created');
    const { id } = await request();
    await world.database.cards.save(id, { channel: 'C0OTHER', ts: '1', digest: '' });
    await world.database.cards.save(id, { channel: 'C0THIRD', ts: '2', digest: '' });

    await hear(world, 'denied');

    expect((await waitingFor('card')).slice(1)).toEqual([
      { kind: 'card', channel: 'C0OTHER' },
      { kind: 'card', channel: 'C0THIRD' },
    ]);
  });

  it('makes no noise when it was approved before we heard of it (S13)', async () => {
    await hear(world, 'approved');
    await hear(world, 'created');

    expect(await request()).toMatchObject({ state: 'approved', announced: false, endedAt: NOW });
    expect(await decisions()).toEqual([decidedOnGitHub('approve')]);
    expect(await records.query('SELECT id FROM deliveries')).toEqual([]);
  });

  it('is news to the requester when it was denied before we heard of it', async () => {
    await hear(world, 'denied');
    await hear(world, 'created');

    expect(await news()).toEqual(['decided']);
    expect(await waitingFor('card')).toEqual([]);
  });

  it('is nobody’s business any more when it was cancelled before we heard of it', async () => {
    await hear(world, 'cancelled');
    await hear(world, 'created');

    expect(await request()).toMatchObject({ state: 'cancelled' });
    expect(await records.query('SELECT id FROM deliveries')).toEqual([]);
  });

  it.each([
    ['approved', 'approve'],
    ['denied', 'deny'],
  ] as const)('by somebody on GitHub’s own page is told the requester once: %s', async (word, action) => {
    await hear(world, 'created');

    await hear(world, word);
    await hear(world, word);

    expect(await request()).toMatchObject({ state: word, endedAt: NOW });
    expect(await decisions()).toEqual([decidedOnGitHub(action)]);
    expect(await news()).toEqual(['waiting', 'decided']);
  });

  it('ends a request whose token has expired, and tells the requester', async () => {
    await hear(world, 'created');

    await hear(world, 'listed', { tokenExpired: true });

    expect(await request()).toMatchObject({ state: 'expired' });
    expect(await news()).toEqual(['waiting', 'expired']);
  });

  it('of an organization’s and a person’s new names is taken over', async () => {
    await hear(world, 'created');

    await hear(
      world,
      'created',
      { organization: { ...ACME, login: 'acme-inc', installationId: null } },
      { requester: { id: MONA.id, login: 'lisa' } },
    );

    expect(await request()).toMatchObject({
      organization: { ...ACME, login: 'acme-inc' },
      requester: { id: MONA.id, login: 'lisa' },
    });
  });
});

describe('GitHub’s word on a request that is being decided', () => {
  async function decide(action: 'approve' | 'deny' = 'approve') {
    await hear(world, 'created');
    const { id } = await request();
    await decideTokenRequest(world, aClick(id, { action }));
    return id;
  }

  it.each(['created', 'listed'] as const)('that is no outcome changes nothing: %s', async (word) => {
    await decide();

    await hear(world, word);

    expect(await request()).toMatchObject({ state: 'deciding' });
    expect(await decisions()).toMatchObject([{ state: 'asked' }]);
  });

  it.each([
    ['the App', BOT],
    ['the approver, with whose token it was sent', person(OLIVIA)],
  ])(
    'that is the answer to our call settles it, and the requester is told once: by %s',
    async (_, sender) => {
      await decide();
      world.github.meanwhile = () => hear(world, 'approved', { sender });

      await workDecisions(world);

      expect(await request()).toMatchObject({ state: 'approved' });
      expect(await decisions()).toEqual([
        { action: 'approve', state: 'done', path: 'card', github_login: 'olivia', slack_user_id: 'U0OLIVIA' },
      ]);
      expect(await news()).toEqual(['waiting', 'decided']);
      expect(await waitingFor('approver-message')).toEqual([]);
    },
  );

  it('that comes after the answer to our call finds nothing left to do', async () => {
    await decide();
    await workDecisions(world);
    const before = await records.query('SELECT * FROM deliveries ORDER BY id');

    await hear(world, 'approved', { sender: BOT });

    expect(await decisions()).toHaveLength(1);
    expect(await records.query('SELECT * FROM deliveries ORDER BY id')).toEqual(before);
  });

  it.each([
    ['the same by another owner', 'approved', 'approve', person(OSCAR), ['done']],
    ['the contrary by another owner', 'denied', 'deny', person(OSCAR), ['done']],
    ['the contrary by the approver', 'denied', 'deny', person(OLIVIA), ['done']],
  ] as const)(
    'that somebody was faster supersedes it, and the approver is told: %s',
    async (_, word, action, sender, more) => {
      await decide();

      await hear(world, word, { sender });
      await workDecisions(world);

      expect(world.github.decided).toEqual([]);
      expect(await request()).toMatchObject({ state: word });
      expect((await decisions()).map(({ state }) => state)).toEqual(['superseded', ...more]);
      expect((await decisions())[1]).toMatchObject({ action, path: 'github', github_login: sender.login });
      expect(await waitingFor('approver-message')).toMatchObject([{ slackUserId: 'U0OLIVIA' }]);
      expect(await news()).toEqual(['waiting', 'decided']);
    },
  );

  it('that the requester has cancelled it supersedes it, also while the call is under way', async () => {
    await decide();
    world.github.meanwhile = () => hear(world, 'cancelled');

    await workDecisions(world);

    expect(await request()).toMatchObject({ state: 'cancelled' });
    expect(await decisions()).toMatchObject([{ state: 'superseded' }]);
    expect(await waitingFor('approver-message')).toHaveLength(1);
    expect(await news()).toEqual(['waiting']);
  });
});

describe('a request that is missing from GitHub’s list', () => {
  const lookUp = (listed: number[] = []) => lookUpMissing(world, ACME, new Set(listed), 'sync');
  const MINUTE = 60_000;
  /** So long after we heard of a request, GitHub's lists must show it if it pends. */
  const LONG_KNOWN = 5 * MINUTE + 1;
  const { permissions, tokenId } = aReport().content;
  const proof = { tokenId, permissions, grantedAt: new Date(ASKED_AT.getTime() + 1_000) };

  it('pends on when GitHub still lists it by its token', async () => {
    await hear(world, 'created');
    world.github.pending = [aReport({ word: 'listed' })];

    await lookUp();

    expect(await request()).toMatchObject({ state: 'pending' });
    expect(world.github.calls).toEqual(['pendingRequestsOf 1']);
  });

  it('is not asked for when it stands in the list, is being decided or is ended', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 });
    await hear(world, 'created', { patRequestId: 3 });
    await hear(world, 'denied', { patRequestId: 3 });
    await decideTokenRequest(world, aClick((await theRequest(world, records, 2)).id));
    world.github.calls.length = 0;

    await lookUp([1]);

    expect(world.github.calls).toEqual([]);
    expect(await theRequest(world, records, 2)).toMatchObject({ state: 'deciding' });
  });

  it('was approved when a grant proves it; by whom, the late webhook tells', async () => {
    await hear(world, 'created');
    world.github.grants = [proof];

    await lookUp();
    const before = await decisions();
    await hear(world, 'approved', { sender: person(OSCAR) });

    expect(await request()).toMatchObject({ state: 'approved' });
    expect(before).toMatchObject([{ action: 'approve', path: 'github', github_login: 'ghost' }]);
    expect(await decisions()).toMatchObject([{ action: 'approve', path: 'github', github_login: 'oscar' }]);
    expect(await news()).toEqual(['waiting', 'decided']);
  });

  it('was not approved because its token had access before it asked for more', async () => {
    await hear(world, 'created');
    world.github.grants = [{ ...proof, grantedAt: new Date(ASKED_AT.getTime() - 1_000) }];
    world.clock.pass(LONG_KNOWN);

    await lookUp();

    expect(await request()).toMatchObject({ state: 'closed', endedAt: world.clock.now() });
    expect(await decisions()).toEqual([]);
  });

  it.each([
    ['denied', 'denied'],
    ['approved', 'approved'],
    ['cancelled', 'cancelled'],
  ] as const)(
    'is closed when nobody tells what ended it, until a late webhook does: %s',
    async (word, state) => {
      await hear(world, 'created');
      world.clock.pass(LONG_KNOWN);

      await lookUp();
      const before = await request();
      await hear(world, word, { sender: person(OSCAR) });

      expect(before).toMatchObject({ state: 'closed' });
      expect(await request()).toMatchObject({ state });
      expect(await news()).toEqual(word === 'cancelled' ? ['waiting'] : ['waiting', 'decided']);
      expect(await waitingFor('card')).toHaveLength(3);
    },
  );

  it('pends on while we have known it for five minutes or less, for the lists may lag', async () => {
    await hear(world, 'created');

    await lookUp();
    world.clock.pass(5 * MINUTE);
    await lookUp();
    const before = await request();
    world.clock.pass(1);
    await lookUp();

    expect(before).toMatchObject({ state: 'pending', endedAt: null });
    expect(await request()).toMatchObject({ state: 'closed', endedAt: world.clock.now() });
    expect(await waitingFor('card')).toHaveLength(2);
  });

  it('pends on when GitHub does not answer', async () => {
    await hear(world, 'created');
    world.clock.pass(LONG_KNOWN);
    world.github.down = githubDown();

    const lookedUp = lookUp();

    await expect(lookedUp).rejects.toMatchObject({ failure: 'unavailable' });
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is asked for with fifty others at a time', async () => {
    for (let index = 1; index <= 120; index += 1) {
      await hear(world, 'created', { patRequestId: index }, { tokenId: index });
    }
    world.clock.pass(LONG_KNOWN);

    await lookUp();

    expect(world.github.calls).toEqual([
      'pendingRequestsOf 50',
      'grantsOf 50',
      'pendingRequestsOf 50',
      'grantsOf 50',
      'pendingRequestsOf 20',
      'grantsOf 20',
    ]);
    expect(await records.query('SELECT DISTINCT state FROM token_requests')).toEqual([{ state: 'closed' }]);
  });
});

describe('comparing with GitHub’s lists', () => {
  const GLOBEX = { id: 1_002, login: 'globex', installationId: 5_002 };
  const sync = () => syncOrganizations(world, 'sync');

  it('finds a request of which no webhook told, with its repositories, asked for once', async () => {
    await world.database.organizations.save(ACME);
    await world.database.organizations.markSynced(ACME.id, new Date(NOW.getTime() - 300_000));
    world.github.installed = [{ organization: ACME, suspended: false }];
    world.github.pending = [aReport({ word: 'listed' }, { repositories: undefined, repositoryCount: null })];
    world.github.repositories = [{ id: 1, fullName: 'acme/web', private: true }];

    await sync();
    await sync();

    expect(await request()).toMatchObject({
      state: 'pending',
      repositoryCount: 1,
      repositories: [{ id: 1 }],
    });
    expect(world.github.calls.filter((call) => call === 'repositoriesOf')).toHaveLength(1);
    expect(await waitingFor('card')).toHaveLength(1);
    const [organization] = await records.query('SELECT synced_at FROM organizations');
    expect(organization?.synced_at).toEqual(NOW);
  });

  it('reads every organization, though one cannot be read', async () => {
    world.github.installed = [ACME, GLOBEX].map((organization) => ({ organization, suspended: false }));
    world.github.pending = [aReport({ word: 'listed', organization: GLOBEX })];
    const { pendingPage } = world.github;
    world.github.pendingPage = async (organization, asked) => {
      if (organization.id === ACME.id) throw githubDown();
      return pendingPage(organization, asked);
    };

    await sync();

    expect(await request()).toMatchObject({ organization: GLOBEX });
    expect(world.log.lines).toMatchObject([
      { level: 'warn', message: 'organization could not be read', fields: { organization: 'acme' } },
    ]);
  });

  const unstorable = () =>
    aReport({ word: 'listed' }, { permissions: [{ group: 'repository', name: 'a\0', level: 'read' }] });

  it('stores every request of a list, though one cannot be stored', async () => {
    world.github.installed = [{ organization: ACME, suspended: false }];
    world.github.pending = [
      { ...unstorable(), patRequestId: 1 },
      aReport({ word: 'listed', patRequestId: 2 }),
    ];

    await sync();

    expect(await records.query('SELECT pat_request_id FROM token_requests')).toEqual([{ pat_request_id: 2 }]);
    expect(world.log.lines).toMatchObject([
      { level: 'error', message: 'a listed request could not be stored', fields: { patRequest: 1 } },
    ]);
    const [organization] = await records.query('SELECT synced_at FROM organizations');
    expect(organization?.synced_at).toEqual(NOW);
  });

  it('does not take a request for missing because its news cannot be stored', async () => {
    await hear(world, 'created');
    world.clock.pass(3_600_000);
    world.github.installed = [{ organization: ACME, suspended: false }];
    world.github.pending = [unstorable()];

    await sync();

    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('compares every organization, though one meets an error of ours', async () => {
    world.github.installed = [ACME, GLOBEX].map((organization) => ({ organization, suspended: false }));
    world.github.pending = [aReport({ word: 'listed', organization: GLOBEX })];
    const { pendingPage } = world.github;
    world.github.pendingPage = async (organization, asked) => {
      if (organization.id === ACME.id) throw new TypeError('undefined is not a function');
      return pendingPage(organization, asked);
    };

    await sync();

    expect(await request()).toMatchObject({ organization: GLOBEX });
    expect(world.log.lines).toMatchObject([
      { level: 'error', message: 'organization could not be compared', fields: { organization: 'acme' } },
    ]);
  });

  it('leaves alone where the App is suspended or not installed any more', async () => {
    await hear(world, 'created');
    await hear(world, 'created', { organization: GLOBEX, patRequestId: 2 });
    world.github.installed = [{ organization: ACME, suspended: true }];

    await sync();

    expect(await records.query('SELECT login, state FROM organizations ORDER BY id')).toEqual([
      { login: 'acme', state: 'suspended' },
      { login: 'globex', state: 'uninstalled' },
    ]);
    expect(await records.query('SELECT DISTINCT state FROM token_requests')).toEqual([{ state: 'pending' }]);
  });
});

describe('time', () => {
  it('ends requests whose token’s life is over, and tells the requester and the cards', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 }, { tokenExpiresAt: null });
    world.clock.pass(EXPIRES_AT.getTime() - NOW.getTime());

    await expireTokenRequests(world, 'sweep');
    await expireTokenRequests(world, 'sweep');

    expect(await theRequest(world, records, 1)).toMatchObject({ state: 'expired', endedAt: EXPIRES_AT });
    expect(await theRequest(world, records, 2)).toMatchObject({ state: 'pending' });
    expect(await news()).toEqual(['waiting', 'waiting', 'expired']);
    expect(await waitingFor('card')).toHaveLength(3);
  });

  it('ends none a moment too early, and none that is being decided', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 });
    await decideTokenRequest(world, aClick((await theRequest(world, records, 2)).id));
    world.clock.pass(EXPIRES_AT.getTime() - NOW.getTime() - 1);

    await expireTokenRequests(world, 'sweep');
    const before = await theRequest(world, records, 1);
    world.clock.pass(1);
    await expireTokenRequests(world, 'sweep');

    expect(before).toMatchObject({ state: 'pending' });
    expect(await theRequest(world, records, 2)).toMatchObject({ state: 'deciding' });
  });

  it('does not undo what GitHub says later', async () => {
    await hear(world, 'created');
    world.clock.pass(EXPIRES_AT.getTime() - NOW.getTime());
    await expireTokenRequests(world, 'sweep');

    await hear(world, 'approved');

    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toEqual([decidedOnGitHub('approve')]);
  });
});

describe('every card', () => {
  it('shows the truth in the end, whatever happened between', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    const { id } = await request();
    await decideTokenRequest(world, aClick(id));
    await hear(world, 'denied', { sender: person(OSCAR) });
    await workDecisions(world);

    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(1);
    expect(world.slack.updated.at(-1)).toMatchObject({
      ts: 'ts-1',
      card: { request: { state: 'denied' }, decision: { approver: { github: OSCAR }, path: 'github' } },
    });
    expect(world.slack.messages).toMatchObject([
      { to: 'U0OLIVIA', notice: { kind: 'decision-failed', decision: { failure: 'superseded' } } },
    ]);
  });
});
