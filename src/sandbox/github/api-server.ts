import { createHash, randomUUID } from 'node:crypto';
import { accessRefusal } from './access-refusal.js';
import { errorReply, type Reply, validationFailed } from './api-reply.js';
import { principalName } from './credentials.js';
import { matchOperation, validateRequest, validateResponse } from './github-api-description.js';
import type { IncomingRequest, PreparedCall } from './prepared-call.js';
import { rateLimitHeaders } from './rate-limits.js';
import type { Parts, RouteContext } from './route.js';
import { routes } from './routes/routes.js';
import type { ServerParts } from './server-parts.js';
import { toJson } from './to-json.js';

interface ApiRequest {
  method: string;
  caller: string;
  isJson: boolean;
}

/** A call of the API. */
export function apiCall(parts: ServerParts, incoming: IncomingRequest): PreparedCall {
  const { method, query, headers } = incoming;
  const principal = parts.credentials.identify(headers.authorization);
  const caller = 'refused' in principal ? 'nobody' : principalName(principal);
  const path = withLogin(parts, incoming.path);
  const { body, isJson } = parsedJson(incoming.text);
  return {
    caller,
    body,
    perform() {
      if (!headers['user-agent']) return errorReply(403, 'Request forbidden by administrative rules');
      if ('refused' in principal) return errorReply(401, principal.refused);
      const context = { parts, principal, path, query, body, params: {} };
      return performCall(parts, { method, caller, isJson }, context);
    },
    finish: (reply) => withUsualHeaders(parts, incoming, reply, caller),
  };
}

function performCall(
  parts: ServerParts,
  { method, caller, isJson }: ApiRequest,
  context: RouteContext,
): Reply {
  const { path, query, body } = context;
  if (!isJson) {
    parts.onViolation(`${method} ${path}: the body is no JSON`);
    return errorReply(400, 'Problems parsing JSON');
  }
  if (path === '/rate_limit') return rateLimitReply(parts, caller);
  if (!parts.rateLimits.take(caller, parts.behaviour.rateLimit)) {
    return errorReply(403, `API rate limit exceeded for ${caller}.`);
  }
  const violations = validateRequest(method, path, { query, body });
  for (const violation of violations) parts.onViolation(violation);
  const matched = matchOperation(method, path);
  if (!matched) return errorReply(404, 'Not Found');
  const refusal = accessRefusal({ ...context, params: matched.params }, routes[matched.key]?.access ?? 'app');
  if (refusal) return refusal;
  if (violations.length > 0) return validationFailed(violations);
  const reply =
    routes[matched.key]?.handle({ ...context, params: matched.params }) ?? errorReply(404, 'Not Found');
  const readBack = reply.body === undefined ? undefined : JSON.parse(toJson(reply.body));
  for (const violation of validateResponse(method, path, reply.status, readBack))
    parts.onViolation(violation);
  return reply;
}

function rateLimitReply(parts: ServerParts, caller: string): Reply {
  const rate = parts.rateLimits.state(caller, parts.behaviour.rateLimit);
  return { status: 200, body: { resources: { core: rate, search: rate }, rate } };
}

function withUsualHeaders(
  parts: ServerParts,
  { method, headers: asked }: IncomingRequest,
  { status, body, headers: own }: Reply,
  caller: string,
): Reply {
  const text = body === undefined ? '' : toJson(body);
  const headers: Record<string, string> = {
    date: parts.world.now().toUTCString(),
    'x-github-request-id': randomUUID().toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    ...rateLimitHeaders(parts.rateLimits.state(caller, parts.behaviour.rateLimit)),
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...own,
  };
  const isCacheable = method === 'GET' && status === 200;
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (isCacheable) headers.etag = etag;
  const isUnchanged = isCacheable && asked['if-none-match'] === etag;
  return isUnchanged ? { status: 304, headers } : { status, headers, body: text };
}

function parsedJson(text: string): { body: unknown; isJson: boolean } {
  try {
    return { body: text === '' ? undefined : JSON.parse(text), isJson: true };
  } catch {
    return { body: undefined, isJson: false };
  }
}

// GitHub's own links name an organization by its id: `/organizations/1/…` is `/orgs/acme/…`.
function withLogin({ world }: Parts, path: string): string {
  const [, id, rest] = /^\/organizations\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const organization = world.organizations.find((candidate) => candidate.id === Number(id));
  return organization ? `/orgs/${organization.login}${rest ?? ''}` : path;
}
