import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, open, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnIdentity } from './embedded-postgres-account.js';
import { type Cluster, SERVER_ENVIRONMENT, UNSUPPORTED_SYSTEM } from './embedded-postgres-cluster.js';
import { isErrno, ownLikeFolder, readIfThere } from './embedded-postgres-files.js';

const LOG_LIMIT = 5 * 1024 * 1024;
const TAIL_LINES = 12;
/** No system gives a process this id, so PostgreSQL takes it for a dead one's. */
const NOBODYS_PID = 2_147_483_647;

/** PostgreSQL's main process, started by us or found running. */
export interface Postmaster {
  pid: number;
  port: number;
  adopted: boolean;
  /** Synchronous, like signal(), because an `exit` listener can use nothing else. */
  isAlive(): boolean;
  signal(name: NodeJS.Signals): void;
  /** The last lines that it logged, since we started it. */
  logTail(): Promise<string>;
}

/** The server's log in DATA_DIR. */
export function logFile(cluster: Cluster): string {
  return join(cluster.location.dataDir, 'postgres.log');
}

/**
 * Finds the server that a killed process of ours left running on this data directory. When its process id
 * now belongs to something else (after a reboot, or in a new container), PostgreSQL would refuse to start, so
 * the id in postmaster.pid is replaced. The file's other lines stay: by them PostgreSQL recognises server
 * children that outlive their parent, and refuses to start beside them.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const { data } = cluster.location;
  const file = join(data, 'postmaster.pid');
  const lines = (await readIfThere(file))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid)) return undefined;
  if (isPostmasterOf(pid, data)) return port > 0 ? adopt(cluster, pid, port) : undefined;
  const temporary = `${file}.patrol`;
  await writeFile(temporary, [NOBODYS_PID, ...lines.slice(1)].join('\n'), { mode: 0o600 });
  if (cluster.account.switched) await chown(temporary, cluster.account.uid, cluster.account.gid);
  await rename(temporary, file);
  return undefined;
}

/** An empty postmaster.pid is what a power failure leaves, and PostgreSQL refuses to start over it. */
export async function removeEmptyPidFile(cluster: Cluster): Promise<void> {
  const file = join(cluster.location.data, 'postmaster.pid');
  if ((await readIfThere(file))?.trim() === '') await unlink(file);
}

function adopt(cluster: Cluster, pid: number, port: number): Postmaster {
  const isAlive = () => isRunning(pid) && isPostmasterOf(pid, cluster.location.data);
  return {
    pid,
    port,
    adopted: true,
    isAlive,
    signal: (name) => {
      if (isAlive()) kill(pid, name);
    },
    logTail: () => readTail(logFile(cluster), 0),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

function kill(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

/** Says whether the process is a server that was started on the data directory. */
function isPostmasterOf(pid: number, data: string): boolean {
  return commandLine(pid).includes(`/postgres -D ${data} `);
}

/** Empty for a process that is gone, or is a zombie, which a container without an init may keep for ever. */
function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * Starts the server in a session of its own: Ctrl-C in the terminal reaches us alone, and we stop it when we
 * are done with it. Its output goes to the log file.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  port: number,
  settings: Record<string, string>,
): Promise<Postmaster> {
  await rotateLog(logFile(cluster));
  const log = await open(logFile(cluster), 'a', 0o600);
  try {
    await ownLikeFolder(logFile(cluster));
    const { size } = await log.stat();
    const child = spawn(
      join(cluster.binaries.directory, 'bin', 'postgres'),
      serverArguments(cluster, port, settings),
      {
        ...spawnIdentity(cluster.account),
        stdio: ['ignore', log.fd, log.fd],
        env: SERVER_ENVIRONMENT,
        cwd: '/',
        detached: true,
      },
    );
    await spawned(child);
    child.unref();
    return own(cluster, child, port, size);
  } finally {
    await log.close();
  }
}

function serverArguments(cluster: Cluster, port: number, settings: Record<string, string>): string[] {
  const all = { ...SETTINGS, ...settings, port: String(port) };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster.location.data, ...flags];
}

/** On the command line, not in postgresql.conf, so that an upgrade of PATrol changes them. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  huge_pages: 'off',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'patrol',
  // Keeps statements, and the details of errors, which hold values of rows, out of the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      const text = isErrno(error, 'ENOENT')
        ? UNSUPPORTED_SYSTEM
        : 'The embedded PostgreSQL could not be started.';
      reject(new Error(text, { cause: error }));
    });
  });
}

function own(cluster: Cluster, child: ChildProcess, port: number, logStart: number): Postmaster {
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid as number,
    port,
    adopted: false,
    isAlive,
    signal: (name) => {
      if (isAlive()) kill(child.pid as number, name);
    },
    logTail: () => readTail(logFile(cluster), logStart),
  };
}

async function rotateLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found && found.size > LOG_LIMIT) await rename(file, `${file}.1`);
}

async function readTail(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 4096);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, start);
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-TAIL_LINES).join('\n');
  } finally {
    await handle.close();
  }
}

/** Waits until the server is gone; false when it is still there after the time. */
export async function waitUntilGone(postmaster: Postmaster, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (postmaster.isAlive()) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
