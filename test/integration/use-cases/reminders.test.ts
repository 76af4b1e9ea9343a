import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { expireTokenRequests } from '../../../src/application/expire-token-requests.js';
import { followSettings } from '../../../src/application/follow-settings.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { ChosenSettings } from '../../../src/domain/organization-settings.js';
import { ACME, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  aProfile,
  CHANNEL,
  createWorldDatabase,
  githubDown,
  hear,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDueDeliveries,
} from './use-case-world.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

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

/** `Wed 10:30`, of the week of `NOW`, which is a Monday; `+1 Mon 10:30` is of the next. */
function at(time: string): Date {
  const [, weeks = '0', day = '', hours, minutes] = /^(?:\+(\d) )?(\w{3}) (\d\d):(\d\d)$/.exec(time) ?? [];
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day) + 7 * Number(weeks);
  return new Date(Date.UTC(2026, 2, 2 + days, Number(hours), Number(minutes)));
}

/** Time passes; what a running process does by itself is done in its course, twice, as by two processes. */
async function until(time: string): Promise<void> {
  world.clock.pass(at(time).getTime() - world.clock.now().getTime());
  await sweep();
}

async function sweep(): Promise<void> {
  await Promise.all([followSettings(world, 'sweep'), followSettings(world, 'sweep')]);
  await workDueDeliveries(world);
}

/** The owners are told together of what becomes due within two minutes. */
async function gathered(): Promise<void> {
  world.clock.pass(2 * MINUTE_MS);
  await workDueDeliveries(world);
}

async function ask(patRequestId = 9_001, over = {}): Promise<void> {
  await hear(world, 'created', { patRequestId }, { tokenId: patRequestId, ...over });
  await sweep();
}

const choose = (chosen: ChosenSettings) => world.database.organizationSettings.save(ACME.id, chosen);
const remindedInThreads = () => world.slack.replies.filter(({ notice }) => notice.kind === 'reminder');
const remindedPeople = () => world.slack.reminders.map(({ to }) => to).sort();
const numbersIn = (index: number) =>
  world.slack.reminders[index]?.reminder.requests.map(({ patRequestId }) => patRequestId);

describe('a request that nobody decides', () => {
  it('is recalled in its card’s thread after four working hours, once', async () => {
    await ask();
    await until('Mon 12:59');
    const before = remindedInThreads();

    await until('Mon 13:00');
    await until('Mon 13:01');
    await until('Tue 12:00');

    expect(before).toEqual([]);
    expect(remindedInThreads()).toMatchObject([{ ts: 'ts-1', notice: { request: { patRequestId: 9_001 } } }]);
    expect(world.slack.reminders).toEqual([]);
  });

  it('is told to the owners after twenty-four, once, and then to nobody', async () => {
    await ask();
    await until('Mon 13:00');
    await until('Thu 08:59');
    const before = remindedPeople();

    await until('Thu 09:00');
    await gathered();
    await until('Fri 12:00');
    await until('+1 Fri 12:00');

    expect(before).toEqual([]);
    expect(remindedPeople()).toEqual([SLACK_USERS.olivia, SLACK_USERS.oscar]);
    expect(numbersIn(0)).toEqual([9_001]);
    expect(remindedInThreads()).toHaveLength(1);
  });

  it('waits over the night and the weekend', async () => {
    world.clock.pass(at('Fri 16:00').getTime() - NOW.getTime());
    await ask();

    await until('Fri 20:00');
    await until('Sat 12:00');
    await until('+1 Mon 11:59');
    const before = remindedInThreads();
    await until('+1 Mon 12:00');

    expect(before).toEqual([]);
    expect(remindedInThreads()).toHaveLength(1);
  });

  it('is recalled in the morning when nobody was there to do it before the night', async () => {
    await ask();
    await until('Mon 19:00');
    const atNight = remindedInThreads();

    await until('Tue 08:59');
    const early = remindedInThreads();
    await until('Tue 09:00');

    expect([...atNight, ...early]).toEqual([]);
    expect(remindedInThreads()).toHaveLength(1);
  });

  it('is recalled at closing time when it is due then', async () => {
    world.clock.pass(at('Mon 13:00').getTime() - NOW.getTime());
    await ask();

    await until('Mon 17:01');

    expect(remindedInThreads()).toHaveLength(1);
  });

  it.each([
    ['the thread', { remindAfterHours: 0 }, 0, 2],
    ['the owners', { remindOwnersAfterHours: 0 }, 1, 0],
    ['both', { remindAfterHours: 0, remindOwnersAfterHours: 0 }, 0, 0],
  ])('is not recalled where that is switched off: %s', async (_where, chosen, threads, people) => {
    await world.database.organizations.save(ACME);
    await choose(chosen);
    await ask();

    await until('Mon 13:00');
    await until('Thu 09:00');
    await gathered();

    expect(remindedInThreads()).toHaveLength(threads);
    expect(remindedPeople()).toHaveLength(people);
  });

  it('follows what is set meanwhile, whoever sets it', async () => {
    await ask();
    await until('Mon 10:00');
    await choose({ remindAfterHours: 2 });
    await until('Mon 10:59');
    const before = remindedInThreads();
    await until('Mon 11:00');
    const after = remindedInThreads();

    world = { ...world, usual: { ...world.usual, remindOwnersAfterHours: 3 } };
    await until('Mon 12:00');
    await gathered();

    expect(before).toEqual([]);
    expect(after).toHaveLength(1);
    expect(remindedPeople()).toHaveLength(2);
  });

  it('is recalled later when that is set meanwhile', async () => {
    await ask();
    await choose({ working: { days: [3], from: '10:00', until: '18:00' } });

    await until('Mon 13:00');
    await until('Wed 13:59');
    const before = remindedInThreads();
    await until('Wed 14:00');

    expect(before).toEqual([]);
    expect(remindedInThreads()).toHaveLength(1);
  });
});

