import { randomUUID } from 'node:crypto';
import { type EntityManager, In, IsNull, LessThanOrEqual } from 'typeorm';
import { z } from 'zod';
import type { SignIn, SignIns, StoredSignIn } from '../application/link-ports.js';
import { LinkCredentialEntity } from './entities/link-credential-entity.js';
import { columnsOf } from './plain-rows.js';
import type { Vault } from './vault.js';

const secrets = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });

/** So many are encrypted anew in one statement each, between which others get their turn. */
const ROTATED_AT_ONCE = 100;

export function createSignIns(manager: EntityManager, vault: Vault): SignIns {
  const credentials = manager.getRepository(LinkCredentialEntity);
  return {
    async find(githubUserId) {
      const rows: LinkCredentialEntity[] = await manager.query(
        `SELECT ${columnsOf(manager, LinkCredentialEntity)} FROM link_credentials WHERE github_user_id = $1`,
        [githubUserId],
      );
      return rows[0] && openSignIn(vault, rows[0]);
    },
    async save({ githubUserId, slackUserId }, signIn, at) {
      // The person may have had another account before.
      await credentials.delete({ slackUserId });
      await credentials.upsert(
        { githubUserId, slackUserId, ...columns(vault, githubUserId, signIn), updatedAt: at },
        ['githubUserId'],
      );
    },
    async remove(githubUserId, version) {
      const which = version === undefined ? { githubUserId } : { githubUserId, version };
      return ((await credentials.delete(which)).affected ?? 0) > 0;
    },
    async removeSome() {
      const rows = await credentials.find({ take: ROTATED_AT_ONCE });
      await credentials.delete({ githubUserId: In(rows.map(({ githubUserId }) => githubUserId)) });
      return rows.map((row) => openSignIn(vault, row)).filter((signIn) => signIn !== undefined);
    },
    async endAccess(githubUserId, version, at) {
      await credentials.update({ githubUserId, version }, { accessExpiresAt: at });
    },
    async lease(githubUserId, now, until) {
      const leased = await credentials.update(
        // One of these; TypeORM takes a list here, and its types do not know.
        [
          { githubUserId, refreshingUntil: IsNull() },
          { githubUserId, refreshingUntil: LessThanOrEqual(now) },
        ] as never,
        { refreshingUntil: until },
      );
      return leased.affected === 1;
    },
    async renew(githubUserId, version, signIn, at) {
      const renewed = await credentials.update(
        { githubUserId, version },
        { ...columns(vault, githubUserId, signIn), updatedAt: at },
      );
      return renewed.affected === 1;
    },
    async release(githubUserId) {
      await credentials.update({ githubUserId }, { refreshingUntil: null });
    },
    rotate: () => rotate(manager, vault),
  };
}

/** What a sign-in is called as a place of the vault: another person's row cannot be put in its stead. */
function placeOf(githubUserId: number): string {
  return `link_credentials/${githubUserId}`;
}

function columns(vault: Vault, githubUserId: number, signIn: SignIn) {
  const { accessToken, refreshToken, accessExpiresAt, refreshExpiresAt } = signIn;
  const sealed = vault.seal(JSON.stringify({ accessToken, refreshToken }), placeOf(githubUserId));
  const version = randomUUID();
  return { sealed, version, readable: true, accessExpiresAt, refreshExpiresAt, refreshingUntil: null };
}

function openSignIn(vault: Vault, row: LinkCredentialEntity): StoredSignIn | undefined {
  const text = vault.open(row.sealed, placeOf(row.githubUserId));
  if (text === undefined) return undefined;
  const { version, accessExpiresAt, refreshExpiresAt } = row;
  return { ...secrets.parse(JSON.parse(text)), version, accessExpiresAt, refreshExpiresAt };
}

async function rotate(manager: EntityManager, vault: Vault) {
  const counts = { rotated: 0, unreadable: 0 };
  for (let after = 0; ; ) {
    const rows: { id: number; sealed: string; readable: boolean }[] = await manager.query(
      `SELECT github_user_id AS id, sealed, readable FROM link_credentials
        WHERE github_user_id > $1 ORDER BY github_user_id LIMIT ${ROTATED_AT_ONCE}`,
      [after],
    );
    for (const row of rows) {
      after = row.id;
      if (vault.isCurrent(row.sealed) && row.readable) continue;
      counts[(await sealAnew(manager, vault, row)) ? 'rotated' : 'unreadable'] += 1;
    }
    if (rows.length < ROTATED_AT_ONCE) return counts;
  }
}

/** Only as it was read: it may have been renewed meanwhile, with the current key. */
async function sealAnew(
  manager: EntityManager,
  vault: Vault,
  { id, sealed }: { id: number; sealed: string },
): Promise<boolean> {
  const text = vault.open(sealed, placeOf(id));
  if (text === undefined) {
    // Kept, for the right key may come back; its person is asked to sign in anew meanwhile.
    await manager.query('UPDATE link_credentials SET readable = false WHERE github_user_id = $1', [id]);
    return false;
  }
  const anew = vault.seal(text, placeOf(id));
  await manager.query(
    'UPDATE link_credentials SET sealed = $3, readable = true WHERE github_user_id = $1 AND sealed = $2',
    [id, sealed, anew],
  );
  return true;
}
