import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { followOrganizations } from '../../../src/application/follow-organizations.js';
import type { Installation, WebhookAttempt } from '../../../src/application/github-ports.js';
import { recordTokenRequest } from '../../../src/application/record-token-request.js';
import { recoverWebhooks } from '../../../src/application/recover-webhooks.js';
import { forgetRevoked } from '../../../src/application/remove-link.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { ACME, aReport, MONA, NOW, OLIVIA } from '../../support/builders.js';
import {
  aClick,
  CHANNEL,
  createWorldDatabase,
  githubDown,
  hear,
  noAnswer,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDecisionsFor,
  workDeliveries,
} from './use-case-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GLOBEX = { id: 1_002, login: 'globex', installationId: 5_002 };

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
  world.github.installed = [{ organization: ACME, suspended: false }];
});

const request = () => theRequest(world, records);
const warnings = () => world.log.lines.filter(({ level }) => level === 'warn');
const sync = () => syncOrganizations(world, 'sync');
const callsSince = (count: number) => world.github.calls.slice(count);
const listed = (patRequestId: number, content: Parameters<typeof aReport>[1] = {}) =>
  aReport(
    { word: 'listed', patRequestId },
    { tokenId: patRequestId, repositorySelection: 'all', ...content },
  );

describe('webhooks that GitHub could not deliver', () => {
  const recover = () => recoverWebhooks(world, 'recovery');
  const asked = () => world.github.calls.filter((call) => call.startsWith('redeliver'));
  const anAttempt = (over: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
    deliveryId: '700',
    guid: 'lost',
    event: 'personal_access_token_request',
    action: 'created',
    at: new Date(NOW.getTime() - MINUTE),
    statusCode: 502,
    ...over,
  });

  it('are asked for again at once, and the log says how many', async () => {
    world.github.attempts = [
      anAttempt({ deliveryId: '702', guid: 'b' }),
      anAttempt({ deliveryId: '701', guid: 'a' }),
    ];

    await recover();

    expect(asked()).toEqual(['redeliver 701', 'redeliver 702']);
    expect(world.log.lines).toMatchObject([{ level: 'info', fields: { asked: 2 } }]);
  });

  it('are asked for in the order in which they failed', async () => {
    const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);
    world.github.attempts = [
      anAttempt({ deliveryId: '701', guid: 'second', at: ago(1) }),
      anAttempt({ deliveryId: '702', guid: 'first', at: ago(2) }),
    ];

    await recover();

    expect(asked()).toEqual(['redeliver 702', 'redeliver 701']);
  });

  it('are asked for no more once they were taken in', async () => {
    world.github.attempts = [anAttempt()];
    const webhook = { deliveryId: 'lost', event: 'personal_access_token_request', action: 'created' };

    await recordTokenRequest(world, aReport(), { trace: 't', webhook });
    await recover();
    world.clock.pass(HOUR);
    await recover();

    expect(asked()).toEqual([]);
  });

  it('are asked for with growing pauses, a few times in three days, however many processes look', async () => {
    world.github.attempts = [anAttempt({ at: NOW })];
    const counts: number[] = [];
    await recover();
    await recover();

    for (const minutes of [2, 10, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60]) {
      world.clock.pass(minutes * MINUTE - 1);
      await recover();
      counts.push(asked().length);
      world.clock.pass(1);
      await Promise.all([recover(), recover()]);
      counts.push(asked().length);
    }

    expect(counts).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7]);
  });

  it('that lack what is needed are asked for once', async () => {
    world.github.attempts = [anAttempt({ statusCode: 400 })];

    await recover();
    world.clock.pass(HOUR);
    await recover();

    expect(asked()).toHaveLength(1);
  });

  it.each<[string, Partial<WebhookAttempt>]>([
    ['of an event that is not handled', { event: 'push', action: null }],
    ['of an action that is not handled', { event: 'installation', action: 'new_permissions_accepted' }],
    ['that came through, which some servers list too', { statusCode: 202 }],
    ['of more than three days ago', { at: new Date(NOW.getTime() - 72 * HOUR - 1) }],
  ])('are left alone: those %s', async (_, over) => {
    world.github.attempts = [anAttempt(over)];

    await recover();

    expect(asked()).toEqual([]);
  });

  it('that came through at a later attempt are left alone', async () => {
    world.github.attempts = [anAttempt({ deliveryId: '701', statusCode: 200 }), anAttempt()];

    await recover();

    expect(asked()).toEqual([]);
  });

  it('are found on every page, and the next time on the new pages only', async () => {
    world.github.pageSize = 2;
    world.github.attempts = Array.from({ length: 5 }, (_, index) =>
      anAttempt({
        guid: `g-${index}`,
        deliveryId: String(index),
        at: new Date(NOW.getTime() - index * HOUR),
      }),
    );

    await recover();
    const first = world.github.calls.length;
    world.clock.pass(MINUTE);
    await recover();

    expect(asked()).toHaveLength(5);
    expect(callsSince(first)).toEqual(['failedAttempts']);
  });

  describe('and that are more than one run looks at', () => {
    const noted = async () => (await records.query('SELECT guid FROM webhook_failures')).length;
    const cursors = () => world.github.calls.filter((call) => call.startsWith('failedAttempts '));
    beforeEach(() => {
      world.github.pageSize = 2;
      world.github.attempts = Array.from({ length: 61 }, (_, index) =>
        anAttempt({
          guid: `g-${index}`,
          deliveryId: String(index),
          at: new Date(NOW.getTime() - index * MINUTE),
        }),
      );
    });

    it('are all noted by the runs after it', async () => {
      await recover();
      const first = await noted();
      const before = world.github.calls.length;
      world.clock.pass(MINUTE);

      await recover();

      expect([first, await noted()]).toEqual([60, 61]);
      expect(callsSince(before).filter((call) => call.startsWith('failed'))).toEqual(['failedAttempts 60']);
    });

    it('are followed by what failed meanwhile', async () => {
      await recover();
      world.clock.pass(MINUTE);
      await recover();
      world.github.attempts.unshift(anAttempt({ guid: 'meanwhile', at: new Date(NOW.getTime() + 1) }));

      await recover();

      expect(await noted()).toBe(62);
    });

    it('are looked at from the start where GitHub does not know the place any more', async () => {
      await recover();
      world.github.down = new OutsideError('github', 'refused', '400');
      await recover();
      world.github.down = undefined;
      const before = cursors().length;

      await recover();
      await recover();

      expect(cursors().slice(before)[0]).toBe('failedAttempts 2');
      expect(await noted()).toBe(61);
    });
  });

  it('wait while GitHub is down, and none of their tries is used up', async () => {
    world.github.attempts = [anAttempt()];
    world.github.failures.push(githubDown());

    await recover();
    await recover();

    expect(asked()).toEqual(['redeliver 700', 'redeliver 700']);
    expect(await records.query('SELECT attempts FROM webhook_failures')).toEqual([{ attempts: 1 }]);
    expect(world.log.lines[0]).toMatchObject({ level: 'warn' });
  });

  it('have ids that no number can hold', async () => {
    world.github.attempts = [anAttempt({ deliveryId: '3804004623172239366' })];

    await recover();

    expect(asked()).toEqual(['redeliver 3804004623172239366']);
  });

  it('are said to be unreadable where they are, while they are new, and the others are asked for', async () => {
    world.github.attempts = [anAttempt()];
    const at = new Date(NOW.getTime() - 11 * MINUTE);
    world.github.unreadableAttempts = [{ at, lacks: ['id: invalid_union'] }];

    await recover();
    await recover();

    expect(warnings()).toMatchObject([{ fields: { at, lacks: ['id: invalid_union'] } }]);
    expect(asked()).toEqual(['redeliver 700']);
  });

  it('are given up when GitHub does not know them any more, and the others are asked for', async () => {
    world.github.attempts = [
      anAttempt({ deliveryId: '701', guid: 'b', at: NOW }),
      anAttempt({ deliveryId: '700', guid: 'a' }),
    ];
    world.github.failures.push(new OutsideError('github', 'refused', '404'));

    await recover();
    world.clock.pass(HOUR);
    await recover();

    expect(asked()).toEqual(['redeliver 700', 'redeliver 701', 'redeliver 701']);
  });

  it('do nothing to a request that was decided long ago, and bring no old name back', async () => {
    await hear(world, 'created');
    await hear(world, 'denied');
    const renamed = { ...ACME, login: 'acme-inc', installationId: 6_000 };
    await world.database.organizations.save(renamed);
    await workDeliveries(world);
    world.github.attempts = [anAttempt()];
    await recover();
    const webhook = { deliveryId: 'lost', event: 'personal_access_token_request', action: 'created' };
    const before = await records.query('SELECT id FROM deliveries');

    const late = aReport({}, { reason: undefined, requester: { id: MONA.id, login: 'mona-of-old' } });
    await recordTokenRequest(world, late, { trace: 't', webhook });

    expect(await request()).toMatchObject({ state: 'denied', organization: renamed, requester: MONA });
    expect(await records.query('SELECT id FROM deliveries')).toEqual(before);
  });

  describe('about a revoked authorization', () => {
    const revoked = { deliveryId: 'lost', event: 'github_app_authorization', action: 'revoked' };
    const forget = () => forgetRevoked(world, OLIVIA, revoked);
    beforeEach(async () => {
      world = await records.fresh({});
      world.github.attempts = [anAttempt({ event: revoked.event, action: revoked.action, at: NOW })];
    });

    it('remove the link that was revoked', async () => {
      await world.links.make(SLACK_USERS.olivia, OLIVIA, new Date(NOW.getTime() - HOUR));
      await recover();

      const isForgotten = await forget();

      expect(isForgotten).toBe(true);
      expect(await world.links.find(SLACK_USERS.olivia)).toBeUndefined();
    });

    it.each([
      ['made', []],
      ['confirmed anew', [new Date(NOW.getTime() - HOUR)]],
    ])('leave a link that was %s since', async (_, before) => {
      for (const at of before) await world.links.make(SLACK_USERS.olivia, OLIVIA, at);
      await world.links.make(SLACK_USERS.olivia, OLIVIA, new Date(NOW.getTime() + 1));
      await recover();

      const isForgotten = await forget();

      expect(isForgotten).toBe(false);
      expect(await world.links.find(SLACK_USERS.olivia)).toMatchObject({ github: OLIVIA });
    });
  });
});

