import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Records } from '../../src/application/ports.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { withOneRetry } from '../../src/persistence/patience.js';
import { PLANNED_ANEW } from '../../src/persistence/prepared-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let testDatabase: TestDatabase;
let source: DataSource;
let refused = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

/** One connection, so that it is known which one has prepared what. */
beforeEach(async () => {
  refused = 0;
  await source?.destroy();
  const onUnprepared = () => {
    refused += 1;
  };
  source = await createDataSource({ url: testDatabase.url, poolSize: 1, onUnprepared }).initialize();
});

afterAll(async () => {
  await source?.destroy();
  await testDatabase?.drop();
});

async function often(sql: string, times = 8): Promise<unknown[]> {
  const results: unknown[] = [];
  for (let time = 0; time < times; time += 1) results.push(await source.query(sql, [time]));
  return results;
}

const prepared = async (sql: string) =>
  (await source.query(`SELECT name FROM pg_prepared_statements WHERE statement = '${sql}'`)).length;

/** As a pooler that hands the connection on to another server. */
const forget = () => source.query('DEALLOCATE ALL');

/** As one that hands on the connection of another process of ours: there, the statement is prepared already. */
async function occupyName(sql: string): Promise<void> {
  const [{ name }] = await source.query(`SELECT name FROM pg_prepared_statements WHERE statement = '${sql}'`);
  await source.destroy();
  await source.initialize();
  await source.query(`PREPARE ${name} AS ${sql}`);
}

describe('a statement', () => {
  const SQL = 'SELECT $1::int + 1 AS next';

  it('that is frequent is prepared, once for each connection, and answers as before', async () => {
    const results = await often(SQL);

    expect(results).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((next) => [{ next }]));
    expect(await prepared(SQL)).toBe(1);
  });

  it('that is rare is not prepared', async () => {
    await often(SQL, 5);

    expect(await prepared(SQL)).toBe(0);
  });

  it('that wants a plan for its values is never prepared', async () => {
    await often(`${PLANNED_ANEW}${SQL}`);

    expect(await prepared(`${PLANNED_ANEW}${SQL}`)).toBe(0);
  });

  it.each([
    ['has forgotten it', forget],
    ['has another one under its name', occupyName],
  ])('is carried out though its connection %s, told once; then nothing is prepared', async (_, disturb) => {
    const other = 'SELECT $1::int + 2 AS next';
    await often(SQL);
    await often(other);
    await disturb(SQL);

    const results = [...(await often(SQL)), ...(await often(other)), ...(await often(`${other}s`))];

    expect(results).toHaveLength(24);
    expect(refused).toBe(1);
    expect([await prepared(SQL), await prepared(`${other}s`)]).toEqual([0, 0]);
  });

  it('is carried out though what it returns has changed, and the others stay prepared', async () => {
    await source.query('CREATE TABLE changing (id int, what text)');
    const changing = 'SELECT * FROM changing WHERE id > $1';
    await often(changing);
    await often(SQL);
    await source.query('ALTER TABLE changing ADD COLUMN also text');
    await source.query("INSERT INTO changing VALUES (100, 'a', 'b')");

    const results = await often(changing);

    expect(results.at(-1)).toEqual([{ id: 100, what: 'a', also: 'b' }]);
    expect(refused).toBe(0);
    expect(await prepared(SQL)).toBe(1);
  });

  it('that fails for another reason fails as it did, and is not sent twice', async () => {
    await source.query('CREATE SEQUENCE sent');
    const division = "SELECT 1 / ($1::int - 7 + 0 * nextval('sent')) AS result";

    await expect(often(division, 8)).rejects.toMatchObject({ code: '22012' });
    expect(await source.query('SELECT last_value FROM sent')).toEqual([{ last_value: 8 }]);
    expect(refused).toBe(0);
  });

  it('that is one of too many is not prepared, and is carried out', async () => {
    for (let number = 0; number < 420; number += 1) await often(`SELECT $1::int AS n${number}`, 6);

    const [{ count }] = await source.query('SELECT count(*)::int AS count FROM pg_prepared_statements');
    expect(count).toBe(400);
  });
});

describe('a transaction', () => {
  const database = () => createDatabase(source);
  const find = (records: Pick<Records, 'preferences'>) => records.preferences.find('U1');

  it.each([
    ['of several changes', () => database().transaction(find), undefined],
    ['of one change', () => database().links.remove('U1', 'unlinked', new Date()), false],
    ['that only reads', () => database().snapshot(find), undefined],
  ])('%s is done again as a whole when a statement was forgotten', async (_, transact, result) => {
    for (let time = 0; time < 8; time += 1) await transact();
    await forget();

    expect(await transact()).toBe(result);
    expect(refused).toBe(1);
  });

  it('is done again as a whole when what a statement returns has changed', async () => {
    await source.query('CREATE TABLE changing_within (id int)');
    const read = () =>
      withOneRetry(() =>
        source.transaction((manager) => manager.query('SELECT * FROM changing_within WHERE id >= $1', [0])),
      );
    for (let time = 0; time < 8; time += 1) await read();
    await source.query('ALTER TABLE changing_within ADD COLUMN also text');
    await source.query("INSERT INTO changing_within VALUES (1, 'b')");

    expect(await read()).toEqual([{ id: 1, also: 'b' }]);
    expect(refused).toBe(0);
  });
});
