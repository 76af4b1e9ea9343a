import { randomUUID } from 'node:crypto';
import type { Confirmed, LinkHand } from '../application/link-ports.js';
import {
  cancelLink,
  confirmLink,
  finishSignIn,
  readLinkQuestion,
  type SignInContext,
  startSignIn,
} from '../application/sign-in.js';
import type { Speeches } from '../application/speech.js';
import { DomainError, type DomainErrorCode } from '../domain/errors.js';
import type { Translator } from '../i18n/translator.js';
import type { Answer, Route, RouteRequest } from './http-server.js';
import { questionPage } from './link-pages.js';
import { wordsPage } from './page.js';
import { browsersTranslator, visitorsTranslator } from './page-language.js';

export interface LinkRoutes extends SignInContext {
  readonly speeches: Pick<Speeches, 'usual' | 'known'>;
}

type Handler = (context: LinkRoutes, request: RouteRequest, t: Translator) => Promise<Answer>;

/** Ours are 43 characters, of base64url. */
const SECRET = /^[\w-]{43}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const COOKIE_SECONDS = 15 * 60;
const STATUS: Partial<Record<DomainErrorCode, number>> = {
  'github-silent': 503,
  'person-unknown': 503,
  'too-many-tries': 429,
};

/** What people's browsers are led through to link their accounts. */
export function createLinkRoutes(context: LinkRoutes): Record<string, Route> {
  const route = (handler: Handler): Route => ({
    async handle(request) {
      let t = browsersTranslator(context.speeches, request.headers);
      try {
        if (!(await context.linking.flood.take('all'))) throw new DomainError('too-many-tries');
        t = await visitorsTranslator(context.speeches, request.headers, await whose(context, request));
        return await handler(context, request, t);
      } catch (error) {
        return explain(context, t, error);
      }
    },
  });
  return {
    'GET /github/login': route(login),
    'GET /github/callback': route(callback),
    'GET /github/confirm': route(ask),
    'POST /github/confirm': route(confirm),
    'POST /github/cancel': route(cancel),
  };
}

async function login(context: LinkRoutes, { query, headers }: RouteRequest): Promise<Answer> {
  const ticket = query.get('ticket') ?? '';
  if (!SECRET.test(ticket)) throw new DomainError('link-expired');
  // One browser keeps what it has, so that two tabs do not end one another.
  const started = await startSignIn(context, { ticket, browser: browserOf(context, headers) });
  return redirect(302, started.location, { 'set-cookie': cookie(context, started.browser) });
}

/** GitHub's answer leaves the address bar at once: it is good no second time, and no question is asked under it. */
async function callback(context: LinkRoutes, { query, headers }: RouteRequest): Promise<Answer> {
  const browser = browserOf(context, headers);
  if (browser === undefined || !SECRET.test(query.get('state') ?? '')) throw new DomainError('link-expired');
  const attemptId = await finishSignIn(context, { parameters: query, browser });
  return redirect(303, `${context.linking.publicUrl()}/github/confirm?attempt=${attemptId}`);
}

async function ask(context: LinkRoutes, { query, headers }: RouteRequest, t: Translator): Promise<Answer> {
  const browser = browserOf(context, headers);
  const attemptId = query.get('attempt') ?? '';
  if (browser === undefined || !UUID.test(attemptId)) throw new DomainError('link-expired');
  const question = await readLinkQuestion(context, { browser, attemptId });
  return questionPage(t, question, browsersTranslator(context.speeches, headers));
}

async function confirm(context: LinkRoutes, { headers, body }: RouteRequest, t: Translator): Promise<Answer> {
  // The cookie stays with us in forms of other sites; this says so in the log, and to old browsers.
  if (isForeign(context, headers)) throw new DomainError('link-expired');
  const { githubLogin } = await confirmLink(context, confirmed(context, headers, body), randomUUID());
  return wordsPage(t, 200, t.text('link.page.done'), t.text('link.page.done.next', { login: githubLogin }));
}

async function cancel(context: LinkRoutes, { headers, body }: RouteRequest, t: Translator): Promise<Answer> {
  if (isForeign(context, headers)) throw new DomainError('link-expired');
  await cancelLink(context, confirmed(context, headers, body));
  return wordsPage(t, 200, t.text('link.page.cancelled'), t.text('link.page.cancelled.next'));
}

/** The Slack user on whose way this browser is, as far as it can show. */
async function whose(context: LinkRoutes, request: RouteRequest): Promise<string | undefined> {
  const hand = handOf(context, request);
  return hand && context.database.linkAttempts.whose(hand);
}

function handOf(context: LinkRoutes, { query, headers, body }: RouteRequest): LinkHand | undefined {
  const ticket = query.get('ticket') ?? '';
  if (SECRET.test(ticket)) return { ticket };
  const browser = browserOf(context, headers);
  if (browser === undefined) return undefined;
  const state = query.get('state') ?? '';
  if (SECRET.test(state)) return { browser, state };
  const attemptId = query.get('attempt') ?? new URLSearchParams(body).get('attempt') ?? '';
  return UUID.test(attemptId) ? { browser, attemptId } : undefined;
}

/** What a form of ours says: which way, and the account that its page has named. */
function confirmed(context: LinkRoutes, headers: RouteRequest['headers'], body: string): Confirmed {
  const fields = new URLSearchParams(body);
  const browser = browserOf(context, headers);
  const attemptId = fields.get('attempt') ?? '';
  const account = fields.get('account') ?? '';
  if (browser === undefined || !UUID.test(attemptId) || !/^\d{1,15}$/.test(account)) {
    throw new DomainError('link-expired');
  }
  return { browser, attemptId, githubUserId: Number(account) };
}

function explain({ log }: LinkRoutes, t: Translator, error: unknown): Answer {
  if (!(error instanceof DomainError)) {
    const reference = randomUUID().slice(0, 8);
    log.error({ err: error, reference }, 'a page for linking failed');
    return wordsPage(t, 500, t.text('link.page.failed'), t.text('link.page.failed.next', { reference }));
  }
  const status = STATUS[error.code] ?? 400;
  return wordsPage(t, status, t.text('link.page.not-linked'), t.text(`error.${error.code}`, error.details));
}

function redirect(status: 302 | 303, location: string, headers: Record<string, string> = {}): Answer {
  return { status, body: '', headers: { location, ...headers } };
}

function isByHttps({ linking }: LinkRoutes): boolean {
  return linking.publicUrl().startsWith('https:');
}

/** The prefix has browsers insist on https, on this host alone. */
function cookieName(context: LinkRoutes): string {
  return isByHttps(context) ? '__Host-patrol-link' : 'patrol-link';
}

/** `Lax`: it comes with the way back from GitHub, and with no form of another site. */
function cookie(context: LinkRoutes, browser: string): string {
  const secure = isByHttps(context) ? '; Secure' : '';
  return `${cookieName(context)}=${browser}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

function browserOf(context: LinkRoutes, { cookie: sent = '' }: RouteRequest['headers']): string | undefined {
  const start = `${cookieName(context)}=`;
  const value = sent
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
    ?.slice(start.length);
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

function isForeign({ linking }: LinkRoutes, { origin, 'sec-fetch-site': site }: RouteRequest['headers']) {
  const isOther = origin !== undefined && origin !== new URL(linking.publicUrl()).origin;
  return isOther || (site !== undefined && site !== 'same-origin');
}
