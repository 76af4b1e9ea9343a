import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
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

  it('is carried out though its connection has forgotten it, which is told once; then nothing is prepared', async () => {
    await often(SQL);
    await forget();

    const results = await often(SQL);

    expect(results).toHaveLength(8);
    expect(refused).toBe(1);
    expect(await prepared(SQL)).toBe(0);
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
    const division = 'SELECT 1 / ($1::int - 7) AS result';

    await expect(often(division, 8)).rejects.toMatchObject({ code: '22012' });
    expect(refused).toBe(0);
  });
});

describe('a transaction', () => {
  it('of which a statement was forgotten is done again as a whole', async () => {
    const database = createDatabase(source);
    const find = () => database.transaction((records) => records.preferences.find('U1'));
    for (let time = 0; time < 8; time += 1) await find();
    await forget();

    expect(await find()).toBeUndefined();
    expect(refused).toBe(1);
  });
});
