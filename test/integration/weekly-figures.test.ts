import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Database } from '../../src/application/ports.js';
import type { TokenRequestState } from '../../src/domain/token-request.js';
import { weeksBefore } from '../../src/domain/weeks.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ACME = 7_001;
const GLOBEX = 7_002;
const HOUR_MS = 3_600_000;
/** Wednesday: the third week has two days. */
const WEEKS = weeksBefore(new Date('2026-03-04T00:00:00Z'), 'UTC', 3);

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;
let next = 1;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url, poolSize: 2 }).initialize();
  database = createDatabase(source);
  await source.query(`INSERT INTO organizations (id, login) VALUES (${ACME}, 'acme'), (${GLOBEX}, 'globex')`);
});

afterEach(() => source.query('DELETE FROM token_requests'));

afterAll(async () => {
  await source?.destroy();
  await testDatabase?.drop();
});

async function request(
  state: TokenRequestState,
  requestedAt: string,
  endedAt: string | null = null,
  { organizationId = ACME, announced = true } = {},
): Promise<void> {
  next += 1;
  await source.query(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason_known, repository_selection, repositories_known, announced, requested_at, ended_at)
     VALUES ($1, $2, $3, 1, 'mona', $2, 'ci', true, 'all', true, $6, $4, $5)`,
    [organizationId, next, state, `${requestedAt}Z`, endedAt && `${endedAt}Z`, announced],
  );
}

describe('the figures of weeks', () => {
  it('count what was decided in each, what waited at its end, and the median time', async () => {
    // The week of 16 February.
    await request('approved', '2026-02-16T08:00', '2026-02-16T09:00');
    await request('approved', '2026-02-16T08:00', '2026-02-16T11:00');
    await request('denied', '2026-02-10T00:00', '2026-02-22T23:59:59.999');
    await request('cancelled', '2026-02-17T00:00', '2026-02-18T00:00');
    // Asked in that week, decided in the next one.
    await request('denied', '2026-02-22T23:00', '2026-02-23T00:00');
    await request('approved', '2026-02-22T22:00', '2026-02-23T01:00');
    // Still there.
    await request('pending', '2026-02-20T00:00');
    await request('deciding', '2026-02-28T00:00');
    // After the figures end.
    await request('approved', '2026-03-03T00:00', '2026-03-04T00:00');
    await request('pending', '2026-03-04T00:00');

    const figures = await database.weeklyFigures.of(ACME, WEEKS);

    expect(figures).toEqual([
      {
        ...{ monday: '2026-02-16', isWhole: true },
        ...{ pending: 3, approved: 2, denied: 1, medianMs: 3 * HOUR_MS },
      },
      {
        ...{ monday: '2026-02-23', isWhole: true },
        ...{ pending: 2, approved: 1, denied: 1, medianMs: 2 * HOUR_MS },
      },
      {
        ...{ monday: '2026-03-02', isWhole: false },
        ...{ pending: 3, approved: 0, denied: 0, medianMs: null },
      },
    ]);
  });

  it('are of one organization', async () => {
    await request('approved', '2026-02-16T08:00', '2026-02-16T09:00', { organizationId: GLOBEX });
    await request('pending', '2026-02-16T08:00', null, { organizationId: GLOBEX });

    const figures = await database.weeklyFigures.of(ACME, WEEKS);

    expect(figures.map(({ approved, pending }) => [approved, pending])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('leave out what had been decided before PATrol heard of it', async () => {
    await request('approved', '2026-02-16T08:00', '2026-02-16T08:01', { announced: false });

    const figures = await database.weeklyFigures.of(ACME, WEEKS);

    expect(figures.map(({ approved }) => approved)).toEqual([0, 0, 0]);
  });

  it('leave out what ended at a time that nobody knows', async () => {
    await request('closed', '2026-02-16T08:00');

    const figures = await database.weeklyFigures.of(ACME, WEEKS);

    expect(figures.map(({ pending }) => pending)).toEqual([0, 0, 0]);
  });

  it('take no decision to have come before its request, whatever the clocks say', async () => {
    await request('approved', '2026-02-16T08:00:01', '2026-02-16T08:00');

    const [first] = await database.weeklyFigures.of(ACME, WEEKS);

    expect(first?.medianMs).toBe(0);
  });

  it('are none of no weeks', async () => {
    expect(await database.weeklyFigures.of(ACME, [])).toEqual([]);
  });
});
