import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Database } from '../../src/application/ports.js';
import { sealLedger } from '../../src/application/seal-ledger.js';
import { type LedgerVerdict, verifyLedger } from '../../src/application/verify-ledger.js';
import { type LedgerHead, printHead } from '../../src/domain/ledger.js';
import { type LedgerKeys, ledgerKeyId } from '../../src/domain/ledger-chain.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { aClock, aLog, type FakeClock } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { anEntry, append, emptyLedger, tamper } from './ledger-world.js';

const KEY = Buffer.alloc(32, 1);
const OTHER_KEY = Buffer.alloc(32, 2);
const KEYS: LedgerKeys = { current: KEY, previous: [] };
const MINUTE = 60_000;

let testDatabase: TestDatabase;
let source: DataSource;
let clock: FakeClock;
let log: ReturnType<typeof aLog>;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url }).initialize();
  // Whoever owns the tables can take rows away all the same.
  await query('ALTER TABLE ledger_seals DROP CONSTRAINT ledger_seals_entry');
  await query('ALTER TABLE ledger_people DROP CONSTRAINT ledger_people_entry');
});
beforeEach(async () => {
  await emptyLedger(query);
  clock = aClock();
  log = aLog();
  database = withKeys(KEYS);
});
afterAll(async () => {
  await source.destroy();
  await testDatabase.drop();
});

const query = <T>(sql: string, values?: unknown[]): Promise<T[]> => source.query(sql, values);
const withKeys = (ledgerKeys: LedgerKeys) => createDatabase(source, clock.now, { ledgerKeys });
const seal = (ledgerKeys = KEYS, reported = new Set<number>()) =>
  sealLedger({ database: withKeys(ledgerKeys), clock, log, ledgerKeys }, reported);
const verify = (head?: LedgerHead, ledgerKeys = KEYS) => verifyLedger({ database, clock, ledgerKeys }, head);

/** Entries as if they had been written and sealed one after the other. */
async function aChain(length: number): Promise<LedgerHead> {
  await append(database, length);
  await seal();
  const { head } = await verify();
  if (head === null) throw new Error('nothing was sealed');
  return head;
}
const faultOf = ({ fault }: LedgerVerdict) =>
  fault && { code: fault.code, seq: fault.seq, entryId: fault.entryId };

describe('the tables of the ledger', () => {
  beforeEach(() => aChain(2));

  it.each([
    'UPDATE ledger_entries SET trace = trace',
    'DELETE FROM ledger_entries',
    'TRUNCATE ledger_entries CASCADE',
    'UPDATE ledger_seals SET key_id = key_id',
    'DELETE FROM ledger_seals WHERE seq = 2',
    'TRUNCATE ledger_seals',
    "UPDATE ledger_people SET fields = '{}'",
  ])('refuse %s', async (statement) => {
    const changed = query(statement);

    await expect(changed).rejects.toThrow('the ledger is appended to only');
  });

  it.each([
    [
      'ledger_entries_number',
      "INSERT INTO ledger_entries (id, uid, at, kind, data, people, trace) OVERRIDING SYSTEM VALUE VALUES (0, gen_random_uuid(), now(), 'decided', '{}', '{}', '')",
    ],
    [
      'ledger_seals_number',
      'INSERT INTO ledger_seals SELECT 0, 3, seal, key_id, sealed_at FROM ledger_seals WHERE seq = 1',
    ],
  ])('have no number before the first (%s)', async (constraint, statement) => {
    await expect(query(statement)).rejects.toThrow(constraint);
  });

  it('let people be erased', async () => {
    await query('DELETE FROM ledger_people');

    expect(await query('SELECT * FROM ledger_people')).toEqual([]);
  });
});

