import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { Json } from './slack-objects.js';
import type { Delivered, SlackRequest } from './slack-stand-in-types.js';
import type { SocketHub } from './socket-hub.js';
import type { Workspace } from './workspace.js';

export type RequestKind = SlackRequest['kind'];

export interface Retry {
  num: number;
  reason: string;
}

/** Sends interactions, commands and events to the bot: by Socket Mode when it is connected so, else by HTTP. */
export class BotLink {
  requestUrl: string | undefined;
  underWay = 0;

  constructor(
    private readonly workspace: Workspace,
    private readonly sockets: SocketHub,
  ) {
    this.requestUrl = workspace.options.requestUrl;
  }

  async deliver(kind: RequestKind, type: string, payload: Json, retry?: Retry): Promise<Delivered> {
    this.underWay += 1;
    const at = this.workspace.now();
    const transport = this.sockets.size > 0 ? 'socket' : 'http';
    try {
      const delivered =
        transport === 'socket'
          ? await this.sockets.send(kind, payload, retry)
          : await this.#post(kind, payload, retry);
      const sent: SlackRequest = { ...delivered, kind, type, payload, transport, retryNum: retry?.num, at };
      this.workspace.emitter.emit('request', sent);
      return delivered;
    } finally {
      this.underWay -= 1;
      this.workspace.emitter.emit('idle');
    }
  }

  async #post(kind: RequestKind, payload: Json, retry?: Retry): Promise<Delivered> {
    if (!this.requestUrl) return { status: 0, ackBody: undefined, error: 'not_connected', ms: 0 };
    const { body, contentType } = encode(kind, payload);
    const headers = {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...this.#signature(body),
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    };
    return post(this.requestUrl, headers, body, this.workspace.options.ackTimeoutMs ?? 3000);
  }

  #signature(body: string): Record<string, string> {
    // The system's clock, not the workspace's: the receiver compares with its own.
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', this.workspace.options.app.signingSecret);
    const signature = hmac.update(`v0:${timestamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
  }
}

function encode(kind: RequestKind, payload: Json): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const fields =
    kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' };
}

function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<Delivered> {
  const startedAt = performance.now();
  const ms = () => performance.now() - startedAt;
  return new Promise((resolve) => {
    const fail = (error: string) => resolve({ status: 0, ackBody: undefined, error, ms: ms() });
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(timer);
        const status = response.statusCode ?? 0;
        const ackBody = decode(Buffer.concat(chunks).toString(), response.headers['content-type']);
        resolve({ status, ackBody, ms: ms(), ...(status !== 200 && { error: `http_${status}` }) });
      });
    });
    const timer = setTimeout(() => {
      fail('timeout');
      sent.destroy();
    }, timeoutMs);
    timer.unref();
    sent.on('error', () => {
      clearTimeout(timer);
      fail('not_connected');
    });
    sent.end(body);
  });
}

function decode(text: string, contentType = ''): unknown {
  if (text === '') return undefined;
  if (!contentType.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
