import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { DeliveryPayload } from '../../src/application/delivery.js';
import { unmetered } from '../../src/application/meter.js';
import type { Database, Records } from '../../src/application/ports.js';
import { recordTokenRequest } from '../../src/application/record-token-request.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import {
  ACME,
  aClock,
  aContent,
  aLog,
  aNewDecision,
  aNewTokenRequest,
  aReport,
  aWake,
  NOW,
  OLIVIA,
  OSCAR,
  someRepositories,
} from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const LATER = (ms: number) => new Date(NOW.getTime() + ms);
const LEASE = { now: NOW, leaseUntil: LATER(60_000), limit: 100 };

let testDatabase: TestDatabase;
let sources: DataSource[];
/** Two processes, each with its own connections. */
let here: Database;
let there: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  sources = await Promise.all(
    [1, 2].map(() => createDataSource({ url: testDatabase.url, poolSize: 5 }).initialize()),
  );
  const [first, second] = sources.map((source) => createDatabase(source));
  if (!first || !second) throw new Error('there are two');
  here = first;
  there = second;
});

afterAll(async () => {
  await Promise.all((sources ?? []).map((source) => source.destroy()));
  await testDatabase?.drop();
});

beforeEach(async () => {
  await here.organizations.save(ACME);
});

afterEach(async () => {
  // Deleting a few rows is several times faster than TRUNCATE.
  const tables = [
    'deliveries',
    'cards',
    'decisions',
    'token_requests',
    'webhook_deliveries',
    'organizations',
  ];
  await query(tables.map((table) => `DELETE FROM ${table}`).join(';'));
});

function query<T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
  const [source] = sources;
  if (!source) throw new Error('not connected');
  return source.query(sql, values);
}

async function aStoredRequest(over: Parameters<typeof aNewTokenRequest>[0] = {}): Promise<number> {
  const stored = await here.tokenRequests.insert(aNewTokenRequest(over));
  if (!stored) throw new Error('it is there already');
  return stored.id;
}

/** Runs until `point` is reached, then waits there for `go`. */
function aPause() {
  let arrive = () => {};
  let go = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    go = resolve;
  });
  const stop = () => {
    arrive();
    return released;
  };
  return { reached, stop, go };
}

/** Resolves once some connection waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await query<{ waiting: boolean }>(
      `SELECT count(*) > 0 AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row?.waiting) return;
  }
}

/** Sent with the App's own token. */
const AS_APP = { decidedAs: 'app', delegatedBy: null } as const;