describe('sealing', () => {
  it('seals every entry in the order of ids, and logs the head', async () => {
    await append(database, 1_203);

    await seal();

    const verdict = await verify();
    expect(verdict).toMatchObject({ entries: 1_203, unsealed: 0, erased: 0, fault: null, unchecked: null });
    const [first, last] = await query<{ seq: number; entry_id: number }>(
      'SELECT seq, entry_id FROM ledger_seals WHERE seq IN (1, 1203) ORDER BY seq',
    );
    expect([first, last]).toEqual([
      { seq: 1, entry_id: 1 },
      { seq: 1_203, entry_id: 1_203 },
    ]);
    expect(log.lines).toEqual([
      {
        level: 'info',
        fields: { head: printHead(verdict.head as LedgerHead) },
        message: 'ledger sealed',
      },
    ]);
  });

  it('says nothing while there is nothing new', async () => {
    await aChain(2);

    await seal();

    expect(log.lines).toHaveLength(1);
  });

  it('by several processes at once makes one chain', async () => {
    const pools = await Promise.all(
      [1, 2, 3].map(() => createDataSource({ url: testDatabase.url, poolSize: 2 }).initialize()),
    );
    await append(database, 20);
    const context = (pool: DataSource) => ({
      database: createDatabase(pool, clock.now, { ledgerKeys: KEYS }),
      ...{ clock, log, ledgerKeys: KEYS },
    });

    await Promise.all(
      pools.flatMap((pool) => [
        sealLedger(context(pool), new Set()),
        append(context(pool).database, 700).then(() => sealLedger(context(pool), new Set())),
      ]),
    );

    await Promise.all(pools.map((pool) => pool.destroy()));
    expect(await verify()).toMatchObject({ entries: 2_120, unsealed: 0, fault: null });
  });

  it('takes up an entry whose transaction was open while later ones were sealed', async () => {
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    const written = database.transaction(async ({ ledger }) => {
      await ledger.append(anEntry());
      await append(database, 3);
      await seal();
      await wait;
    });
    go();
    await written;

    await seal();

    expect(await verify()).toMatchObject({ entries: 4, unsealed: 0, fault: null });
    const [last] = await query('SELECT entry_id FROM ledger_seals ORDER BY seq DESC LIMIT 1');
    expect(last).toEqual({ entry_id: 1 });
  });

  it('leaves out what somebody put into the table by hand, and says so once', async () => {
    await aChain(1);
    await query(INSERTED);
    await query(WITH_ANOTHER_SIGNATURE);
    const reported = new Set<number>();

    await seal(KEYS, reported);
    await seal(KEYS, reported);

    expect(log.lines.slice(1)).toEqual([
      expect.objectContaining({
        level: 'warn',
        fields: { entries: 1, first: 2 },
      }),
      expect.objectContaining({
        level: 'error',
        fields: { entry: 3, kind: 'request-seen', signature: 'wrong' },
      }),
    ]);
    expect(faultOf(await verify())).toEqual({ code: 'not-ours', seq: null, entryId: 2 });
  });

  it('does nothing without a key, and vouches for nothing that was written before there was one', async () => {
    const keyless: LedgerKeys = { previous: [] };
    await append(withKeys(keyless), 1_100);
    await seal(keyless);
    await seal();
    const before = await query('SELECT * FROM ledger_seals');
    await append(database, 2);

    await seal();

    expect(before).toEqual([]);
    expect(await verify()).toMatchObject({
      ...{ entries: 1_102, unsealed: 0, unsigned: 1_100, fault: null },
      head: { seq: 2 },
    });
  });

  it('adopts nothing of a ledger whose seals and signatures somebody took away', async () => {
    await aChain(3);
    await tamper(query, 'DELETE FROM ledger_seals', "UPDATE ledger_entries SET mac = NULL, kind = 'decided'");

    await seal();

    expect(await verify()).toMatchObject({ unsigned: 3, head: null });
    expect(await query('SELECT * FROM ledger_seals')).toEqual([]);
  });

  it('with a new key goes on with the chain, of which each part can be checked with its own', async () => {
    await append(database, 3);
    await seal();
    const both: LedgerKeys = { current: OTHER_KEY, previous: [KEY] };
    await append(database, 1);
    await append(withKeys(both), 2);

    await seal(both);

    expect(await verify(undefined, both)).toMatchObject({ entries: 6, fault: null, unchecked: null });
    expect(await verify(undefined, { current: OTHER_KEY, previous: [] })).toMatchObject({
      fault: null,
      unchecked: { first: { seq: 1, entryId: 1 }, count: 3 },
    });
  });
});

/** Somebody without the key writes a decision that never was. */
const INSERTED = `INSERT INTO ledger_entries (uid, at, kind, data, people, trace)
  VALUES (gen_random_uuid(), now(), 'decided', '{"action":"approve"}', '{}', '')`;
/** Or takes the signature of what somebody with the key wrote. */
const WITH_ANOTHER_SIGNATURE = `INSERT INTO ledger_entries (uid, at, kind, data, people, trace, mac)
  SELECT gen_random_uuid(), at, kind, data, people, trace, mac FROM ledger_entries WHERE id = 1`;
const ENTRY = (seq: number) => `(SELECT entry_id FROM ledger_seals WHERE seq = ${seq})`;
const change = (columns: string) => `UPDATE ledger_entries SET ${columns} WHERE id = ${ENTRY(4)}`;

