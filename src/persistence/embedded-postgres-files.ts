import { randomBytes } from 'node:crypto';
import { chown, link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const HOUR = 3_600_000;

/** Says whether the error is one of these of the operating system's. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

/** Reads a text file; undefined when it does not exist. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Replaces a file in one step, readable by its owner alone. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await rename(await writeBeside(path, text), path);
}

/** Writes a file unless it exists, in one step, and returns what it holds now: ours, or what another wrote. */
export async function writeOnce(path: string, text: string): Promise<string> {
  const written = await writeBeside(path, text);
  try {
    await link(written, path);
    return text;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    return await readFile(path, 'utf8');
  } finally {
    await rm(written, { force: true });
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
  await ownLikeFolder(temporary);
  return temporary;
}

/** As root (sudo npm start, once), gives a file to its folder's owner, who would be locked out otherwise. */
export async function ownLikeFolder(path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const folder = await stat(dirname(path));
  if (folder.uid !== 0) await chown(path, folder.uid, folder.gid);
}

/** Makes what was renamed or created in a directory survive a power failure. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Removes work directories that a process killed at least an hour ago left behind. */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const found = await stat(join(parent, name)).catch(() => undefined);
    const abandoned = found !== undefined && Date.now() - found.mtimeMs > HOUR;
    if (abandoned) await rm(join(parent, name), { recursive: true, force: true });
  }
}
