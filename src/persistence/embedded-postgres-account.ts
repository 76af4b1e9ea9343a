import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that the database server runs under. */
export interface ServerAccount {
  name: string;
  uid: number;
  gid: number;
  /** True when it is not our own, so that children must be started with its uid and gid. */
  switched: boolean;
}

// PostgreSQL wants an entry in /etc/passwd. `nobody` is everywhere; the others are package conventions.
const UNPRIVILEGED = ['nobody', 'postgres', '_postgres'];

/**
 * Chooses who runs the server: we ourselves, or, when we are root (which PostgreSQL refuses), the
 * unprivileged owner of an existing data directory, else `nobody`.
 */
export function chooseServerAccount(dataOwner: number | undefined, passwd = readPasswd()): ServerAccount {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { name: String(uid), uid, gid: process.getgid?.() ?? 0, switched: false };
  const accounts = parsePasswd(passwd);
  const owner = accounts.find((account) => account.uid !== 0 && account.uid === dataOwner);
  const names = UNPRIVILEGED.map((name) => accounts.find((account) => account.name === name));
  const account = owner ?? names.find((candidate) => candidate !== undefined && candidate.uid !== 0);
  if (account) return { ...account, switched: true };
  throw new Error(
    'PostgreSQL refuses to run as root, and /etc/passwd has neither nobody nor postgres to run it as. ' +
      'Start PATrol as another user, or set DATABASE_URL to a PostgreSQL 13 or newer.',
  );
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

function parsePasswd(text: string): { name: string; uid: number; gid: number }[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    // macOS writes nobody as -2; chown and stat know the same number unsigned.
    return name && uid && gid ? [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }] : [];
  });
}

/** The part of spawn's options that starts a child under the account. */
export function spawnIdentity(account: ServerAccount): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid | 0, gid: account.gid | 0 } : {};
}

/**
 * Says whether the account may use the path in the way of the bits (4 read, 1 execute), by owner, group and
 * mode. Access lists are not read: at worst a reachable place is passed over.
 */
export function isAllowed(account: ServerAccount, path: string, bits: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return false;
  const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
  return ((stat.mode >> shift) & bits) === bits;
}

/** Says whether the account can pass through the directory and everything above it; takes a real path. */
export function canTraverse(account: ServerAccount, directory: string): boolean {
  if (!account.switched) return true;
  for (let path = directory; ; path = dirname(path)) {
    if (!isAllowed(account, path, 1)) return false;
    if (path === dirname(path)) return true;
  }
}

/**
 * Finds the directory, at or above the given real path, that somebody other than root and ourselves could have
 * put files into: programs are not run from there. A sticky one above it (/tmp) is fine, because entries of others stay theirs.
 */
export function findOpenDirectory(directory: string): string | undefined {
  const trusted = [0, process.getuid?.() ?? 0];
  for (let path = directory; ; path = dirname(path)) {
    const stat = statSync(path);
    const writableByOthers = (stat.mode & (path === directory ? 0o022 : 0o002)) !== 0;
    const sticky = path !== directory && (stat.mode & 0o1000) !== 0;
    if (!trusted.includes(stat.uid) || (writableByOthers && !sticky)) return path;
    if (path === dirname(path)) return undefined;
  }
}
