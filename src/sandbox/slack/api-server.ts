import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.js';
import { downloadPictures } from './download-pictures.js';
import type { FaultList } from './fault-list.js';
import { readArguments } from './request-body.js';
import type { ResponseUrls } from './response-urls.js';
import type { Json } from './slack-objects.js';
import type { FaultEffect, SlackCall } from './slack-stand-in-types.js';
import type { WebApiMethods } from './web-api-methods.js';
import type { Workspace } from './workspace.js';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Json | string;
  error?: string;
}

/** Answers the bot's calls over HTTP: Web API methods under /api/, answers to interactions under /response/. */
export class ApiServer {
  readonly calls: SlackCall[] = [];
  underWay = 0;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly workspace: Workspace,
    private readonly methods: WebApiMethods,
    private readonly responseUrls: ResponseUrls,
    private readonly faults: FaultList,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, area, name = ''] = new URL(request.url ?? '', 'http://localhost').pathname.split('/');
    if (area !== 'api' && area !== 'response') return void response.writeHead(404).end();
    this.underWay += 1;
    try {
      await this.#answer(area, name, request, response);
    } catch (error) {
      // A caller that gave up while it was still sending is no defect; anything else is one, of the stand-in.
      if (!request.destroyed || request.complete)
        this.workspace.violate(`stand-in failed at ${name}: ${error}`);
      if (!response.headersSent) response.writeHead(500).end();
    } finally {
      this.underWay -= 1;
      this.workspace.emitter.emit('idle');
    }
  }

  async #answer(
    area: 'api' | 'response',
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const startedAt = performance.now();
    const at = this.workspace.now();
    const { token: formToken, ...args } = await readArguments(request);
    const method = area === 'api' ? name : 'response_url';
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? (formToken as string | undefined);
    const run = () => (area === 'api' ? this.#runMethod(name, token, args) : this.#respond(name, args));
    const answer = await this.#withFault(method, args, run, response);
    this.#record({ method, args, at, ms: performance.now() - startedAt }, answer);
    if (answer) send(response, answer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #runMethod(name: string, token: string | undefined, args: Json): Promise<Answer> {
    try {
      const body = await this.methods.run(name, token, args);
      const scopes = [...(this.workspace.scopes ?? [])].join(',');
      return { status: 200, headers: scopes ? { 'x-oauth-scopes': scopes } : {}, body };
    } catch (error) {
      return this.#refusal(name, error);
    }
  }

  async #respond(id: string, args: Json): Promise<Answer> {
    try {
      await downloadPictures(this.workspace, args);
      this.responseUrls.take(id, args);
      return { status: 200, headers: {}, body: 'ok' };
    } catch (error) {
      const gone =
        error instanceof ApiError && ['expired_url', 'used_url', 'no_such_url'].includes(error.error);
      return { ...this.#refusal('response_url', error), status: gone ? 404 : 400 };
    }
  }

  #refusal(method: string, error: unknown): Answer {
    if (!(error instanceof ApiError)) throw error;
    if (error.error === 'ratelimited') return tooMany(Number(error.details.retryAfter));
    if (error.defect) {
      const details = Object.keys(error.details).length > 0 ? ` ${JSON.stringify(error.details)}` : '';
      this.workspace.violate(`${method}: ${error.error}${details}`);
    }
    const body = { ok: false, error: error.error, ...error.details };
    return { status: 200, headers: {}, body, error: error.error };
  }

  /** The answer, unless a fault says that none is sent. */
  async #withFault(
    method: string,
    args: Json,
    run: () => Promise<Answer>,
    response: ServerResponse,
  ): Promise<Answer | undefined> {
    const effect = this.faults.take(method, args);
    if (!effect) return run();
    if ('delayMs' in effect) {
      await this.#delay(effect.delayMs);
      return run();
    }
    if ('hang' in effect || 'reset' in effect) {
      if (effect.executed) await run();
      if ('reset' in effect) response.destroy();
      return undefined;
    }
    return faultAnswer(effect);
  }

  #delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  #record(call: Pick<SlackCall, 'method' | 'args' | 'at' | 'ms'>, answer: Answer | undefined): void {
    const body = typeof answer?.body === 'string' ? { body: answer.body } : answer?.body;
    const recorded: SlackCall = {
      ...call,
      status: answer?.status ?? 0,
      ok: answer?.status === 200 && answer.error === undefined,
      error: answer ? answer.error : 'no_answer',
      response: body,
    };
    this.calls.push(recorded);
    this.workspace.emitter.emit('call', recorded);
  }
}

function faultAnswer(
  effect: Exclude<FaultEffect, { delayMs: number } | { hang: true } | { reset: true }>,
): Answer {
  if ('error' in effect) {
    return { status: 200, headers: {}, body: { ok: false, error: effect.error }, error: effect.error };
  }
  if (effect.status === 429) return tooMany(effect.retryAfter);
  return { status: 500, headers: {}, body: 'Internal Server Error', error: 'http_500' };
}

function tooMany(retryAfter: number): Answer {
  const body = { ok: false, error: 'ratelimited' };
  return { status: 429, headers: { 'retry-after': String(retryAfter) }, body, error: 'ratelimited' };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const json = typeof body !== 'string';
  const contentType = json ? 'application/json; charset=utf-8' : 'text/plain';
  response.writeHead(status, { 'content-type': contentType, ...headers });
  response.end(json ? JSON.stringify(body) : body);
}
