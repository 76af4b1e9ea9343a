import { randomUUID } from 'node:crypto';
import type { Reply } from '../api-reply.js';
import type { IncomingRequest, PreparedCall } from '../prepared-call.js';
import type { ServerParts } from '../server-parts.js';
import { authorize, deny } from './authorize.js';
import { authorizePage, refusalPage } from './authorize-page.js';
import { AUTHORIZE_PATH, readAuthorizeRequest } from './authorize-request.js';
import { exchange, TOKEN_PATH } from './exchange.js';

const NO_PAGE = {
  status: 404,
  title: 'Not Found',
  refused: 'This is not the web page you are looking for.',
} as const;

/** Whether a path belongs to the sign-in of people, which is none of the API's. */
export function isSignInPath(path: string): boolean {
  return path.startsWith('/login/');
}

/** A browser before the page where people authorize the App, or the App that trades what came of it. */
export function signInCall(parts: ServerParts, incoming: IncomingRequest): PreparedCall {
  const { method, path, query, headers } = incoming;
  const form = formOf(incoming);
  const isToken = path === TOKEN_PATH;
  const fields = new URLSearchParams([...query, ...form]);
  const isClient = parts.credentials.isClient(
    fields.get('client_id') ?? '',
    fields.get('client_secret') ?? '',
  );
  const acts: Record<string, () => Reply> = {
    [`GET ${AUTHORIZE_PATH}`]: () => ask(parts, query),
    [`POST ${AUTHORIZE_PATH}`]: () => takeAnswer(parts, form),
    [`POST ${TOKEN_PATH}`]: () => encoded(exchange(parts, fields), headers.accept),
  };
  return {
    caller: isToken ? (isClient ? 'client' : 'nobody') : 'browser',
    body: Object.fromEntries(form),
    perform: acts[`${method} ${path}`] ?? (() => refusalPage(NO_PAGE)),
    finish: (reply) => withUsualHeaders(parts, reply),
  };
}

/** GitHub takes forms and JSON alike. */
function formOf({ text, headers }: IncomingRequest): URLSearchParams {
  if (!headers['content-type']?.startsWith('application/json')) return new URLSearchParams(text);
  try {
    const entries = Object.entries(JSON.parse(text) as object);
    return new URLSearchParams(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
  } catch {
    return new URLSearchParams();
  }
}

function ask(parts: ServerParts, query: URLSearchParams): Reply {
  const asked = readAuthorizeRequest(parts, query);
  return 'refused' in asked ? refusalPage(asked) : authorizePage(parts, asked);
}

function takeAnswer(parts: ServerParts, form: URLSearchParams): Reply {
  const user = parts.world.findUser(form.get('as') ?? '');
  const isCancelled = form.has('cancel');
  for (const name of ['as', 'cancel']) form.delete(name);
  const asked = readAuthorizeRequest(parts, form);
  if ('refused' in asked) return refusalPage(asked);
  if (isCancelled) return { status: 302, headers: { location: deny(parts, asked) } };
  return user
    ? { status: 302, headers: { location: authorize(parts, asked, user) } }
    : authorizePage(parts, asked);
}

/** As a form, unless the App asks for JSON. */
function encoded({ status, body }: Reply, accept = ''): Reply {
  if (accept.includes('application/json')) {
    return { status, body, headers: { 'content-type': 'application/json; charset=utf-8' } };
  }
  const entries = Object.entries(body as object).map(([name, value]) => [name, String(value)]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { status, body: new URLSearchParams(Object.fromEntries(entries)).toString(), headers };
}

function withUsualHeaders({ world }: ServerParts, reply: Reply): Reply {
  const usual = {
    date: world.now().toUTCString(),
    'x-github-request-id': randomUUID().toUpperCase(),
    'cache-control': 'max-age=0, private, must-revalidate',
  };
  return { ...reply, headers: { ...usual, ...reply.headers } };
}
