import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceAgain } from '../../../src/application/announce-again.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { deliver } from '../../../src/application/deliver.js';
import type { ClaimedDelivery, NewDelivery } from '../../../src/application/delivery.js';
import { refreshCards } from '../../../src/application/refresh-cards.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { createJobTable } from '../../../src/jobs/job-table.js';
import { aReport, MONA, NOW } from '../../support/builders.js';
import {
  aClick,
  aProfile,
  BOT,
  CHANNEL,
  createWorldDatabase,
  githubDown,
  hear,
  SLACK_USERS,
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

/** Gives mona a Slack user, linked, with an e-mail address. */
async function linkMona(): Promise<void> {
  await world.links.make(SLACK_USERS.mona, MONA, NOW);
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: 'mona@acme.example' }));
}

/** A request comes, olivia denies it, and GitHub carries that out. */
async function deny(reason: string | null = 'Too much'): Promise<void> {
  await hear(world, 'created');
  await decideTokenRequest(world, aClick((await request()).id, { action: 'deny', reason }));
  await workDecisions(world);
}

/** Leases the deliveries that are due now, as a process does. */
async function lease(leaseMs = 45_000): Promise<ClaimedDelivery[]> {
  const now = Date.now() + 1_000;
  return world.database.deliveries.claimDue({
    now: new Date(now),
    leaseUntil: new Date(now + leaseMs),
    limit: 20,
  });
}

const rows = (kind: string) =>
  records.query(
    `SELECT state, attempts, last_error, external_id, next_attempt_at, ended_at
       FROM deliveries WHERE kind = $1 ORDER BY id`,
    [kind],
  );

describe('what somebody who has clicked waits for', () => {
  it('is claimed before everything that nobody waits for, however much of it is due', async () => {
    for (let patRequestId = 9_001; patRequestId <= 9_030; patRequestId += 1) {
      await hear(world, 'created', { patRequestId }, { tokenId: patRequestId });
    }
    await records.query("UPDATE deliveries SET state = 'sent' WHERE token_request_id = $1", [
      (await theRequest(world, records, 9_030)).id,
    ]);
    world.clock.pass(60_000);

    await decideTokenRequest(world, aClick((await theRequest(world, records, 9_030)).id));

    const now = world.clock.now();
    const [first] = await world.database.deliveries.claimDue({ now, leaseUntil: now, limit: 1 });
    expect(first).toMatchObject({
      tokenRequestId: (await theRequest(world, records, 9_030)).id,
      payload: { kind: 'card' },
    });
  });
});

describe('a click on a card that other news is waiting for', () => {
  it('has what stands before it in its lane sent at once, and as urgently', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    const { id } = await request();
    const later = new Date(world.clock.now().getTime() + 600_000);
    await world.database.deliveries.add({
      ...{
        tokenRequestId: id,
        payload: { kind: 'card', channel: CHANNEL },
        trace: 'renamed',
        notBefore: later,
      },
    });

    await decideTokenRequest(world, aClick(id));

    const now = world.clock.now();
    const [first] = await world.database.deliveries.claimDue({
      now,
      leaseUntil: now,
      limit: 5,
      of: 'others',
    });
    expect(first).toMatchObject({ trace: 'renamed', payload: { kind: 'card', urgent: true } });
  });
});

describe('finding out where a requester can be reached', () => {
  it('is in a queue of its own, so that no card waits behind it', async () => {
    await hear(world, 'created');
    const now = new Date(world.clock.now().getTime() + 1_000);

    const cards = await world.database.deliveries.claimDue({ now, leaseUntil: now, limit: 9, of: 'others' });
    const addresses = await world.database.deliveries.claimDue({
      now,
      leaseUntil: now,
      limit: 9,
      of: 'addresses',
    });

    expect(cards.map(({ payload }) => payload?.kind)).toEqual(['card']);
    expect(addresses.map(({ payload }) => payload?.kind)).toEqual(['requester']);
  });

  it('goes back without a try counted when GitHub allows no more for now', async () => {
    await hear(world, 'created');
    world.github.down = new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 40_000 });
    const now = new Date(world.clock.now().getTime() + 1_000);
    const [delivery] = await world.database.deliveries.claimDue({
      now,
      leaseUntil: now,
      limit: 9,
      of: 'addresses',
    });

    await deliver(world, delivery as ClaimedDelivery);

    const next = new Date(world.clock.now().getTime() + 40_000);
    expect(await rows('requester')).toMatchObject([{ state: 'pending', attempts: 0, next_attempt_at: next }]);
  });
});