describe('token requests', () => {
  it('are found as they were stored', async () => {
    const repositories = [
      { id: 2, fullName: 'acme/b', private: false },
      { id: 1, fullName: 'acme/a', private: true },
    ];
    const content = aContent({ repositories, repositoryCount: 2, tokenLastUsedAt: LATER(-5_000) });

    const stored = await here.tokenRequests.insert(aNewTokenRequest({ content }));

    expect(stored).toEqual({
      id: expect.any(Number),
      patRequestId: 9_001,
      organization: ACME,
      state: 'pending',
      announced: true,
      endedAt: null,
      ...content,
      repositories: [...repositories].reverse(),
    });
    expect(await there.tokenRequests.find(stored?.id ?? 0)).toEqual(stored);
  });

  it.each([
    ['a reason that nobody has told', { reason: undefined }],
    ['no reason', { reason: null }],
    ['repositories that nobody has told', { repositories: undefined, repositoryCount: 7 }],
    ['no permissions', { permissions: [] }],
    [
      'a name and a reason of any script',
      { tokenName: '"; DROP TABLE x; -- 🦄\u202e', reason: "'\\ \n%s $1" },
    ],
  ])('keep %s', async (_, difference) => {
    const content = aContent(difference);

    const id = await aStoredRequest({ content });

    expect(await there.tokenRequests.find(id)).toMatchObject(content);
  });

  it('hold 5,000 repositories and change them as a whole', async () => {
    const many = aContent({ repositories: someRepositories(5_000), repositoryCount: 5_000 });
    const id = await aStoredRequest({ content: many });

    await here.tokenRequests.setContent(id, { ...many, repositories: someRepositories(2_500) });

    const found = await there.tokenRequests.find(id);
    expect(found?.repositories).toHaveLength(2_500);
  });

  it('keep their repositories when a change is silent of them', async () => {
    const id = await aStoredRequest();

    await here.tokenRequests.setContent(id, aContent({ repositories: undefined, permissions: [] }));

    const repositories = await query('SELECT full_name FROM token_request_repositories');
    expect(repositories).toEqual([{ full_name: 'acme/payments' }]);
    expect(await there.tokenRequests.find(id)).toMatchObject({ permissions: [] });
  });

  it('are stored once for one id of GitHub’s in an organization, and again in another', async () => {
    await here.organizations.save({ id: 1_002, login: 'globex', installationId: null });
    await aStoredRequest();

    const again = await there.tokenRequests.insert(aNewTokenRequest());
    const elsewhere = await there.tokenRequests.insert(aNewTokenRequest({ organizationId: 1_002 }));

    expect(again).toBeUndefined();
    expect(elsewhere?.organization.login).toBe('globex');
  });

  it('are not stored a second time by whoever comes while the first is about to', async () => {
    const pause = aPause();
    const first = here.transaction(async (records) => {
      await records.tokenRequests.insert(aNewTokenRequest());
      await pause.stop();
    });
    await pause.reached;

    const second = there.transaction((records) => records.tokenRequests.insert(aNewTokenRequest()));
    await somebodyWaits();
    pause.go();

    await first;
    expect(await second).toBeUndefined();
    expect(await query('SELECT id FROM token_requests')).toHaveLength(1);
  });

  it('are seen as the holder of the lock has left them by whoever waits for it', async () => {
    const id = await aStoredRequest();
    const pause = aPause();
    const first = here.transaction(async (records) => {
      await records.tokenRequests.lock(id);
      await pause.stop();
      await records.tokenRequests.setState(id, 'denied', NOW);
      await records.tokenRequests.setContent(id, aContent({ tokenName: 'renamed' }));
    });
    await pause.reached;

    const second = there.transaction((records) => records.tokenRequests.lockByGitHubId(ACME.id, 9_001));
    await somebodyWaits();
    pause.go();

    await first;
    expect(await second).toMatchObject({ id, state: 'denied', tokenName: 'renamed' });
  });

  it('are claimed by exactly one of two who try at once', async () => {
    const id = await aStoredRequest();
    const pause = aPause();
    const first = here.transaction(async (records) => {
      const claimed = await records.tokenRequests.claim(id);
      await pause.stop();
      return claimed;
    });
    await pause.reached;

    const second = there.transaction((records) => records.tokenRequests.claim(id));
    await somebodyWaits();
    pause.go();

    expect([await first, await second]).toEqual([true, false]);
    expect(await here.tokenRequests.find(id)).toMatchObject({ state: 'deciding' });
  });

  it('can be claimed by the second when the first gives up', async () => {
    const id = await aStoredRequest();
    const pause = aPause();
    const first = here.transaction(async (records) => {
      await records.tokenRequests.claim(id);
      await pause.stop();
      throw new Error('too late');
    });
    await pause.reached;

    const second = there.transaction((records) => records.tokenRequests.claim(id));
    await somebodyWaits();
    pause.go();

    await expect(first).rejects.toThrow('too late');
    expect(await second).toBe(true);
  });

  it('are claimed by one of twenty', async () => {
    const id = await aStoredRequest();

    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? here : there).tokenRequests.claim(id)),
    );

    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it.each(['deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'] as const)(
    'that are %s cannot be claimed',
    async (state) => {
      const id = await aStoredRequest({ state });

      const claimed = await here.tokenRequests.claim(id);

      expect(claimed).toBe(false);
      expect(await here.tokenRequests.find(id)).toMatchObject({ state });
    },
  );

  it('that wait are listed by organization, page by page', async () => {
    const states = ['pending', 'approved', 'deciding', 'pending'] as const;
    const ids: number[] = [];
    for (const [index, state] of states.entries()) {
      ids.push(await aStoredRequest({ patRequestId: index + 1, state }));
    }

    const first = await here.tokenRequests.open(ACME.id, 0, 2);
    const rest = await here.tokenRequests.open(ACME.id, first.at(-1)?.id ?? 0, 2);
    const others = await here.tokenRequests.open(1_002, 0, 2);

    expect(first.map(({ id, state }) => [id, state])).toEqual([
      [ids[0], 'pending'],
      [ids[2], 'deciding'],
    ]);
    expect(rest).toMatchObject([{ id: ids[3], patRequestId: 4, tokenId: 70_001, state: 'pending' }]);
    expect(others).toEqual([]);
  });

  it('that pend are listed when their token has expired', async () => {
    const expired = aContent({ tokenExpiresAt: NOW });
    const id = await aStoredRequest({ patRequestId: 1, content: expired });
    await aStoredRequest({ patRequestId: 2, content: expired, state: 'deciding' });
    await aStoredRequest({ patRequestId: 3, content: aContent({ tokenExpiresAt: LATER(1) }) });
    await aStoredRequest({ patRequestId: 4, content: aContent({ tokenExpiresAt: null }) });

    const due = await here.tokenRequests.expired(NOW, 10);

    expect(due).toEqual([id]);
  });

  it.each([
    ['subset', undefined, false],
    ['subset', [], true],
    ['all', undefined, true],
    ['none', undefined, true],
  ] as const)(
    'need no question about their repositories: %s, %j → %s',
    async (selection, repositories, known) => {
      await aStoredRequest({ content: aContent({ repositorySelection: selection, repositories }) });

      const knows = await here.tokenRequests.knowsRepositories(ACME.id, 9_001);

      expect(knows).toBe(known);
    },
  );
});

describe('organizations', () => {
  it('keep the installation that a later webhook does not name, and take a new login', async () => {
    await here.organizations.save({ id: ACME.id, login: 'acme-inc', installationId: null });

    const rows = await query('SELECT login, installation_id FROM organizations');
    expect(rows).toEqual([{ login: 'acme-inc', installation_id: ACME.installationId }]);
  });

  it('are uninstalled when they are not among those that GitHub lists', async () => {
    await here.organizations.save({ id: 1_002, login: 'globex', installationId: 5_002 });
    await here.organizations.setState(1_002, 'suspended', NOW);

    await here.organizations.keepInstalled([ACME.id], NOW);

    const rows = await query('SELECT id, state FROM organizations ORDER BY id');
    expect(rows).toEqual([
      { id: ACME.id, state: 'installed' },
      { id: 1_002, state: 'uninstalled' },
    ]);
  });

  it('are all uninstalled when GitHub lists none', async () => {
    await here.organizations.keepInstalled([], NOW);

    expect(await query('SELECT state FROM organizations')).toEqual([{ state: 'uninstalled' }]);
  });
});

