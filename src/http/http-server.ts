import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../application/ports.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
}

export type RouteHandler = (request: {
  headers: IncomingMessage['headers'];
  body: string;
}) => Promise<Answer>;

export interface HttpServerOptions {
  /** `GET /healthz` → its handler. */
  readonly routes: Readonly<Record<string, RouteHandler>>;
  /** Bolt's own listener, for `POST /slack/events`. */
  readonly slackListener?: (request: IncomingMessage, response: ServerResponse) => void;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface HttpServer {
  /** Resolves with the port that is listened on. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no new connections and waits for the requests in flight. */
  close(): Promise<void>;
}

/** GitHub's own cap for a webhook. */
const BODY_LIMIT = 25 * 1024 * 1024;
const SLACK_CLOCK_SKEW_S = 300;

/** Our few HTTP endpoints, on one port in both of Slack's modes. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      options.log.error({ err: error, path: pathOf(request) }, 'a request failed');
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
  const path = pathOf(request);
  if (options.slackListener && request.method === 'POST' && path === '/slack/events') {
    if (isFromTheFuture(request, options.now())) return send(response, { status: 401, body: '' });
    return options.slackListener(request, response);
  }
  const route = options.routes[`${request.method} ${path}`];
  if (route === undefined) return send(response, notFound(options, path));
  const body = await readBody(request);
  if (body === undefined) return send(response, { status: 413, body: 'Too large' });
  send(response, await route({ headers: request.headers, body }));
}

function notFound({ routes }: HttpServerOptions, path: string): Answer {
  const isKnown = Object.keys(routes).some((route) => route.endsWith(` ${path}`));
  return isKnown ? { status: 405, body: 'Method not allowed' } : { status: 404, body: 'Not found' };
}

/** Bolt refuses signatures of more than five minutes ago; one made for later would be good for all that time. */
function isFromTheFuture(request: IncomingMessage, now: Date): boolean {
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  return timestamp > now.getTime() / 1_000 + SLACK_CLOCK_SKEW_S;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(
  response: ServerResponse,
  { status, body, contentType = 'text/plain; charset=utf-8' }: Answer,
): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    'Content-Type': contentType,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(status === 413 ? { Connection: 'close' } : {}),
  });
  response.end(body);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
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
