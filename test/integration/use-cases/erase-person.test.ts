import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideInBulk } from '../../../src/application/decide-in-bulk.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import type { DeliveryPayload } from '../../../src/application/delivery.js';
import { draftBulkDecision } from '../../../src/application/draft-bulk-decision.js';
import {
  erasePerson,
  findPerson,
  type PersonAsked,
  SeveralAccounts,
} from '../../../src/application/erase-person.js';
import { sealLedger } from '../../../src/application/seal-ledger.js';
import { verifyLedger } from '../../../src/application/verify-ledger.js';
import { MONA, NOW, OLIVIA } from '../../support/builders.js';
import { emptyLedger, ledgerEntries } from '../ledger-world.js';
import {
  aClick,
  aProfile,
  BOT,
  createWorldDatabase,
  hear,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workChunks,
  workDecisions,
  workDeliveries,
} from './use-case-world.js';

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});
beforeEach(async () => {
  world = await records.fresh();
  await emptyLedger(records.query);
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: 'mona@example.com' }));
});
afterAll(async () => {
  await records.drop();
});

/** Mona asked in her own words, and Olivia denied it in hers; everybody was told. */
async function theyActed(): Promise<void> {
  await world.links.make(SLACK_USERS.mona, MONA, NOW);
  await world.database.homes.opened(SLACK_USERS.mona, NOW);
  await world.database.preferences.choose(SLACK_USERS.mona, { language: 'fr' });
  world.github.emails.set('mona', 'mona@example.com');
  await hear(world, 'created');
  await hear(world, 'listed');
  const { id } = await theRequest(world, records);
  await decideTokenRequest(world, aClick(id, { action: 'deny', reason: 'Too much of everything' }));
  await workDecisions(world);
  await hear(world, 'denied', { sender: BOT });
  await workDeliveries(world);
  await world.database.unwantedMails.add('mona@example.com', 'digest', NOW);
  // Hashes in truth; the stand-in of Slack keeps what was shown.
  await records.query("UPDATE cards SET digest = ''; UPDATE homes SET digest = ''");
  await sealLedger(world, new Set());
}

async function erase(asked: Partial<PersonAsked>, dryRun = false) {
  return erasePerson(world, await findPerson(world, { slackUserIds: [], ...asked }), { dryRun });
}

/** All that the database holds, as text, but for what somebody else has set. */
async function everything(): Promise<string> {
  const tables = await records.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const rows: string[] = [];
  for (const { name } of tables) {
    rows.push(
      ...(await records.query<{ row: string }>(`SELECT '${name} ' || t::text AS row FROM ${name} t`)).map(
        ({ row }) => row,
      ),
    );
  }
  return rows.join('\n');
}

describe('erasing a requester', () => {
  it('leaves no address to which a digest was sent', async () => {
    const day = { organizationId: 1, date: '2026-03-02', timeZone: 'UTC' };
    const digest = { ...day, since: NOW.toISOString(), until: NOW.toISOString() };
    const address = 'mona@example.com';
    const add = (payload: DeliveryPayload, dedupeKey: string) =>
      world.database.deliveries.add({ tokenRequestId: null, payload, dedupeKey, trace: 't' });
    await theyActed();
    await add({ kind: 'digest-mail', address, owner: MONA, slackUserId: null, ...digest }, 'a');
    await add({ kind: 'digest-message', slackUserId: SLACK_USERS.mona, ...digest }, `b/${SLACK_USERS.mona}`);
    await workDeliveries(world);

    await erase({ githubLogin: 'mona' });

    const left = await everything();
    for (const theirs of [address, SLACK_USERS.mona, '"login": "mona"']) expect(left).not.toContain(theirs);
  });

  it('leaves nothing of theirs, and the chain whole', async () => {
    await theyActed();
    const before = await everything();

    const { counts, unfinished, byOperator } = await erase({ githubUserId: MONA.id });

    await sealLedger(world, new Set());
    const after = await everything();
    for (const word of ['mona', SLACK_USERS.mona, 'deploy-bot', 'Deploys payments', 'mona@example.com']) {
      expect(before).toContain(word);
      expect(after).not.toContain(word);
    }
    expect(after).toContain('Too much of everything');
    expect(counts).toMatchObject({ tokenRequests: 1, decisions: 0, links: 1, sessions: 1, choices: 2 });
    expect(counts.deliveries).toBeGreaterThan(0);
    expect([unfinished, byOperator]).toEqual([0, false]);
    expect(await verifyLedger(world)).toMatchObject({
      ...{ fault: null, unchecked: null, unsealed: 0 },
      ...{ erased: counts.ledgerPeople, erasedOnRecord: counts.ledgerPeople },
    });
  });

  it('is on the record with how much it was, and not with whom', async () => {
    await theyActed();

    const { counts } = await erase({ githubUserId: MONA.id });

    const written = (await ledgerEntries(records.query)).slice(-2);
    expect(written).toMatchObject([
      { kind: 'link-removed', data: { removal: 'erased' }, persons: {} },
      { kind: 'person-erased', data: { ...counts }, persons: {} },
    ]);
  });

  it('leaves what waits, and says so', async () => {
    await hear(world, 'created');

    const { counts, unfinished } = await erase({ githubUserId: MONA.id });

    expect(counts).toMatchObject({ tokenRequests: 0, ledgerPeople: 1 });
    expect(unfinished).toBe(1);
    expect(await theRequest(world, records)).toMatchObject({ requester: MONA, tokenName: 'deploy-bot' });
  });
});

