import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceOnHomes } from '../../../src/application/announce.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { findNamedRequests } from '../../../src/application/find-named-requests.js';
import { publishHome } from '../../../src/application/publish-home.js';
import { ROOM_AT_HOME, ROOM_IN_OVERVIEW, readHome } from '../../../src/application/read-home.js';
import { openHome, refreshHome } from '../../../src/application/refresh-homes.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { Organization } from '../../../src/domain/token-request.js';
import { createJobTable } from '../../../src/jobs/job-table.js';
import { ACME, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  aProfile,
  createWorldDatabase,
  hear,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDeliveries,
  workDeliveriesFor,
} from './use-case-world.js';

const GLOBEX: Organization = { id: 1_002, login: 'globex', installationId: 5_002 };
const DAY_MS = 24 * 3_600_000;

let database: WorldDatabase;
let world: World;
beforeAll(async () => {
  database = await createWorldDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** Olivia owns acme, Oscar acme and globex; Mona is linked and owns nothing. */
beforeEach(async () => {
  world = await database.fresh({
    [SLACK_USERS.olivia]: OLIVIA.login,
    [SLACK_USERS.oscar]: OSCAR.login,
    [SLACK_USERS.mona]: MONA.login,
  });
  owns({ acme: [OLIVIA.login, OSCAR.login], globex: [OSCAR.login] });
  for (const id of Object.values(SLACK_USERS)) world.slack.profiles.set(id, aProfile(id));
  await hear(world, 'created', { patRequestId: 9_001 }, { tokenName: 'deploy-bot' });
  await hear(
    world,
    'created',
    { patRequestId: 9_002, organization: GLOBEX },
    { tokenName: 'reactor-bot', tokenId: 70_002, requester: { id: 12, login: 'max' } },
  );
  await workDeliveries(world);
});

/** What GitHub says from now on; silent about an organization that is not named. */
function owns(owners: Record<string, string[]>): void {
  const users = [OLIVIA, OSCAR, MONA];
  world.github.membership = async ({ login: organization }, { login }) => {
    const user = users.find((one) => one.login === login);
    const logins = owners[organization];
    if (logins === undefined) throw new OutsideError('github', 'unavailable', 'timeout');
    if (user === undefined) return null;
    return { user, state: 'active', role: logins.includes(login) ? 'admin' : 'member' };
  };
}

/** Two days before now; without a webhook each time, which would take long. */
async function monaAsksOften(count: number): Promise<void> {
  await database.query(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason_known, repository_selection, repositories_known, announced, requested_at)
     SELECT $1, 20000 + n, 'pending', $2, $3, 80000 + n, 'bot-' || n, true, 'none', true, false, $4
       FROM generate_series(1, $5) n`,
    [ACME.id, MONA.id, MONA.login, new Date(world.clock.now().getTime() - 2 * DAY_MS), count],
  );
}

const actor = (slackUserId: string, isStranger = false) => ({ slackUserId, isStranger });
const namesIn = (value: unknown) => JSON.stringify(value).match(/deploy-bot|reactor-bot|globex|third/g) ?? [];
const homeOf = (slackUserId: string) => readHome(world, actor(slackUserId), ROOM_AT_HOME);
const published = (slackUserId: string) => world.slack.homes.filter(({ to }) => to === slackUserId);
const open = (slackUserId: string, force = false) => openHome(world, slackUserId, { force, trace: 't' });
/** Long enough for a change to be shown, though another one was shown just before. */
const settle = () => workDeliveriesFor(world, 4_000);
const waiting = () =>
  database.query<{ kind: string }>("SELECT kind FROM deliveries WHERE state = 'pending' ORDER BY id");

describe('who reads what in App Home (invariant 5)', () => {
  it('is an owner: the requests of their organizations', async () => {
    const [olivia, oscar] = [await homeOf(SLACK_USERS.olivia), await homeOf(SLACK_USERS.oscar)];

    expect(new Set(namesIn(olivia))).toEqual(new Set(['deploy-bot']));
    expect(new Set(namesIn(oscar))).toEqual(new Set(['deploy-bot', 'reactor-bot', 'globex']));
    expect(oscar).toMatchObject({
      kind: 'owner',
      waiting: { count: { count: 2, capped: false }, oldestSince: expect.any(Date), medianWaitMs: 3_600_000 },
    });
  });

  it('is a member: their own', async () => {
    const mona = await homeOf(SLACK_USERS.mona);

    expect(mona).toMatchObject({
      kind: 'member',
      login: 'mona',
      own: { waiting: [{ tokenName: 'deploy-bot' }] },
    });
    expect(namesIn(mona)).toEqual(['deploy-bot']);
  });

  it('counts further than it shows', async () => {
    await monaAsksOften(1_200);

    const oscar = await readHome(world, actor(SLACK_USERS.oscar), ROOM_IN_OVERVIEW);
    const mona = await readHome(world, actor(SLACK_USERS.mona), ROOM_IN_OVERVIEW);

    expect(oscar).toMatchObject({
      waiting: { count: { count: 999, capped: true }, medianWaitMs: 2 * DAY_MS },
      own: { waiting: [], waitingCount: { count: 0, capped: false } },
    });
    expect(mona).toMatchObject({ own: { waitingCount: { count: 999, capped: true } } });
    expect(mona.kind === 'member' && mona.own.waiting).toHaveLength(ROOM_IN_OVERVIEW.own);
  });

  it('is nobody: not linked, of another workspace, or unknown to Slack', async () => {
    const unlinked = await homeOf('U0MAX');
    const stranger = await readHome(world, actor(SLACK_USERS.oscar, true), ROOM_AT_HOME);
    world.slack.profiles.set(SLACK_USERS.oscar, aProfile(SLACK_USERS.oscar, { isStranger: true }));
    for (const id of [SLACK_USERS.oscar, 'U0GONE']) {
      await open(id);
      await publishHome(world, id);
    }

    expect([unlinked.kind, stranger.kind]).toEqual(['newcomer', 'stranger']);
    expect(namesIn([unlinked, stranger, world.slack.homes])).toEqual([]);
    expect(world.slack.homes.map(({ to, home }) => [to, home.kind])).toEqual([
      [SLACK_USERS.oscar, 'stranger'],
    ]);
  });

  it('sees nothing any more after losing the role', async () => {
    owns({ acme: [OLIVIA.login], globex: [] });

    const oscar = await homeOf(SLACK_USERS.oscar);

    expect(oscar.kind).toBe('member');
    expect(namesIn(oscar)).toEqual([]);
  });

  it('sees nothing of an organization about which GitHub is silent, and is told its name', async () => {
    owns({ acme: [OSCAR.login] });

    const oscar = await homeOf(SLACK_USERS.oscar);

    expect(oscar).toMatchObject({ kind: 'owner', silent: ['globex'] });
    expect(namesIn(oscar).filter((name) => name === 'reactor-bot')).toEqual([]);
  });

  it('holds for what /tokens show finds, by name and by id', async () => {
    const find = async (slackUserId: string, name: string) =>
      (await findNamedRequests(world, actor(slackUserId), [`#${name}`, name])).ids.length;

    const oscar = [await find(SLACK_USERS.oscar, 'Reactor-Bot'), await find(SLACK_USERS.oscar, '9002')];
    const olivia = [await find(SLACK_USERS.olivia, 'reactor-bot'), await find(SLACK_USERS.olivia, '9002')];
    const mona = [await find(SLACK_USERS.mona, 'deploy-bot'), await find(SLACK_USERS.mona, 'reactor-bot')];

    expect([oscar, olivia, mona]).toEqual([
      [1, 1],
      [0, 0],
      [1, 0],
    ]);
  });
});

