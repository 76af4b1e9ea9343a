import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Allowance, Budgets } from '../../src/application/budget-ports.js';
import { createBudgets } from '../../src/persistence/budgets.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the budgets that all processes share', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let other: DataSource;
  let budgets: Budgets;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    source = await createDataSource({ url: testDatabase.url }).initialize();
    other = await createDataSource({ url: testDatabase.url }).initialize();
    budgets = createBudgets(source.manager);
  });
  afterAll(async () => {
    await source?.destroy();
    await other?.destroy();
    await testDatabase?.drop();
  });
  beforeEach(() => source.query('DELETE FROM budgets'));

  const HOUR_MS = 3_600_000;
  /** Eight at once, and then one an hour, so that no time that a test takes earns any. */
  const ALLOWANCE: Allowance = { key: 'slack/chat.update', burst: 8, everyMs: HOUR_MS };
  const take = (urgency: 'click' | 'background', from = budgets, cost = 1) =>
    from.take(ALLOWANCE, { cost, urgency });
  const granted = (waits: number[]) => waits.filter((wait) => wait === 0).length;
  /** As if so many hours had passed. */
  const hoursPass = (hours: number) =>
    source.query(
      `UPDATE budgets SET full_at = full_at - $1::interval, queue_at = queue_at - $1::interval,
              blocked_until = blocked_until - $1::interval, reserved_until = reserved_until - $1::interval`,
      [`${hours} hours`],
    );

  it('grant the background no more than its share, however many ask side by side in two processes', async () => {
    const elsewhere = createBudgets(other.manager);

    const waits = await Promise.all(
      Array.from({ length: 40 }, (_, index) => take('background', index % 2 ? budgets : elsewhere)),
    );

    expect(granted(waits)).toBe(6);
  });

  it('serve clicks after the background has taken all of its share, and also beyond the burst', async () => {
    for (let index = 0; index < 10; index += 1) await take('background');

    const waits = [await take('click'), await take('click'), await take('click')];

    expect(waits).toEqual([0, 0, 0]);
    expect(await take('background')).toBeGreaterThan(0);
  });

  it('grant again what time has earned', async () => {
    for (let index = 0; index < 10; index += 1) await take('background');

    await hoursPass(2);

    expect(granted([await take('background'), await take('background'), await take('background')])).toBe(2);
  });

  it('tell those who were sent away to come one after the other, and soon enough', async () => {
    const quick: Allowance = { key: 'slack/chat.postMessage/C1', burst: 1, everyMs: 1_000 };
    await budgets.take(quick, { cost: 1, urgency: 'background' });

    const waits: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      waits.push(await budgets.take(quick, { cost: 1, urgency: 'background' }));
    }

    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(120_000);
  });

  it('let nobody through while the service asks for patience', async () => {
    await budgets.pause(ALLOWANCE.key, HOUR_MS, 'everybody');

    const waits = [await take('background'), await take('click')];

    for (const wait of waits) expect(wait).toBeGreaterThan(HOUR_MS - 60_000);
    await hoursPass(1);
    expect(await take('click')).toBe(0);
  });

  it('keep what is left for clicks, when little is', async () => {
    await budgets.pause(ALLOWANCE.key, HOUR_MS, 'background');

    expect(await take('background')).toBeGreaterThan(HOUR_MS - 60_000);
    expect(await take('click')).toBe(0);
  });

  it('never shorten a pause that was asked for before', async () => {
    await budgets.pause(ALLOWANCE.key, HOUR_MS, 'everybody');
    await budgets.pause(ALLOWANCE.key, 1_000, 'everybody');

    expect(await take('click')).toBeGreaterThan(HOUR_MS - 60_000);
  });

  it('let in what costs much as soon as there is room for one, and make it pay for all', async () => {
    for (let index = 0; index < 5; index += 1) await take('background');

    expect(await take('background', budgets, 5)).toBe(0);
    await hoursPass(4);
    expect(await take('background')).toBeGreaterThan(0);
    await hoursPass(2);
    expect(await take('background')).toBe(0);
  });

  it('are forgotten when they are full again', async () => {
    await take('background');
    await budgets.forgetIdle();
    const kept = await source.query('SELECT key FROM budgets');

    await hoursPass(3);
    await budgets.forgetIdle();

    expect(kept).toHaveLength(1);
    expect(await source.query('SELECT key FROM budgets')).toEqual([]);
  });
});
