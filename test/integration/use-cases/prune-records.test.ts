import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceLedgerHead } from '../../../src/application/announce-ledger-head.js';
import { decideInBulk } from '../../../src/application/decide-in-bulk.js';
import type { DeliveryPayload } from '../../../src/application/delivery.js';
import { draftBulkDecision } from '../../../src/application/draft-bulk-decision.js';
import { pruneRecords } from '../../../src/application/prune-records.js';
import { sealLedger } from '../../../src/application/seal-ledger.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import { verifyLedger } from '../../../src/application/verify-ledger.js';
import { RECORD_COMMANDS } from '../../../src/commands/record-commands.js';
import { ACME, aReport, NOW } from '../../support/builders.js';
import { emptyLedger } from '../ledger-world.js';
import {
  aProfile,
  BOT,
  CHANNEL,
  createWorldDatabase,
  hear,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workChunks,
  workDeliveries,
  workDueDeliveries,
} from './use-case-world.js';

const DAY_MS = 86_400_000;
const TABLES = [
  ...['deliveries', 'token_requests', 'token_request_repositories', 'token_request_permissions', 'cards'],
  ...['decisions', 'bulk_decision_items', 'bulk_decisions', 'summaries'],
];

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});
beforeEach(async () => {
  world = await records.fresh();
  await emptyLedger(records.query);
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: 'mona@example.com' }));
  world.github.emails.set('mona', 'mona@example.com');
});
afterAll(async () => {
  await records?.drop();
});

/** Mona asks; Olivia denies it unless it is to wait. Everybody is told. */
async function monaAsks(patRequestId: number, { waits = false } = {}): Promise<number> {
  const token = { tokenId: patRequestId, tokenExpiresAt: null };
  await hear(world, 'created', { patRequestId }, token);
  await workDeliveries(world);
  if (!waits) await hear(world, 'denied', { patRequestId }, token);
  await workDeliveries(world);
  return (await theRequest(world, records, patRequestId)).id;
}

/** The database's own clock says when a delivery was made; the world's has stood still. */
async function passDays(days: number): Promise<void> {
  await records.query('UPDATE deliveries SET created_at = $1 WHERE created_at > $1', [world.clock.now()]);
  world.clock.pass(days * DAY_MS);
}

type Asked = Parameters<typeof pruneRecords>[1];

async function prune(over: Partial<Asked> = {}): Promise<Record<string, number>> {
  const total: Record<string, number> = {};
  for await (const counts of pruneRecords(world, { days: 365, dryRun: false, ...over })) {
    for (const [table, count] of Object.entries(counts)) total[table] = (total[table] ?? 0) + count;
  }
  return total;
}

/** How many rows each table has. */
async function stored(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const [row] = await records.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    counts[table] = row?.count ?? 0;
  }
  return counts;
}

async function requestsLeft(): Promise<number[]> {
  const rows = await records.query<{ id: number }>('SELECT id FROM token_requests ORDER BY id');
  return rows.map(({ id }) => id);
}

/** A delivery that was sent now. */
async function wasSent(payload: DeliveryPayload, tokenRequestId: number | null = null): Promise<number> {
  await world.database.deliveries.add({ tokenRequestId, payload, trace: 't' });
  const [row] = await records.query<{ id: number }>('SELECT max(id) AS id FROM deliveries');
  await records.query("UPDATE deliveries SET state = 'sent', ended_at = $2 WHERE id = $1", [
    row?.id,
    world.clock.now(),
  ]);
  return row?.id ?? 0;
}

async function isStored(deliveryId: number): Promise<boolean> {
  return (await records.query('SELECT 1 FROM deliveries WHERE id = $1', [deliveryId])).length === 1;
}

const reminder = (tokenRequestIds: number[]): DeliveryPayload => ({
  kind: 'reminder-message',
  organizationId: ACME.id,
  slackUserId: SLACK_USERS.olivia,
  tokenRequestIds,
  further: 0,
});

/** Olivia denies them together; GitHub carries it out. */
async function deniedTogether(patRequestIds: readonly number[], carriedOut = patRequestIds): Promise<void> {
  const actor = { slackUserId: SLACK_USERS.olivia, isStranger: false };
  const found = await Promise.all(patRequestIds.map((id) => theRequest(world, records, id)));
  const tokenRequestIds = found.map(({ id }) => id);
  const { bulk } = await draftBulkDecision(world, { actor, tokenRequestIds, trace: 'bulk' });
  const deadline = new Date(world.clock.now().getTime() + 60_000);
  const decision = { action: 'deny', reason: null, viewId: null, deadline } as const;
  await decideInBulk(world, { bulkId: bulk.id, actor, trace: 'bulk', ...decision });
  await workChunks(world);
  for (const patRequestId of carriedOut) {
    await hear(world, 'denied', { patRequestId, sender: BOT }, { tokenId: patRequestId });
  }
}

