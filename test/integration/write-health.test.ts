import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/persistence/data-source.js';
import { type WriteHealth, watchWrites } from '../../src/persistence/write-health.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('whether the database takes writes', () => {
  let database: TestDatabase;
  let source: DataSource;
  let writes: WriteHealth;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource({ url: database.url }).initialize();
    writes = watchWrites(source);
    await source.query(`
      CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$`);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const fillDisk = () =>
    source.query(
      'CREATE TRIGGER full_disk BEFORE INSERT ON webhook_deliveries FOR EACH ROW EXECUTE FUNCTION no_space()',
    );
  const makeRoom = () => source.query('DROP TRIGGER full_disk ON webhook_deliveries');
  /** A write waits in PostgreSQL for somebody's lock. */
  const waitsForLock = async () => {
    for (;;) {
      const waiting: unknown[] = await source.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  };
  const write = () =>
    source.query("INSERT INTO webhook_deliveries (delivery_id, event) VALUES (gen_random_uuid()::text, 'x')");

  it('is said of one that does', async () => {
    await write();

    await expect(writes.check()).resolves.toBeUndefined();
  });

  it('is remembered of one whose disk is full, until there is room again, even if nobody writes', async () => {
    await fillDisk();
    await expect(write()).rejects.toThrow('No space left');

    await expect(writes.check()).rejects.toThrow('takes no writes: the disk is full (SQLSTATE 53100)');
    // What changes in place needs no room, so that it says nothing.
    await source.query('UPDATE webhook_deliveries SET event = event');
    await expect(writes.check()).rejects.toThrow('53100');
    await makeRoom();

    await expect(writes.check()).resolves.toBeUndefined();
    expect(await source.query('SELECT event FROM webhook_deliveries')).toEqual([{ event: 'x' }]);
  });

  it('stays doubted by everybody who asks while one write is tried', async () => {
    await fillDisk();
    await expect(write()).rejects.toThrow('No space left');
    const other = source.createQueryRunner();
    await other.startTransaction();
    await other.query('LOCK TABLE webhook_deliveries IN SHARE MODE');

    const first = writes.check();
    const refused = [expect(first).rejects.toThrow('53100')];
    await waitsForLock();
    refused.push(expect(writes.check()).rejects.toThrow('53100'));
    await other.rollbackTransaction();
    await other.release();

    await Promise.all(refused);
    await makeRoom();
    await expect(writes.check()).resolves.toBeUndefined();
  });

  it('is not doubted because of a write that was wrong', async () => {
    await expect(source.query('INSERT INTO webhook_deliveries DEFAULT VALUES')).rejects.toThrow('not-null');

    await expect(writes.check()).resolves.toBeUndefined();
  });
});
