import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ServerAccount, spawnIdentity } from './embedded-postgres-account.js';
import type { PostgresBinaries } from './embedded-postgres-binaries.js';
import {
  isErrno,
  readIfThere,
  removeAbandoned,
  syncDirectory,
  writeOnce,
} from './embedded-postgres-files.js';
import type { DataLocation } from './embedded-postgres-location.js';

/** The superuser, and the name of its database. */
export const DATABASE_NAME = 'patrol';

/** What is needed to run the server on a data directory that is ready. */
export interface Cluster {
  location: DataLocation;
  account: ServerAccount;
  binaries: PostgresBinaries;
  password: string;
  /** True when this call made the data directory. */
  created: boolean;
}

/**
 * The environment of PostgreSQL's programs: nothing of ours, least of all secrets or PG* variables. LC_ALL=C
 * also keeps the messages in the English that failed starts are recognised by.
 */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the data directory unless it exists, with a random password for the superuser. Safe when several
 * processes do it at once: it is made aside and renamed, and the first one's is everybody's.
 */
export async function prepareCluster(
  location: DataLocation,
  account: ServerAccount,
  binaries: PostgresBinaries,
  durable: boolean,
): Promise<Cluster> {
  const passwordFile = join(location.dataDir, 'postgres-password');
  if (await holdsFiles(location.data)) {
    await assertVersion(location.data, binaries);
    const password = await readExistingPassword(passwordFile, location.data);
    return { location, account, binaries, password, created: false };
  }
  const password = (await writeOnce(passwordFile, `${randomBytes(24).toString('base64url')}\n`)).trim();
  const cluster = { location, account, binaries, password, created: true };
  return { ...cluster, created: await createDataDirectory(cluster, durable) };
}

async function holdsFiles(directory: string): Promise<boolean> {
  if (!existsSync(directory)) return false;
  const names = await readdir(directory).catch(explainDenied(directory));
  return names.length > 0;
}

async function assertVersion(data: string, binaries: PostgresBinaries): Promise<void> {
  const version = (await readIfThere(join(data, 'PG_VERSION')))?.trim();
  if (version === undefined) {
    throw new Error(
      `${data} has files in it, yet is no PostgreSQL data directory. Set DATA_DIR to another folder.`,
    );
  }
  if (version === String(binaries.major)) return;
  throw new Error(
    `The database in ${data} was made by PostgreSQL ${version}; the embedded one is ${binaries.major} ` +
      `(${binaries.version}), which cannot read it. Start once more with the PATrol that made it and move the data with ` +
      'pg_dump, or set DATA_DIR to another folder to begin with an empty database.',
  );
}

function explainDenied(data: string): (error: unknown) => never {
  return (error) => {
    if (!isErrno(error, 'EACCES')) throw error;
    const hint = 'Start PATrol as the user who started it first, or give the folder to yourself with chown.';
    throw new Error(`The database in ${data} belongs to another user. ${hint}`, { cause: error });
  };
}

async function readExistingPassword(file: string, data: string): Promise<string> {
  const password = (await readIfThere(file).catch(explainDenied(data)))?.trim();
  if (password) return password;
  throw new Error(
    `${file}, the password of the database in ${data}, is missing. Bring it back from a backup, or delete ` +
      'the database to begin with an empty one.',
  );
}

/** Returns false when another process made it first. */
async function createDataDirectory(cluster: Cluster, durable: boolean): Promise<boolean> {
  const { place, data } = cluster.location;
  await removeAbandoned(place, 'postgres-init-');
  const work = await mkdtemp(join(place, 'postgres-init-'));
  try {
    await runInitdb(cluster, work, durable);
    await rename(join(work, 'data'), data);
    await syncDirectory(place);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function runInitdb(
  { account, binaries, password }: Cluster,
  work: string,
  durable: boolean,
): Promise<void> {
  const data = join(work, 'data');
  const passwordFile = join(work, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account.switched)
    for (const path of [work, data, passwordFile]) await chown(path, account.uid, account.gid);
  const parameters = [
    ['--pgdata', data, '--username', DATABASE_NAME, '--pwfile', passwordFile],
    ['--auth-local=reject', '--auth-host=scram-sha-256', '--no-instructions'],
    // PostgreSQL's own C.UTF-8: the operating system's is missing on some and differs on others.
    ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    durable ? [] : ['--no-sync'],
  ].flat();
  try {
    const options = { ...spawnIdentity(account), env: SERVER_ENVIRONMENT, cwd: '/' };
    await promisify(execFile)(join(binaries.directory, 'bin', 'initdb'), parameters, options);
  } catch (error) {
    throw new Error(`The database could not be created in ${work}. ${explainFailure(error)}`, {
      cause: error,
    });
  }
}

function explainFailure(error: unknown): string {
  if (isErrno(error, 'ENOENT')) return UNSUPPORTED_SYSTEM;
  const { stderr, message } = error as { stderr?: string; message: string };
  return stderr?.trim() || message;
}

/** Why a program that is there cannot be started: its loader is not (Alpine, NixOS). */
export const UNSUPPORTED_SYSTEM =
  'The embedded PostgreSQL does not run on this system: it needs the GNU C library, which Alpine Linux, for example, does not have. ' +
  'Set DATABASE_URL to a PostgreSQL 13 or newer.';
