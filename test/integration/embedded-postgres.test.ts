import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/persistence/embedded-postgres.js';
import { compileEmbeddedPostgres, makeOpenDirectory } from '../support/global-setup.js';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let existing: string;
let folder: string;
let dataDir: string;
let compiled: string;
let started: EmbeddedPostgres[];
let children: ChildProcess[];

beforeAll(async () => {
  compiled = await compileEmbeddedPostgres();
  existing = makeOpenDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(existing, 'data') });
  await server.stop();
});

afterAll(() => {
  for (const path of [existing, dirname(compiled)]) rmSync(path, { recursive: true, force: true });
});

beforeEach(() => {
  folder = makeOpenDirectory();
  dataDir = join(folder, 'data');
  started = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of started) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

/** For tests that do not need a first start, which writes 40 MB: they leave the folder as they found it. */
function useExistingData(): void {
  dataDir = join(existing, 'data');
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that starts the server, inserts rows, and prints each row's number once it is committed. */
const WRITER = `
const { startEmbeddedPostgres } = await import(process.env.LAUNCHER);
const { default: pg } = await import(process.env.PG);
const server = await startEmbeddedPostgres({ dataDir: process.env.DIR });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS written (run text, n int)');
for (let n = 1; n <= Number(process.env.ROWS); n += 1) {
  await client.query('INSERT INTO written VALUES ($1, $2)', [process.env.RUN, n]);
  console.log(n);
}
await client.end();
await server.stop();
`;

interface Writer {
  child: ChildProcess;
  exited: Promise<unknown>;
  acknowledged: number;
  errors: string;
}

function spawnWriter(run: string, rows: number, identity: { uid?: number; gid?: number } = {}): Writer {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      LAUNCHER: pathToFileURL(compiled).href,
      PG: pathToFileURL(createRequire(import.meta.url).resolve('pg')).href,
      DIR: dataDir,
      RUN: run,
      ROWS: String(rows),
    },
  });
  children.push(child);
  const writer: Writer = { child, exited: once(child, 'close'), acknowledged: 0, errors: '' };
  child.stderr?.on('data', (text) => {
    writer.errors += text;
  });
  return writer;
}

/** Resolves once that many rows were acknowledged, and goes on counting. */
function acknowledged(writer: Writer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    createInterface({ input: writer.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      writer.acknowledged = Number(line);
      if (writer.acknowledged === count) resolve();
    });
    writer.exited.then(() => reject(new Error(`The writer ended: ${writer.errors}`)));
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('the first start', () => {
  test('creates a durable UTF-8 database that only its password opens', async () => {
    const server = await start();

    const [settings] = await query(
      server.url,
      `SELECT current_database() AS name, current_setting('fsync') AS fsync, current_setting('TimeZone') AS zone,
              current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses,
              upper('é') AS upper`,
    );

    expect(settings).toEqual({
      name: 'patrol',
      fsync: 'on',
      zone: 'UTC',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      upper: 'É',
    });
    expect(server.info).toMatchObject({ created: true, adopted: false });
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('lets exactly one of two first starts at the same instant win', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);

    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const lost = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.message] : [],
    );
    expect(won).toHaveLength(1);
    expect(lost).toEqual([expect.stringContaining('in use by another process')]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres-init-'))).toEqual([]);
  });
});

