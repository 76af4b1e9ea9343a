import { createHash } from 'node:crypto';
import { type EntityManager, LessThan, MoreThan } from 'typeorm';
import { z } from 'zod';
import type { LinkAttempt, LinkAttempts, SignIn } from '../application/link-ports.js';
import { LinkAttemptEntity } from './entities/link-attempt-entity.js';
import type { Vault } from './vault.js';

const storedSignIn = z.object({
  accessToken: z.string(),
  accessExpiresAt: z.coerce.date().nullable(),
  refreshToken: z.string().nullable(),
  refreshExpiresAt: z.coerce.date().nullable(),
});

/**
 * Ways through GitHub's sign-in. Each step is one conditional UPDATE, so that of two that do the same one loses; what
 * is secret is looked up by its hash, so that no comparison tells how much of a guess was right.
 */
export function createLinkAttempts(manager: EntityManager, vault: Vault): LinkAttempts {
  const attempts = manager.getRepository(LinkAttemptEntity);

  /** The row as it was before it was moved on; undefined when it is not where it should be. */
  async function move(
    where: Record<string, unknown>,
    from: readonly LinkAttemptEntity['state'][],
    now: Date,
    to: Partial<LinkAttemptEntity>,
  ): Promise<LinkAttemptEntity | undefined> {
    const before = await attempts.findOneBy({ ...where, expiresAt: MoreThan(now) });
    if (before === null || !from.includes(before.state)) return undefined;
    const { id, state, stateHash } = before;
    const moved = await manager.query(
      `UPDATE link_attempts SET state = $4, state_hash = $5, browser_hash = $6, sealed = $7
        WHERE id = $1 AND state = $2 AND state_hash IS NOT DISTINCT FROM $3 RETURNING id`,
      [
        id,
        state,
        stateHash,
        to.state,
        to.stateHash === undefined ? stateHash : to.stateHash,
        to.browserHash ?? before.browserHash,
        to.sealed ?? null,
      ],
    );
    return (moved as [unknown[], number])[1] === 1 ? before : undefined;
  }

  return {
    async offer({ id, ticket, slackUserId, resume, at, expiresAt }) {
      await attempts.insert({
        id,
        ticketHash: hash(ticket),
        slackUserId,
        resume,
        state: 'offered',
        createdAt: at,
        expiresAt,
      });
    },
    async start(ticket, { state, browser, verifier, now }) {
      const found = await attempts.findOneBy({ ticketHash: hash(ticket) });
      if (found === null) return undefined;
      // Whoever opens it again, after a look at GitHub's page for example, begins anew; not after the confirmation.
      const started = await move({ id: found.id }, ['offered', 'started', 'returned', 'authorized'], now, {
        state: 'started',
        stateHash: hash(state),
        browserHash: hash(browser),
        sealed: vault.seal(verifier, placeOf(found.id)),
      });
      return started && { ...toAttempt(started), state: 'started' };
    },
    async takeReturn(state, browser, now) {
      const where = { stateHash: hash(state), browserHash: hash(browser) };
      const before = await move(where, ['started'], now, { state: 'returned', stateHash: null });
      const verifier = before?.sealed ? vault.open(before.sealed, placeOf(before.id)) : undefined;
      if (before === undefined || verifier === undefined) return undefined;
      return { attempt: { ...toAttempt(before), state: 'returned' }, verifier };
    },
    async authorize(id, user, signIn) {
      await attempts.update(
        { id, state: 'returned' },
        {
          state: 'authorized',
          githubUserId: user.id,
          githubLogin: user.login,
          sealed: vault.seal(JSON.stringify(signIn), placeOf(id)),
        },
      );
    },
    async authorized(id, browser, now) {
      const found = await attempts.findOneBy({
        id,
        browserHash: hash(browser),
        state: 'authorized',
        expiresAt: MoreThan(now),
      });
      return found === null ? undefined : toAttempt(found);
    },
    async takeConfirmation(id, browser, now) {
      const before = await move({ id, browserHash: hash(browser) }, ['authorized'], now, { state: 'ended' });
      const text = before?.sealed ? vault.open(before.sealed, placeOf(before.id)) : undefined;
      if (before === undefined || text === undefined) return undefined;
      const signIn: SignIn = storedSignIn.parse(JSON.parse(text));
      return { attempt: toAttempt(before), signIn };
    },
    async forgetBefore(instant) {
      await attempts.delete({ expiresAt: LessThan(instant) });
    },
  };
}

function placeOf(id: string): string {
  return `link_attempts/${id}`;
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function toAttempt(row: LinkAttemptEntity): LinkAttempt {
  const { id, slackUserId, resume, state, githubUserId, githubLogin } = row;
  const isNamed = githubUserId !== null && githubLogin !== null;
  return {
    id,
    slackUserId,
    resume,
    state,
    github: isNamed ? { id: githubUserId, login: githubLogin } : null,
  };
}
