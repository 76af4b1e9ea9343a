import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Home } from '../../src/application/home-ports.js';
import type { List } from '../../src/application/list-ports.js';
import type { Database } from '../../src/application/ports.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { NOW } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const LATER = (ms: number) => new Date(NOW.getTime() + ms);
const LIST: List = {
  id: '11111111-2222-4333-8444-555555555555',
  slackUserId: 'U0OLIVIA',
  kind: 'pending',
  query: 'owner:mona',
  selected: [9_007_199_254_740_991, 3],
  pages: [
    { at: '2026-03-02T08:00:00.000001Z', id: 4 },
    { at: null, id: 5 },
  ],
  revision: 0,
};

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url, poolSize: 2 }).initialize();
  database = createDatabase(source);
});

afterEach(() => source.query('DELETE FROM lists; DELETE FROM homes; DELETE FROM organizations'));

afterAll(async () => {
  await source?.destroy();
  await testDatabase?.drop();
});

describe('lists', () => {
  it('are found as they were stored, and not otherwise', async () => {
    await database.lists.add(LIST);

    const found = await database.lists.find(LIST.id);
    const other = await database.lists.find('99999999-2222-4333-8444-555555555555');

    expect([found, other]).toEqual([LIST, undefined]);
  });

  it('have the next revision after each change', async () => {
    await database.lists.add(LIST);

    const saved = await database.transaction(async ({ lists }) => {
      const locked = await lists.lock(LIST.id);
      return locked && lists.save({ ...locked, selected: [8], pages: [] });
    });

    expect(saved).toEqual({ ...LIST, selected: [8], pages: [], revision: 1 });
    expect(await database.lists.find(LIST.id)).toEqual(saved);
  });

  it('are forgotten when they are old', async () => {
    await database.lists.add(LIST);
    await source.query('UPDATE lists SET created_at = $1', [NOW]);

    await database.lists.forgetBefore(NOW);
    const kept = await database.lists.find(LIST.id);
    await database.lists.forgetBefore(LATER(1));

    expect([kept, await database.lists.find(LIST.id)]).toEqual([LIST, undefined]);
  });
});

describe('homes', () => {
  const LOOKED = { login: 'Mona', organizationIds: [1, 2], busy: 1.5, silentSince: null, at: LATER(5) };
  async function filled(slackUserId: string, over: Partial<typeof LOOKED> = {}): Promise<Home> {
    const home = await database.homes.find(slackUserId);
    if (home === undefined) throw new Error('nobody has opened it');
    await database.homes.looked(home, { ...LOOKED, ...over });
    return home;
  }

  it('that show something are found, of those that were opened lately, the last one first', async () => {
    for (const [index, id] of ['U1', 'U2', 'U3', 'U4'].entries()) {
      await database.homes.opened(id, LATER(index));
      await filled(id, id === 'U2' ? { organizationIds: [7] } : {});
    }
    await database.homes.opened('U5', LATER(9));

    const found = [
      await database.homes.showing({ organizationId: 2 }, NOW),
      await database.homes.showing({ organizationId: 7 }, NOW),
      await database.homes.showing({ login: 'MONA' }, LATER(1)),
      await database.homes.showing({ login: 'max' }, NOW),
    ];

    // One that is being filled may come to show anything.
    expect(found).toEqual([['U5', 'U4', 'U3'], ['U5', 'U2'], ['U5', 'U4', 'U3'], ['U5']]);
    expect(await database.homes.countOwners(NOW)).toBe(3);
    await database.homes.forget('U5');
    const shown = [{ organizationId: 1 }, { organizationId: 3 }, { login: 'mona' }, { login: 'max' }];
    expect(await Promise.all(shown.map((what) => database.homes.show(what)))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('know what they show, until they are forgotten', async () => {
    await database.homes.opened('U1', NOW);
    const empty = await filled('U1');
    await database.homes.published('U1', 'shown');

    const known = await database.homes.find('U1');
    await database.homes.forgetBefore(LATER(1));

    expect(empty).toMatchObject({ filledAt: null, login: null, organizationIds: [], digest: '' });
    expect(known).toEqual({
      slackUserId: 'U1',
      openedAt: NOW,
      filledAt: NOW,
      login: 'mona',
      organizationIds: [1, 2],
      refreshedAt: LATER(5),
      busy: 1.5,
      silentSince: null,
      digest: 'shown',
    });
    expect(await database.homes.find('U1')).toBeUndefined();
  });

  it('that were hurried while somebody looked stay so', async () => {
    await database.homes.opened('U1', NOW);
    await filled('U1');
    const home = await database.homes.find('U1');
    if (home === undefined) throw new Error('nobody has opened it');

    const hurried = [await database.homes.hurry('U1', NOW), await database.homes.hurry('U1', LATER(-1))];
    await database.homes.looked(home, { ...LOOKED, at: LATER(9) });

    expect(hurried).toEqual([false, true]);
    expect((await database.homes.find('U1'))?.refreshedAt).toBeNull();
  });

  it('of owners are stale when nobody has looked lately, the oldest first', async () => {
    for (const [index, id] of ['U1', 'U2', 'U3', 'U4'].entries()) {
      await database.homes.opened(id, LATER(1));
      await filled(id, { at: LATER(9 - index), organizationIds: id === 'U3' ? [] : [1] });
    }
    const stale = (limit: number) =>
      database.homes.stale({ openedSince: NOW, refreshedBefore: LATER(9), limit });

    const found = [await stale(9), await stale(1)];

    expect(found).toEqual([['U4', 'U2'], ['U4']]);
  });
});

describe('organizations', () => {
  it('count as installed until they are suspended or uninstalled, by login', async () => {
    for (const [id, login] of ['umbrella', 'acme', 'initech', 'globex'].entries()) {
      await database.organizations.save({ id, login, installationId: id + 10 });
    }
    await database.organizations.setState(2, 'suspended', NOW);
    await database.organizations.setState(3, 'uninstalled', NOW);

    const installed = await database.organizations.installed();

    expect(installed).toEqual([
      { id: 1, login: 'acme', installationId: 11 },
      { id: 0, login: 'umbrella', installationId: 10 },
    ]);
  });
});
