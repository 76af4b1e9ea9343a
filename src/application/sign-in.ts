import { DomainError, type DomainErrorCode, OutsideError } from '../domain/errors.js';
import type { GitHubUser } from '../domain/token-request.js';
import type { Confirmed, GitHubSignIn, Link, LinkAttempt, SignIn } from './link-ports.js';
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
  if (!(await context.linking.limit.take(`start ${ticket}`))) throw new DomainError('too-many-tries');
  const now = context.clock.now();
  const started = await context.database.linkAttempts.start(ticket, { state, browser, verifier, now });
  if (started === undefined) throw new DomainError('link-expired');
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
  const { database, clock } = context;
  const state = parameters.get('state') ?? '';
  const taken = await database.linkAttempts.takeReturn(state, browser, clock.now());
  if (taken === undefined) throw new DomainError('link-expired');
  const { attempt, verifier, visit } = taken;
  try {
    const returned = { parameters, state, verifier, redirectUri: redirectUri(context) };
    const found = await context.signIn.exchange(returned);
    await identify(context, { id: attempt.id, visit, found }).catch(async (error: unknown) => {
      await discard(context, found);
      throw error;
    });
    return attempt.id;
  } catch (error) {
    throw inOurWords(context, error);
  }
}

/** Whoever opened the link again meanwhile, in this browser or another, has begun anew: this way ends here. */
async function identify(
  { database, signIn }: SignInContext,
  { id, visit, found }: { readonly id: string; readonly visit: string; readonly found: SignIn },
): Promise<void> {
  const user = await signIn.whoIs(found.accessToken);
  if (!(await database.linkAttempts.authorize(id, visit, user, found))) throw new DomainError('link-expired');
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
  readonly github: GitHubUser;
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
  { attemptId, browser }: Pick<Confirmed, 'attemptId' | 'browser'>,
): Promise<LinkQuestion> {
  const { database, clock } = context;
  const attempt = await database.linkAttempts.authorized(attemptId, browser, clock.now());
  const github = attempt?.github;
  if (attempt === undefined || github === undefined || github === null) throw new DomainError('link-expired');
  const { slackUserId } = attempt;
  try {
    const name = await namedPerson(context, { slackUserId, isStranger: false });
    const before = await checkPair(database, { slackUserId, github });
    const replaces = before !== undefined && before.github.id !== github.id ? before.github.login : null;
    return { attemptId, slack: { id: slackUserId, name }, github, replaces };
  } catch (error) {
    // It can never be confirmed, so nobody needs what GitHub gave for it.
    if (error instanceof DomainError && NEVER.includes(error.code)) {
      await cancelLink(context, { attemptId, browser, githubUserId: github.id });
    }
    throw error;
  }
}

const NEVER: readonly DomainErrorCode[] = ['link-taken', 'link-of-operator', 'other-workspace', 'not-active'];

/**
 * Makes the link that the person has confirmed, in one transaction with its record and with the message that offers
 * again what they wanted to do.
 * @throws DomainError those of `readLinkQuestion`
 */
export async function confirmLink(
  context: SignInContext,
  confirmed: Confirmed,
  trace: string,
): Promise<{ readonly githubLogin: string }> {
  const { database, clock, wake } = context;
  const login = await confirmedBefore(context, confirmed);
  if (login !== undefined) return { githubLogin: login };
  await readLinkQuestion(context, confirmed);
  const made = await database.transaction(async (records) => {
    const taken = await records.linkAttempts.takeConfirmation(confirmed, clock.now());
    if (taken === undefined) throw new DomainError('link-expired');
    return make(context, records, { ...taken, trace });
  });
  wake.deliveries();
  for (const signIn of made.unneeded) await discard(context, signIn);
  return { githubLogin: made.githubLogin };
}

/** The login, when the same page was confirmed a moment ago: by a second click, or by a reload. */
async function confirmedBefore(
  { database }: SignInContext,
  confirmed: Confirmed,
): Promise<string | undefined> {
  const attempt = await database.linkAttempts.confirmedBefore(confirmed);
  const link = attempt && (await database.links.find(attempt.slackUserId));
  return link?.github.id === confirmed.githubUserId ? link.github.login : undefined;
}

/** Nothing is linked, and what GitHub gave is given up. */
export async function cancelLink(context: SignInContext, confirmed: Confirmed): Promise<void> {
  const { database, clock } = context;
  const taken = await database.linkAttempts.takeConfirmation(confirmed, clock.now());
  if (taken) await discard(context, taken.signIn);
}

/** Has the sign-ins of those who came back from GitHub and never confirmed ended there, too. */
export async function forgetLinkAttempts(
  context: Pick<SignInContext, 'database' | 'clock' | 'log'> & { readonly signIn?: GitHubSignIn },
): Promise<void> {
  const { database, clock, signIn } = context;
  const unneeded = await database.linkAttempts.forgetBefore(clock.now());
  if (signIn) for (const one of unneeded) await discard({ ...context, signIn }, one);
}

interface Confirmation {
  readonly attempt: LinkAttempt;
  readonly signIn: SignIn;
  readonly trace: string;
}

async function make(
  { clock, keepsSignIns }: SignInContext,
  records: Records,
  { attempt, signIn, trace }: Confirmation,
): Promise<{ readonly githubLogin: string; readonly unneeded: readonly SignIn[] }> {
  const { slackUserId, resume, github } = attempt;
  if (github === null) throw new DomainError('link-expired');
  const before = await checkPair(records, { slackUserId, github });
  const replaced = before?.github.id == null ? undefined : await records.signIns.find(before.github.id);
  await records.links.make(slackUserId, github, clock.now());
  if (keepsSignIns) await records.signIns.save({ githubUserId: github.id, slackUserId }, signIn, clock.now());
  const payload = { kind: 'link-news', slackUserId, news: 'made', resume } as const;
  await records.deliveries.add({ tokenRequestId: null, payload, trace });
  return {
    githubLogin: github.login,
    unneeded: [...(replaced ? [replaced] : []), ...(keepsSignIns ? [] : [signIn])],
  };
}

/** A token that has shown who somebody is, and is needed for nothing more. */
async function discard(
  { signIn, log }: Pick<SignInContext, 'signIn' | 'log'>,
  { accessToken }: SignIn,
): Promise<void> {
  await signIn
    .revoke(accessToken)
    .catch((error: unknown) => log.info({ err: error }, 'a token that is not needed could not be revoked'));
}

/** The Slack user's link so far, unless the pair cannot be made. */
async function checkPair(
  { links }: Pick<Records, 'links'>,
  { slackUserId, github }: { readonly slackUserId: string; readonly github: GitHubUser },
): Promise<Link | undefined> {
  const taken = await links.ofGitHubUser(github);
  if (taken !== undefined && taken.slackUserId !== slackUserId) throw new DomainError('link-taken');
  const before = await links.find(slackUserId);
  if (before?.byOperator && !isAccount(before, github)) {
    throw new DomainError('link-of-operator', { login: before.github.login });
  }
  return before;
}

function isAccount({ github }: Link, { id, login }: GitHubUser): boolean {
  return github.id === null ? github.login.toLowerCase() === login.toLowerCase() : github.id === id;
}