describe('a pending list', () => {
  beforeEach(() => {
    world.github.pageSize = 2;
    world.github.pending = [1, 2, 3].map((id) => listed(id));
  });

  /** Every row that a synchronization may write or lock, with the transactions that did so last. */
  const versions = () =>
    records.query(`SELECT 'request' AS of, id, xmin || '/' || xmax AS touched FROM token_requests
      UNION ALL SELECT 'page', page, xmin || '/' || xmax FROM list_pages ORDER BY 1, 2`);

  it('that has not changed costs GitHub’s word for that, and no write', async () => {
    await sync();
    const before = await versions();
    const count = world.github.calls.length;

    await sync();

    expect(callsSince(count)).toEqual([
      'installations',
      'pendingPage 1 unless unchanged',
      'pendingPage 2 unless unchanged',
    ]);
    expect(await versions()).toEqual(before);
    expect(await records.query('SELECT DISTINCT state FROM token_requests')).toEqual([{ state: 'pending' }]);
  });

  it('has only what has changed recorded, though the page has', async () => {
    await sync();
    const before = await versions();
    world.github.pending = [listed(1), listed(2, { reason: 'Another one' }), listed(3)];

    await sync();

    const after = await versions();
    const changed = after.filter((row, index) => row.touched !== before[index]?.touched);
    expect(changed.map(({ of, id }) => [of, Number(id)])).toEqual([
      ['page', 1],
      ['request', Number((await theRequest(world, records, 2)).id)],
    ]);
    expect(await theRequest(world, records, 2)).toMatchObject({ reason: 'Another one' });
  });

  it('is not missing a request that stands on an unchanged page', async () => {
    await sync();
    world.clock.pass(30 * MINUTE);
    world.github.pending = [listed(1), listed(2)];
    const count = world.github.calls.length;

    await sync();

    expect(callsSince(count)).toContain('pendingRequestsOf 1');
    expect(await theRequest(world, records, 2)).toMatchObject({ state: 'pending' });
    expect(await theRequest(world, records, 3)).toMatchObject({ state: 'closed' });
  });

  it('is read in full once an hour, and after its shape has changed', async () => {
    await sync();
    world.clock.pass(HOUR);
    const count = world.github.calls.length;

    await sync();
    const hourly = callsSince(count);
    await records.query("UPDATE list_pages SET shape = 'of another version'");
    await sync();

    const inFull = ['installations', 'pendingPage 1', 'pendingPage 2'];
    expect(hourly).toEqual(inFull);
    expect(callsSince(count).slice(hourly.length)).toEqual(inFull);
  });

  it('is read on after a page that has been full ever since, though it had no next one then', async () => {
    world.github.pageSize = 100;
    const hundred = Array.from({ length: 100 }, (_, index) => listed(index + 1));
    world.github.pending = hundred;
    await sync();
    world.github.pending = [...hundred, listed(101)];

    await sync();

    expect(await theRequest(world, records, 101)).toMatchObject({ state: 'pending' });
  });

  it('is read again when a request of it could not be stored', async () => {
    const unstorable = listed(2, { permissions: [{ group: 'repository', name: 'a\0', level: 'read' }] });
    world.github.pending = [listed(1), unstorable, listed(3)];
    await sync();
    const count = world.github.calls.length;

    await sync();

    expect(callsSince(count).slice(0, 2)).toEqual(['installations', 'pendingPage 1']);
  });

  it('shows what can be read, though a row cannot, and does not miss that one', async () => {
    await sync();
    world.clock.pass(HOUR);
    world.github.pending = [listed(2), listed(3)];
    world.github.unreadable = [{ patRequestId: 1, lacks: ['token_id: invalid_type'] }];

    await sync();
    await sync();

    expect(await theRequest(world, records, 1)).toMatchObject({ state: 'pending' });
    expect(world.log.lines).toMatchObject([
      { level: 'warn', message: 'a listed request cannot be read', fields: { patRequest: 1 } },
    ]);
  });

  describe('of which the repositories of one request are asked for', () => {
    const subset = { repositorySelection: 'subset', repositories: undefined, repositoryCount: null } as const;
    const states = () => records.query('SELECT pat_request_id AS id, state FROM token_requests ORDER BY 1');
    const isSynced = () => world.database.organizations.isSynced(ACME.id);
    beforeEach(() => {
      world.github.pageSize = 100;
      world.github.pending = [listed(1, subset), listed(2), listed(3)];
      world.github.repositories = [{ id: 901, fullName: 'acme/money', private: true }];
    });

    it.each([
      ['refused', '404'],
      ['unknown', '500'],
    ] as const)('shows it without them, and those after it, where that is %s', async (failure, code) => {
      world.github.unreadableRepositories.set(1, new OutsideError('github', failure, code));

      await sync();

      const pending = [1, 2, 3].map((id) => ({ id, state: 'pending' }));
      expect([await states(), await isSynced()]).toEqual([pending, true]);
      expect(warnings()).toMatchObject([{ fields: { patRequest: 1 } }]);
    });

    it('is read again until they can be read', async () => {
      world.github.unreadableRepositories.set(1, new OutsideError('github', 'unknown', '500'));
      await sync();
      world.github.unreadableRepositories.clear();
      const count = world.github.calls.length;

      await sync();
      await sync();

      expect(callsSince(count)).toEqual([
        ...['installations', 'pendingPage 1', 'repositoriesOf'],
        ...['installations', 'pendingPage 1 unless unchanged'],
      ]);
      expect(await theRequest(world, records, 1)).toMatchObject({ repositories: world.github.repositories });
    });

    it('is for another time while GitHub asks for patience', async () => {
      world.github.unreadableRepositories.set(1, githubDown());

      await sync();

      expect([await states(), await isSynced()]).toEqual([[], false]);
    });
  });

  it('keeps the requester whose account was deleted since', async () => {
    await sync();
    world.github.pending = [listed(1, { requester: { id: 10_137, login: 'ghost' } })];

    await sync();

    expect(await theRequest(world, records, 1)).toMatchObject({ requester: MONA });
  });
});