describe('decisions', () => {
  let id: number;

  beforeEach(async () => {
    id = await aStoredRequest({ state: 'deciding' });
  });

  it('are found as they were asked', async () => {
    const added = await here.decisions.add(aNewDecision(id, { action: 'deny', reason: 'Too much' }));

    const found = await there.decisions.find(added.id);

    expect(found).toMatchObject({
      tokenRequestId: id,
      action: 'deny',
      reason: 'Too much',
      path: 'card',
      approver: { github: OLIVIA, slackUserId: 'U0OLIVIA' },
      state: 'asked',
      askedAt: NOW,
      sentAt: null,
      endedAt: null,
      attempts: 0,
      failure: null,
    });
  });

  it('are at most one on its way for a request', async () => {
    await here.decisions.add(aNewDecision(id));

    const second = there.decisions.add(aNewDecision(id, { approver: OSCAR }));

    await expect(second).rejects.toThrow('decisions_one_open');
  });

  it('may follow one that has ended', async () => {
    const first = await here.decisions.add(aNewDecision(id));
    await here.decisions.end(first.id, { state: 'released', at: NOW, failure: 'github-down' });

    const second = await there.decisions.add(aNewDecision(id));

    expect(await here.decisions.current(id)).toMatchObject({ id: second.id, state: 'asked' });
  });

  it('are leased once, whoever asks, until the lease has run out', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));

    const [first, second] = await Promise.all([
      here.decisions.claimDue(LEASE),
      there.decisions.claimDue(LEASE),
    ]);
    const early = await there.decisions.claimDue({ ...LEASE, now: LATER(59_999) });
    const late = await there.decisions.claimDue({ ...LEASE, now: LATER(60_000), leaseUntil: LATER(120_000) });

    expect([...first, ...second]).toMatchObject([{ id: decision, state: 'checking', attempts: 1 }]);
    expect(early).toEqual([]);
    expect(late).toMatchObject([{ id: decision, state: 'checking', attempts: 2, trace: 'trace-of-a-click' }]);
  });

  it('that have been sent stay so when their worker has died', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await here.decisions.markSent({ id: decision, attempts: 1 }, LATER(5), AS_APP);

    const taken = await there.decisions.claimDue({ ...LEASE, now: LATER(60_000) });

    expect(taken).toMatchObject([{ id: decision, state: 'sent', sentAt: LATER(5) }]);
  });

  it('are sent by whoever has leased them last', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await there.decisions.claimDue({ ...LEASE, now: LATER(60_000) });

    const marked = [
      await here.decisions.markSent({ id: decision, attempts: 1 }, NOW, AS_APP),
      await there.decisions.markSent({ id: decision, attempts: 2 }, NOW, AS_APP),
    ];

    expect(marked).toEqual([false, true]);
  });

  it('cannot be sent when they were ended between the lease and the call', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await there.decisions.end(decision, { state: 'superseded', at: NOW, failure: 'superseded' });

    const marked = await here.decisions.markSent({ id: decision, attempts: 1 }, NOW, AS_APP);

    expect(marked).toBe(false);
  });

  it('wait until they are due again', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await here.decisions.markSent({ id: decision, attempts: 1 }, NOW, AS_APP);

    await here.decisions.postpone(
      { id: decision, attempts: 1 },
      { state: 'asked', nextAttemptAt: LATER(4_000), sentAt: null },
    );

    expect(await here.decisions.nextDueAt()).toEqual(LATER(4_000));
    expect(await there.decisions.claimDue({ ...LEASE, now: LATER(3_999) })).toEqual([]);
    expect(await there.decisions.claimDue({ ...LEASE, now: LATER(4_000) })).toMatchObject([
      { state: 'checking', sentAt: null, attempts: 2 },
    ]);
  });

  it('of which the outcome is unknown keep when they were sent', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await here.decisions.markSent({ id: decision, attempts: 1 }, NOW, AS_APP);

    await here.decisions.postpone(
      { id: decision, attempts: 1 },
      { state: 'sent', nextAttemptAt: LATER(4_000), sentAt: NOW },
    );

    expect(await there.decisions.find(decision)).toMatchObject({ state: 'sent', sentAt: NOW });
  });

  it('are not given back by a worker that has lost its lease while its successor calls GitHub', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await there.decisions.claimDue({ ...LEASE, now: LATER(60_000), leaseUntil: LATER(120_000) });
    await there.decisions.markSent({ id: decision, attempts: 2 }, LATER(60_001), AS_APP);

    await here.decisions.postpone(
      { id: decision, attempts: 1 },
      { state: 'asked', nextAttemptAt: LATER(60_002), sentAt: null },
    );

    expect(await there.decisions.find(decision)).toMatchObject({ state: 'sent', sentAt: LATER(60_001) });
  });

  it('that are due again may have been sent before, which is remembered', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await here.decisions.markSent({ id: decision, attempts: 1 }, NOW, AS_APP);

    await here.decisions.postpone(
      { id: decision, attempts: 1 },
      { state: 'asked', nextAttemptAt: LATER(4_000), sentAt: LATER(5) },
    );

    expect(await there.decisions.claimDue({ ...LEASE, now: LATER(4_000) })).toMatchObject([
      { state: 'checking', sentAt: LATER(5) },
    ]);
  });

  it('stay leased to a worker that renews its lease', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);

    await here.decisions.renewLease({ id: decision, attempts: 1 }, LATER(90_000));

    expect(await there.decisions.claimDue({ ...LEASE, now: LATER(89_999) })).toEqual([]);
    expect(await there.decisions.nextDueAt()).toEqual(LATER(90_000));
  });

  it('are not kept by a worker that renews a lease which it has lost', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue(LEASE);
    await there.decisions.claimDue({ ...LEASE, now: LATER(60_000), leaseUntil: LATER(120_000) });

    await here.decisions.renewLease({ id: decision, attempts: 1 }, LATER(900_000));

    expect(await there.decisions.nextDueAt()).toEqual(LATER(120_000));
  });

  it('keep a failure of which the approver was told until they end well', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));

    await here.decisions.noteFailure(decision, 'outcome-unknown');
    const noted = await there.decisions.find(decision);
    await here.decisions.end(decision, { state: 'done', at: NOW });
    await here.decisions.noteFailure(decision, 'outcome-unknown');

    expect(noted).toMatchObject({ state: 'asked', failure: 'outcome-unknown' });
    expect(await there.decisions.find(decision)).toMatchObject({ state: 'done', failure: null });
  });

  it('that were taken for done are taken back once, and only those', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));

    const early = await here.decisions.disown(decision);
    await here.decisions.end(decision, { state: 'done', at: NOW });
    const disowned = [await here.decisions.disown(decision), await there.decisions.disown(decision)];

    expect([early, ...disowned]).toEqual([false, true, false]);
    expect(await there.decisions.find(decision)).toMatchObject({
      state: 'superseded',
      failure: 'superseded',
    });
  });

  it('end once', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));

    const ended = await Promise.all([
      here.decisions.end(decision, { state: 'done', at: NOW }),
      there.decisions.end(decision, { state: 'superseded', at: NOW, failure: 'superseded' }),
    ]);

    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await here.decisions.claimDue({ ...LEASE, now: LATER(600_000) })).toEqual([]);
    expect(await here.decisions.nextDueAt()).toBeUndefined();
  });

  it('that were lost can still be settled, and are leased no more', async () => {
    const { id: decision } = await here.decisions.add(aNewDecision(id));
    await here.decisions.end(decision, { state: 'lost', at: NOW, failure: 'lost' });

    const claimed = await here.decisions.claimDue(LEASE);
    const unsettled = await here.decisions.unsettled(id);
    const ended = await here.decisions.end(decision, { state: 'done', at: LATER(1) });

    expect(claimed).toEqual([]);
    expect(unsettled?.id).toBe(decision);
    expect(ended).toBe(true);
    expect(await here.decisions.find(decision)).toMatchObject({
      state: 'done',
      failure: null,
      endedAt: LATER(1),
    });
  });

  it('that nobody has put a name to get the name of whoever GitHub names, once', async () => {
    const ghost = { id: 0, login: 'ghost' };
    const made = { state: 'done', path: 'github', approver: ghost, slackUserId: null } as const;
    const { id: decision } = await here.decisions.add(aNewDecision(id, made));

    const named = [
      await here.decisions.nameDecider(id, ghost.id, OSCAR),
      await here.decisions.nameDecider(id, ghost.id, OLIVIA),
    ];

    expect(named).toEqual([true, false]);
    expect(await here.decisions.find(decision)).toMatchObject({ approver: { github: OSCAR } });
  });

  it('are due again when the lease runs out, not before', async () => {
    await here.decisions.add(aNewDecision(id));

    const before = await here.decisions.nextDueAt();
    await here.decisions.claimDue(LEASE);
    const after = await here.decisions.nextDueAt();

    expect(before).toEqual(NOW);
    expect(after).toEqual(LEASE.leaseUntil);
  });

  it('of a dead process are due at once when nobody else works on the database', async () => {
    await here.decisions.add(aNewDecision(id));
    await here.decisions.claimDue({ ...LEASE, leaseUntil: new Date(Date.now() + 600_000) });

    await there.decisions.releaseLeases();

    expect(await there.decisions.claimDue({ ...LEASE, now: new Date(Date.now() + 1_000) })).toHaveLength(1);
  });
});

