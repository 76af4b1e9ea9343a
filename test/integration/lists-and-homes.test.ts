import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Database, List } from '../../src/application/ports.js';
import { createDatabase } from '../../src/persistence/database.js';
import { createDataSource } from '../../src/persistence/data-source.js';
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
  it('are those that were opened lately, the last one first', async () => {
    await database.homes.opened('U1', NOW);
    await database.homes.opened('U2', LATER(1));
    await database.homes.opened('U3', LATER(-1));
    await database.homes.opened('U1', LATER(2));

    const lately = await database.homes.openedSince(LATER(-1));

    expect(lately).toEqual(['U1', 'U2']);
  });

  it('know what they show, until they are forgotten', async () => {
    await database.homes.opened('U1', NOW);
    const digests = [await database.homes.digestOf('U1')];

    await database.homes.published('U1', 'shown');
    digests.push(await database.homes.digestOf('U1'));
    await database.homes.forgetBefore(LATER(1));
    digests.push(await database.homes.digestOf('U1'));

    expect(digests).toEqual(['', 'shown', '']);
  });
});

describe('organizations', () => {
  it('count as installed until they are suspended or uninstalled, by login', async () => {
    for (const [id, login] of ['umbrella', 'acme', 'initech', 'globex'].entries()) {
      await database.organizations.save({ id, login, installationId: id + 10 });
    }
    await database.organizations.setState(2, 'suspended');
    await database.organizations.setState(3, 'uninstalled');

    const installed = await database.organizations.installed();

    expect(installed).toEqual([
      { id: 1, login: 'acme', installationId: 11 },
      { id: 0, login: 'umbrella', installationId: 10 },
    ]);
  });
});
