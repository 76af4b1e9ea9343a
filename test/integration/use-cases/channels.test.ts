import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceAgain } from '../../../src/application/announce-again.js';
import { deliver } from '../../../src/application/deliver.js';
import { followOrganizations } from '../../../src/application/follow-organizations.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { ACME, MONA } from '../../support/builders.js';
import {
  CHANNEL,
  createWorldDatabase,
  hear,
  theRequest,
  type World,
  type WorldDatabase,
  workDeliveries,
} from './use-case-world.js';

let records: WorldDatabase;
let world: World;

const OWN = 'C0ACME';
const globex = { id: 2_002, login: 'globex', installationId: 5_002 };

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh();
  await world.database.organizations.save(ACME);
});

const choose = (channel: string | undefined) =>
  world.database.organizationSettings.save(ACME.id, channel === undefined ? {} : { channel });

const channelMissing = () => new OutsideError('slack', 'unavailable', 'channel_not_found');

/** Sends what is first in line, once. */
async function tryOnce(): Promise<void> {
  const now = world.clock.now();
  const due = await world.database.deliveries.claimDue({ now, leaseUntil: now, limit: 20 });
  for (const delivery of due) await deliver(world, delivery);
}

const postedIn = () => world.slack.posted.map(({ channel }) => channel);

describe('the channel that owners have chosen for their organization', () => {
  it('gets its cards, and no other organization’s', async () => {
    await choose(OWN);

    await hear(world, 'created');
    await hear(world, 'created', { organization: globex, patRequestId: 9_002 }, { tokenId: 2 });
    await workDeliveries(world);

    expect(new Set(postedIn())).toEqual(new Set([OWN, CHANNEL]));
    expect(world.slack.posted.find(({ channel }) => channel === OWN)?.card.request.organization).toEqual(
      ACME,
    );
  });

  it('gets its summaries, and what became of the App there', async () => {
    world = { ...world, burstLimit: 1 };
    await choose(OWN);
    for (const tokenId of [1, 2, 3]) {
      await hear(world, 'created', { patRequestId: 9_000 + tokenId }, { tokenId });
    }
    world.github.installed = [{ organization: ACME, suspended: true }];

    await followOrganizations(world, 't');
    await workDeliveries(world);

    expect(world.slack.summaries[0]).toMatchObject({ channel: OWN });
    expect(world.slack.organizationNews).toMatchObject([{ channel: OWN, appState: 'suspended' }]);
  });

  it('gets what is said in the thread of a card', async () => {
    await choose(OWN);
    await hear(world, 'created');

    await workDeliveries(world);

    expect(world.slack.replies).toMatchObject([{ ts: 'ts-1', notice: { kind: 'no-address' } }]);
  });
});

describe('a request that waits when the channel is changed', () => {
  it('keeps its card, which is kept up to date where it is, and gets no second one', async () => {
    await hear(world, 'created');
    await workDeliveries(world);

    await choose(OWN);
    await hear(world, 'denied');
    await announceAgain(world, 'start');
    await workDeliveries(world);

    expect(postedIn()).toEqual([CHANNEL]);
    expect(world.slack.updated).toMatchObject([{ ts: 'ts-1', card: { request: { state: 'denied' } } }]);
  });

  it('also when the operator names another one', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    world = { ...world, channel: 'C0OTHER' };

    await hear(world, 'denied');
    await workDeliveries(world);

    expect(postedIn()).toEqual([CHANNEL]);
    expect(world.slack.updated).toHaveLength(1);
  });

  it('goes to the new one when the one before took no card', async () => {
    await choose('C0GONE');
    await hear(world, 'created');
    world.slack.failures.push(channelMissing());
    await tryOnce();
    const waiting = await records.query("SELECT lane, last_error FROM deliveries WHERE kind = 'card'");

    await choose(OWN);
    await workDeliveries(world);

    const { id } = await theRequest(world, records);
    expect(waiting).toEqual([
      { lane: `${id}/channel/C0GONE`, last_error: 'slack unavailable: channel_not_found' },
    ]);
    expect(postedIn()).toEqual([OWN]);
  });

  it('gets one card when something happens between the two', async () => {
    await choose('C0GONE');
    await hear(world, 'created');
    await choose(OWN);
    await hear(world, 'listed', {}, { requester: { ...MONA, login: 'mona-lisa' } });

    await workDeliveries(world);

    expect(postedIn()).toEqual([OWN]);
  });

  it('goes to the operator’s channel when the owners take their choice back', async () => {
    await choose('C0GONE');
    await hear(world, 'created');
    await choose(undefined);

    await workDeliveries(world);

    expect(postedIn()).toEqual([CHANNEL]);
  });

  it('has its summary go to the new one when the one before took none', async () => {
    world = { ...world, burstLimit: 1 };
    await choose('C0GONE');
    await hear(world, 'listed');
    await hear(world, 'created', { patRequestId: 9_002 }, { tokenId: 2 });
    await hear(world, 'created', { patRequestId: 9_003 }, { tokenId: 3 });
    await choose(OWN);

    await workDeliveries(world);

    expect(world.slack.summaries.map(({ channel }) => channel)).toEqual([OWN]);
    expect(await records.query('SELECT channel, ts FROM summaries')).toEqual([
      { channel: OWN, ts: 'summary-1' },
    ]);
  });

  it('is announced in the new one at the next start when the one before refused its card', async () => {
    await choose('C0GONE');
    await hear(world, 'created');
    world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
    await workDeliveries(world);

    await choose(OWN);
    await announceAgain(world, 'start');
    await announceAgain(world, 'another process starts');
    await workDeliveries(world);

    expect(postedIn()).toEqual([OWN]);
  });
});
