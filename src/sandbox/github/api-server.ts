import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessRefusal } from './access-refusal.js';
import { errorReply, type Reply, validationFailed } from './api-reply.js';
import { principalName } from './credentials.js';
import type { FaultEffect, FaultList, IncomingCall, RecordedCall } from './fault-list.js';
import { matchOperation, validateRequest, validateResponse } from './github-api-description.js';
import { type RateLimits, rateLimitHeaders } from './rate-limits.js';
import { recordedBody, recordedQuery } from './recorded-call.js';
import type { Parts, RouteContext } from './route.js';
import { routes } from './routes/routes.js';

export interface ApiServerParts extends Parts {
  faults: FaultList;
  rateLimits: RateLimits;
  onCall: (call: RecordedCall) => void;
  onViolation: (violation: string) => void;
}

interface ParsedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  isJson: boolean;
}

/** Answers one HTTP request as GitHub's API does, unless a fault befalls it. */
export async function answerApiRequest(
  parts: ApiServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const at = parts.world.now();
  const parsed = await parseRequest(parts, request);
  const { method, path, query, body } = parsed;
  const principal = parts.credentials.identify(request.headers.authorization);
  const caller = 'refused' in principal ? 'nobody' : principalName(principal);
  const call: IncomingCall = {
    method,
    path: pathOf(request),
    query: recordedQuery(query),
    body: recordedBody(body),
    authenticatedAs: caller,
  };
  const perform = () => {
    if (!request.headers['user-agent']) return errorReply(403, 'Request forbidden by administrative rules');
    if ('refused' in principal) return errorReply(401, principal.refused);
    return performCall(parts, parsed, { parts, principal, path, query, body, params: {} }, caller);
  };
  const reply = await replyUnlessFault(parts, parts.faults.take(call), perform, response);
  const status = reply ? sendReply(parts, request, response, reply, caller) : 0;
  parts.onCall({ ...call, status, ms: Math.round(performance.now() - start), at });
}

function performCall(
  parts: ApiServerParts,
  parsed: ParsedRequest,
  context: RouteContext,
  caller: string,
): Reply {
  const { method, path, query, body, isJson } = parsed;
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
  for (const violation of validateResponse(method, path, reply.status, reply.body))
    parts.onViolation(violation);
  return reply;
}

function rateLimitReply(parts: ApiServerParts, caller: string): Reply {
  const rate = parts.rateLimits.state(caller, parts.behaviour.rateLimit);
  return { status: 200, body: { resources: { core: rate, search: rate }, rate } };
}

/** The reply to send; undefined when the fault leaves the caller without one. */
async function replyUnlessFault(
  parts: ApiServerParts,
  fault: FaultEffect | undefined,
  perform: () => Reply,
  response: ServerResponse,
): Promise<Reply | undefined> {
  if (!fault) return perform();
  if ('delayMs' in fault) {
    await parts.work.delay(fault.delayMs);
    return perform();
  }
  if ('status' in fault) {
    if (fault.after === 'executed') perform();
    const usual = errorReply(fault.status, `Fault ${fault.status}`);
    return { status: fault.status, headers: fault.headers, body: fault.body ?? usual.body };
  }
  if (fault.executed) perform();
  if ('reset' in fault) response.destroy();
  return undefined;
}

function sendReply(
  parts: ApiServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  caller: string,
): number {
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const headers: Record<string, string> = {
    date: parts.world.now().toUTCString(),
    'x-github-request-id': randomUUID().toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    ...rateLimitHeaders(parts.rateLimits.state(caller, parts.behaviour.rateLimit)),
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...reply.headers,
  };
  const isCacheable = request.method === 'GET' && reply.status === 200;
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  if (isCacheable) headers.etag = etag;
  const isUnchanged = isCacheable && request.headers['if-none-match'] === etag;
  const status = isUnchanged ? 304 : reply.status;
  response.writeHead(status, headers).end(isUnchanged ? undefined : text);
  return status;
}

function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://stand-in').pathname;
}

async function parseRequest(parts: ApiServerParts, request: IncomingMessage): Promise<ParsedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const method = request.method ?? 'GET';
  const base = { method, path: withLogin(parts, url.pathname), query: url.searchParams };
  try {
    return { ...base, body: text === '' ? undefined : JSON.parse(text), isJson: true };
  } catch {
    return { ...base, body: undefined, isJson: false };
  }
}

// GitHub's own links name an organization by its id: `/organizations/1/…` is `/orgs/acme/…`.
function withLogin({ world }: Parts, path: string): string {
  const [, id, rest] = /^\/organizations\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const organization = world.organizations.find((candidate) => candidate.id === Number(id));
  return organization ? `/orgs/${organization.login}${rest ?? ''}` : path;
}