describe('a card that failed for good', () => {
  beforeEach(async () => {
    await hear(world, 'created');
    world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
    await workDeliveries(world);
  });

  it('keeps its reason, and holds up no other', async () => {
    await hear(world, 'created', { patRequestId: 9_002 }, { tokenId: 70_002 });
    await workDeliveries(world);

    expect(await rows('card')).toMatchObject([
      { state: 'failed', last_error: 'slack refused: is_archived' },
      { state: 'sent' },
    ]);
  });

  it('is posted at the next start, in the channel that is set by then', async () => {
    world = { ...world, channel: 'C0OTHER' };

    await announceAgain(world, 'start');
    await announceAgain(world, 'another process starts');
    await workDeliveries(world);

    expect(world.slack.posted.map(({ channel }) => channel)).toEqual(['C0OTHER']);
  });

  it('stays away once the request was decided', async () => {
    await hear(world, 'denied');
    await records.query("DELETE FROM deliveries WHERE kind = 'card'");

    await announceAgain(world, 'start');

    expect(await rows('card')).toEqual([]);
  });
});

describe('the card', () => {
  it('is posted once, followed by its updates, and its place is on record', async () => {
    await hear(world, 'created');
    await workDeliveries(world);

    await hear(world, 'denied');
    await workDeliveries(world);

    expect(world.slack.posted).toMatchObject([{ channel: CHANNEL, card: { request: { state: 'pending' } } }]);
    expect(world.slack.updated).toMatchObject([
      {
        ts: 'ts-1',
        card: { request: { state: 'denied' }, decision: { approver: { github: { login: 'olivia' } } } },
      },
    ]);
    expect(await world.database.cards.all((await request()).id)).toMatchObject([
      { channel: CHANNEL, ts: 'ts-1' },
    ]);
    expect(await rows('card')).toMatchObject([
      { state: 'sent', external_id: 'ts-1' },
      { state: 'sent', external_id: 'ts-1' },
    ]);
  });

  /** Orders the card to be made to show the truth, as everything does that changes a request. */
  async function order(over: Partial<NewDelivery> = {}): Promise<void> {
    const { id } = await request();
    await world.database.deliveries.add({
      tokenRequestId: id,
      payload: { kind: 'card', channel: CHANNEL },
      trace: 't',
      ...over,
    });
  }

  it('is not updated when it would look the same', async () => {
    await hear(world, 'created');
    await workDeliveries(world);

    await order();
    await workDeliveries(world);

    expect(world.slack.updated).toEqual([]);
    expect((await rows('card')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('is updated though it should look the same when somebody has clicked on one that was not true', async () => {
    await hear(world, 'created');
    await workDeliveries(world);

    await refreshCards(world, (await request()).id, 'click');
    await workDeliveries(world);

    expect(world.slack.updated).toMatchObject([{ ts: 'ts-1', card: { request: { state: 'pending' } } }]);
    expect(world.wake.woken.deliveries).toBe(2);
  });

  it('is updated once more, half a minute later, when an update may land late', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.failures.push(new OutsideError('slack', 'unknown', 'network'));
    await hear(world, 'denied');

    for (const delivery of await lease()) await deliver(world, delivery);

    const [posted, update, again] = await records.query(
      "SELECT state, payload, trace, next_attempt_at FROM deliveries WHERE kind IN ('card', 'card-again') ORDER BY id",
    );
    expect(posted).toMatchObject({ state: 'sent' });
    expect(update).toMatchObject({ state: 'pending', payload: { kind: 'card', channel: CHANNEL } });
    expect(again).toMatchObject({
      state: 'pending',
      payload: { kind: 'card-again', channel: CHANNEL },
      trace: 't',
      next_attempt_at: new Date(NOW.getTime() + 30_000),
    });
  });

  it('that may show an older update shows the truth in the end', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.failures.push(new OutsideError('slack', 'unknown', 'network'));
    await hear(world, 'denied');

    await workDeliveries(world);

    expect(world.slack.updated).toHaveLength(2);
    expect(world.slack.updated.map(({ card }) => card.request.state)).toEqual(['denied', 'denied']);
    expect((await rows('card')).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it.each(['unavailable', 'refused'] as const)(
    'is not updated twice when the update was %s',
    async (failure) => {
      await hear(world, 'created');
      await workDeliveries(world);
      world.slack.failures.push(new OutsideError('slack', failure, 'service_unavailable'));
      await hear(world, 'denied');

      for (const delivery of await lease()) await deliver(world, delivery);

      expect(await rows('card')).toHaveLength(2);
    },
  );

  it('does not wait with what is new for an update that is only sent for safety', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.failures.push(new OutsideError('slack', 'unknown', 'network'));
    await hear(world, 'listed');
    for (const delivery of await lease()) await deliver(world, delivery);
    await records.query(
      "UPDATE deliveries SET next_attempt_at = now() - interval '1 second' WHERE attempts = 1 AND state = 'pending'",
    );
    for (const delivery of await lease()) await deliver(world, delivery);

    await hear(world, 'denied');
    for (const delivery of await lease()) await deliver(world, delivery);

    expect(world.slack.updated.at(-1)).toMatchObject({ card: { request: { state: 'denied' } } });
  });

  it('shows what is true when it is sent, not when it was ordered', async () => {
    await hear(world, 'created');
    await hear(world, 'cancelled');

    await workDeliveries(world);

    expect(world.slack.posted).toMatchObject([{ card: { request: { state: 'cancelled' } } }]);
    expect(world.slack.updated).toEqual([]);
  });

  it('has the requester’s reason from the start, which webhooks do not carry', async () => {
    world.github.pending = [aReport({ word: 'listed' })];
    await hear(world, 'created');

    await workDeliveries(world);

    expect(world.slack.posted).toMatchObject([{ card: { request: { reason: 'Deploys payments from CI' } } }]);
  });

  it('is posted without the reason when GitHub does not tell it', async () => {
    world.github.down = githubDown();
    await hear(world, 'created');
    const [delivery] = (await lease()).filter(({ payload }) => payload?.kind === 'card');

    if (delivery) await deliver(world, delivery);

    expect(world.slack.posted).toMatchObject([{ card: { request: { reason: undefined } } }]);
    expect(await rows('card')).toMatchObject([{ state: 'sent' }]);
  });

  const deleted = () => new OutsideError('slack', 'refused', 'message_not_found');

  it('that somebody deleted is posted anew while the request waits', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.failures.push(deleted());

    await hear(world, 'listed');
    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(2);
    expect(await world.database.cards.all((await request()).id)).toMatchObject([{ ts: 'ts-2' }]);
  });

  it('that somebody deleted stays away when the request is decided', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.failures.push(deleted());

    await hear(world, 'denied');
    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(1);
    expect((await rows('card')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });
});

describe('the requester', () => {
  it.each<[string, () => unknown, string | null, string | null]>([
    ['linked', linkMona, SLACK_USERS.mona, 'mona@acme.example'],
    [
      'linked, with no e-mail in Slack, and a public one at GitHub',
      async () => {
        await linkMona();
        world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: null }));
        world.github.emails.set('mona', 'mona@public.example');
      },
      SLACK_USERS.mona,
      'mona@public.example',
    ],
    [
      'not linked, with the same e-mail at GitHub and in Slack',
      () => {
        world.slack.profiles.set('U0X', aProfile('U0X', { email: 'mona@public.example' }));
        world.github.emails.set('mona', 'mona@public.example');
      },
      'U0X',
      'mona@public.example',
    ],
    [
      'known by a public e-mail alone',
      () => world.github.emails.set('mona', 'mona@public.example'),
      null,
      'mona@public.example',
    ],
  ])('who is %s is told of the decision there', async (_, arrange, slackUserId, email) => {
    await arrange();

    await deny();
    await workDeliveries(world);

    const told = world.slack.messages.filter(({ notice }) => notice.kind === 'decided');
    expect(told.map(({ to }) => to)).toEqual(slackUserId ? [slackUserId] : []);
    expect(world.mailer.sent).toMatchObject(email ? [{ to: email, decision: { reason: 'Too much' } }] : []);
    expect(world.slack.replies).toEqual([]);
  });

  it.each([
    ['has left', { deleted: true }],
    ['is a bot', { isBot: true }],
    ['is of another workspace', { isStranger: true }],
  ])('gets no direct message when their Slack user %s', async (_, difference) => {
    await linkMona();
    world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, difference));
    world.github.emails.set('mona', `${SLACK_USERS.mona}@example.com`);

    await deny();
    await workDeliveries(world);

    expect(world.slack.messages).toEqual([]);
    expect(world.mailer.sent).toMatchObject([{ to: `${SLACK_USERS.mona}@example.com` }]);
  });

  it('is told first that the request waits, and then what was decided, each once', async () => {
    await linkMona();
    await hear(world, 'created');
    await workDeliveries(world);
    await decideTokenRequest(world, aClick((await request()).id));
    world.github.meanwhile = () => hear(world, 'approved', { sender: BOT });

    await workDecisions(world);
    await hear(world, 'approved', { sender: BOT });
    await workDeliveries(world);

    expect(world.slack.messages.map(({ to, notice }) => [to, notice.kind])).toEqual([
      [SLACK_USERS.mona, 'waiting'],
      [SLACK_USERS.mona, 'decided'],
    ]);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is not told that it waits once it was decided', async () => {
    await linkMona();
    await deny();

    await workDeliveries(world);

    expect(world.slack.messages.map(({ notice }) => notice.kind)).toEqual(['decided']);
    expect((await rows('requester-message')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('is told as soon as it is known where, though nothing else was left to send', async () => {
    await linkMona();
    await hear(world, 'created');
    await records.query("DELETE FROM deliveries WHERE kind <> 'requester'");
    const { deliveries } = world.database;
    const { profile, directMessage } = world.slack;
    const nothingLeft = new Promise<void>((resolve) => {
      deliveries.nextDueAt = async (of) => {
        if (of === 'others') resolve();
        return undefined;
      };
    });
    world.slack.profile = (id) => nothingLeft.then(() => profile(id));
    const told = new Promise<string>((resolve) => {
      world.slack.directMessage = (to, notice) => {
        resolve(to);
        return directMessage(to, notice);
      };
    });
    const wake = { ...world.wake, deliveries: () => void jobs.definitions['send-deliveries'].run() };
    const jobs = createJobTable({ ...world, wake, syncIntervalSeconds: 300 });

    await jobs.definitions['send-deliveries'].run();

    expect(await told).toBe(SLACK_USERS.mona);
    await jobs.stop();
  });

  it('is told once though the process died after it had found out where', async () => {
    await linkMona();
    await hear(world, 'created');
    await workDeliveries(world);
    world.slack.messages.length = 0;
    await hear(world, 'denied');
    const dying = (await lease(-10_000)).filter(({ payload }) => payload?.kind === 'requester');
    for (const delivery of dying) {
      await deliver({ ...world, database: { ...world.database, deliveries: unrecorded() } }, delivery);
    }

    await workDeliveries(world);

    expect(dying).toHaveLength(1);
    expect(world.slack.messages.map(({ notice }) => notice.kind)).toEqual(['decided']);
    expect(world.mailer.sent).toHaveLength(1);
  });

  /** A process that dies before it has recorded how a delivery went. */
  function unrecorded() {
    return { ...world.database.deliveries, succeed: async () => undefined };
  }

  it('gets no e-mail at an address that wants none, and that is no failure', async () => {
    await linkMona();
    await world.database.unwantedMails.add('mona@acme.example', 'decision', NOW);

    await deny();
    await workDeliveries(world);

    expect(world.slack.messages.map(({ notice }) => notice.kind)).toEqual(['decided']);
    expect(world.mailer.sent).toEqual([]);
    expect(await rows('requester-mail')).toEqual([]);
  });

  it('gets e-mails about decisions where only the digest is not wanted', async () => {
    await linkMona();
    await world.database.unwantedMails.add('mona@acme.example', 'digest', NOW);

    await deny();
    await workDeliveries(world);

    expect(world.mailer.sent).toHaveLength(1);
  });

  it('gets no e-mail where there is no mail server', async () => {
    await linkMona();
    world = { ...world, mailer: undefined as never };

    await deny();
    await workDeliveries(world);

    expect(world.slack.messages).toHaveLength(1);
    expect(await rows('requester-mail')).toEqual([]);
  });

  it('of an expired token is told in Slack alone', async () => {
    await linkMona();
    await hear(world, 'created');
    await workDeliveries(world);

    await hear(world, 'listed', { tokenExpired: true });
    await workDeliveries(world);

    expect(world.slack.messages.map(({ notice }) => notice.kind)).toEqual(['waiting', 'expired']);
    expect(world.mailer.sent).toEqual([]);
  });
});

describe('a requester whom nobody can reach', () => {
  it('is noted once, in the card’s thread and in the log', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    await hear(world, 'denied');
    await workDeliveries(world);

    expect(world.slack.replies).toMatchObject([
      { ts: 'ts-1', notice: { kind: 'no-address', request: { requester: MONA } } },
    ]);
    const noted = world.log.lines.filter(({ message }) => message === 'requester has no known address');
    expect(noted).toHaveLength(1);
    expect(noted[0]?.level).toBe('info');
    expect(world.slack.messages).toEqual([]);
  });

  it('is noted where there is no mail server, though there is an address', async () => {
    world = { ...world, mailer: undefined as never };
    world.github.emails.set('mona', 'mona@public.example');

    await deny();
    await workDeliveries(world);

    expect(world.slack.replies).toHaveLength(1);
  });

  it('is not noted while a decision could still be mailed', async () => {
    world.github.emails.set('mona', 'mona@public.example');

    await hear(world, 'created');
    await workDeliveries(world);

    expect(world.slack.replies).toEqual([]);
    expect(world.mailer.sent).toEqual([]);
  });

  it('is not noted because GitHub or Slack does not answer', async () => {
    world.github.down = githubDown();
    await hear(world, 'created');

    await workDeliveriesOnce();

    expect(world.slack.replies).toEqual([]);
    expect(await rows('requester')).toMatchObject([{ state: 'pending', attempts: 1 }]);
  });

  async function workDeliveriesOnce(): Promise<void> {
    for (const delivery of await lease()) await deliver(world, delivery);
  }
});

describe('a delivery that fails', () => {
  /** The deliveries of the request that has just come: its card first. */
  async function deliverCard(): Promise<void> {
    const [card] = (await lease()).filter(({ payload }) => payload?.kind === 'card');
    if (!card) throw new Error('no card is due');
    await deliver(world, card);
  }

  it.each(['unavailable', 'unknown'] as const)(
    'because Slack is %s is tried again, later each time',
    async (failure) => {
      await hear(world, 'created');
      const waits: number[] = [];

      for (let attempt = 1; attempt <= 4; attempt += 1) {
        world.slack.failures.push(new OutsideError('slack', failure, 'network'));
        await deliverCard();
        const [row] = await rows('card');
        waits.push(Number(row?.next_attempt_at) - NOW.getTime());
        expect(row).toMatchObject({
          state: 'pending',
          attempts: attempt,
          last_error: `slack ${failure}: network`,
        });
      }
      await deliverCard();

      expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
      expect(world.slack.posted).toHaveLength(1);
      expect(await rows('card')).toMatchObject([{ state: 'sent', attempts: 5, last_error: null }]);
      expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it('for too many calls waits as long as Slack says', async () => {
    await hear(world, 'created');
    world.slack.failures.push(
      new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs: 30_000 }),
    );

    await deliverCard();

    const [row] = await rows('card');
    expect(row?.next_attempt_at).toEqual(new Date(NOW.getTime() + 30_000));
  });

  it('for too many calls has not been tried at all, however often that happens', async () => {
    await hear(world, 'created');

    for (let time = 0; time < 3; time += 1) {
      world.slack.failures.push(
        new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs: 1_000 }),
      );
      await deliverCard();
    }
    const before = await rows('card');
    await deliverCard();

    expect(before).toMatchObject([{ state: 'pending', attempts: 0, last_error: null, ended_at: null }]);
    expect(await rows('card')).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect(world.log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  });

  it.each(['channel_not_found', 'invalid_auth'])(
    'because the operator has something to mend waits for that, which is an error in the log: %s',
    async (code) => {
      await hear(world, 'created');
      world.slack.failures.push(new OutsideError('slack', 'unavailable', code));

      await deliverCard();

      expect(await rows('card')).toMatchObject([{ state: 'pending', attempts: 1 }]);
      expect(world.log.lines).toMatchObject([
        {
          level: 'error',
          message: 'delivery waits until the configuration is mended',
          fields: { kind: 'card' },
        },
      ]);
    },
  );

  it('because this version cannot read it is tried ten times, and holds up no other', async () => {
    await linkMona();
    await hear(world, 'created');
    await records.query('UPDATE deliveries SET payload = \'{"kind": "pigeon"}\' WHERE kind = \'card\'');

    await workDeliveries(world);
    const before = await rows('card');
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      for (const delivery of await lease()) await deliver(world, delivery);
    }

    const last_error = 'this version cannot read the delivery';
    expect(world.slack.messages).toMatchObject([{ to: SLACK_USERS.mona, notice: { kind: 'waiting' } }]);
    expect(before).toMatchObject([{ last_error }]);
    expect(await rows('card')).toMatchObject([{ state: 'failed', attempts: 10, last_error }]);
  });

  it('because it is refused has failed for good, which is an error in the log', async () => {
    await hear(world, 'created');
    world.slack.failures.push(new OutsideError('slack', 'refused', 'invalid_blocks'));

    await deliverCard();

    expect(await rows('card')).toMatchObject([
      { state: 'failed', last_error: 'slack refused: invalid_blocks', ended_at: NOW },
    ]);
    expect(world.log.lines).toMatchObject([
      { level: 'error', message: 'delivery failed for good', fields: { kind: 'card', trace: 't' } },
    ]);
  });

  it('by a defect of ours is tried ten times', async () => {
    await hear(world, 'created');

    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect(await rows('card')).toMatchObject([{ state: 'pending', attempts: attempt - 1 }]);
      world.slack.failures.push(new TypeError('undefined is not a function'));
      await deliverCard();
    }

    expect(await rows('card')).toMatchObject([{ state: 'failed', attempts: 10 }]);
  });

  it('by e-mail holds up neither the card nor the direct message', async () => {
    await linkMona();
    world.mailer.failures.push(
      ...Array.from(
        { length: 50 },
        () => new OutsideError('smtp', 'unavailable', 'ECONNREFUSED', { retryAfterMs: 1e12 }),
      ),
    );

    await deny();
    await workDeliveries(world);

    expect(world.slack.posted).toMatchObject([{ card: { request: { state: 'denied' } } }]);
    expect(world.slack.messages).toHaveLength(1);
    expect(await rows('requester-mail')).toMatchObject([{ state: 'pending', attempts: 1 }]);
  });
});
