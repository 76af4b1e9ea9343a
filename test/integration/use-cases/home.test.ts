import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceOnHomes } from '../../../src/application/announce.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { findNamedRequests } from '../../../src/application/find-named-requests.js';
import { publishHome } from '../../../src/application/publish-home.js';
import { ROOM_AT_HOME, readHome } from '../../../src/application/read-home.js';
import { openHome, refreshHome } from '../../../src/application/refresh-homes.js';
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
  world.github.membership = async ({ login: organization }, login) => {
    const user = users.find((one) => one.login === login);
    const logins = owners[organization];
    if (logins === undefined) throw new OutsideError('github', 'unavailable', 'timeout');
    if (user === undefined) return null;
    return { user, state: 'active', role: logins.includes(login) ? 'admin' : 'member' };
  };
}

const actor = (slackUserId: string, isStranger = false) => ({ slackUserId, isStranger });
const namesIn = (value: unknown) => JSON.stringify(value).match(/deploy-bot|reactor-bot|globex|third/g) ?? [];
const homeOf = (slackUserId: string) => readHome(world, actor(slackUserId), ROOM_AT_HOME);
const published = (slackUserId: string) => world.slack.homes.filter(({ to }) => to === slackUserId);
const open = (slackUserId: string, force = false) => openHome(world, slackUserId, { force, trace: 't' });
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

  it('is nobody: not linked, of another workspace, or unknown to Slack', async () => {
    const unlinked = await homeOf('U0MAX');
    const stranger = await readHome(world, actor(SLACK_USERS.oscar, true), ROOM_AT_HOME);
    world.slack.profiles.set(SLACK_USERS.oscar, aProfile(SLACK_USERS.oscar, { isStranger: true }));
    await publishHome(world, SLACK_USERS.oscar, { trace: 't' });
    await publishHome(world, 'U0GONE', { trace: 't' });

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
    await workDeliveries(world);
    expect(published(SLACK_USERS.olivia)).toHaveLength(1);

    await hear(world, 'approved', { patRequestId: 9_009 }, { tokenId: 70_009, tokenName: 'third' });
    await workDeliveries(world);

    expect(namesIn(published(SLACK_USERS.olivia).at(-1))).toContain('third');
  });

  it('shows a decision on its way, then its outcome', async () => {
    await open(SLACK_USERS.olivia);
    await workDeliveries(world);
    const { id } = await theRequest(world, database);

    await decideTokenRequest(world, aClick(id, { path: 'home' }));
    await workDeliveries(world);
    await workDecisions(world);
    await workDeliveries(world);

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
    await workDeliveries(world);

    for (let index = 0; index < 50; index += 1) {
      await hear(world, 'created', { patRequestId: 9_100 + index }, { tokenId: 70_100 + index });
    }
    const announced = (await waiting()).filter(({ kind }) => kind === 'homes');
    await workDeliveries(world);

    expect(announced).toHaveLength(1);
    expect(published(SLACK_USERS.olivia)).toHaveLength(2);
    expect(published(SLACK_USERS.mona)).toHaveLength(2);
  });

  it('is not published when nothing that it shows has changed, however late it is', async () => {
    await open(SLACK_USERS.oscar);
    await workDeliveries(world);

    for (const passed of [60_000, 10 * 60_000]) {
      world.clock.pass(passed);
      await announceOnHomes(world.database, ACME.id, 't');
      await workDeliveries(world);
    }

    expect(published(SLACK_USERS.oscar)).toHaveLength(1);
  });

  it('is left alone once it was not opened for eight hours', async () => {
    await open(SLACK_USERS.olivia);
    await workDeliveries(world);
    world.clock.pass(8 * 3_600_000 + 1);

    await hear(world, 'created', { patRequestId: 9_003 }, { tokenId: 70_003 });
    await workDeliveries(world);
    await refreshHome(world, SLACK_USERS.olivia, 't');

    expect(published(SLACK_USERS.olivia)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('is forgotten by the sweep after thirty days, and a list after one', async () => {
    const { sweep } = createJobTable({ ...world, syncIntervalSeconds: 300 }).definitions;
    const list = { id: randomUUID(), kind: 'mine', query: '', selected: [], pages: [], revision: 0 } as const;
    await open(SLACK_USERS.olivia);
    await world.database.lists.add({ ...list, slackUserId: SLACK_USERS.olivia });
    await database.query('UPDATE lists SET created_at = $1', [NOW]);
    const known = async () => [
      await world.database.homes.any(),
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
    await workDeliveries(world);

    await open(SLACK_USERS.olivia, true);
    await workDeliveries(world);

    expect(published(SLACK_USERS.olivia)).toHaveLength(2);
  });

  it('asks again when GitHub was silent', async () => {
    owns({ acme: [OSCAR.login] });
    await open(SLACK_USERS.oscar);
    const [lease] = await world.database.deliveries.claimDue({
      now: new Date(Date.now() + 1_000),
      leaseUntil: new Date(Date.now() + 60_000),
      limit: 1,
    });
    if (lease === undefined) throw new Error('nothing is due');
    await publishHome(world, SLACK_USERS.oscar, { trace: 't' });
    await world.database.deliveries.succeed(lease, NOW, null);
    const dueAt = async () => (await world.database.deliveries.nextDueAt())?.getTime() ?? 0;
    const later = await dueAt();

    await refreshHome(world, SLACK_USERS.oscar, 't');

    expect(later).toBe(NOW.getTime() + 10_000);
    expect(await waiting()).toEqual([{ kind: 'home' }]);
    owns({ acme: [OSCAR.login], globex: [OSCAR.login] });
    await workDeliveries(world);
    expect(namesIn(published(SLACK_USERS.oscar).at(-1))).toContain('reactor-bot');
    expect(await waiting()).toEqual([]);
  });

  it('of somebody who has left is no failure', async () => {
    await open(SLACK_USERS.olivia);
    world.slack.failures.push(new OutsideError('slack', 'refused', 'user_not_found'));

    await workDeliveries(world);

    expect(await waiting()).toEqual([]);
    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