describe('erasing an approver', () => {
  it('leaves nothing of theirs but what others asked, and the chain whole', async () => {
    await theyActed();

    const { counts, byOperator } = await erase({ githubUserId: OLIVIA.id });

    await sealLedger(world, new Set());
    const after = await everything();
    for (const word of ['olivia', SLACK_USERS.olivia, 'Too much of everything']) {
      expect(after).not.toContain(word);
    }
    expect(after).toContain('deploy-bot');
    expect(counts).toMatchObject({ tokenRequests: 0, decisions: 1, links: 1 });
    expect(byOperator).toBe(true);
    expect(await verifyLedger(world)).toMatchObject({ fault: null, unsealed: 0 });
  });
});

describe('erasing everybody who had to do with a decision on many requests', () => {
  it('leaves nothing of theirs', async () => {
    world.github.emails.set('mona', 'mona@example.com');
    await world.links.make(SLACK_USERS.mona, MONA, NOW);
    await hear(world, 'created');
    const { id } = await theRequest(world, records);
    const actor = { slackUserId: SLACK_USERS.olivia, isStranger: false };
    const draft = await draftBulkDecision(world, { actor, tokenRequestIds: [id], trace: 'bulk' });
    const deadline = new Date(NOW.getTime() + 60_000);
    const decision = { action: 'deny', reason: 'Too much of everything', viewId: null, deadline } as const;
    await decideInBulk(world, { bulkId: draft.bulk.id, actor, trace: 'bulk', ...decision });
    await workChunks(world);
    await hear(world, 'denied', { sender: BOT });
    await workDeliveries(world);
    await records.query("UPDATE cards SET digest = ''; UPDATE homes SET digest = ''");
    const kinds = await records.query<{ kind: string }>(
      "SELECT kind FROM deliveries WHERE kind LIKE 'bulk-%'",
    );

    for (const { id: githubUserId } of [MONA, OLIVIA]) await erase({ githubUserId });

    const after = await everything();
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([
      ...['bulk-requester', 'bulk-requester-mail', 'bulk-requester-message'],
    ]);
    for (const word of [
      'mona',
      'olivia',
      ...Object.values(SLACK_USERS).slice(0, 2),
      'Too much',
      'deploy-bot',
    ]) {
      expect(after).not.toContain(word);
    }
    expect(after).not.toMatch(/requester\/11\b|"requesterId"+: 11\b/);
  });
});

describe('erasing a requester who was found by their e-mail address alone', () => {
  it('leaves neither their Slack user nor what they have chosen', async () => {
    const email = `${SLACK_USERS.mona}@example.com`;
    world.github.emails.set('mona', email);
    world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email }));
    await world.database.preferences.choose(SLACK_USERS.mona, { language: 'fr' });
    await hear(world, 'created');
    await workDeliveries(world);
    await hear(world, 'denied', { sender: BOT });
    await workDeliveries(world);
    await records.query("UPDATE cards SET digest = ''");
    const before = await everything();

    await erase({ githubUserId: MONA.id });

    expect(before).toContain(SLACK_USERS.mona);
    expect(await everything()).not.toContain(SLACK_USERS.mona);
  });
});

describe('somebody who is to be erased', () => {
  it('is only counted at first, as exactly as they would be erased', async () => {
    await theyActed();
    const before = await everything();

    const counted = await erase({ githubUserId: MONA.id }, true);

    expect(await everything()).toBe(before);
    expect(await erase({ githubUserId: MONA.id })).toEqual(counted);
  });

  it('is found by their login, with the Slack users of theirs that are known', async () => {
    await theyActed();

    const found = await findPerson(world, { githubLogin: 'MONA', slackUserIds: ['U0SECOND'] });

    expect(found).toEqual({
      githubUserId: MONA.id,
      githubLogin: 'MONA',
      slackUserIds: ['U0SECOND', SLACK_USERS.mona],
    });
  });

  it('has to be named by id when several accounts have had the login', async () => {
    await theyActed();
    await hear(world, 'created', { patRequestId: 9_002 }, { requester: { id: 999, login: 'Mona' } });

    const found = findPerson(world, { githubLogin: 'mona', slackUserIds: [] });

    await expect(found).rejects.toEqual(new SeveralAccounts([MONA.id, 999]));
  });

  it('may be known in Slack only', async () => {
    await world.database.homes.opened('U0NOBODY', NOW);

    const { counts } = await erase({ slackUserIds: ['U0NOBODY'] });

    expect(counts).toMatchObject({ sessions: 1, ledgerPeople: 0, tokenRequests: 0, decisions: 0 });
  });

  it('may be nobody that is known here', async () => {
    await theyActed();

    const { counts } = await erase({ githubLogin: 'nobody' });

    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  });
});
