import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { chooseServerAccount } from './embedded-postgres-account.js';
import { prepareBinaries } from './embedded-postgres-binaries.js';
import { type Cluster, prepareCluster } from './embedded-postgres-cluster.js';
import { dataOwner, ensureDataDir, locateData, placeForCopies } from './embedded-postgres-location.js';
import { choosePort } from './embedded-postgres-port.js';
import {
  findPostmaster,
  type Postmaster,
  removeEmptyPidFile,
  spawnPostmaster,
  waitUntilGone,
} from './embedded-postgres-postmaster.js';
import { DatabaseInUseError, databaseUrl, ensureDatabase, openSession } from './embedded-postgres-session.js';

/** Crash recovery reads all that was written since the last checkpoint: up to max_wal_size. */
const START_PATIENCE = 120_000;
const FAST_STOP_PATIENCE = 60_000;
const IMMEDIATE_STOP_PATIENCE = 10_000;

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log?: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** A fixed port; without it, a free one is chosen at the first start and kept while it is free. */
  port?: number;
  /** More settings of PostgreSQL's, or other values. Tests turn fsync off here, and nothing else should. */
  settings?: Record<string, string>;
  /** Called at most once, when the server ends, or is taken over, though nobody called stop(). */
  onExit?: (reason: string) => void;
}

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
  info: EmbeddedPostgresInfo;
}

export interface EmbeddedPostgresInfo {
  /** The real data directory. */
  dataDirectory: string;
  port: number;
  /** Of PostgreSQL's main process. */
  pid: number;
  /** Of the npm package that brings PostgreSQL. */
  version: string;
  /** True when this call made the data directory. */
  created: boolean;
  /** True when the server was already running, left behind by a process that was killed. */
  adopted: boolean;
  milliseconds: number;
}

interface Running {
  cluster: Cluster;
  postmaster: Postmaster;
  session: pg.Client;
}

/**
 * Starts a PostgreSQL server of our own on `<dataDir>/postgres`, or takes over the one that a killed process
 * left running on it, and returns the address of its database `patrol`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const begun = performance.now();
  const cluster = await prepare(options);
  const running = await run(cluster, options);
  const stop = supervise(running, options);
  const info = describe(running, performance.now() - begun);
  options.log?.info(info, 'embedded PostgreSQL runs');
  return { url: databaseUrl(cluster, info.port), stop, info };
}

function describe({ cluster, postmaster }: Running, milliseconds: number): EmbeddedPostgresInfo {
  return {
    dataDirectory: cluster.location.data,
    port: postmaster.port,
    pid: postmaster.pid,
    version: cluster.binaries.version,
    created: cluster.created,
    adopted: postmaster.adopted,
    milliseconds: Math.round(milliseconds),
  };
}

async function prepare(options: EmbeddedPostgresOptions): Promise<Cluster> {
  const dataDir = await ensureDataDir(options.dataDir);
  const account = chooseServerAccount(dataOwner(dataDir));
  const binaries = await prepareBinaries(account, placeForCopies(dataDir, account));
  const location = await locateData(dataDir, account);
  return await prepareCluster(location, account, binaries, options.settings?.fsync !== 'off');
}

/** Tries until there is a server and its lock is ours: another process may start or stop one meanwhile. */
async function run(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Running> {
  const deadline = Date.now() + START_PATIENCE;
  for (;;) {
    const postmaster = (await findPostmaster(cluster)) ?? (await spawnOnFreePort(cluster, options));
    const session = await openOrStop(cluster, postmaster, deadline);
    if (session) return { cluster, postmaster, session };
    if (!postmaster.adopted) await assertWorthRetrying(cluster, postmaster, deadline);
  }
}

/** Leaves no server of ours running when it cannot be used, unless another process has taken it over. */
async function openOrStop(cluster: Cluster, postmaster: Postmaster, deadline: number) {
  try {
    const session = await openSession(cluster, postmaster, deadline);
    if (session) await ensureDatabase(session);
    return session;
  } catch (error) {
    if (!postmaster.adopted && !(error instanceof DatabaseInUseError)) await stopServer(postmaster);
    throw error;
  }
}

async function spawnOnFreePort(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Postmaster> {
  const port = await choosePort(join(cluster.location.dataDir, 'postgres-port'), options.port);
  return await spawnPostmaster(cluster, port, options.settings ?? {});
}

async function assertWorthRetrying(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<void> {
  const tail = await postmaster.logTail();
  // In this order: another process's server was quicker; children of a killed server have not ended yet;
  // the port was taken after we looked.
  const passing = /lock file "postmaster.pid"|shared memory block|Address already in use/.test(tail);
  if (!passing || Date.now() > deadline) {
    throw new Error(`The embedded PostgreSQL did not start. Its log ends:\n${tail}`);
  }
  await delay(100);
  if (tail.includes('is empty')) await removeEmptyPidFile(cluster);
}

/** Watches the server until stop() is called; returns stop(). */
function supervise(running: Running, options: EmbeddedPostgresOptions): () => Promise<void> {
  const { cluster, postmaster } = running;
  const state = { takenOver: false, stopping: undefined as Promise<void> | undefined };
  // Ends the server when main ends without stop(), after a fatal error, say. Nothing asynchronous runs then.
  const stopAtExit = () => postmaster.signal('SIGINT');
  process.once('exit', stopAtExit);

  const fail = (error: Error) => {
    state.takenOver = error instanceof DatabaseInUseError;
    process.removeListener('exit', stopAtExit);
    if (!state.stopping) options.onExit?.(error.message);
  };
  const watch = (session: pg.Client) => {
    // Missing in @types/pg. The session alone must not keep Node running.
    (session as pg.Client & { unref(): void }).unref();
    session.once('end', () => {
      if (!state.stopping) void reopen(cluster, postmaster, options).then(watch, fail);
    });
  };
  watch(running.session);

  return () => {
    process.removeListener('exit', stopAtExit);
    state.stopping ??= state.takenOver ? Promise.resolve() : stopServer(postmaster);
    return state.stopping;
  };
}

/** PostgreSQL ends every session when one of its processes crashes, and goes on: then the lock is taken again. */
async function reopen(
  cluster: Cluster,
  postmaster: Postmaster,
  options: EmbeddedPostgresOptions,
): Promise<pg.Client> {
  const session = await openSession(cluster, postmaster, Date.now() + START_PATIENCE);
  if (session) {
    options.log?.warn({ pid: postmaster.pid }, 'embedded PostgreSQL ended all sessions and recovered');
    return session;
  }
  throw new Error(`The embedded PostgreSQL ended. Its log ends:\n${await postmaster.logTail()}`);
}

async function stopServer(postmaster: Postmaster): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one, which the next start recovers from.
  postmaster.signal('SIGINT');
  if (!(await waitUntilGone(postmaster, FAST_STOP_PATIENCE))) {
    postmaster.signal('SIGQUIT');
    if (!(await waitUntilGone(postmaster, IMMEDIATE_STOP_PATIENCE))) {
      throw new Error(`The embedded PostgreSQL (process ${postmaster.pid}) does not stop.`);
    }
  }
}
