import { DomainError, OutsideError } from '../domain/errors.js';
import type { GitHubSignIn, SignIn, StoredSignIn } from './link-ports.js';
import type { Clock, Database, Logger } from './ports.js';

export interface OwnSignInContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Absent where people cannot sign in. */
  readonly signIn?: GitHubSignIn;
}

/** The approvers' own user access tokens, good for a call. */
export interface OwnSignIns {
  /**
   * The access token of one account, renewed when its end is near.
   * @throws DomainError `not-signed-in` when the person has to sign in anew
   * @throws OutsideError `unavailable` when GitHub does not renew it now, or somebody else is about to
   */
  tokenOf(githubUserId: number): Promise<string>;
  /** GitHub did not take a token that should have been good: the next call gets another, or none. */
  distrust(githubUserId: number, token: string): Promise<void>;
}

/** A token is renewed when it has less time left: no call takes so long. */
const MARGIN_MS = 60_000;
/** Longer than GitHub is waited for, so that nobody else sends the same refresh token meanwhile. */
const LEASE_MS = 20_000;
/** How soon to look again while another process renews it. */
const BUSY_MS = 1_000;

/**
 * User access tokens live eight hours. Renewing one ends the old pair at once, so only one process does it at a time,
 * and in a process all callers share one attempt.
 */
export function createOwnSignIns(context: OwnSignInContext): OwnSignIns {
  const underWay = new Map<number, Promise<string>>();

  function renewOnce(githubUserId: number): Promise<string> {
    const known = underWay.get(githubUserId);
    if (known !== undefined) return known;
    const renewal = renew(context, githubUserId).finally(() => underWay.delete(githubUserId));
    underWay.set(githubUserId, renewal);
    return renewal;
  }

  return {
    async tokenOf(githubUserId) {
      const stored = await context.database.signIns.find(githubUserId);
      if (stored === undefined) throw new DomainError('not-signed-in');
      return isGood(stored, context.clock) ? stored.accessToken : renewOnce(githubUserId);
    },
    async distrust(githubUserId, token) {
      const { database, clock } = context;
      const stored = await database.signIns.find(githubUserId);
      if (stored?.accessToken !== token) return;
      if (stored.refreshToken === null) await database.signIns.remove(githubUserId, stored.version);
      else await database.signIns.endAccess(githubUserId, stored.version, clock.now());
    },
  };
}

function isGood({ accessExpiresAt }: SignIn, clock: Clock): boolean {
  return accessExpiresAt === null || accessExpiresAt.getTime() - clock.now().getTime() > MARGIN_MS;
}

async function renew(context: OwnSignInContext, githubUserId: number): Promise<string> {
  const { signIns } = context.database;
  const now = context.clock.now();
  if (!(await signIns.lease(githubUserId, now, new Date(now.getTime() + LEASE_MS)))) {
    if ((await signIns.find(githubUserId)) === undefined) throw new DomainError('not-signed-in');
    throw new OutsideError('github', 'unavailable', 'token-being-renewed', { retryAfterMs: BUSY_MS });
  }
  // Under the lease: whoever had it before us may have stored a new pair.
  const stored = await signIns.find(githubUserId);
  if (stored === undefined) throw new DomainError('not-signed-in');
  if (isGood(stored, context.clock)) {
    await signIns.release(githubUserId);
    return stored.accessToken;
  }
  return trade(context, githubUserId, stored);
}

async function trade(context: OwnSignInContext, githubUserId: number, stored: StoredSignIn): Promise<string> {
  const { database, log, signIn } = context;
  if (signIn === undefined || stored.refreshToken === null) return forget(context, githubUserId, stored);
  try {
    const renewed = await signIn.renew(stored.refreshToken);
    return await keep(context, { githubUserId, stored, renewed });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.failure === 'refused') {
      log.info(
        { err: error, githubUser: githubUserId },
        'GitHub ended a sign-in; its person has to sign in anew',
      );
      return forget(context, githubUserId, stored);
    }
    await database.signIns.release(githubUserId);
    // Nothing was decided, whatever became of the pair.
    throw new OutsideError('github', 'unavailable', error.code, error.options);
  }
}

interface Renewal {
  readonly githubUserId: number;
  readonly stored: StoredSignIn;
  readonly renewed: SignIn;
}

/** Stores the new pair, unless the person has unlinked, or signed in anew, while GitHub was asked. */
async function keep(context: OwnSignInContext, { githubUserId, stored, renewed }: Renewal): Promise<string> {
  const { database, clock, log, signIn } = context;
  const store = () => database.signIns.renew(githubUserId, stored.version, renewed, clock.now());
  // GitHub has ended the old pair: what is not stored now is lost.
  if (await store().catch(store).catch(store)) return renewed.accessToken;
  await signIn
    ?.revoke(renewed.accessToken)
    .catch((error: unknown) => log.info({ err: error }, 'a token that nobody needs could not be revoked'));
  if ((await database.signIns.find(githubUserId)) === undefined) throw new DomainError('not-signed-in');
  throw new OutsideError('github', 'unavailable', 'signed-in-anew', { retryAfterMs: BUSY_MS });
}

async function forget(
  { database }: OwnSignInContext,
  githubUserId: number,
  { version }: StoredSignIn,
): Promise<never> {
  await database.signIns.remove(githubUserId, version);
  throw new DomainError('not-signed-in');
}