describe('pruning', () => {
  it('removes a request that ended long ago with all that belongs to it, and leaves the ledger whole', async () => {
    await monaAsks(9_001);
    await passDays(366);
    const before = await stored();
    const ledgerBefore = await records.query('SELECT * FROM ledger_people ORDER BY entry_id, role');

    const removed = await prune();

    await sealLedger(world, new Set());
    expect(before).toMatchObject({
      token_requests: 1,
      token_request_repositories: 1,
      cards: 1,
      decisions: 1,
    });
    expect(before.deliveries).toBeGreaterThan(3);
    const gone = Object.entries(before).filter(([, count]) => count > 0);
    expect(removed).toMatchObject(Object.fromEntries(gone));
    expect(Object.values(await stored())).toEqual(TABLES.map(() => 0));
    expect(await records.query('SELECT * FROM ledger_people ORDER BY entry_id, role')).toEqual(ledgerBefore);
    expect(await verifyLedger(world)).toMatchObject({ fault: null, unchecked: null, unsealed: 0, erased: 0 });
  });

  it('leaves links, preferences and organizations', async () => {
    const others = 'SELECT (SELECT count(*) FROM links) AS l, (SELECT count(*) FROM preferences) AS p';
    const organizations = 'SELECT id FROM organizations';
    await world.database.preferences.choose(SLACK_USERS.mona, { language: 'fr' });
    await monaAsks(9_001);
    await passDays(800);
    const before = [await records.query(others), await records.query(organizations)];

    await prune();

    expect([await records.query(others), await records.query(organizations)]).toEqual(before);
  });

  it('leaves what waits, with all that was sent about it, and what has ended lately', async () => {
    const waits = await monaAsks(9_001, { waits: true });
    await passDays(300);
    const ended = await monaAsks(9_002);
    await passDays(100);
    const before = await stored();

    const removed = await prune();

    expect(await requestsLeft()).toEqual([waits, ended]);
    expect(await stored()).toEqual(before);
    expect(Object.values(removed).every((count) => count === 0)).toBe(true);
  });

  it.each([
    ['a delivery that waits', "UPDATE deliveries SET state = 'pending', ended_at = NULL WHERE kind = 'card'"],
    ['a delivery that was given up lately', "UPDATE deliveries SET state = 'failed', ended_at = $1"],
    ['a decision on its way', "UPDATE decisions SET state = 'sent', ended_at = NULL"],
  ])('leaves a request with %s', async (_, change) => {
    await monaAsks(9_001);
    await passDays(400);
    await records.query(change, change.includes('$1') ? [world.clock.now()] : []);

    await prune();

    expect(await stored()).toMatchObject({ token_requests: 1, decisions: 1, cards: 1 });
  });

  it('leaves a request that GitHub still lists, which would come back', async () => {
    const listed = aReport({ word: 'listed' }, { tokenExpiresAt: new Date(NOW.getTime() - DAY_MS) });
    world.github.installed.push({ organization: ACME, suspended: false });
    world.github.pending = [listed];
    await syncOrganizations(world, 't');
    await workDeliveries(world);
    const { id, state } = await theRequest(world, records);
    await passDays(400);

    await prune();

    expect(state).toBe('expired');
    expect(await requestsLeft()).toEqual([id]);
    world.github.pending = [];
    await syncOrganizations(world, 't');
    await prune();
    expect(await requestsLeft()).toEqual([]);
  });

  it('leaves the messages that remind of a request which waits still, and no others', async () => {
    const ended = await monaAsks(9_001);
    const waits = await monaAsks(9_002, { waits: true });
    const ofBoth = await wasSent(reminder([ended, waits]));
    const ofEnded = await wasSent(reminder([ended]));
    await passDays(400);

    await prune();

    expect(await requestsLeft()).toEqual([waits]);
    expect([await isStored(ofBoth), await isStored(ofEnded)]).toEqual([true, false]);
  });

  it('leaves the head of the ledger that was posted last, so that it is not posted again', async () => {
    await monaAsks(9_001);
    await sealLedger(world, new Set());
    await passDays(1);
    await announceLedgerHead(world, 'sweep');
    await workDeliveries(world);
    await monaAsks(9_002);
    await sealLedger(world, new Set());
    await passDays(1);
    await announceLedgerHead(world, 'sweep');
    await workDeliveries(world);
    await passDays(400);

    await prune();

    await announceLedgerHead(world, 'sweep');
    await workDeliveries(world);
    const heads = "SELECT payload->>'channel' AS channel FROM deliveries WHERE kind = 'ledger-head'";
    expect(await requestsLeft()).toEqual([]);
    expect(world.slack.heads).toHaveLength(2);
    expect(await records.query(heads)).toEqual([{ channel: CHANNEL }]);
  });

  it('removes bulk decisions once they have no request any more', async () => {
    for (const id of [9_001, 9_002]) await monaAsks(id, { waits: true });
    await deniedTogether([9_001, 9_002]);
    await workDeliveries(world);
    await passDays(400);
    const before = await stored();
    const counted = await prune({ dryRun: true });

    const removed = await prune();

    expect(before).toMatchObject({ bulk_decisions: 1, bulk_decision_items: 2, decisions: 2 });
    expect(removed).toMatchObject({ bulk_decisions: 1, bulk_decision_items: 2, decisions: 2 });
    expect(counted).toEqual({ ...removed });
    expect(Object.values(await stored())).toEqual(TABLES.map(() => 0));
  });

  it('leaves a bulk decision of which something is on its way still', async () => {
    for (const id of [9_001, 9_002]) await monaAsks(id, { waits: true });
    await deniedTogether([9_001, 9_002], [9_001]);
    await workDueDeliveries(world);
    await passDays(400);

    await prune();

    expect(await stored()).toMatchObject({ bulk_decisions: 1, bulk_decision_items: 2, token_requests: 2 });
  });

  it('leaves a bulk decision of which its requester is still to be told', async () => {
    await monaAsks(9_001, { waits: true });
    await deniedTogether([9_001]);
    await workDeliveries(world);
    await passDays(400);
    await records.query(
      "UPDATE deliveries SET state = 'pending', ended_at = NULL WHERE kind = 'bulk-requester-mail'",
    );

    await prune();
    const waiting = await stored();
    await workDeliveries(world);
    await passDays(400);
    await prune();

    expect(waiting).toMatchObject({ deliveries: 1, bulk_decisions: 1, bulk_decision_items: 1, decisions: 1 });
    expect(Object.values(await stored())).toEqual(TABLES.map(() => 0));
  });

  it('removes summaries, unless they still show a request that waits', async () => {
    const ask = (patRequestId: number) => monaAsks(patRequestId, { waits: true });
    for (let index = 0; index < 12; index += 1) {
      await hear(world, 'created', { patRequestId: 9_001 + index }, { tokenId: 9_001 + index });
    }
    await workDeliveries(world);
    for (let index = 0; index < 11; index += 1) {
      await hear(world, 'denied', { patRequestId: 9_001 + index }, { tokenId: 9_001 + index });
    }
    await workDeliveries(world);
    await passDays(400);

    await prune();
    const withOneThatWaits = await stored();
    await hear(world, 'denied', { patRequestId: 9_012 }, { tokenId: 9_012 });
    await workDeliveries(world);
    await passDays(400);
    const waits = await ask(9_013);
    await prune();

    expect(withOneThatWaits).toMatchObject({ summaries: 1, token_requests: 2 });
    expect(await stored()).toMatchObject({ summaries: 0 });
    expect(await requestsLeft()).toEqual([waits]);
  });

  it('only counts at first, as exactly as it would remove', async () => {
    for (const id of [9_001, 9_002, 9_003]) await monaAsks(id);
    await monaAsks(9_004, { waits: true });
    await passDays(400);
    const before = await stored();

    const counted = await prune({ dryRun: true });

    expect(await stored()).toEqual(before);
    const removed = await prune();
    expect(counted).toMatchObject({ token_requests: 3, cards: 3, decisions: 3 });
    expect(counted.deliveries).toBeGreaterThan(6);
    expect({ ...removed }).toEqual(counted);
  });

  it('takes a few at a time, and leaves what somebody works on for the next time', async () => {
    const ids: number[] = [];
    for (const patRequestId of [9_001, 9_002, 9_003, 9_004, 9_005]) ids.push(await monaAsks(patRequestId));
    await passDays(400);
    const atOnce = { deliveries: 3, token_requests: 2, bulk_decisions: 2, summaries: 2 };
    const batches: number[][] = [];
    await world.database.transaction(async (inner) => {
      await inner.tokenRequests.lock(ids[1] ?? 0);
      for await (const counts of pruneRecords(world, { days: 365, dryRun: false, atOnce })) {
        batches.push([counts.deliveries ?? 0, counts.token_requests ?? 0]);
      }
    });

    const left = await requestsLeft();
    await prune();

    expect(Math.max(...batches.map(([deliveries = 0]) => deliveries))).toBe(3);
    expect(batches.map(([, requests]) => requests).filter((count) => count)).toEqual([1, 2, 1]);
    expect(left).toEqual([ids[1]]);
    expect(await requestsLeft()).toEqual([]);
  });

  it('is refused for what is younger than 90 days, for that is still read', async () => {
    await monaAsks(9_001);
    await passDays(20);

    await expect(prune({ days: 10 })).rejects.toThrow('less than 90 days');

    expect(() => RECORD_COMMANDS.prune(['--days=10'])).toThrow(
      '--days has to be at least 90: charts show the last eight weeks',
    );
    expect(await stored()).toMatchObject({ token_requests: 1 });
  });
});