describe('repositories of a request that waits', () => {
  const renamed = [{ id: 901, fullName: 'acme/money', private: true }];
  beforeEach(async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.github.pending = [aReport({ word: 'listed' }, { repositories: undefined, repositoryCount: null })];
    world.github.repositories = renamed;
  });

  it('that were renamed are so on the card a day later', async () => {
    world.clock.pass(24 * HOUR + 1);

    await sync();
    await workDeliveries(world);

    expect(await request()).toMatchObject({ repositories: renamed });
    expect(world.slack.updated.at(-1)?.card.request.repositories).toEqual(renamed);
  });

  it('are asked for of the others, too, where those of one cannot be read', async () => {
    await hear(world, 'created', { patRequestId: 1 }, { tokenId: 1 });
    await workDeliveries(world);
    const [first] = world.github.pending;
    if (first)
      world.github.pending.push({ ...first, patRequestId: 1, content: { ...first.content, tokenId: 1 } });
    world.github.unreadableRepositories.set(9_001, new OutsideError('github', 'unknown', '500'));
    world.clock.pass(24 * HOUR + 1);

    await sync();
    await sync();

    expect(await theRequest(world, records, 1)).toMatchObject({ repositories: renamed });
    expect(world.github.calls.filter((call) => call === 'repositoriesOf')).toHaveLength(2);
    expect(warnings()).toMatchObject([{ fields: { patRequest: 9_001 } }]);
  });

  it('are asked for once a day', async () => {
    world.clock.pass(23 * HOUR);
    await sync();
    const before = world.github.calls.filter((call) => call === 'repositoriesOf').length;
    world.clock.pass(2 * HOUR);

    await sync();
    await sync();

    expect(before).toBe(0);
    expect(world.github.calls.filter((call) => call === 'repositoriesOf')).toHaveLength(1);
  });
});