describe('App Home', () => {
  it('costs nothing while nobody has opened it', async () => {
    await hear(world, 'created', { patRequestId: 9_003 }, { tokenId: 70_003 });

    const kinds = (await waiting()).map(({ kind }) => kind);

    expect(kinds).not.toContain('homes');
  });

  it('follows every change, also of a request without a card', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    expect(published(SLACK_USERS.olivia)).toHaveLength(1);

    await hear(world, 'approved', { patRequestId: 9_009 }, { tokenId: 70_009, tokenName: 'third' });
    await settle();

    expect(namesIn(published(SLACK_USERS.olivia).at(-1))).toContain('third');
  });

  it('shows a decision on its way, then its outcome', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    const { id } = await theRequest(world, database);

    await decideTokenRequest(world, aClick(id, { path: 'home' }));
    await settle();
    await workDecisions(world);
    await settle();

    const seen = published(SLACK_USERS.olivia).map(({ home }) =>
      home.kind === 'owner' ? [home.pending.map(({ state }) => state), home.lately.length] : [],
    );
    expect(seen).toEqual([
      [['pending'], 0],
      [['deciding'], 0],
      [[], 1],
    ]);
  });

  it('is published once for a burst, for everybody who has it open', async () => {
    await open(SLACK_USERS.olivia);
    await open(SLACK_USERS.mona);
    await settle();

    for (let index = 0; index < 50; index += 1) {
      await hear(world, 'created', { patRequestId: 9_100 + index }, { tokenId: 70_100 + index });
    }
    const announced = (await waiting()).filter(({ kind }) => kind === 'homes');
    await settle();

    // For the owners of the organization, and for the requester.
    expect(announced).toHaveLength(2);
    expect(published(SLACK_USERS.olivia)).toHaveLength(2);
    expect(published(SLACK_USERS.mona)).toHaveLength(2);
  });

  it('is not published when nothing that it shows has changed, however late it is', async () => {
    await open(SLACK_USERS.oscar);
    await settle();

    for (const passed of [60_000, 10 * 60_000]) {
      world.clock.pass(passed);
      await announceOnHomes(world.database, { organizationId: ACME.id }, 't');
      await settle();
    }

    expect(published(SLACK_USERS.oscar)).toHaveLength(1);
  });

  it('is left alone once it was not opened for eight hours', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    world.clock.pass(8 * 3_600_000 + 1);

    await hear(world, 'created', { patRequestId: 9_003 }, { tokenId: 70_003 });
    await settle();
    await refreshHome(world, SLACK_USERS.olivia, 't');

    expect(published(SLACK_USERS.olivia)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('is forgotten by the sweep after thirty days, whatever else the sweep cannot do', async () => {
    const { sweep } = createJobTable({ ...world, syncIntervalSeconds: 300 }).definitions;
    await open(SLACK_USERS.olivia);
    world.database.reminders.watched = async () => {
      throw new Error('canceling statement due to statement timeout');
    };
    world.clock.pass(31 * DAY_MS);

    await expect(sweep.run()).rejects.toThrow('parts of the sweep failed');

    expect(await world.database.homes.find(SLACK_USERS.olivia)).toBeUndefined();
  });

  it('is forgotten by the sweep after thirty days, and a list after one', async () => {
    const { sweep } = createJobTable({ ...world, syncIntervalSeconds: 300 }).definitions;
    const list = { id: randomUUID(), kind: 'mine', query: '', selected: [], pages: [], revision: 0 } as const;
    await open(SLACK_USERS.olivia);
    await world.database.lists.add({ ...list, slackUserId: SLACK_USERS.olivia });
    await database.query('UPDATE lists SET created_at = $1', [NOW]);
    const known = async () => [
      (await world.database.homes.find(SLACK_USERS.olivia)) !== undefined,
      (await world.database.lists.find(list.id)) !== undefined,
    ];
    const seen: boolean[][] = [];

    for (const passed of [DAY_MS - 1_000, 2_000, 29 * DAY_MS - 2_000, 2_000]) {
      world.clock.pass(passed);
      await sweep.run();
      seen.push(await known());
    }

    expect(seen).toEqual([
      [true, true],
      [true, false],
      [true, false],
      [false, false],
    ]);
  });

  it('is published anew, when that is forced, though it should show the truth already', async () => {
    await open(SLACK_USERS.olivia);
    await settle();

    await open(SLACK_USERS.olivia, true);
    await settle();

    expect(published(SLACK_USERS.olivia)).toHaveLength(2);
  });

  it('of somebody who has left is no failure', async () => {
    await open(SLACK_USERS.olivia);
    world.slack.failures.push(new OutsideError('slack', 'refused', 'user_not_found'));

    await settle();

    expect(await waiting()).toEqual([]);
    expect(await world.database.homes.find(SLACK_USERS.olivia)).toBeUndefined();
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('what App Home asks GitHub', () => {
  let asked: string[];
  /** Counts the questions from now on. */
  function count() {
    asked = [];
    const { membership } = world.github;
    world.github.membership = async (organization, user, budgetMs) => {
      asked.push(`${user.login} in ${organization.login}`);
      return membership(organization, user, budgetMs);
    };
  }
  /** Somebody asks for something. */
  let requests = 0;
  async function change(organization: Organization = ACME, requester = { id: 12, login: 'max' }) {
    requests += 1;
    const ids = { patRequestId: 20_000 + requests, organization };
    await hear(world, 'created', ids, { tokenId: 80_000 + requests, requester });
  }

  it('is nothing for a Home that does not show what has changed', async () => {
    const members = Array.from({ length: 40 }, (_, index) => `U0M${index}`);
    for (const [index, id] of members.entries()) {
      await world.links.make(id, { id: 5_000 + index, login: `member-${id}` }, NOW);
    }
    for (const id of members) {
      world.slack.profiles.set(id, aProfile(id));
      await open(id);
    }
    await settle();
    count();

    await change(ACME);
    await change(GLOBEX, { id: 5_007, login: 'MEMBER-u0m7' });
    await settle();

    expect(asked).toEqual([]);
    expect(published('U0M6')).toHaveLength(1);
    expect(published('U0M7')).toHaveLength(2);
  });

  it('is about what it shows, and about every organization when it is opened', async () => {
    await open(SLACK_USERS.olivia);
    await open(SLACK_USERS.oscar);
    await settle();
    count();

    await change(ACME);
    await settle();
    const atAChange = asked.splice(0).sort();
    await change(GLOBEX);
    await settle();
    const elsewhere = asked.splice(0).sort();
    await open(SLACK_USERS.olivia);
    await settle();

    expect(atAChange).toEqual(['olivia in acme', 'oscar in acme', 'oscar in globex']);
    expect(elsewhere).toEqual(['oscar in acme', 'oscar in globex']);
    expect(asked.sort()).toEqual(['olivia in acme', 'olivia in globex']);
  });

  it('is about nothing any more after the role was lost, until it is opened as an owner again', async () => {
    await open(SLACK_USERS.oscar);
    await settle();
    owns({ acme: [OSCAR.login], globex: [] });
    await change(GLOBEX);
    await settle();
    const lost = published(SLACK_USERS.oscar).at(-1);
    owns({ acme: [OSCAR.login], globex: [OSCAR.login] });
    count();

    await change(GLOBEX);
    await settle();
    const meanwhile = [...asked];
    await open(SLACK_USERS.oscar);
    await settle();

    expect(namesIn(lost)).not.toContain('reactor-bot');
    expect(meanwhile).toEqual([]);
    expect(namesIn(published(SLACK_USERS.oscar).at(-1))).toContain('reactor-bot');
  });

  /** Changes come, one a second. */
  async function stream(seconds: number) {
    for (let index = 0; index < seconds; index += 1) {
      await announceOnHomes(world.database, { organizationId: ACME.id }, 't');
      await workDeliveriesFor(world, 1_000);
    }
  }

  it('is a handful of questions for two minutes of changes, and the last change is shown', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    count();

    await stream(120);
    await change();
    const during = asked.length;
    await workDeliveriesFor(world, 60_000);

    expect(during).toBeGreaterThan(4);
    expect(during).toBeLessThan(16);
    expect(published(SLACK_USERS.olivia).at(-1)?.home).toMatchObject({
      waiting: { count: { count: 2 } },
    });
  });

  it('is asked at once about a single change, and whenever the person does something', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    await stream(60);
    await workDeliveriesFor(world, 120_000);
    count();

    await change();
    await workDeliveriesFor(world, 2_000);
    const single = asked.length;
    await change();
    await workDeliveriesFor(world, 2_000);
    const tooEarly = asked.length;
    await refreshHome(world, SLACK_USERS.olivia, 't');
    await workDeliveriesFor(world, 0);

    expect([single, tooEarly, asked.length]).toEqual([1, 1, 2]);
  });

  it('is asked again and again while GitHub is silent, less and less often, by one delivery', async () => {
    owns({ acme: [OSCAR.login] });
    const start = world.clock.now().getTime();
    const at: number[] = [];
    const { membership } = world.github;
    world.github.membership = (organization, ...rest) => {
      if (organization.login === 'globex') at.push((world.clock.now().getTime() - start) / 1_000);
      return membership(organization, ...rest);
    };
    await open(SLACK_USERS.oscar);

    await workDeliveriesFor(world, 8 * 3_600_000 + 600_000);

    expect(at.slice(0, 9)).toEqual([0, 10, 20, 40, 80, 160, 320, 640, 1_240]);
    expect(at.length).toBeLessThan(60);
    expect(at.at(-1)).toBeLessThan(8 * 3_600);
    expect(await waiting()).toEqual([]);
  });

  it('is asked again, while it is silent, without publishing the same once more, though that was forced', async () => {
    owns({ acme: [OSCAR.login] });
    await open(SLACK_USERS.oscar, true);

    await workDeliveriesFor(world, 30_000);

    expect(published(SLACK_USERS.oscar)).toHaveLength(1);
  });

  it('shows what GitHub was silent about as soon as it says it', async () => {
    owns({ acme: [OSCAR.login] });
    await open(SLACK_USERS.oscar);
    await settle();
    owns({ acme: [OSCAR.login], globex: [OSCAR.login] });

    await workDeliveriesFor(world, 10_000);

    expect(namesIn(published(SLACK_USERS.oscar).at(-1))).toContain('reactor-bot');
    expect(await waiting()).toEqual([]);
  });

  it('waits for as long as GitHub wants to be left alone, whatever changes meanwhile', async () => {
    await open(SLACK_USERS.olivia);
    await settle();
    world.github.membership = async () => {
      throw new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 3_600_000 });
    };
    count();

    for (let index = 0; index < 30; index += 1) {
      await change();
      await workDeliveriesFor(world, 60_000);
    }
    const meanwhile = asked.length;
    await workDeliveriesFor(world, 31 * 60_000);

    expect([meanwhile, asked.length]).toEqual([1, 2]);
  });

  it('is asked by the sweep every quarter of an hour, so that a lost role does not stay visible', async () => {
    const { sweep } = createJobTable({ ...world, syncIntervalSeconds: 300 }).definitions;
    await open(SLACK_USERS.oscar);
    await open(SLACK_USERS.mona);
    await settle();
    owns({ acme: [OLIVIA.login], globex: [] });
    count();

    world.clock.pass(14 * 60_000);
    await sweep.run();
    await settle();
    const early = asked.length;
    world.clock.pass(60_000);
    await sweep.run();
    await settle();

    expect([early, asked.length]).toEqual([0, 2]);
    expect(published(SLACK_USERS.oscar).map(({ home }) => home.kind)).toEqual(['owner', 'member']);
  });

  it('is asked when the App is suspended somewhere, or gone', async () => {
    await open(SLACK_USERS.oscar);
    await settle();
    const shown = async (suspended: boolean, ...organizations: Organization[]) => {
      world.github.installed = organizations.map((organization) => ({ organization, suspended }));
      await syncOrganizations(world, 't');
      await settle();
      return new Set(namesIn(published(SLACK_USERS.oscar).at(-1)));
    };

    const both = await shown(false, ACME, GLOBEX);
    const published1 = published(SLACK_USERS.oscar).length;
    const one = await shown(false, ACME);
    const none = await shown(true, ACME);

    expect(published1).toBe(1);
    expect([both, one, none]).toEqual([
      new Set(['deploy-bot', 'reactor-bot', 'globex']),
      new Set(['deploy-bot']),
      new Set(),
    ]);
  });

  it('delays no card: three Homes at once, beside everything else', async () => {
    const people = Array.from({ length: 30 }, (_, index) => `U0${index}`);
    for (const [index, id] of people.entries()) {
      await world.links.make(id, { id: 5_000 + index, login: `owner-${id}` }, NOW);
    }
    let answer = () => {};
    const answered = new Promise<null>((resolve) => {
      answer = () => resolve(null);
    });
    asked = [];
    world.github.membership = ({ login }) => {
      asked.push(login);
      return answered;
    };
    for (const id of people) {
      world.slack.profiles.set(id, aProfile(id));
      await open(id);
    }
    await change();
    const posted = new Promise<string>((resolve) => {
      const { postCard } = world.slack;
      world.slack.postCard = async (channel, card) => {
        resolve(card.request.requester.login);
        return postCard(channel, card);
      };
    });
    const jobs = createJobTable({ ...world, syncIntervalSeconds: 300 });

    const running = jobs.definitions['send-deliveries'].run();
    const first = await posted;
    const inFlight = asked.filter((login) => login === 'acme').length;
    answer();
    await running;
    await jobs.stop();

    expect(first).toBe('max');
    expect(inFlight).toBeLessThanOrEqual(3);
    expect(world.slack.homes).toHaveLength(30);
  });

  it('leaves no deliveries behind', async () => {
    await open(SLACK_USERS.olivia);
    await change();
    await settle();

    const kinds = await database.query<{ kind: string }>('SELECT kind FROM deliveries');

    expect(published(SLACK_USERS.olivia).length).toBeGreaterThan(0);
    expect(kinds).toContainEqual({ kind: 'card' });
    expect(kinds.filter(({ kind }) => kind.startsWith('home'))).toEqual([]);
  });
});
