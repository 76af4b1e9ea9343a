import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { chmod, mkdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canTraverse, findOpenDirectory, type ServerAccount } from './embedded-postgres-account.js';
import { isErrno, readIfThere, replaceFile } from './embedded-postgres-files.js';

/**
 * Where root keeps what the unprivileged server must reach when DATA_DIR lies behind a closed directory
 * (a clone in /root). Not under /tmp or /var/tmp: cleaners empty those, and anybody may create names there.
 */
export const SYSTEM_PLACE = '/var/lib/patrol-embedded-postgres';

/** Where one embedded database lives. */
export interface DataLocation {
  /** DATA_DIR, as a real path: password, port and log. */
  dataDir: string;
  /** The folder that has, or will have, the data directory in it. */
  place: string;
  /** PostgreSQL's data directory. */
  data: string;
}

/** Creates DATA_DIR if needed and returns it as a real path. */
export async function ensureDataDir(dataDir: string): Promise<string> {
  const created = await mkdir(dataDir, { recursive: true });
  // Only what we made ourselves is opened: the server of another account must pass, whatever the umask.
  if (created !== undefined) await chmod(dataDir, 0o755);
  return await realpath(dataDir);
}

/** The owner of an existing data directory of this DATA_DIR. */
export function dataOwner(dataDir: string): number | undefined {
  return statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })?.uid;
}

/** Where PostgreSQL's programs may be copied to: where the account gets and nobody else can put files. */
export function placeForCopies(dataDir: string, account: ServerAccount): string {
  const suits = canTraverse(account, dataDir) && findOpenDirectory(dataDir) === undefined;
  return suits || !account.switched ? dataDir : SYSTEM_PLACE;
}

/**
 * Finds the place of the data directory: DATA_DIR itself wherever the server's account can get there, else a
 * folder of its own under SYSTEM_PLACE, to which the symlink `<DATA_DIR>/postgres` points. The folder's name is
 * random and the link is what counts, so that a DATA_DIR that is moved keeps its database, and one that is
 * deleted and made again begins with a new one.
 */
export async function locateData(dataDir: string, account: ServerAccount): Promise<DataLocation> {
  const entry = join(dataDir, 'postgres');
  const found = lstatSync(entry, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) return await followLink(dataDir, entry);
  if (canTraverse(account, dataDir)) return { dataDir, place: dataDir, data: entry };
  if (!found) return await createSystemPlace(dataDir, entry);
  throw new Error(
    `The database in ${entry} cannot be reached by ${account.name}, who has to run it, because a folder above it ` +
      'is closed. Set DATA_DIR to a folder that every user may pass through, and move the data there.',
  );
}

async function followLink(dataDir: string, entry: string): Promise<DataLocation> {
  const data = await readlink(entry);
  const place = dirname(data);
  if (!existsSync(place)) {
    throw new Error(
      `The database of ${dataDir} was kept in ${place}, which is gone (a new container, perhaps). Bring it back, ` +
        `or delete the link ${entry} to begin with an empty database.`,
    );
  }
  await claimPlace(place, dataDir, entry);
  return { dataDir, place, data };
}

/** Keeps a copied DATA_DIR, whose link was copied along, from sharing the original's database unnoticed. */
async function claimPlace(place: string, dataDir: string, entry: string): Promise<void> {
  const file = join(place, 'belongs-to');
  const owner = (await readIfThere(file))?.trim();
  if (owner === dataDir) return;
  const original = owner ? await readlink(join(owner, 'postgres')).catch(() => undefined) : undefined;
  if (original === (await readlink(entry))) {
    throw new Error(
      `${dataDir} is a copy: its database belongs to ${owner}. Delete the link ${entry} to begin with an ` +
        `empty database, or use DATA_DIR=${owner}.`,
    );
  }
  await replaceFile(file, `${dataDir}\n`);
}

async function createSystemPlace(dataDir: string, entry: string): Promise<DataLocation> {
  const place = join(SYSTEM_PLACE, randomBytes(8).toString('hex'));
  await mkdir(place, { recursive: true, mode: 0o755 });
  // A strict umask closes what mkdir opens.
  for (const path of [SYSTEM_PLACE, place]) await chmod(path, 0o755);
  await replaceFile(join(place, 'belongs-to'), `${dataDir}\n`);
  try {
    await symlink(join(place, 'postgres'), entry);
    return { dataDir, place, data: join(place, 'postgres') };
  } catch (error) {
    await rm(place, { recursive: true });
    // Another process that started at the same time was quicker.
    if (isErrno(error, 'EEXIST')) return await followLink(dataDir, entry);
    throw error;
  }
}
