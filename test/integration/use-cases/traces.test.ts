import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { type Meter, unmetered } from '../../../src/application/meter.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import { ACME } from '../../support/builders.js';
import {
  aClick,
  BOT,
  createWorldDatabase,
  githubDown,
  hear,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDecisionsFor,
  workDeliveries,
} from './use-case-world.js';

type Decided = Parameters<Meter['decided']>[0];

let records: WorldDatabase;
let world: World;
let decided: Decided[];

beforeAll(async () => {
  records = await createWorldDatabase();
});
afterAll(async () => {
  await records.drop();
});
beforeEach(async () => {
  decided = [];
  const fresh = await records.fresh();
  world = { ...fresh, meter: { ...unmetered, decided: (decision) => decided.push(decision) } };
  await hear(world, 'created');
  await workDeliveries(world);
});

const click = async () => decideTokenRequest(world, aClick((await theRequest(world, records)).id));
const told = (message: string) => world.log.lines.filter((line) => line.message === message);

describe('the trace of a click', () => {
  it('goes on to the last delivery, also when GitHub’s webhook is here before its answer', async () => {
    await click();
    world.github.meanwhile = () => hear(world, 'approved', { sender: BOT });

    await workDecisions(world);
    await workDeliveries(world);

    const rows = await records.query<{ kind: string }>(
      "SELECT DISTINCT kind FROM deliveries WHERE trace = 'click' AND kind NOT LIKE 'home%' ORDER BY kind",
    );
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['card', 'requester']));
    expect(told('decision carried out')).toMatchObject([{ fields: { trace: 'click', outcome: 'done' } }]);
  });
});

describe('a decision that has ended', () => {
  it('is counted once, with its path and the time since the request was made', async () => {
    await click();

    await workDecisions(world);

    expect(decided).toEqual([
      { action: 'approve', path: 'card', outcome: 'done', seconds: expect.any(Number) },
    ]);
  });

  it('on GitHub’s page is counted by that path', async () => {
    await hear(world, 'denied');

    expect(decided).toMatchObject([{ action: 'deny', path: 'github', outcome: 'done' }]);
  });

  it('is given back when GitHub is down, and has no time to a decision', async () => {
    await click();
    world.github.down = githubDown();

    await workDecisionsFor(world, 20 * 60_000);

    expect(decided).toEqual([{ action: 'approve', path: 'card', outcome: 'released', seconds: null }]);
    expect(told('decision given back')).toMatchObject([{ fields: { trace: 'click' } }]);
  });
});

describe('a comparison with GitHub that fails', () => {
  const counted = async (): Promise<number> => {
    const failures: string[] = [];
    const meter = { ...unmetered, syncFailed: () => void failures.push('failed') };
    await syncOrganizations({ ...world, meter }, 't').catch(() => undefined);
    return failures.length;
  };

  it('as a whole is counted', async () => {
    world.github.down = githubDown();

    expect(await counted()).toBe(1);
  });

  it('in one organization is counted', async () => {
    world.github.down = githubDown();
    world.github.installations = async () => [{ organization: ACME, suspended: false }];

    expect(await counted()).toBe(1);
  });
});

describe('what is told after a transaction', () => {
  it('is not told of one that was rolled back, and once of one that was done', async () => {
    const heard: string[] = [];
    const { database } = world;

    await expect(
      database.transaction(async ({ afterCommit }) => {
        afterCommit(() => heard.push('rolled back'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await database.transaction(async ({ afterCommit }) => {
      afterCommit(() => heard.push('done'));
      expect(heard).toEqual([]);
    });

    expect(heard).toEqual(['done']);
  });
});