describe('an organization from which the App goes', () => {
  const follow = () => followOrganizations(world, 'follow');
  const goes = (appState: 'suspended' | 'uninstalled') => {
    world.github.installed = appState === 'suspended' ? [{ organization: ACME, suspended: true }] : [];
  };
  beforeEach(async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 });
    await hear(world, 'denied', { patRequestId: 2 });
    await workDeliveries(world);
    world.slack.updated.length = 0;
  });

  it.each(['suspended', 'uninstalled'] as const)(
    'is said once, on the cards that wait there and in the channel: %s',
    async (appState) => {
      goes(appState);

      await follow();
      await follow();
      await workDeliveries(world);

      expect(world.slack.updated).toMatchObject([{ card: { appState, request: { patRequestId: 1 } } }]);
      expect(world.slack.organizationNews).toMatchObject([
        { channel: CHANNEL, organization: { login: 'acme' }, appState, waiting: 1 },
      ]);
      expect(await theRequest(world, records, 1)).toMatchObject({ state: 'pending' });
      const kinds = await records.query(
        "SELECT kind FROM ledger_entries WHERE kind LIKE 'app-%' ORDER BY id",
      );
      expect(kinds.at(-1)).toEqual({ kind: `app-${appState}` });
    },
  );

  it('is said by the summaries that stand for what waits there', async () => {
    const fresh = { ...listed(7), organization: GLOBEX };
    world.github.installed.push({ organization: GLOBEX, suspended: false });
    world.github.pending = [fresh];
    await sync();
    await workDeliveries(world);
    world.github.installed.pop();

    await follow();
    await workDeliveries(world);

    expect(world.slack.summaries.map(({ appState }) => appState)).toEqual(['installed', 'uninstalled']);
  });

  it('closes none of its requests, however long that is', async () => {
    goes('uninstalled');

    await sync();
    world.clock.pass(48 * HOUR);
    await sync();

    expect(await theRequest(world, records, 1)).toMatchObject({ state: 'pending' });
  });

  it('is said to work again when the App is back, and is read in full', async () => {
    world.github.pending = [listed(1)];
    await sync();
    goes('suspended');
    await sync();
    await workDeliveries(world);
    world.github.installed = [{ organization: ACME, suspended: false }];
    const count = world.github.calls.length;

    await sync();
    await workDeliveries(world);

    expect(callsSince(count)).toEqual(['installations', 'pendingPage 1']);
    expect(world.slack.updated.at(-1)).toMatchObject({ card: { appState: 'installed' } });
    expect(world.slack.organizationNews.map(({ appState }) => appState)).toEqual(['suspended', 'installed']);
  });

  it('is not spoken of when it is back before anybody could be told', async () => {
    goes('uninstalled');
    await follow();
    world.github.installed = [{ organization: ACME, suspended: false }];
    await follow();

    await workDeliveries(world);

    expect(world.slack.organizationNews.map(({ appState }) => appState)).toEqual(['installed']);
  });

  it.each<[string, Installation[], Installation[]]>([
    ['suspended', [{ organization: ACME, suspended: false }], [{ organization: ACME, suspended: true }]],
    ['installed', [], [{ organization: ACME, suspended: false }]],
    ['uninstalled', [{ organization: ACME, suspended: false }], []],
  ])('is as GitHub said last, whoever comes last: %s', async (appState, earlier, later) => {
    const { installations } = world.github;
    world.github.installations = async () => {
      world.clock.pass(1);
      world.github.installations = installations;
      world.github.installed = later;
      await follow();
      return earlier;
    };

    await follow();

    expect(await world.database.organizations.find(ACME.id)).toMatchObject({ appState });
  });

  it('is not spoken of when the App was suspended there before we knew it', async () => {
    world.github.installed.push({ organization: GLOBEX, suspended: true });

    await follow();
    await workDeliveries(world);

    expect(world.slack.organizationNews).toEqual([]);
  });

  describe('while a decision is on its way', () => {
    const noApp = () => new OutsideError('github', 'refused', 'app-gone');
    const failures = () => records.query('SELECT state, failure FROM decisions ORDER BY id');
    const decide = async () => decideTokenRequest(world, aClick((await theRequest(world, records, 1)).id));

    it('gives it back at once when nothing was sent', async () => {
      await decide();
      goes('uninstalled');
      await follow();
      world.github.down = noApp();

      await workDecisions(world);
      await workDeliveries(world);

      expect((await failures()).at(-1)).toEqual({ state: 'released', failure: 'app-not-installed' });
      expect(await theRequest(world, records, 1)).toMatchObject({ state: 'pending' });
      expect(world.slack.messages).toMatchObject([
        { notice: { kind: 'decision-failed', decision: { failure: 'app-not-installed' } } },
      ]);
    });

    it('gives up after a day what it cannot see, and does not close the request', async () => {
      await decide();
      world.github.failures.push(noAnswer());
      await workDecisions(world);
      goes('uninstalled');
      await follow();
      world.github.down = noApp();

      await workDecisionsFor(world, 23 * HOUR);
      const before = await failures();
      await workDecisionsFor(world, 2 * HOUR);
      await workDeliveries(world);

      expect(before.at(-1)).toMatchObject({ state: 'sent' });
      expect((await failures()).at(-1)).toEqual({ state: 'lost', failure: 'unseen' });
      expect(await theRequest(world, records, 1)).toMatchObject({ state: 'pending' });
      expect(world.slack.messages.map(({ notice }) => notice.decision?.failure)).toContain('unseen');
      expect(world.github.decided).toHaveLength(1);
    });

    it('tells the approver at once that nobody can see what became of it, and finds out when it is back', async () => {
      await decide();
      world.github.failures.push(noAnswer());
      await workDecisions(world);
      goes('uninstalled');
      await follow();
      world.github.down = noApp();

      await workDecisionsFor(world, MINUTE);
      await workDeliveries(world);
      const told = world.slack.messages.map(({ notice }) => notice.decision?.failure);
      const meanwhile = await failures();
      world.github.down = undefined;
      const { tokenId, permissions, requestedAt } = await theRequest(world, records, 1);
      world.github.grants = [{ tokenId, permissions, grantedAt: new Date(requestedAt.getTime() + 1) }];
      await workDecisionsFor(world, 10 * MINUTE);

      expect(told).toEqual(['app-gone-since']);
      expect(meanwhile.at(-1)).toMatchObject({ state: 'sent' });
      expect((await failures()).at(-1)).toMatchObject({ state: 'done' });
      expect(world.github.decided).toHaveLength(1);
    });
  });
});

describe('an organization that is renamed', () => {
  const acmeInc = { ...ACME, login: 'acme-inc' };
  beforeEach(async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 });
    await hear(world, 'denied', { patRequestId: 2 });
    await workDeliveries(world);
    world.slack.updated.length = 0;
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'GitHub lists it under its new name',
      async () => {
        world.github.installed = [{ organization: acmeInc, suspended: false }];
        await followOrganizations(world, 'follow');
      },
    ],
    ['a webhook has the new name', () => hear(world, 'created', { patRequestId: 3, organization: acmeInc })],
  ])('is so on the cards that wait there, once %s', async (_, happens) => {
    await happens();
    await workDeliveries(world);

    const [updated, ...others] = world.slack.updated;
    expect(updated).toMatchObject({ card: { request: { patRequestId: 1, organization: acmeInc } } });
    expect(updated?.card.requestUrl).toContain('/organizations/acme-inc/');
    expect(others).toEqual([]);
  });
});
