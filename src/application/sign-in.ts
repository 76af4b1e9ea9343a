import { DomainError, OutsideError } from '../domain/errors.js';
import type { GitHubSignIn, Link, LinkAttempt, SignIn } from './link-ports.js';
import { namedPerson, type OfferLink, randomSecret } from './offer-link.js';
import type { Logger, Records, Wake } from './ports.js';

export interface SignInContext extends OfferLink {
  readonly signIn: GitHubSignIn;
  readonly wake: Wake;
  readonly log: Logger;
  /** Whether sign-ins are kept to decide with; else they only show who somebody is. */
  readonly keepsSignIns: boolean;
}

/** Where GitHub sends people back to. */
function redirectUri({ linking }: SignInContext): string {
  return `${linking.publicUrl()}/github/callback`;
}

/**
 * A browser has opened the link that Slack showed. Returns where it is to go, and what it has to remember, so that
 * nobody else's browser can go on from there.
 * @throws DomainError `link-expired`, `too-many-tries`
 */
export async function startSignIn(
  context: SignInContext,
  { ticket, browser = randomSecret() }: { readonly ticket: string; readonly browser?: string },
): Promise<{ readonly location: string; readonly browser: string }> {
  const state = randomSecret();
  // As long as PKCE has it (RFC 7636, 4.1), and from the same alphabet.
  const verifier = randomSecret();
  const now = context.clock.now();
  const started = await context.database.linkAttempts.start(ticket, { state, browser, verifier, now });
  if (started === undefined) throw new DomainError('link-expired');
  if (!(await context.linking.limit.take(`${started.slackUserId} starts`))) {
    throw new DomainError('too-many-tries');
  }
  const location = await context.signIn.authorizeUrl({ state, verifier, redirectUri: redirectUri(context) });
  return { location, browser };
}

/**
 * GitHub has sent a browser back: finds out who it is. Returns the attempt that is to be confirmed.
 * @throws DomainError `link-expired`, `link-denied`, `link-refused`, `github-silent`
 */
export async function finishSignIn(
  context: SignInContext,
  { parameters, browser }: { readonly parameters: URLSearchParams; readonly browser: string },
): Promise<string> {
  const { database, clock, signIn } = context;
  const state = parameters.get('state') ?? '';
  const taken = await database.linkAttempts.takeReturn(state, browser, clock.now());
  if (taken === undefined) throw new DomainError('link-expired');
  const { attempt, verifier } = taken;
  try {
    const returned = { parameters, state, verifier, redirectUri: redirectUri(context) };
    const found = await signIn.exchange(returned);
    await database.linkAttempts.authorize(attempt.id, await signIn.whoIs(found.accessToken), found);
    return attempt.id;
  } catch (error) {
    throw inOurWords(context, error);
  }
}

function inOurWords({ log }: SignInContext, error: unknown): unknown {
  if (!(error instanceof OutsideError)) return error;
  if (error.code === 'access_denied') return new DomainError('link-denied');
  log.warn({ err: error }, 'a sign-in at GitHub failed');
  return new DomainError(error.failure === 'refused' ? 'link-refused' : 'github-silent', {}, error);
}

/** Both accounts, for the question whether they are one person's. */
export interface LinkQuestion {
  readonly attemptId: string;
  readonly slack: { readonly id: string; readonly name: string };
  readonly githubLogin: string;
  /** The account that the Slack user has had so far. */
  readonly replaces: string | null;
}

/**
 * What the person is asked before the link is made: a link that somebody has forwarded must not join the wrong pair.
 * @throws DomainError `link-expired`, `link-taken`, `link-of-operator`, `other-workspace`, `not-active`,
 * `person-unknown`
 */
export async function readLinkQuestion(
  context: SignInContext,
  { attemptId, browser }: { readonly attemptId: string; readonly browser: string },
): Promise<LinkQuestion> {
  const { database, clock } = context;
  const attempt = await database.linkAttempts.authorized(attemptId, browser, clock.now());
  const github = attempt?.github;
  if (attempt === undefined || github === undefined || github === null) throw new DomainError('link-expired');
  const name = await namedPerson(context, { slackUserId: attempt.slackUserId, isStranger: false });
  const before = await checkPair(database, attempt);
  const replaces = before !== undefined && before.github.id !== github.id ? before.github.login : null;
  return { attemptId, slack: { id: attempt.slackUserId, name }, githubLogin: github.login, replaces };
}

/**
 * Makes the link that the person has confirmed, in one transaction with its record and with the message that offers
 * again what they wanted to do.
 * @throws DomainError those of `readLinkQuestion`
 */
export async function confirmLink(
  context: SignInContext,
  {
    attemptId,
    browser,
    trace,
  }: { readonly attemptId: string; readonly browser: string; readonly trace: string },
): Promise<{ readonly githubLogin: string }> {
  const { database, clock, wake } = context;
  await readLinkQuestion(context, { attemptId, browser });
  const at = clock.now();
  const made = await database.transaction(async (records) => {
    const taken = await records.linkAttempts.takeConfirmation(attemptId, browser, at);
    if (taken?.attempt.github == null) throw new DomainError('link-expired');
    await make(context, records, taken.attempt, taken.signIn);
    const { slackUserId, resume } = taken.attempt;
    await records.deliveries.add({
      tokenRequestId: null,
      payload: { kind: 'link-news', slackUserId, news: 'made', resume },
      trace,
    });
    return { githubLogin: taken.attempt.github.login, signIn: taken.signIn };
  });
  wake.deliveries();
  if (!context.keepsSignIns) await discard(context, made.signIn);
  return { githubLogin: made.githubLogin };
}

/** Nothing is linked, and what GitHub gave is given up. */
export async function cancelLink(
  context: SignInContext,
  { attemptId, browser }: { readonly attemptId: string; readonly browser: string },
): Promise<void> {
  const { database, clock } = context;
  const taken = await database.linkAttempts.takeConfirmation(attemptId, browser, clock.now());
  if (taken) await discard(context, taken.signIn);
}

async function make(
  { clock, keepsSignIns }: SignInContext,
  records: Records,
  attempt: LinkAttempt,
  signIn: SignIn,
): Promise<void> {
  const { slackUserId, github } = attempt;
  if (github === null) return;
  await checkPair(records, attempt);
  await records.links.make(slackUserId, github, clock.now());
  if (keepsSignIns) await records.signIns.save({ githubUserId: github.id, slackUserId }, signIn, clock.now());
}

/** A token that has shown who somebody is, and is needed for nothing more. */
async function discard({ signIn, log }: SignInContext, { accessToken }: SignIn): Promise<void> {
  await signIn
    .revoke(accessToken)
    .catch((error: unknown) => log.info({ err: error }, 'a token that is not needed could not be revoked'));
}

/** The Slack user's link so far, unless the pair cannot be made. */
async function checkPair(
  { links }: Pick<Records, 'links'>,
  { slackUserId, github }: LinkAttempt,
): Promise<Link | undefined> {
  if (github === null) return undefined;
  const taken = await links.ofGitHubUser(github);
  if (taken !== undefined && taken.slackUserId !== slackUserId) throw new DomainError('link-taken');
  const before = await links.find(slackUserId);
  if (before?.byOperator && !isAccount(before, github)) {
    throw new DomainError('link-of-operator', { login: before.github.login });
  }
  return before;
}

function isAccount({ github }: Link, { id, login }: { id: number; login: string }): boolean {
  return github.id === null ? github.login.toLowerCase() === login.toLowerCase() : github.id === id;
}
