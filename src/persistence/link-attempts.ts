import { createHash, randomUUID } from 'node:crypto';
import { type EntityManager, In, LessThan, MoreThan } from 'typeorm';
import { z } from 'zod';
import type { Confirmed, LinkAttempt, LinkAttempts, LinkHand, SignIn } from '../application/link-ports.js';
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
      // What comes back next ends this visit: the browser that asks GitHub who it is must be the one that is told.
      const visit = randomUUID();
      const before = await move(where, ['started'], now, { state: 'returned', stateHash: hash(visit) });
      const verifier = before?.sealed ? vault.open(before.sealed, placeOf(before.id)) : undefined;
      if (before === undefined || verifier === undefined) return undefined;
      return { attempt: { ...toAttempt(before), state: 'returned' }, verifier, visit };
    },
    async authorize(id, visit, user, signIn) {
      const authorized = await attempts.update(
        { id, state: 'returned', stateHash: hash(visit) },
        {
          state: 'authorized',
          githubUserId: user.id,
          githubLogin: user.login,
          sealed: vault.seal(JSON.stringify(signIn), placeOf(id)),
        },
      );
      return authorized.affected === 1;
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
    async takeConfirmation(confirmed, now) {
      const before = await move(rowOf(confirmed), ['authorized'], now, { state: 'ended' });
      const signIn = before && signInOf(vault, before);
      return before && signIn && { attempt: toAttempt(before), signIn };
    },
    whose: async (hand) => (await attempts.findOneBy(rowInHand(hand)))?.slackUserId,
    async confirmedBefore(confirmed) {
      const found = await attempts.findOneBy({ ...rowOf(confirmed), state: 'ended' });
      return found === null ? undefined : toAttempt(found);
    },
    async forgetBefore(instant) {
      const old = await attempts.find({ where: { expiresAt: LessThan(instant) }, take: FORGOTTEN_AT_ONCE });
      await attempts.delete({ id: In(old.map(({ id }) => id)) });
      return old
        .filter(({ state }) => state === 'authorized')
        .map((row) => signInOf(vault, row))
        .filter((signIn) => signIn !== undefined);
    },
  };
}

/** The sweep comes again in half a minute. */
const FORGOTTEN_AT_ONCE = 200;

function rowOf({ attemptId, browser, githubUserId }: Confirmed) {
  return { id: attemptId, browserHash: hash(browser), githubUserId };
}

function rowInHand(hand: LinkHand) {
  if ('ticket' in hand) return { ticketHash: hash(hand.ticket) };
  const browserHash = hash(hand.browser);
  return 'attemptId' in hand
    ? { id: hand.attemptId, browserHash }
    : { stateHash: hash(hand.state), browserHash };
}

function signInOf(vault: Vault, { id, sealed }: LinkAttemptEntity): SignIn | undefined {
  const text = sealed === null ? undefined : vault.open(sealed, placeOf(id));
  return text === undefined ? undefined : storedSignIn.parse(JSON.parse(text));
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
