import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmbeddedPostgres } from '../../src/persistence/embedded-postgres.js';

export interface TestRun {
  server?: EmbeddedPostgres;
  directory: string;
}

/** globalTeardown runs in the same process, and shares nothing with this module but the global object. */
const shared = globalThis as { patrolTestRun?: TestRun };

const root = fileURLToPath(new URL('../..', import.meta.url));
const swc = {
  jsc: { parser: { syntax: 'typescript' as const }, target: 'es2022' as const },
  module: { type: 'es6' as const },
};

const compiledDirectory = join(root, 'node_modules', '.cache', 'patrol-test', String(process.pid));

/**
 * Compiles the launcher to plain modules, for where Jest's transform does not reach: this file, and processes
 * that tests start. In node_modules, where `pg` is found. Returns the path of its main module.
 */
export async function compileEmbeddedPostgres(): Promise<string> {
  const { transformFile } = createRequire(import.meta.url)('@swc/core') as typeof import('@swc/core');
  const output = compiledDirectory;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'package.json'), '{ "type": "module" }');
  const source = join(root, 'src', 'persistence');
  for (const name of readdirSync(source)) {
    if (!name.startsWith('embedded-postgres')) continue;
    const { code } = await transformFile(join(source, name), { ...swc, swcrc: false });
    writeFileSync(join(output, `${basename(name, '.ts')}.js`), code);
  }
  return join(output, 'embedded-postgres.js');
}

/**
 * Makes a temporary directory, inside that of the run, that every user may pass through, as the server must
 * when the tests run as root.
 */
export function makeOpenDirectory(): string {
  const directory = mkdtempSync(join(process.env.PATROL_TEST_DIRECTORY ?? tmpdir(), 'patrol-test-'));
  chmodSync(directory, 0o755);
  return directory;
}

/** Its standard input ends with Jest, however Jest ends: by Ctrl-C, too, when no teardown runs. */
const CLEANER = `
const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const [directory, compiled] = process.argv.slice(1);
function clean() {
  rmSync(compiled, { recursive: true, force: true });
  if (!existsSync(directory)) return;
  const folders = [directory, ...readdirSync(directory).map((name) => directory + '/' + name)];
  const running = folders.map((folder) => folder + '/data/postgres/postmaster.pid').filter(existsSync);
  for (const file of running) {
    try { process.kill(Number(readFileSync(file, 'utf8').split('\\n')[0]), 'SIGQUIT'); } catch { rmSync(file, { force: true }); }
  }
  if (running.length > 0) setTimeout(clean, 50);
  else rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
process.stdin.on('end', clean).resume();
`;

function cleanUpAfterJest(directory: string): void {
  const cleaner = spawn(process.execPath, ['-e', CLEANER, directory, compiledDirectory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  cleaner.unref();
  (cleaner.stdin as Socket).unref();
}

async function startServer(directory: string): Promise<EmbeddedPostgres> {
  const { startEmbeddedPostgres } = (await import(
    await compileEmbeddedPostgres()
  )) as typeof import('../../src/persistence/embedded-postgres.js');
  // What is lost in a crash was a test's. Many suites at once hold many connections.
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    autovacuum: 'off',
    max_connections: '300',
    shared_buffers: '128MB',
  };
  return await startEmbeddedPostgres({ dataDir: join(directory, 'data'), settings });
}

/** Starts the PostgreSQL server of this run of the tests, unless TEST_DATABASE_URL names one. */
// biome-ignore lint/style/noDefaultExport: Jest calls the default export
export default async function globalSetup(): Promise<void> {
  const started = Math.floor(Date.now() / 1000).toString(36);
  process.env.PATROL_TEST_RUN = `${started}_${process.pid.toString(36)}`;
  const run: TestRun = { directory: makeOpenDirectory() };
  shared.patrolTestRun = run;
  process.env.PATROL_TEST_DIRECTORY = run.directory;
  cleanUpAfterJest(run.directory);
  if (process.env.TEST_DATABASE_URL) {
    process.env.PATROL_TEST_SERVER_URL = process.env.TEST_DATABASE_URL;
    return;
  }
  try {
    run.server = await startServer(run.directory);
    process.env.PATROL_TEST_SERVER_URL = run.server.url;
  } catch (error) {
    // Unit tests run without a database; the suites that need one fail with this text.
    process.env.PATROL_TEST_SERVER_ERROR = error instanceof Error ? error.message : String(error);
  }
}