describe('a later start', () => {
  beforeEach(useExistingData);

  test('finds the data and the port of the start before', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start();

    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(second.info).toMatchObject({ created: false, adopted: false, port: first.info.port });
  });

  test('takes another port when its own is taken', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.info.port, '127.0.0.1');
    await once(squatter, 'listening');

    const second = await start();

    expect(second.info.port).not.toBe(first.info.port);
    await query(second.url, 'SELECT 1');
    squatter.close();
  });

  test('says so when the wanted port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };

    const refused = start({ port });

    await expect(refused).rejects.toThrow(`Port ${port} of 127.0.0.1`);
    squatter.close();
  });

  test('refuses a second start on the same folder and leaves the first alone', async () => {
    const first = await start();

    await expect(start()).rejects.toThrow(/in use by another process \(patrol, process \d+\).*DATABASE_URL/s);

    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('starts although postmaster.pid names a process that has taken over the number', async () => {
    const first = await start();
    await first.stop();
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n${first.info.port}\n\n127.0.0.1\n`);

    const second = await start();

    expect(second.info.adopted).toBe(false);
    await query(second.url, 'SELECT 1');
  });

  test('starts over the empty postmaster.pid that a power failure leaves', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), '');

    const second = await start();

    await query(second.url, 'SELECT 1');
  });

  test('names both versions when the data is of another major version', async () => {
    const first = await start();
    await first.stop();
    const file = join(dataDir, 'postgres', 'PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '13\n');

    const refused = await start().catch((error: Error) => error);

    writeFileSync(file, version);
    expect(String(refused)).toMatch(/made by PostgreSQL 13; the embedded one is 18/);
  });

  test("shows the end of the server's log when it does not start", async () => {
    const refused = start({ settings: { shared_buffers: 'plenty' } });

    await expect(refused).rejects.toThrow(/did not start.*invalid value for parameter "shared_buffers"/s);
  });
});

describe('stop', () => {
  beforeEach(useExistingData);

  test('ends the server, however often it is called', async () => {
    const server = await start();

    await Promise.all([server.stop(), server.stop()]);
    await server.stop();

    expect(isRunning(server.info.pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('does not wait for clients that stay connected', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    const closed = new Promise((resolve) => client.on('error', resolve));
    await client.connect();

    await server.stop();

    await closed;
    expect(isRunning(server.info.pid)).toBe(false);
  });
});

describe('accidents', () => {
  beforeEach(useExistingData);

  test('no acknowledged row is lost when Node is killed, and the running server is taken over', async () => {
    for (const run of ['first', 'second', 'third']) {
      const writer = spawnWriter(run, 1_000_000);
      await acknowledged(writer, 50);
      const left = postmasterPid();
      writer.child.kill('SIGKILL');
      await writer.exited;

      const server = await start();

      expect(server.info).toMatchObject({ adopted: true, pid: left });
      const [row] = await query(server.url, `SELECT count(*)::int AS rows FROM written WHERE run = '${run}'`);
      expect(row?.rows).toBeGreaterThanOrEqual(writer.acknowledged);
      await server.stop();
      // Not by its process id: an orphan stays a zombie until the init process looks.
      expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    }
  });

  test('no acknowledged row is lost when Node and PostgreSQL are killed', async () => {
    for (const run of ['fourth', 'fifth', 'sixth']) {
      const writer = spawnWriter(run, 1_000_000);
      await acknowledged(writer, 50);
      process.kill(postmasterPid(), 'SIGKILL');
      writer.child.kill('SIGKILL');
      await writer.exited;

      const server = await start();

      expect(server.info.adopted).toBe(false);
      const [row] = await query(server.url, `SELECT count(*)::int AS rows FROM written WHERE run = '${run}'`);
      expect(row?.rows).toBeGreaterThanOrEqual(writer.acknowledged);
      await server.stop();
    }
  });

  test('reports with the last lines of the log that the server died', async () => {
    let report = (_reason: string) => {};
    const exit = new Promise<string>((resolve) => {
      report = resolve;
    });
    const server = await start({ onExit: (reason) => report(reason) });

    process.kill(server.info.pid, 'SIGKILL');

    expect(await exit).toMatch(/ended\. Its log ends:\n.*ready to accept connections/s);
    await server.stop();
  });

  test('does not report an end that stop() asked for', async () => {
    const reports: string[] = [];
    const server = await start({ onExit: (reason) => reports.push(reason) });

    await server.stop();

    expect(reports).toEqual([]);
  });

  test('keeps the folder its own after PostgreSQL ended all sessions', async () => {
    const reports: string[] = [];
    let recovered = () => {};
    const warned = new Promise<void>((resolve) => {
      recovered = resolve;
    });
    const server = await start({
      log: { info: () => {}, warn: () => recovered() },
      onExit: (reason) => reports.push(reason),
    });

    const [session] = await query(
      server.url,
      'SELECT pid FROM pg_stat_activity WHERE datname = $$postgres$$',
    );
    process.kill(session?.pid as number, 'SIGKILL');
    await warned;

    await expect(start()).rejects.toThrow('in use by another process');
    expect(reports).toEqual([]);
  });
});

describe('accounts', () => {
  const asRoot = isRoot ? test : test.skip;
  if (!isRoot)
    process.stderr.write('Not root: starts as another user and behind closed folders are skipped.\n');

  test('runs the server as an unprivileged user', async () => {
    await start();

    const owner = statSync(join(dataDir, 'postgres')).uid;

    expect(owner).not.toBe(0);
    if (!isRoot) expect(owner).toBe(process.getuid?.());
  });

  asRoot('works for a user who is not root', async () => {
    const identity = { uid: NOBODY, gid: NOBODY };
    const readable = ['-e', 'require("node:fs").readFileSync(process.argv[1])', compiled];
    if (spawnSync(process.execPath, readable, { ...identity, cwd: '/' }).status !== 0) {
      process.stderr.write('This folder is closed to nobody: the start as another user is skipped.\n');
      return;
    }
    mkdirSync(dataDir);
    chownSync(dataDir, NOBODY, NOBODY);

    const writer = spawnWriter('nobody', 3, identity);
    await writer.exited;

    expect({ code: writer.child.exitCode, errors: writer.errors }).toEqual({ code: 0, errors: '' });
    expect(statSync(join(dataDir, 'postgres.log')).uid).toBe(NOBODY);
    const server = await start();
    expect(await query(server.url, 'SELECT n FROM written')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  asRoot('keeps the data of a closed folder where the server gets, and finds it after a move', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o700);
    const first = await start();
    const place = dirname(readlinkSync(join(dataDir, 'postgres')));
    try {
      expect(first.info.dataDirectory).toBe(join(place, 'postgres'));
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop();
      const moved = join(folder, 'moved');
      renameSync(dataDir, moved);

      const second = await start({ dataDir: moved });

      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      await second.stop();
      spawnSync('cp', ['-a', moved, dataDir]);
      await expect(start()).rejects.toThrow(`${dataDir} is a copy: its database belongs to ${moved}`);
    } finally {
      for (const server of started) await server.stop();
      rmSync(place, { recursive: true, force: true });
    }
  });

  asRoot('says so when the data that a link points to is gone', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o700);
    const first = await start();
    await first.stop();
    rmSync(dirname(first.info.dataDirectory), { recursive: true });

    await expect(start()).rejects.toThrow(/was kept in .*, which is gone/);
  });
});
