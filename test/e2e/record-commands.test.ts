import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Database } from '../../src/application/ports.js';
import { sealLedger } from '../../src/application/seal-ledger.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { append, emptyLedger } from '../integration/ledger-world.js';
import { ACME, aClock, aLog, aNewTokenRequest, MONA, NOW } from '../support/builders.js';
import { makeOpenDirectory } from '../support/global-setup.js';
import { buildProgram, type Program, runProgram } from '../support/run-program.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const KEY = Buffer.alloc(32, 5);
const ledgerKeys = { current: KEY, previous: [] };
/** Another current key, so that the one before is needed to read what was sealed. */
const OTHER_KEY_TOO = {
  LEDGER_KEY: Buffer.alloc(32, 6).toString('base64'),
  LEDGER_KEY_PREVIOUS: KEY.toString('base64'),
};
const MINUTE = 60_000;

describe('the commands on the records', () => {
  let testDatabase: TestDatabase;
  let source: DataSource;
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    buildProgram();
    folder = makeOpenDirectory();
    testDatabase = await createTestDatabase();
    source = await createDataSource({ url: testDatabase.url }).initialize();
    database = createDatabase(source, () => NOW, { ledgerKeys });
    await database.organizations.save(ACME);
    await database.tokenRequests.insert(aNewTokenRequest({ state: 'denied', endedAt: NOW }));
    await append(database, 3_000);
    await sealLedger({ database, clock: aClock(), log: aLog(), ledgerKeys }, new Set());
  }, MINUTE);
  afterAll(async () => {
    await source.destroy();
    await testDatabase.drop();
  });

  const run = (args: readonly string[], environment: Record<string, string> = {}): Program =>
    runProgram(
      args,
      { DATABASE_URL: testDatabase.url, LEDGER_KEY: KEY.toString('base64'), ...environment },
      folder,
    );
  async function ran(args: readonly string[], environment: Record<string, string> = {}) {
    const program = run(args, environment);
    const { code } = await program.ended;
    return { code, output: program.output() };
  }

  it('say which arguments they take, with exit code 2', async () => {
    const { code, output } = await ran(['ledger:verify', '--head', 'nonsense']);

    expect(code).toBe(2);
    expect(output).toMatch(/^--head is not of the form [^\n]+\n\nnpm run ledger:verify -- /);
  });

  it('verify the ledger: whole, cut off before a head that was kept, and without its key', async () => {
    const [whole, cut, keyless] = await Promise.all([
      ran(['ledger:verify']),
      ran(['ledger:verify', '--head', `9999:${'0'.repeat(64)}`], OTHER_KEY_TOO),
      ran(['ledger:verify'], { LEDGER_KEY: '' }),
    ]);

    expect(whole.output).toMatch(
      /^ok: 3001 entries, 0 people erased, 0 not yet sealed, head 3001:[0-9a-f]{64}\n$/,
    );
    expect(cut.output).toMatch(/^bad: seal 3002: the chain ends before the head that was given/);
    expect(keyless.output).toContain('set LEDGER_KEY');
    expect([whole, cut, keyless].map(({ code }) => code)).toEqual([0, 1, 1]);
  });

  it('name the first bad entry', async () => {
    await source.query('ALTER TABLE ledger_entries DISABLE TRIGGER USER');
    await source.query(`UPDATE ledger_entries SET kind = E'evil\\n\\u001b[31m' WHERE id = 2000`);

    const { code, output } = await ran(['ledger:verify']);

    await source.query("UPDATE ledger_entries SET kind = 'request-seen' WHERE id = 2000");
    await source.query('ALTER TABLE ledger_entries ENABLE TRIGGER USER');
    expect(code).toBe(1);
    expect(output).toBe(
      'bad: seal 2000, entry 2000 ("evil\\n\\u001b[31m", 2026-03-02T09:00:00.000Z): the entry was changed after it was written\n',
    );
  });

  it('export the ledger, and end quietly when nobody reads on', async () => {
    const all = ran(['ledger:export', '--format', 'jsonl', '--org', 'acme']);
    const head = run(['ledger:export', '--format', 'csv']);
    await once(head.child.stdout ?? head.child, 'data');
    head.child.stdout?.destroy();

    const lines = (await all).output.trim().split('\n');
    expect(lines).toHaveLength(3_001);
    expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual(lines.map((_, i) => i + 1));
    expect(await head.ended).toEqual({ code: 0, signal: null });
    expect(head.output()).toMatch(/^seq,seal,entry_id,/);
    expect(head.output()).not.toContain('EPIPE');
  });

  it('erase nobody with another key than the one that the ledger is sealed with', async () => {
    const refused = await ran(['privacy:erase', '--github-login', 'mona', '--yes'], {
      LEDGER_KEY: Buffer.alloc(32, 9).toString('base64'),
    });

    expect(refused.code).toBe(1);
    expect(refused.output).toContain('set LEDGER_KEY, or ENCRYPTION_KEY, as it has it');
    expect(await source.query("SELECT 1 FROM token_requests WHERE requester_login = 'ghost'")).toEqual([]);
  });

  it('erase somebody, after they have counted', async () => {
    const counted = await ran(['privacy:erase', '--github-login', 'mona']);
    const before = await source.query('SELECT requester_login FROM token_requests');

    const erased = await ran(['privacy:erase', '--github-user', String(MONA.id), '--yes']);

    const after = await source.query('SELECT requester_login FROM token_requests');
    expect(counted.output).toContain('Would be erased:\n  3001 in entries of the ledger');
    expect(counted.output).toContain('add --yes');
    expect(erased.output).toContain('Erased:\n  3001 in entries of the ledger');
    expect([...before, ...after]).toEqual([{ requester_login: 'mona' }, { requester_login: 'ghost' }]);
  });

  it('remove what is old, after they have counted, and leave the ledger as it is', async () => {
    await source.query("UPDATE token_requests SET created_at = '2020-01-01', ended_at = '2020-01-02'");
    const requests = async () => (await source.query('SELECT id FROM token_requests')).length;

    const refused = await ran(['prune', '--days=10']);
    const counted = await ran(['prune', '--dry-run']);
    const before = await requests();
    const removed = await ran(['prune', '--days=90']);
    const verified = await ran(['ledger:verify']);

    expect(refused.output).toMatch(/^--days has to be at least 90: [^\n]+\n\nnpm run prune -- /);
    expect(counted.output).toContain(
      'Would be removed, for it ended more than 365 days ago:\n  0 deliveries\n  1 token_requests\n',
    );
    expect(counted.output).toContain('leave out --dry-run');
    expect(removed.output).toContain(
      'Removed, for it ended more than 90 days ago:\n  0 deliveries\n  1 token_requests\n',
    );
    expect([before, await requests()]).toEqual([1, 0]);
    expect(verified.output).toMatch(/^ok: /);
    expect([refused, counted, removed, verified].map(({ code }) => code)).toEqual([2, 0, 0, 0]);
  });

  it('ask to look at a ledger where more people are gone than were erased', async () => {
    const erased = await ran(['ledger:verify']);
    await append(database, 1);
    await source.query('DELETE FROM ledger_people');

    const gone = await ran(['ledger:verify']);

    expect(erased.output).toMatch(/^ok: 3002 entries, 3001 people erased, /);
    expect(gone.output).toMatch(
      /^look at this: 3003 entries, 3002 people erased, of whom privacy:erase has erased only 3001, /,
    );
    expect([erased, gone].map(({ code }) => code)).toEqual([0, 1]);
  });

  it('ask to look at a ledger of which nothing is sealed', async () => {
    await emptyLedger((sql) => source.query(sql));
    await append(database, 1);

    const { code, output } = await ran(['ledger:verify']);

    expect(output).toBe('look at this: 1 entries, 0 people erased, 1 not yet sealed, head none\n');
    expect(code).toBe(1);
  });
});
