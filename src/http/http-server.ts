import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../application/ports.js';

export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly contentType?: string;
  /** Beside, or instead of, those that every answer has; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Route {
  handle(request: RouteRequest): Promise<Answer>;
  /** In bytes; default 16 KiB. */
  readonly bodyLimit?: number;
  /** The body of a request that lacks this header is not read: it is handled without one. */
  readonly bodyNeeds?: string;
}

export interface HttpServerOptions {
  /** `GET /healthz` → its handler; `GET /charts/*` for everything right below. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Bolt's own listener, for `POST /slack/events`. */
  readonly slackListener?: (request: IncomingMessage, response: ServerResponse) => void;
  readonly log: Logger;
  readonly now: () => Date;
  /** Whether browsers reach us by https, and should never do otherwise. */
  readonly isPublicByHttps?: boolean;
}

export interface HttpServer {
  /** Resolves with the port that is listened on. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no new connections and waits for the requests in flight. */
  close(): Promise<void>;
}

/** Forms and nothing else; what needs more says so. */
const BODY_LIMIT = 16 * 1024;
/** No address of ours is longer. */
const URL_LIMIT = 8 * 1024;

/** Of every answer, whoever makes it. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
const ONLY_BY_HTTPS = { 'strict-transport-security': 'max-age=31536000' };
const SLACK_CLOCK_SKEW_S = 300;

/** Our few HTTP endpoints, on one port in both of Slack's modes. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      // Never its path: that of a picture is all that protects it.
      options.log.error({ err: error, route: patternOf(options, request) }, 'a request failed');
      send(response, { status: 500, body: 'Something went wrong; the log says what.' });
    });
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return {
    listen: (port, host) => listen(server, port, host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function handle(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse) {
  const always = { ...HEADERS, ...(options.isPublicByHttps ? ONLY_BY_HTTPS : {}) };
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  if ((request.url ?? '').length > URL_LIMIT) return send(response, { status: 414, body: 'Too long' });
  const path = pathOf(request);
  if (options.slackListener && request.method === 'POST' && path === '/slack/events') {
    if (isFromTheFuture(request, options.now())) return send(response, { status: 401, body: '' });
    return options.slackListener(request, response);
  }
  const route = options.routes[patternOf(options, request) ?? ''];
  if (route === undefined) return send(response, notFound(options, path));
  const isRead = route.bodyNeeds === undefined || request.headers[route.bodyNeeds] !== undefined;
  const body = isRead ? await readBody(request, route.bodyLimit ?? BODY_LIMIT) : '';
  if (body === undefined) return send(response, { status: 413, body: 'Too large', headers: LAST });
  const answer = await route.handle({ path, headers: request.headers, query: queryOf(request), body });
  send(response, isRead ? answer : { ...answer, headers: { ...answer.headers, ...LAST } });
}

/** What is left of the body would be taken for the next request. */
const LAST = { connection: 'close' };

function notFound({ routes }: HttpServerOptions, path: string): Answer {
  const isKnown = Object.keys(routes).some((route) => route.endsWith(` ${path}`));
  return isKnown ? { status: 405, body: 'Method not allowed' } : { status: 404, body: 'Not found' };
}

/** Bolt refuses signatures of more than five minutes ago; one made for later would be good for all that time. */
function isFromTheFuture(request: IncomingMessage, now: Date): boolean {
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  return timestamp > now.getTime() / 1_000 + SLACK_CLOCK_SKEW_S;
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(
  response: ServerResponse,
  { status, body, contentType = 'text/plain; charset=utf-8', headers = {} }: Answer,
): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': contentType, ...headers });
  response.end(body);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** What the request's route is called, such as `GET /charts/*`; undefined when there is none. */
function patternOf({ routes }: HttpServerOptions, request: IncomingMessage): string | undefined {
  const path = pathOf(request);
  const patterns = [`${request.method} ${path}`, `${request.method} ${folderOf(path)}*`];
  return patterns.find((pattern) => routes[pattern] !== undefined);
}

/** Up to the last slash, and with it. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function queryOf(request: IncomingMessage): URLSearchParams {
  const [, query = ''] = /^[^?]*\?(.*)$/s.exec(request.url ?? '') ?? [];
  return new URLSearchParams(query);
}

function listen(server: Server, port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
