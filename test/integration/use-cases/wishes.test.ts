import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideInBulk } from '../../../src/application/decide-in-bulk.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { draftBulkDecision } from '../../../src/application/draft-bulk-decision.js';
import type { Unwanted } from '../../../src/domain/preferences.js';
import { MONA, NOW } from '../../support/builders.js';
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

const ADDRESS = 'mona@example.com';

let records: WorldDatabase;
let world: World;
beforeAll(async () => {
  records = await createWorldDatabase();
});
afterAll(async () => {
  await records.drop();
});
beforeEach(async () => {
  world = await records.fresh();
  await world.links.make(SLACK_USERS.mona, MONA, NOW);
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: ADDRESS }));
});

function unwanted(...notices: Unwanted[]): Promise<void> {
  return world.database.preferences.choose(SLACK_USERS.mona, { unwanted: notices });
}

/** Mona asks, and Olivia decides it. */
async function decided(): Promise<void> {
  await hear(world, 'created');
  const { id } = await theRequest(world, records);
  await decideTokenRequest(world, aClick(id));
  await workDecisions(world);
}

/** Olivia decides in one go what Mona asks; nothing is sent yet. */
async function decidedInBulk(): Promise<void> {
  await hear(world, 'created');
  const { id } = await theRequest(world, records);
  const actor = { slackUserId: SLACK_USERS.olivia, isStranger: false };
  const draft = await draftBulkDecision(world, { actor, tokenRequestIds: [id], trace: 'bulk' });
  const deadline = new Date(NOW.getTime() + 60_000);
  const decision = { action: 'deny', reason: null, viewId: null, deadline } as const;
  await decideInBulk(world, { bulkId: draft.bulk.id, actor, trace: 'bulk', ...decision });
  await workChunks(world);
  await hear(world, 'denied', { sender: BOT });
}

const told = () => ({
  messages: world.slack.messages.filter(({ to }) => to === SLACK_USERS.mona).length,
  mails: world.mailer.sent.map(({ to }) => to),
  notes: world.slack.replies.length,
});

describe('a requester who has chosen what comes to them', () => {
  it('is told by both ways when they have chosen nothing', async () => {
    await decided();
    await workDeliveries(world);

    expect(told()).toEqual({ messages: 1, mails: [ADDRESS], notes: 0 });
  });

  it.each<[Unwanted[], { messages: number; mails: string[] }]>([
    [['own-mail'], { messages: 1, mails: [] }],
    [['own-message'], { messages: 0, mails: [ADDRESS] }],
    [['own-message', 'own-mail'], { messages: 0, mails: [] }],
    [['digest-channel-only', 'digest-mail', 'reminder-message'], { messages: 1, mails: [ADDRESS] }],
  ])(
    'gets nothing that they do not want, and nobody is told that they cannot be reached: %j',
    async (notices, expected) => {
      await unwanted(...notices);

      await decided();
      await workDeliveries(world);

      expect(told()).toEqual({ ...expected, notes: 0 });
    },
  );

  it.each(['own-message', 'own-mail'] as const)(
    'may switch off %s between the news and its sending',
    async (notice) => {
      await decided();
      const finding = await world.database.deliveries.claimDue({
        ...{ now: new Date(NOW.getTime() + 60_000), leaseUntil: NOW, limit: 9, of: 'addresses' },
      });
      expect(finding).not.toEqual([]);
      await records.query("UPDATE deliveries SET state = 'sent' WHERE kind = 'requester'");
      const { id } = await theRequest(world, records);
      const [decision] = await records.query<{ id: number }>('SELECT id FROM decisions');
      const about = { tokenRequestId: id, trace: 't' };
      const decisionId = Number(decision?.id);
      const { mona: slackUserId } = SLACK_USERS;
      await world.database.deliveries.add({
        ...about,
        payload: { kind: 'requester-message', slackUserId, news: 'decided', decisionId },
      });
      await world.database.deliveries.add({
        ...about,
        payload: { kind: 'requester-mail', address: ADDRESS, slackUserId, decisionId },
      });

      await unwanted(notice);
      await workDeliveries(world);

      const expected = notice === 'own-mail' ? { messages: 1, mails: [] } : { messages: 0, mails: [ADDRESS] };
      expect(told()).toEqual({ ...expected, notes: 0 });
    },
  );

  it('is told of their own requests when they are muted', async () => {
    await world.database.preferences.choose(SLACK_USERS.mona, { muted: true });

    await decided();
    await workDeliveries(world);

    expect(told()).toEqual({ messages: 1, mails: [ADDRESS], notes: 0 });
  });

  it('gets no mail at an address that wants none, whatever is chosen in Slack', async () => {
    await world.database.unwantedMails.add('MONA@example.com', 'decision', NOW);

    await decided();
    await workDeliveries(world);

    expect(told()).toEqual({ messages: 1, mails: [], notes: 0 });
  });

  it('still gets decisions by mail when it is digests that their address does not want', async () => {
    await world.database.unwantedMails.add(ADDRESS, 'digest', NOW);

    await decided();
    await workDeliveries(world);

    expect(told().mails).toEqual([ADDRESS]);
  });

  it.each<[Unwanted[], { messages: number; mails: string[] }]>([
    [[], { messages: 1, mails: [ADDRESS] }],
    [['own-mail'], { messages: 1, mails: [] }],
    [['own-message', 'own-mail'], { messages: 0, mails: [] }],
  ])('is heard in decisions on many requests, too: %j', async (notices, expected) => {
    await unwanted(...notices);

    await decidedInBulk();
    await workDeliveries(world);

    expect(told()).toEqual({ ...expected, notes: 0 });
  });
});

describe('a requester whom nobody can reach', () => {
  it('is still noted in the card’s thread', async () => {
    world.slack.profiles.delete(SLACK_USERS.mona);

    await decided();
    await workDeliveries(world);

    expect(told()).toEqual({ messages: 0, mails: [], notes: 1 });
  });
});