describe('nobody is reminded', () => {
  it('of what was decided before it was due', async () => {
    await ask();
    await decideTokenRequest(world, aClick((await theRequest(world, records)).id));
    await workDecisions(world);

    await until('Mon 13:00');
    await until('Thu 09:00');
    await gathered();

    expect(remindedInThreads()).toEqual([]);
    expect(world.slack.reminders).toEqual([]);
  });

  it('of what was decided between its being due and the sending', async () => {
    await ask();
    await until('Mon 12:00');
    world.clock.pass(HOUR_MS);
    await followSettings(world, 'sweep');
    await hear(world, 'denied');
    await workDueDeliveries(world);
    const inThread = remindedInThreads();
    await ask(9_002);

    await until('Thu 13:00');
    await hear(world, 'denied', { patRequestId: 9_002 }, { tokenId: 9_002 });
    await gathered();

    expect(inThread).toEqual([]);
    expect(world.slack.reminders).toEqual([]);
  });

  it('where the App is suspended, until it is back', async () => {
    await ask();
    await world.database.organizations.setState(ACME.id, 'suspended', world.clock.now());
    await until('Mon 13:00');
    await until('Thu 10:00');
    const meanwhile = [...remindedInThreads(), ...world.slack.reminders];

    await world.database.organizations.setState(ACME.id, 'installed', world.clock.now());
    await until('Thu 10:01');
    await until('Thu 10:02');
    await gathered();

    expect(meanwhile).toEqual([]);
    expect(remindedInThreads()).toHaveLength(1);
    expect(remindedPeople()).toHaveLength(2);
  });

  it('of whose owners are to be told, where the App is suspended just then, until it is back', async () => {
    await ask();
    await until('Mon 13:00');
    await until('Thu 09:00');
    await world.database.organizations.setState(ACME.id, 'suspended', world.clock.now());
    await gathered();
    const meanwhile = [...world.slack.reminders];

    await world.database.organizations.setState(ACME.id, 'installed', world.clock.now());
    await until('Thu 10:00');
    await gathered();

    expect(meanwhile).toEqual([]);
    expect(remindedPeople()).toHaveLength(2);
  });
});

