import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Servers close connections that idle; those that idle for longer are not used again, so that none is closed under a request. */
const IDLE_MS = 4_000;
const AGENTS = {
  'http:': new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
  'https:': new https.Agent({ keepAlive: true, timeout: IDLE_MS }),
};

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * `fetch` as the clients of Slack and GitHub use it, by Node's own HTTP client, which takes half of the time of the
 * processor: a click waits for two calls, and a worker makes hundreds a second. Its answers have what those clients read of
 * a `Response`, and are whole: `text`, `json`, `arrayBuffer`, `status`, `headers.get`. What is rare is left to `fetch`:
 * redirects of what is only read, and bodies that are no text. Nothing else follows a redirect: it would be sent twice.
 *
 * Gives up after `withinMs`, by a timer that ends with the call: an `AbortSignal.timeout` would keep what the call has
 * touched until its time is over, by when all of it has become old for the garbage collector.
 * @throws TypeError whose cause has Node's code, a `TimeoutError`, or what the signal was aborted with, as `fetch` does
 */
export function leanFetch(withinMs: number): typeof fetch {
  return async (input, init = {}) => {
    const until = performance.now() + withinMs;
    const { method = 'GET', body, headers, signal, redirect } = init;
    if (input instanceof URL || typeof input === 'string') {
      const url = new URL(input);
      const agent = AGENTS[url.protocol as keyof typeof AGENTS];
      if (agent !== undefined && (body == null || typeof body === 'string') && isPlain(headers)) {
        signal?.throwIfAborted();
        const details = { url, agent, method, headers: { ...headers }, body: body ?? '', signal, withinMs };
        const answer = await send(details);
        // It has what the clients read of one, and no more: a real one costs what this is here to spare.
        if (!REDIRECTS.includes(answer.status)) return answer as unknown as Response;
        if (redirect === 'error' || method !== 'GET')
          throw failed(
            'UNEXPECTED_REDIRECT',
            `${url.origin} redirects (${answer.status}): set its address to where that leads`,
          );
      }
    }
    return impatientFetch(Math.max(until - performance.now(), 1))(input, init);
  };
}

/** `fetch` that gives up after `withinMs`, reading of the body included. */
export function impatientFetch(withinMs: number): typeof fetch {
  return (input, init = {}) => {
    const timeout = AbortSignal.timeout(Math.ceil(withinMs));
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return fetch(input, { ...init, signal });
  };
}

type Headers = Readonly<Record<string, string>>;

function isPlain(headers: RequestInit['headers']): headers is Record<string, string> | undefined {
  return headers === undefined || Object.getPrototypeOf(headers) === Object.prototype;
}

interface Sent {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal | null | undefined;
  readonly withinMs: number;
}

function send({ url, agent, method, body, signal, withinMs, ...sent }: Sent): Promise<Answer> {
  const headers: Record<string, string> = { 'accept-encoding': 'gzip', ...sent.headers };
  if (body !== '' || method !== 'GET') headers['content-length'] = String(Buffer.byteLength(body));
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    let isOver = false;
    let request = attempt();
    const timer = setTimeout(() => giveUp(timeoutError()), withinMs);
    signal?.addEventListener('abort', abort, { once: true });

    function attempt(): ClientRequest {
      let isAnswered = false;
      const sending = open(url, { agent, method, headers }, (response) => {
        isAnswered = true;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          unpacked(response, Buffer.concat(chunks)).then((whole) => {
            end();
            resolve(new Answer(url, response, whole));
          }, fail);
        });
        response.on('error', fail);
      });
      sending.on('error', (error: NodeJS.ErrnoException) => {
        // The server had closed a connection that idled just before it was used: a read is simply made once more.
        const isRepeatable = method === 'GET' && sending.reusedSocket && !isAnswered && isReset(error);
        if (isRepeatable && !isOver) request = attempt();
        else fail(error);
      });
      sending.end(body);
      return sending;
    }

    function abort(): void {
      giveUp(signal?.reason);
    }

    function giveUp(reason: unknown): void {
      const isConnected = request.socket !== null && !request.socket.connecting;
      end();
      // Before there is a connection, nothing can have been carried out.
      reject(isConnected ? reason : failed('CONNECT_TIMEOUT', 'no connection in time'));
      request.destroy();
    }

    function fail(cause: Error): void {
      end();
      reject(new TypeError('fetch failed', { cause }));
    }

    /** What comes after it, such as the error of a request that was given up, is of no account. */
    function end(): void {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  });
}

/** As `fetch` puts it, with a code of ours where Node's own client has none. */
function failed(code: string, message: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

/** As `AbortSignal.timeout` has it. */
function timeoutError(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}

function isReset({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE';
}

const gunzipped = promisify(gunzip);

/** GitHub's lists are a tenth as long when they are packed. */
async function unpacked({ headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  return headers['content-encoding'] === 'gzip' && body.length > 0 ? gunzipped(body) : body;
}

/** What the clients read of `Headers`; Node's names are in lower case. */
class AnswerHeaders {
  readonly #values: ReadonlyMap<string, string>;

  constructor(headers: IncomingMessage['headers']) {
    this.#values = new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** What the clients read of a `Response`. */
class Answer {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: AnswerHeaders;
  readonly #body: Buffer;

  constructor(url: URL, { statusCode = 0, statusMessage = '', headers }: IncomingMessage, body: Buffer) {
    this.url = url.href;
    this.status = statusCode;
    this.statusText = statusMessage;
    this.headers = new AnswerHeaders(headers);
    this.#body = body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  async text(): Promise<string> {
    return this.#body.toString('utf8');
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#body).buffer;
  }

  /** It is whole, so it can be read as often as anybody likes. */
  clone(): this {
    return this;
  }
}
