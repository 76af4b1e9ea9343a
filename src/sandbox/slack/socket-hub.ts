import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject } from './rule.js';
import type { Json } from './slack-objects.js';
import type { Delivered, SlackSockets } from './slack-stand-in-types.js';
import type { Workspace } from './workspace.js';

const partingMs = 500;

interface Waiting {
  resolve(delivered: Delivered): void;
  timer: NodeJS.Timeout;
  startedAt: number;
}

/** The Socket Mode side: connections with tickets, envelopes and their acknowledgements. */
export class SocketHub implements SlackSockets {
  readonly #sockets = new Set<WebSocket>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #tickets = new Set<string>();
  readonly #wss = new WebSocketServer({ noServer: true });
  #turn = 0;
  #last: Json | undefined;

  constructor(
    private readonly server: Server,
    private readonly workspace: Workspace,
  ) {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket as Socket, head));
  }

  get size(): number {
    return this.#sockets.size;
  }

  newTicketUrl(): string {
    const ticket = this.workspace.id('ticket');
    this.#tickets.add(ticket);
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/link/?ticket=${ticket}`;
  }

  /** Sends an envelope to one connection and waits for its acknowledgement. */
  send(type: string, payload: Json, retry?: { num: number; reason: string }): Promise<Delivered> {
    const acceptsPayload = type !== 'events_api';
    const retried = retry && { retry_attempt: retry.num, retry_reason: retry.reason };
    const envelope = {
      envelope_id: this.workspace.id('envelope-'),
      payload,
      type,
      accepts_response_payload: acceptsPayload,
      ...retried,
    };
    this.#last = envelope;
    return this.#transmit(envelope);
  }

  resendLast(): Promise<Delivered> {
    if (!this.#last) throw new Error('no envelope was sent yet');
    return this.#transmit(this.#last);
  }

  async disconnect(reason = 'refresh_requested'): Promise<void> {
    const gone = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } }));
    }
    await Promise.all(gone);
  }

  async close(): Promise<void> {
    for (const { timer, resolve } of this.#waiting.values()) {
      clearTimeout(timer);
      resolve({ status: 0, ackBody: undefined, error: 'not_connected', ms: 0 });
    }
    await Promise.all([...this.#sockets].map(part));
    this.#wss.close();
  }

  #transmit(envelope: Json): Promise<Delivered> {
    const sockets = [...this.#sockets];
    const socket = sockets[this.#turn++ % sockets.length];
    const startedAt = performance.now();
    if (!socket) return Promise.resolve({ status: 0, ackBody: undefined, error: 'not_connected', ms: 0 });
    return new Promise((resolve) => {
      const id = String(envelope.envelope_id);
      const timer = setTimeout(() => this.#expire(id), this.workspace.options.ackTimeoutMs ?? 3000);
      timer.unref();
      this.#waiting.set(id, { resolve, timer, startedAt });
      socket.send(JSON.stringify(envelope));
    });
  }

  #expire(id: string): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve({
      status: 0,
      ackBody: undefined,
      error: 'timeout',
      ms: performance.now() - waiting.startedAt,
    });
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#wss.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
  }

  #welcome(connection: WebSocket): void {
    this.#sockets.add(connection);
    connection.on('close', () => this.#gone(connection));
    connection.on('error', () => this.#gone(connection));
    connection.on('message', (data) => this.#acknowledged(String(data)));
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#sockets.size,
        debug_info: { host: 'stand-in', approximate_connection_time: 18_060 },
        connection_info: { app_id: this.workspace.options.app.id },
      }),
    );
    this.workspace.changed();
  }

  #gone(connection: WebSocket): void {
    this.#sockets.delete(connection);
    this.workspace.changed();
  }

  #acknowledged(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isObject(message) || typeof message.envelope_id !== 'string') {
      this.workspace.violate(`socket: a message without envelope_id: ${text.slice(0, 200)}`);
      return;
    }
    const waiting = this.#waiting.get(message.envelope_id);
    if (!waiting) {
      this.workspace.warn(`socket: an acknowledgement too late or twice: ${message.envelope_id}`);
      return;
    }
    this.#waiting.delete(message.envelope_id);
    clearTimeout(waiting.timer);
    waiting.resolve({ status: 200, ackBody: message.payload, ms: performance.now() - waiting.startedAt });
  }
}

/** Closes with the handshake: a client whose connection just breaks keeps its process alive for thirty seconds. */
function part(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), partingMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1001);
  });
}