describe('the owners', () => {
  const dueForOwners = async () => {
    await until('Mon 13:00');
    await until('Thu 09:01');
    await gathered();
  };

  it('get one message of all that is due together, which names ten', async () => {
    for (let index = 0; index < 12; index += 1) await ask(9_001 + index);

    await dueForOwners();

    expect(remindedPeople()).toEqual([SLACK_USERS.olivia, SLACK_USERS.oscar]);
    expect(numbersIn(0)).toEqual([9_001, 9_002, 9_003, 9_004, 9_005, 9_006, 9_007, 9_008, 9_009, 9_010]);
    expect(world.slack.reminders[0]?.reminder.further).toBe(2);
  });

  it.each([
    ['have muted everything', { muted: true }],
    ['do not want reminders', { unwanted: ['reminder-message' as const] }],
  ])('are left alone who %s', async (_who, chosen) => {
    await world.database.preferences.choose(SLACK_USERS.olivia, chosen);
    await ask();

    await dueForOwners();

    expect(remindedPeople()).toEqual([SLACK_USERS.oscar]);
  });

  it('are not told of their own requests', async () => {
    await ask(9_001, { requester: OLIVIA });
    await ask(9_002);

    await dueForOwners();

    const olivias = world.slack.reminders.find(({ to }) => to === SLACK_USERS.olivia);
    const oscars = world.slack.reminders.find(({ to }) => to === SLACK_USERS.oscar);
    expect(olivias?.reminder.requests.map(({ patRequestId }) => patRequestId)).toEqual([9_002]);
    expect(oscars?.reminder.requests.map(({ patRequestId }) => patRequestId)).toEqual([9_001, 9_002]);
  });

  it('are told only who are owners still, and there', async () => {
    await ask();
    world.slack.profiles.set(SLACK_USERS.oscar, aProfile(SLACK_USERS.oscar, { deleted: true }));
    await until('Mon 13:00');
    await until('Thu 09:00');
    world.clock.pass(2 * MINUTE_MS);
    // One reminder fails, and by the time that it is tried again, olivia is no owner any more.
    world.slack.failures.push(new OutsideError('slack', 'unavailable', 'ECONNREFUSED'));
    await workDueDeliveries(world);
    world.github.memberships.set(OLIVIA.login, { user: OLIVIA, state: 'active', role: 'member' });

    world.clock.pass(HOUR_MS);
    await workDueDeliveries(world);

    expect(world.slack.reminders).toEqual([]);
    expect(world.github.memberships.get(OSCAR.login)?.role).toBe('admin');
  });

  it('are told once GitHub says who they are', async () => {
    await ask();
    await until('Mon 13:00');
    await until('Thu 09:00');
    world.github.down = githubDown();
    await gathered();
    const meanwhile = remindedPeople();

    world.github.down = undefined;
    world.clock.pass(HOUR_MS);
    await workDueDeliveries(world);

    expect(meanwhile).toEqual([]);
    expect(remindedPeople()).toHaveLength(2);
  });

  it('are told in the morning what could not be sent by the evening', async () => {
    world.clock.pass(at('Mon 16:59').getTime() - NOW.getTime());
    await ask();
    await until('Tue 12:59');
    await until('Thu 16:59');
    world.github.down = githubDown();
    await gathered();
    world.github.down = undefined;
    world.clock.pass(3 * HOUR_MS);
    await workDueDeliveries(world);
    const atNight = remindedPeople();

    await until('Fri 09:00');

    expect(atNight).toEqual([]);
    expect(remindedPeople()).toHaveLength(2);
  });

  it('are told of a request that was just being decided, once it has come back', async () => {
    await ask(9_001);
    await ask(9_002);
    await until('Mon 13:00');
    await until('Thu 09:00');
    const { id } = await theRequest(world, records, 9_001);
    await records.query("UPDATE token_requests SET state = 'deciding' WHERE id = $1", [id]);

    await gathered();

    const shown = world.slack.reminders[0]?.reminder.requests.map(({ patRequestId }) => patRequestId);
    expect(shown).toEqual([9_001, 9_002]);
  });

  it('see what became of a request while their message was being sent', async () => {
    await ask(9_001);
    await ask(9_002);
    const { directReminder } = world.slack;
    world.slack.directReminder = async (to, reminder) => {
      const sent = await directReminder(to, reminder);
      if (world.slack.reminders.length === 1) await hear(world, 'approved', { patRequestId: 9_002 });
      return sent;
    };
    await dueForOwners();

    world.clock.pass(MINUTE_MS);
    await workDueDeliveries(world);

    const [first] = world.slack.reminders;
    const last = world.slack.updatedReminders.findLast(({ to }) => to === first?.to);
    expect(first?.reminder.requests.map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(last?.reminder.requests.map(({ state }) => state)).toEqual(['pending', 'approved']);
  });

  it('see in all of their messages what became of each request', async () => {
    await ask(9_001);
    await ask(9_002);
    await dueForOwners();

    await decideTokenRequest(world, aClick((await theRequest(world, records, 9_002)).id));
    await workDueDeliveries(world);
    const onItsWay = world.slack.updatedReminders.length;
    await workDecisions(world);
    await gathered();

    const shown = world.slack.updatedReminders.slice(-2);
    expect(onItsWay).toBe(2);
    expect(shown.map(({ to }) => to).sort()).toEqual([SLACK_USERS.olivia, SLACK_USERS.oscar]);
    expect(shown[0]?.reminder.requests.map(({ state }) => state)).toEqual(['pending', 'approved']);
  });
});

describe('requests that a summary stands for', () => {
  beforeEach(async () => {
    world = { ...world, burstLimit: 1 };
    for (let index = 0; index < 5; index += 1) {
      await hear(world, 'created', { patRequestId: 9_001 + index }, { tokenId: index + 1 });
      world.clock.pass(1_000);
    }
    await sweep();
    world.clock.pass(3_000);
    await workDueDeliveries(world);
  });

  it('are recalled in its thread, once, however many are due', async () => {
    await hear(world, 'denied', { patRequestId: 9_003 }, { tokenId: 3 });

    await until('Mon 13:00');
    await until('Mon 13:01');
    await until('Mon 14:00');

    expect(world.slack.summaryReminders).toMatchObject([{ ts: 'summary-1', reminder: { waiting: 3 } }]);
    expect(remindedInThreads()).toHaveLength(1);
  });

  it('are told to the owners in one message', async () => {
    await until('Mon 13:01');
    await until('Thu 09:00');
    await until('Thu 09:01');
    await gathered();

    expect(remindedPeople()).toHaveLength(2);
    expect(numbersIn(0)).toHaveLength(5);
  });
});

describe('a token that expires before anybody decided', () => {
  const expiresAt = at('Tue 10:00');
  const expired = () => world.slack.replies.filter(({ notice }) => notice.kind === 'expired-undecided');

  it('has its card, its requester and the thread in which it was recalled told, once', async () => {
    world.github.emails.set('mona', 'mona@example.com');
    world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: 'mona@example.com' }));
    await ask(9_001, { tokenExpiresAt: expiresAt });
    await until('Mon 13:00');

    await until('Tue 10:00');
    await expireTokenRequests(world, 'sweep');
    await expireTokenRequests(world, 'sweep');
    await workDueDeliveries(world);
    await until('Thu 09:00');
    await gathered();

    expect(await theRequest(world, records)).toMatchObject({ state: 'expired', endedAt: expiresAt });
    expect(world.slack.updated.at(-1)).toMatchObject({ ts: 'ts-1', card: { request: { state: 'expired' } } });
    expect(world.slack.messages.at(-1)).toMatchObject({ to: SLACK_USERS.mona, notice: { kind: 'expired' } });
    expect(expired()).toMatchObject([{ ts: 'ts-1' }]);
    expect(world.slack.reminders).toEqual([]);
  });

  it('is not told in a thread that says nothing of it', async () => {
    await ask(9_001, { tokenExpiresAt: new Date(NOW.getTime() + HOUR_MS) });

    world.clock.pass(HOUR_MS);
    await expireTokenRequests(world, 'sweep');
    await workDueDeliveries(world);

    expect(expired()).toEqual([]);
  });
});

