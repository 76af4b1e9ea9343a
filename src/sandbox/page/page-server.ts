import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { CallRecord } from './call-record.js';
import { forward } from './forward.js';
import { gitHubActions } from './github-actions.js';
import { forwardSignIn, isSignIn } from './github-sign-in.js';
import type { LiveUpdates } from './live-updates.js';
import { ActionRefused, action, type PageAction, type PageContext } from './page-action.js';
import { importMapHash, pageFile, pageHtml } from './page-files.js';
import { MAIL_HEADERS, refusalOf, securityHeaders } from './page-guard.js';
import { slackActions } from './slack-actions.js';

/** What the page shows and works on, once all of it runs. */
export interface PageParts extends PageContext {
  readonly updates: LiveUpdates;
  readonly calls: CallRecord;
  isPersona(id: string): boolean;
  /** Where the bot's pictures are. */
  readonly botPort: number;
}

export interface PageServer {
  readonly port: number;
  /** From now on the page is served; before, it says that the sandbox is starting. */
  open(parts: PageParts): void;
  close(): Promise<void>;
}

const MAX_BODY = 200_000;
const PICTURE = /^\/charts\/[\w.-]+$/;
const headers = securityHeaders(importMapHash);

const actions: Readonly<Record<string, PageAction>> = {
  ...slackActions,
  ...gitHubActions,
  '/api/trouble': action(
    z.object({
      name: z.enum([
        'slack-429',
        'github-502',
        'github-timeout',
        'smtp-down',
        'lose-next-webhook',
        'webhooks-twice',
      ]),
      on: z.boolean(),
    }),
    ({ trouble }, { name, on }) => {
      trouble.set(name, on);
      return {};
    },
  ),
};

/**
 * Takes the port, on this machine only.
 * @throws Error that says what to do when somebody else has it
 */
export async function startPageServer(port: number): Promise<PageServer> {
  let parts: PageParts | undefined;
  const server = createServer((request, response) => {
    const { port: own } = server.address() as AddressInfo;
    answer(parts, own, request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    open(given) {
      parts = given;
    },
    async close() {
      parts?.updates.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  const texts: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken, perhaps by another sandbox. Stop that, or choose another: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} may not be used by this user. Choose another: PORT=3000 npm start`,
  };
  const said = new Error(texts[error.code ?? ''] ?? `Port ${port} cannot be used: ${error.message}`);
  // The stack leads into Node; the text says all that there is to do.
  said.stack = undefined;
  return said;
}

async function answer(
  parts: PageParts | undefined,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request, port);
  if (refusal) return void send(response, 403, refusal);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (parts && isSignIn(pathname)) return forwardSignIn(parts.standIns.github.url, request, response);
  if (isSignIn(pathname)) return void sendStarting(response);
  if (request.method === 'POST') return runAction(parts, pathname, request, response);
  if (pathname.startsWith('/assets/')) return sendFile(response, pathname);
  if (!parts) return void sendStarting(response);
  // Slack's clients load pictures through a server of Slack's.
  if (PICTURE.test(pathname))
    return forward(`http://127.0.0.1:${parts.botPort}${pathname}`, request, response);
  if (pathname === '/api/events')
    return void openEvents(parts, searchParams.get('as') ?? '', request, response);
  if (pathname.startsWith('/api/calls/'))
    return void sendJson(response, 200, parts.calls.body(lastNumber(pathname)) ?? {});
  if (pathname.startsWith('/mail/html/')) return void sendMail(parts, lastNumber(pathname), response);
  if (/^\/(github|mail)?(\/|$)/.test(pathname)) return void sendPage(response, 200);
  send(response, 404, 'There is nothing here. The sandbox starts at /');
}

function lastNumber(path: string): number {
  return Number(path.split('/').at(-1));
}

function openEvents(
  parts: PageParts,
  personId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!parts.isPersona(personId)) return void send(response, 404, 'Nobody has this id');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  parts.updates.connect(request, response, personId);
}

async function runAction(
  parts: PageParts | undefined,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const run = actions[path];
  if (!run) return void sendJson(response, 404, { error: 'There is no such action' });
  if (!parts) return void sendJson(response, 503, { error: 'The sandbox is still starting' });
  const body = await readJson(request);
  try {
    sendJson(response, 200, (await run(parts, body)) ?? {});
  } catch (error) {
    // The stand-ins throw what a person cannot do there. It is for the visitor to read, and 200 all the same:
    // the browser would write any other status into its console, which is for what is wrong with the page.
    if (!(error instanceof Error)) throw error;
    sendJson(response, 200, { error: error.message });
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MAX_BODY) throw new ActionRefused('That is too much');
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ActionRefused('That is no JSON');
  }
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const file = await pageFile(path);
  if (!file) return void send(response, 404, 'No such file');
  response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.body);
}

function sendMail(parts: PageParts, index: number, response: ServerResponse): void {
  const html = parts.standIns.mailbox.mails[index]?.parsed.html;
  if (!html) return void send(response, 404, 'This mail has no HTML');
  // Links in a frame without a frame's rights must open elsewhere.
  const body = `<base target="_blank">${html}`.replace(/^(<base[^>]*>)(<!doctype[^>]*>)/i, '$2$1');
  response.writeHead(200, { ...MAIL_HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(body);
}

function sendStarting(response: ServerResponse): void {
  sendPage(response, 503, { refresh: '1', 'retry-after': '1' });
}

function sendPage(response: ServerResponse, status: number, more: Record<string, string> = {}): void {
  const type = { 'content-type': 'text/html; charset=utf-8' };
  const body = status === 200 ? pageHtml : pageHtml.replace('<script type="module"', '<script type="off"');
  response.writeHead(status, { ...headers, ...type, ...more }).end(body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const isTheirs = error instanceof ActionRefused;
  sendJson(response, isTheirs ? 400 : 500, { error: error instanceof Error ? error.message : String(error) });
}