describe('verifying finds', () => {
  let head: LedgerHead;
  beforeEach(async () => {
    head = await aChain(7);
  });

  it('nothing in a chain that nobody has touched', async () => {
    const verdict = await verify(head);

    expect(verdict).toEqual({
      ...{ entries: 7, unsealed: 0, unsigned: 0, erased: 0, erasedOnRecord: 0 },
      ...{ head, fault: null, unchecked: null },
    });
  });

  it.each([
    ['data', `data = data || '{"patRequestId": 1}'`],
    ['instant', "at = at + interval '1 millisecond'"],
    ['instant, beyond all others', "at = 'infinity'"],
    ['kind', "kind = 'decided'"],
    ['organization', 'organization_id = 1002'],
    ['request', 'token_request_id = NULL'],
    ['decision', 'decision_id = 5'],
    ['people', `people = '{}'`],
    ['people, which are none', `people = 'null'`],
    ['trace', "trace = 'another'"],
    ['uid', 'uid = gen_random_uuid()'],
    ['signature', "mac = set_byte(mac, 20, 0) || 'x'"],
  ])('a changed %s', async (_, columns) => {
    await tamper(query, change(columns));

    expect(faultOf(await verify())).toEqual({ code: 'entry-changed', seq: 4, entryId: 4 });
  });

  it.each([
    ['a signature that was taken away', [change('mac = NULL')], 'entry-changed', 4],
    ['a deleted entry', [`DELETE FROM ledger_entries WHERE id = ${ENTRY(4)}`], 'entry-missing', 4],
    [
      'an entry that was deleted with its seal',
      ['DELETE FROM ledger_entries WHERE id = 4', 'DELETE FROM ledger_seals WHERE seq = 4'],
      'seal-missing',
      4,
    ],
    ['a deleted seal', ['DELETE FROM ledger_seals WHERE seq = 1'], 'seal-missing', 1],
    [
      'a changed seal',
      ["UPDATE ledger_seals SET seal = decode(repeat('00', 32), 'hex') WHERE seq = 5"],
      'chain-broken',
      5,
    ],
    [
      'another time of sealing',
      ["UPDATE ledger_seals SET sealed_at = sealed_at - interval '1 day' WHERE seq = 5"],
      'chain-broken',
      5,
    ],
    [
      'an inserted entry with a seal',
      [
        INSERTED,
        `INSERT INTO ledger_seals SELECT 8, 8, seal, key_id, sealed_at FROM ledger_seals WHERE seq = 7`,
      ],
      'entry-changed',
      8,
    ],
    [
      'an inserted seal',
      [
        'ALTER TABLE ledger_seals DROP CONSTRAINT ledger_seals_number',
        INSERTED,
        `INSERT INTO ledger_seals SELECT 0, 8, seal, key_id, sealed_at FROM ledger_seals WHERE seq = 1`,
      ],
      'seal-added',
      0,
    ],
    [
      'two seals that were put in another order',
      [
        'UPDATE ledger_seals SET seq = 99 WHERE seq = 3',
        'UPDATE ledger_seals SET seq = 3 WHERE seq = 4',
        'UPDATE ledger_seals SET seq = 4 WHERE seq = 99',
      ],
      'chain-broken',
      3,
    ],
    [
      'two entries that were put in another order',
      [
        'UPDATE ledger_seals SET entry_id = 99 WHERE seq = 3',
        'UPDATE ledger_seals SET entry_id = 3 WHERE seq = 4',
        'UPDATE ledger_seals SET entry_id = 4 WHERE seq = 3',
      ],
      'chain-broken',
      3,
    ],
  ])('%s', async (_, statements, code, seq) => {
    await tamper(query, ...statements);

    expect(await verify()).toMatchObject({ fault: { code, seq } });
  });

  it('an inserted entry, also with the signature of another', async () => {
    await query(INSERTED);
    const unsigned = await verify();
    await emptyLedger(query);
    await aChain(1);

    await query(WITH_ANOTHER_SIGNATURE);

    expect(faultOf(unsigned)).toEqual({ code: 'not-ours', seq: null, entryId: 8 });
    expect(faultOf(await verify())).toEqual({ code: 'not-ours', seq: null, entryId: 2 });
  });

  it('an entry that was copied with its signature and its people, so that it was sealed again', async () => {
    await query('ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_uid');
    await query(`INSERT INTO ledger_entries (uid, at, kind, organization_id, token_request_id, data, people, trace, mac)
      SELECT uid, at, kind, organization_id, token_request_id, data, people, trace, mac FROM ledger_entries WHERE id = 4`);
    await query(`INSERT INTO ledger_people (entry_id, role, github_user_id, slack_user_id, fields, salt)
      SELECT 8, role, github_user_id, slack_user_id, fields, salt FROM ledger_people WHERE entry_id = 4`);
    await seal();

    const verdict = await verify(head);

    expect(verdict).toMatchObject({ entries: 8, unsealed: 0 });
    expect(faultOf(verdict)).toEqual({ code: 'entry-repeated', seq: null, entryId: 8 });
    await emptyLedger(query);
    await query('ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_uid UNIQUE (uid)');
  });

  it('the first fault when there are several, with what is known of the entry', async () => {
    await tamper(query, change("kind = 'decided'"), 'DELETE FROM ledger_seals WHERE seq = 6', INSERTED);

    const { fault, entries } = await verify();

    expect(fault).toEqual({ code: 'entry-changed', seq: 4, entryId: 4, kind: 'decided', at: clock.now() });
    expect(entries).toBe(3);
  });

  it('an end that was cut off, with the head that somebody has kept', async () => {
    await tamper(
      query,
      'DELETE FROM ledger_seals WHERE seq > 5',
      'DELETE FROM ledger_entries WHERE id > 5',
      'DELETE FROM ledger_people WHERE entry_id > 5',
    );

    expect(await verify()).toMatchObject({ entries: 5, fault: null });
    expect(faultOf(await verify(head))).toEqual({ code: 'tail-cut', seq: 6, entryId: null });
  });

  it('an end that was cut off and has grown again', async () => {
    await tamper(query, 'DELETE FROM ledger_seals WHERE seq > 5', 'DELETE FROM ledger_entries WHERE id > 5');
    await tamper(query, 'DELETE FROM ledger_people WHERE entry_id > 5');
    await append(database, 4);
    await seal();

    expect(await verify()).toMatchObject({ entries: 9, fault: null });
    expect(faultOf(await verify(head))).toEqual({ code: 'made-anew', seq: 7, entryId: 9 });
  });

  it('an entry without a seal before one that has its own, once it should have been sealed', async () => {
    const next = (id: number) =>
      query("SELECT setval(pg_get_serial_sequence('ledger_entries', 'id'), $1)", [id]);
    await next(20);
    await append(database, 1);
    await seal();
    await next(7);
    await append(database, 1);
    const soon = await verify();
    clock.pass(11 * MINUTE);

    const later = await verify();

    expect(soon).toMatchObject({ entries: 9, unsealed: 1, fault: null });
    expect(faultOf(later)).toEqual({ code: 'not-sealed', seq: null, entryId: 8 });
  });

  it('seals that were cut off, with the head that somebody has kept', async () => {
    await tamper(query, 'DELETE FROM ledger_seals WHERE seq > 5');

    expect(await verify()).toMatchObject({ entries: 7, unsealed: 2, fault: null });
    expect(faultOf(await verify(head))).toEqual({ code: 'tail-cut', seq: 6, entryId: null });
  });

  it('a chain that was made anew with another key, and with that key’s id hidden', async () => {
    await emptyLedger(query);
    const forged: LedgerKeys = { current: OTHER_KEY, previous: [] };
    await append(withKeys(forged), 7);
    await seal(forged);

    expect(await verify()).toMatchObject({ unchecked: { first: { seq: 1 }, count: 7 } });
    expect(await verify(head)).toMatchObject({ fault: { code: 'made-anew', seq: 7 } });
    await tamper(query, `UPDATE ledger_seals SET key_id = '${ledgerKeyId(KEY)}'`);
    expect(faultOf(await verify())).toEqual({ code: 'chain-broken', seq: 1, entryId: 1 });
  });

  it.each([
    ['login', `fields = fields || '{"login": "oscar"}'`, 'person-changed'],
    ['GitHub user', 'github_user_id = 22', 'person-changed'],
    ['Slack user', "slack_user_id = 'U0OSCAR'", 'person-changed'],
    ['salt', "salt = '0123456789abcdef'", 'person-changed'],
    ['role', "role = 'approver'", 'person-added'],
    ['fields, taken away', `fields = '{}'`, 'person-changed'],
  ])('a person’s changed %s', async (_, columns, code) => {
    await tamper(query, `UPDATE ledger_people SET ${columns} WHERE entry_id = 4`);

    expect(faultOf(await verify())).toEqual({ code, seq: 4, entryId: 4 });
  });

  it('no fault in people who were erased, and counts them', async () => {
    await query('DELETE FROM ledger_people WHERE entry_id <= 3');

    expect(await verify(head)).toMatchObject({ entries: 7, erased: 3, fault: null });
  });
});