describe('a sweep', () => {
  it('reads nothing of requests that are not due', async () => {
    for (let index = 0; index < 3; index += 1) await ask(9_001 + index);

    const watched = await world.database.reminders.watched(world.clock.now());
    const rows = await records.query('SELECT reminded, remind_at FROM token_requests ORDER BY id');

    expect(watched).toMatchObject([{ organization: ACME, isDue: false }]);
    expect(rows).toEqual(Array(3).fill({ reminded: 0, remind_at: at('Mon 13:00') }));
  });

  it('announces in another channel what nobody has seen, once owners have chosen it', async () => {
    world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
    await ask();

    await choose({ channel: 'C0ACME' });
    await sweep();

    expect(world.slack.posted.map(({ channel }) => channel)).toEqual(['C0ACME']);
    expect(CHANNEL).not.toBe('C0ACME');
  });

  it('announces it at the next look when it could not at the first', async () => {
    world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
    await ask();
    await choose({ channel: 'C0ACME' });
    const { tokenRequests } = world.database;
    const { unseen } = tokenRequests;
    tokenRequests.unseen = async () => {
      throw new Error('the database broke the connection off');
    };
    await expect(followSettings(world, 'sweep')).rejects.toThrow('broke');
    tokenRequests.unseen = unseen;

    await sweep();

    expect(world.slack.posted.map(({ channel }) => channel)).toEqual(['C0ACME']);
  });
});