const card = (channel: string): DeliveryPayload => ({ kind: 'card', channel });
const mail = (address: string): DeliveryPayload => ({ kind: 'requester-mail', address, decisionId: 1 });

describe('deliveries', () => {
  let id: number;
  /** Deliveries are due by our process's clock. */
  const now = () => new Date(Date.now() + 1_000);
  const lease = (ms = 60_000) => ({ now: now(), leaseUntil: new Date(Date.now() + ms), limit: 100 });

  beforeEach(async () => {
    id = await aStoredRequest();
  });

  async function add(payload: DeliveryPayload, dedupeKey?: string, of = id) {
    return here.transaction(async (records: Records) => {
      await records.tokenRequests.lock(of);
      return records.deliveries.add({ tokenRequestId: of, payload, dedupeKey, trace: 'trace' });
    });
  }

  async function claimOne(records: Database = here, ms?: number) {
    const [delivery, ...others] = await records.deliveries.claimDue(lease(ms));
    if (!delivery || others.length > 0) throw new Error(`${others.length + (delivery ? 1 : 0)} were due`);
    return delivery;
  }

  it('come one after the other in a lane, in the order in which they were added', async () => {
    await add(card('C1'));
    await add({ kind: 'card-note', channel: 'C1', note: 'no-address' });
    await add(card('C1'));

    const kinds: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const delivery = await claimOne();
      kinds.push(delivery.payload?.kind ?? 'unreadable');
      expect(await there.deliveries.claimDue(lease())).toEqual([]);
      await here.deliveries.succeed(delivery, NOW, 'ts');
    }

    expect(kinds).toEqual(['card', 'card-note', 'card']);
    expect(await here.deliveries.nextDueAt()).toBeUndefined();
  });

  it('of other lanes are not held up by one that fails', async () => {
    await add(mail('dead@example.com'));
    const dead = await claimOne();
    await here.deliveries.retry(dead, new Date(Date.now() + 300_000), 'smtp unavailable');
    await add(mail('dead@example.com'));
    await add(mail('alive@example.com'));
    await add(card('C1'));

    const due = await here.deliveries.claimDue(lease());

    expect(due.map(({ payload }) => payload)).toEqual([mail('alive@example.com'), card('C1')]);
  });

  it('to one place about two requests do not wait for each other', async () => {
    const other = await aStoredRequest({ patRequestId: 9_002 });
    await add(card('C1'));
    await add(card('C1'), undefined, other);

    const due = await here.deliveries.claimDue(lease());

    expect(due.map(({ tokenRequestId }) => tokenRequestId)).toEqual([id, other]);
  });

  it('let the next of their lane pass when they have failed for good', async () => {
    await add(mail('mona@example.com'));
    await add(mail('mona@example.com'));
    const first = await claimOne();

    await here.deliveries.fail(first, NOW, 'smtp refused');

    const second = await claimOne();
    expect(second.id).toBeGreaterThan(first.id);
  });

  it('are added once for one key, also at once and after they were sent', async () => {
    const together = await Promise.all([add(card('C1'), 'key'), add(card('C1'), 'key')]);
    await here.deliveries.succeed(await claimOne(), NOW, null);
    const afterwards = await add(card('C1'), 'key');
    const withoutKey = [await add(card('C1')), await add(card('C1'))];

    expect(together.sort()).toEqual([false, true]);
    expect(afterwards).toBe(false);
    expect(withoutKey).toEqual([true, true]);
  });

  it('are leased once, whoever asks', async () => {
    for (let index = 0; index < 30; index += 1) await add(card(`C${index}`));

    const claims = await Promise.all([
      here.deliveries.claimDue(lease()),
      there.deliveries.claimDue(lease()),
      here.deliveries.claimDue(lease()),
    ]);
    const rest = await there.deliveries.claimDue(lease());

    const ids = [...claims.flat(), ...rest].map((delivery) => delivery.id);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  it('are due from when they are added, by the clock of whoever adds them', async () => {
    const [source] = sources;
    if (!source) throw new Error('not connected');
    const later = LATER(3_600_000);
    const ahead = createDatabase(source, () => later);

    await ahead.transaction(({ deliveries }) =>
      deliveries.add({ tokenRequestId: id, payload: card('C1'), trace: 'trace' }),
    );
    await ahead.deliveries.add({ tokenRequestId: id, payload: card('C2'), trace: 'trace' });

    expect(await query('SELECT next_attempt_at FROM deliveries')).toEqual(
      Array(2).fill({ next_attempt_at: later }),
    );
  });

  it('may be put off when they are added', async () => {
    const notBefore = new Date(Date.now() + 30_000);
    await here.deliveries.add({ tokenRequestId: id, payload: card('C1'), notBefore, trace: 'trace' });

    const early = await here.deliveries.claimDue({ ...lease(), now: new Date(notBefore.getTime() - 1) });
    const due = await here.deliveries.nextDueAt();
    const late = await here.deliveries.claimDue({ ...lease(), now: notBefore });

    expect(early).toEqual([]);
    expect(due).toEqual(notBefore);
    expect(late).toHaveLength(1);
  });

  it('that cannot be read are leased like others, and keep none of them back', async () => {
    await add(card('C1'));
    await query('UPDATE deliveries SET payload = \'{"kind": "pigeon"}\'');
    await add(card('C2'));

    const due = await here.deliveries.claimDue(lease());

    expect(due.map(({ payload }) => payload)).toEqual([null, card('C2')]);
  });

  it('that say the same again and again make way for the next one in their lane', async () => {
    const home = (force?: boolean) => ({ kind: 'home' as const, slackUserId: 'U1', force });
    const later = new Date(Date.now() + 600_000);
    await add(home());
    const first = await claimOne();
    await add(home());
    await here.deliveries.putBack(first, later, { unlessFollowed: true });
    const second = await claimOne();
    await here.deliveries.putBack(second, later, { unlessFollowed: true });

    expect(second.id).toBeGreaterThan(first.id);
    expect(await query('SELECT id, state FROM deliveries')).toEqual([{ id: second.id, state: 'pending' }]);
    expect(await here.deliveries.nextDueAt()).toEqual(later);
  });

  it('that were put back were not tried, and are due when that was said', async () => {
    await add(card('C1'));
    const next = new Date(Date.now() + 60_000);

    await here.deliveries.putBack(await claimOne(), next);

    expect(await query('SELECT state, attempts, leased_until, last_error FROM deliveries')).toEqual([
      { state: 'pending', attempts: 0, leased_until: null, last_error: null },
    ]);
    expect(await here.deliveries.nextDueAt()).toEqual(next);
  });

  it('stay leased to a worker that renews its lease', async () => {
    await add(card('C1'));
    const delivery = await claimOne();
    const until = new Date(Date.now() + 600_000);

    await here.deliveries.renewLease(delivery, until);

    expect(await there.deliveries.claimDue({ ...lease(), now: new Date(until.getTime() - 1) })).toEqual([]);
    expect(await there.deliveries.nextDueAt()).toEqual(until);
  });

  it('are not kept by a worker that renews a lease which it has lost, or has given back', async () => {
    await add(card('C1'));
    const dead = await claimOne(here, -1);
    const until = new Date(Date.now() + 60_000);
    const [successor] = await there.deliveries.claimDue({ ...lease(), leaseUntil: until });
    const farOff = new Date(Date.now() + 3_600_000);

    await here.deliveries.renewLease(dead, farOff);
    const due = await there.deliveries.nextDueAt();
    if (successor) await there.deliveries.retry(successor, NOW, 'x');
    if (successor) await there.deliveries.renewLease(successor, farOff);

    expect(due).toEqual(until);
    expect(await query('SELECT state, leased_until FROM deliveries')).toEqual([
      { state: 'pending', leased_until: null },
    ]);
  });

  it('are leased no more at once than are asked for', async () => {
    for (let index = 0; index < 5; index += 1) await add(card(`C${index}`));

    const claimed = await here.deliveries.claimDue({ ...lease(), limit: 3 });

    expect(claimed).toHaveLength(3);
  });

  it('are taken over when their worker has died, and keep their place in the lane', async () => {
    await add(card('C1'));
    await add(card('C1'));
    const dead = await claimOne();

    const early = await there.deliveries.claimDue({ ...lease(), now: new Date(Date.now() + 30_000) });
    const late = await there.deliveries.claimDue({
      now: new Date(Date.now() + 60_000),
      leaseUntil: new Date(Date.now() + 120_000),
      limit: 100,
    });

    expect(early).toEqual([]);
    expect(late).toMatchObject([{ id: dead.id, attempts: 2 }]);
  });

  it.each(['succeed', 'retry', 'fail', 'putBack'] as const)(
    'are not touched by a worker that has lost its lease and comes back late: %s',
    async (method) => {
      await add(card('C1'));
      const dead = await claimOne(here, -1);
      const successor = await claimOne(there);

      if (method === 'succeed') await here.deliveries.succeed(dead, NOW, 'of-the-dead');
      if (method === 'retry') await here.deliveries.retry(dead, NOW, 'of-the-dead');
      if (method === 'fail') await here.deliveries.fail(dead, NOW, 'of-the-dead');
      if (method === 'putBack') await here.deliveries.putBack(dead, NOW);

      const [row] = await query('SELECT state, external_id, last_error, attempts FROM deliveries');
      expect(row).toEqual({ state: 'sending', external_id: null, last_error: null, attempts: 2 });
      await there.deliveries.succeed(successor, NOW, 'of-the-living');
      expect(await query('SELECT state, external_id FROM deliveries')).toEqual([
        { state: 'sent', external_id: 'of-the-living' },
      ]);
    },
  );

  it('are not brought back by a late record when the successor has sent them', async () => {
    await add(card('C1'));
    const dead = await claimOne(here, -1);
    await there.deliveries.succeed(await claimOne(there), NOW, 'ts');

    await here.deliveries.retry(dead, NOW, 'late');

    expect(await query('SELECT state, last_error FROM deliveries')).toEqual([
      { state: 'sent', last_error: null },
    ]);
  });

  it('are due next when the first of some lane is, whatever waits behind it', async () => {
    await add(card('C1'));
    const head = await claimOne();
    const next = new Date(Date.now() + 120_000);
    await here.deliveries.retry(head, next, 'slack unavailable');
    await add(card('C1'));

    const due = await here.deliveries.nextDueAt();

    expect(due).toEqual(next);
  });

  it('that are under way are due when the lease runs out', async () => {
    await add(card('C1'));
    const until = new Date(Date.now() + 60_000);
    await here.deliveries.claimDue({ ...lease(), leaseUntil: until });

    const due = await here.deliveries.nextDueAt();

    expect(due).toEqual(until);
  });

  it('keep their error until they are sent', async () => {
    await add(card('C1'));

    await here.deliveries.retry(await claimOne(), new Date(), 'slack unavailable: ratelimited');
    const failed = await query('SELECT state, last_error, leased_until FROM deliveries');
    await here.deliveries.succeed(await claimOne(), NOW, 'ts');
    const sent = await query('SELECT state, last_error, external_id FROM deliveries');

    expect(failed).toEqual([
      { state: 'pending', last_error: 'slack unavailable: ratelimited', leased_until: null },
    ]);
    expect(sent).toEqual([{ state: 'sent', last_error: null, external_id: 'ts' }]);
  });

  it('that wait are counted, with the age of the oldest', async () => {
    await add(card('C1'));
    await add(card('C2'));
    await query("UPDATE deliveries SET created_at = now() - interval '90 seconds' WHERE lane LIKE '%C1'");
    const [sent] = await here.deliveries.claimDue({ ...lease(), limit: 1 });
    if (sent) await here.deliveries.retry(sent, new Date(), 'x');

    const backlog = await here.deliveries.backlog(new Date());
    await query("UPDATE deliveries SET state = 'sent'");
    const none = await here.deliveries.backlog(new Date());

    expect(backlog.depth).toBe(2);
    expect(Math.round(backlog.oldestSeconds)).toBeGreaterThanOrEqual(89);
    expect(Math.round(backlog.oldestSeconds)).toBeLessThan(100);
    expect(none).toEqual({ depth: 0, oldestSeconds: 0 });
  });

  it('of App Homes are leased apart, do not count as waiting, and are forgotten once they are sent', async () => {
    const payloads = [
      { kind: 'homes', shows: { organizationId: ACME.id } },
      { kind: 'home', slackUserId: 'U1' },
      { kind: 'bulk-progress', bulkId: 1 },
    ] as const;
    for (const payload of payloads) {
      await here.deliveries.add({ tokenRequestId: null, payload, trace: 'trace' });
    }
    await add(card('C1'));

    const backlog = await here.deliveries.backlog(new Date());
    const homes = await here.deliveries.claimDue({ ...lease(), of: 'homes' });
    const next = [await there.deliveries.nextDueAt('homes'), await there.deliveries.nextDueAt('others')];
    const others = await there.deliveries.claimDue({ ...lease(), of: 'others' });
    const [late] = homes;
    if (late) await here.deliveries.succeed({ ...late, attempts: 7 }, NOW, null);
    const kept = await query("SELECT id FROM deliveries WHERE kind = 'homes'");
    for (const delivery of [...homes, ...others]) await here.deliveries.succeed(delivery, NOW, null);

    const kinds = (deliveries: typeof homes) => deliveries.map(({ payload }) => payload?.kind);
    expect([kinds(homes), kinds(others)]).toEqual([
      ['homes', 'home'],
      ['bulk-progress', 'card'],
    ]);
    expect(backlog.depth).toBe(2);
    expect(next[0]?.getTime()).toBeGreaterThan(next[1]?.getTime() ?? 0);
    expect(kept).toHaveLength(1);
    expect(await query('SELECT kind, state FROM deliveries')).toEqual([{ kind: 'card', state: 'sent' }]);
  });

  it('of a dead process are due at once when nobody else works on the database', async () => {
    await add(card('C1'));
    const dead = await claimOne(here, 600_000);

    await there.deliveries.releaseLeases();

    expect(await claimOne(there)).toMatchObject({ id: dead.id, attempts: 2 });
  });
});

describe('cards', () => {
  it('are one a channel; a new one takes the place of the old', async () => {
    const id = await aStoredRequest();
    await here.cards.save(id, { channel: 'C1', ts: '1.1', digest: 'a' });
    await here.cards.save(id, { channel: 'C2', ts: '2.1', digest: 'a' });

    await there.cards.save(id, { channel: 'C1', ts: '1.2', digest: 'b' });

    expect(await here.cards.find(id, 'C1')).toEqual({ channel: 'C1', ts: '1.2', digest: 'b' });
    expect(await here.cards.all(id)).toHaveLength(2);
    expect(await here.cards.find(id, 'C3')).toBeUndefined();
  });
});

describe('webhooks', () => {
  const webhook = { deliveryId: 'd-1', event: 'personal_access_token_request', action: 'created' };
  const aStored = (over = {}) => ({ ...webhook, lane: 'request/1/2', payload: 'said', ...over });
  const A_CLAIM = { now: NOW, leaseUntil: LATER(45), limit: 10 };
  let here: Database;
  beforeEach(() => {
    const [source] = sources;
    // Each of them comes a moment after the one before.
    let moment = 0;
    if (source) here = createDatabase(source, () => LATER(++moment - 1_000));
  });

  it('are remembered once', async () => {
    const remembered = [
      await here.webhookDeliveries.remember(webhook),
      await there.webhookDeliveries.remember(webhook),
      await there.webhookDeliveries.remember({ ...webhook, deliveryId: 'd-2' }),
    ];

    expect(remembered).toEqual([true, false, true]);
  });

  it('are forgotten with the transaction that failed, so that a redelivery is taken in', async () => {
    const failed = here.transaction(async (records) => {
      await records.webhookDeliveries.remember(webhook);
      throw new Error('broke');
    });

    await expect(failed).rejects.toThrow('broke');
    expect(await there.webhookDeliveries.remember(webhook)).toBe(true);
  });

  it('that come twice at once are taken in once', async () => {
    const pause = aPause();
    const first = here.transaction(async (records) => {
      const isNew = await records.webhookDeliveries.remember(webhook);
      await pause.stop();
      return isNew;
    });
    await pause.reached;

    const second = there.transaction((records) => records.webhookDeliveries.remember(webhook));
    await somebodyWaits();
    pause.go();

    expect([await first, await second]).toEqual([true, false]);
  });

  it('that are stored wait until they are taken in, and are stored once', async () => {
    const stored = [
      await here.webhookDeliveries.store(aStored()),
      await here.webhookDeliveries.store(aStored({ payload: 'another' })),
    ];

    const claimed = await there.webhookDeliveries.claimDue(A_CLAIM);
    const taken = [
      await there.transaction((records) => records.webhookDeliveries.remember(webhook)),
      await here.webhookDeliveries.remember(webhook),
      await here.webhookDeliveries.store(aStored()),
    ];

    expect(stored).toEqual([true, false]);
    expect(claimed).toEqual([{ ...webhook, payload: 'said', attempts: 1, receivedAt: expect.any(Date) }]);
    expect(taken).toEqual([true, false, false]);
    expect(await query('SELECT payload FROM webhook_deliveries')).toEqual([{ payload: null }]);
    expect(await here.webhookDeliveries.nextDueAt()).toBeUndefined();
    expect(await here.webhookDeliveries.backlog(NOW)).toEqual({ depth: 0, oldestSeconds: 0 });
  });

  it('of one lane are claimed one after the other, others side by side', async () => {
    await here.webhookDeliveries.store(aStored({ deliveryId: 'b', lane: 'one' }));
    await here.webhookDeliveries.store(aStored({ deliveryId: 'a', lane: 'one' }));
    await here.webhookDeliveries.store(aStored({ deliveryId: 'c', lane: 'other' }));
    const claim = async () =>
      (await here.webhookDeliveries.claimDue(A_CLAIM)).map(({ deliveryId }) => deliveryId);

    const [first, second] = [await claim(), await claim()];
    await here.webhookDeliveries.remember({ ...webhook, deliveryId: 'b' });
    const third = await claim();

    expect([first.sort(), second, third]).toEqual([['b', 'c'], [], ['a']]);
  });

  it('that could not be taken in come again when it is time, and after four tries hold up none of their lane', async () => {
    await here.webhookDeliveries.store(aStored({ deliveryId: 'b' }));
    await here.webhookDeliveries.store(aStored({ deliveryId: 'a' }));
    const claimAt = (ms: number) =>
      here.webhookDeliveries.claimDue({ now: LATER(ms), leaseUntil: LATER(ms + 60), limit: 10 });
    const tries: string[][] = [];
    for (let at = 0; at < 20; at += 5) {
      const claimed = await claimAt(at);
      tries.push(claimed.map(({ deliveryId, attempts }) => `${deliveryId}${attempts}`));
      for (const webhook of claimed) await here.webhookDeliveries.retry(webhook, LATER(at + 5));
      expect(await claimAt(at + 4)).toEqual(at < 15 ? [] : [expect.objectContaining({ deliveryId: 'a' })]);
    }

    expect(tries).toEqual([['b1'], ['b2'], ['b3'], ['b4']]);
  });

  it('that a dead process has claimed are claimed again when its lease has run out, or at once by who is alone', async () => {
    await here.webhookDeliveries.store(aStored());
    await here.webhookDeliveries.claimDue({ ...A_CLAIM, leaseUntil: LATER(15) });

    const leased = await there.webhookDeliveries.claimDue({ ...A_CLAIM, now: LATER(14) });
    const next = await there.webhookDeliveries.nextDueAt();
    const late = await there.webhookDeliveries.claimDue({
      ...A_CLAIM,
      now: LATER(15),
      leaseUntil: LATER(30),
    });
    await there.webhookDeliveries.releaseLeases();
    const alone = await there.webhookDeliveries.claimDue({ ...A_CLAIM, now: LATER(16) });

    expect(leased).toEqual([]);
    expect(next).toEqual(LATER(15));
    expect([late, alone]).toMatchObject([[{ attempts: 2 }], [{ attempts: 3 }]]);
  });

  it('are forgotten when they are old', async () => {
    await here.webhookDeliveries.remember(webhook);
    await here.webhookDeliveries.remember({ ...webhook, deliveryId: 'd-2' });
    await query("UPDATE webhook_deliveries SET received_at = $1 WHERE delivery_id = 'd-1'", [LATER(-1)]);

    const lost = await here.webhookDeliveries.forgetBefore(NOW);

    expect(await query('SELECT delivery_id FROM webhook_deliveries')).toEqual([{ delivery_id: 'd-2' }]);
    expect(lost).toEqual([]);
  });

  it('are told of when they are forgotten without having been taken in', async () => {
    await here.webhookDeliveries.store(aStored());
    await here.webhookDeliveries.remember({ ...webhook, deliveryId: 'd-2' });

    expect(await here.webhookDeliveries.forgetBefore(new Date())).toEqual([webhook]);
  });
});

describe('one request that two processes hear of at once', () => {
  const context = (database: Database) => ({
    database,
    clock: aClock(),
    wake: aWake(),
    log: aLog(),
    meter: unmetered,
    channel: 'C1',
  });

  it.each([
    ['created', 'created', 'pending'],
    ['created', 'listed', 'pending'],
    ['created', 'approved', 'approved'],
    ['listed', 'denied', 'denied'],
    ['denied', 'denied', 'denied'],
  ] as const)('by %s and %s is on record once, as %s', async (one, other, state) => {
    const reports = [one, other].flatMap((word) => Array(5).fill(aReport({ word })));

    await Promise.all(
      reports.map((report, index) =>
        recordTokenRequest(context(index % 2 ? here : there), report, {
          trace: `t-${index}`,
          webhook: { deliveryId: `d-${index}`, event: 'personal_access_token_request', action: null },
        }),
      ),
    );

    expect(await query('SELECT state FROM token_requests')).toEqual([{ state }]);
    const decisions = await query('SELECT id FROM decisions');
    expect(decisions).toHaveLength(state === 'pending' ? 0 : 1);
    const news = await query("SELECT dedupe_key FROM deliveries WHERE kind = 'requester'");
    expect(new Set(news.map((row) => row.dedupe_key)).size).toBe(news.length);
  });

  it('in an organization that neither has heard of is on record once', async () => {
    const organization = { id: 2_001, login: 'new', installationId: null };
    const report = aReport({ organization });

    await Promise.all(
      [here, there, here, there].map((database) =>
        recordTokenRequest(context(database), report, { trace: 't' }),
      ),
    );

    expect(await query('SELECT id FROM token_requests')).toHaveLength(1);
    expect(await query('SELECT id FROM organizations WHERE id = 2001')).toHaveLength(1);
  });
});

describe('a statement', () => {
  const settings = (source: DataSource | undefined) =>
    source?.query(
      "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock",
    );

  it('outside a transaction that waits too long for a lock gives up, too', async () => {
    const id = await aStoredRequest();
    const pause = aPause();
    const holder = here.transaction(async (records) => {
      await records.tokenRequests.lock(id);
      await pause.stop();
    });
    await pause.reached;

    const waiting = there.tokenRequests.claim(id);

    await expect(waiting).rejects.toThrow('lock timeout');
    pause.go();
    await holder;
  });

  it('has ten seconds on every connection, within a transaction and outside, and any time to migrate', async () => {
    const unhurried = await createDataSource({ url: testDatabase.url, unhurried: true }).initialize();

    const hurried = await settings(sources[0]);
    const within = await sources[0]?.transaction((manager) =>
      manager.query("SELECT current_setting('statement_timeout') AS statement"),
    );
    const migrating = await settings(unhurried);
    await unhurried.destroy();

    expect(hurried).toEqual([{ statement: '10s', lock: '2s' }]);
    expect(within).toEqual([{ statement: '10s' }]);
    expect(migrating).toEqual([{ statement: '0', lock: '0' }]);
  });
});

describe('a transaction', () => {
  it('that waits too long for a lock gives up, and leaves nothing behind', async () => {
    const id = await aStoredRequest();
    const pause = aPause();
    const holder = here.transaction(async (records) => {
      await records.tokenRequests.lock(id);
      await pause.stop();
    });
    await pause.reached;

    const waiting = there.transaction(async (records) => {
      await records.webhookDeliveries.remember({ deliveryId: 'd', event: 'e', action: null });
      await records.tokenRequests.lock(id);
    });

    await expect(waiting).rejects.toThrow('lock timeout');
    pause.go();
    await holder;
    expect(await query('SELECT delivery_id FROM webhook_deliveries')).toEqual([]);
  });
});
