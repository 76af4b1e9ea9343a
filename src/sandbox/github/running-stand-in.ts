import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.js';
import { BackgroundWork } from './background-work.js';
import { Credentials } from './credentials.js';
import { FaultList, type RecordedCall } from './fault-list.js';
import { validateWebhook } from './github-api-description.js';
import type { GitHubStandIn, GitHubStandInOptions } from './github-stand-in.js';
import { GitHubWorld } from './github-world.js';
import { RateLimits } from './rate-limits.js';
import type { UnconfirmedBehaviour } from './route.js';
import type { ServerParts } from './server-parts.js';
import { authorize, deny } from './sign-in/authorize.js';
import { authorizeRequestAt } from './sign-in/authorize-request.js';
import { type WebhookDelivery, type WebhookMode, WebhookOutbox } from './webhook-outbox.js';
import { webhookOf } from './webhook-payloads.js';
import { WorldControls } from './world-controls.js';
import type { WorldEvent } from './world-event.js';

const USUAL_BEHAVIOUR: UnconfirmedBehaviour = {
  goneStatus: 404,
  bulkWithGone: 'partial',
  bulkDelayMs: 10,
  expiredRequests: 'listed',
  createdWithoutInstallation: false,
  rateLimit: 5000,
  userTokensExpire: true,
  issuerInRedirect: true,
};

/** The stand-in while it runs: its world, its HTTP server and its webhooks in one. */
export class RunningStandIn extends WorldControls implements GitHubStandIn {
  readonly calls: RecordedCall[] = [];
  readonly violations: string[] = [];
  readonly #parts: ServerParts;
  readonly #server: Server;
  readonly #events = new EventEmitter();

  private constructor(options: GitHubStandInOptions) {
    const world = new GitHubWorld(options.app, options.now ?? (() => new Date()));
    const behaviour = { ...USUAL_BEHAVIOUR };
    const credentials = new Credentials(world, options.app, behaviour);
    super(world, credentials);
    this.#parts = this.#buildParts(options, { world, credentials, behaviour });
    this.#server = createServer((request, response) => void this.#answer(request, response));
    world.listen(
      (event) => this.#sendWebhook(event),
      () => this.#events.emit('change'),
    );
  }

  static async start(options: GitHubStandInOptions): Promise<RunningStandIn> {
    const standIn = new RunningStandIn(options);
    await standIn.#listen(options);
    return standIn;
  }

  get url(): string {
    return this.#parts.addresses.api;
  }

  get behaviour(): UnconfirmedBehaviour {
    return this.#parts.behaviour;
  }

  get faults(): FaultList {
    return this.#parts.faults;
  }

  get webhookMode(): WebhookMode {
    return this.#parts.outbox.mode;
  }

  set webhookMode(mode: WebhookMode) {
    this.#parts.outbox.mode = mode;
  }

  get webhookDeliveries(): readonly WebhookDelivery[] {
    return this.#parts.outbox.deliveries;
  }

  setWebhookUrl(url: string): void {
    this.#parts.outbox.url = url;
  }

  setCallbackUrls(...urls: string[]): void {
    this.#parts.callbackUrls = urls;
  }

  authorize({ login, url }: { login: string; url: string }): string {
    return authorize(this.#parts, authorizeRequestAt(this.#parts, url), this.world.user(login));
  }

  deny({ url }: { url: string }): string {
    return deny(this.#parts, authorizeRequestAt(this.#parts, url));
  }

  redeliver(guid: string): Promise<void> {
    return this.#parts.outbox.redeliver(guid);
  }

  releaseHeld(order?: readonly string[]): Promise<void> {
    return this.#parts.outbox.releaseHeld(order);
  }

  settled(): Promise<void> {
    return this.#parts.work.settled();
  }

  holdLists(): void {
    const { requests, grants } = this.#parts.world;
    this.#parts.heldLists = {
      requests: requests.map((request) => ({ ...request })),
      grants: grants.map((grant) => ({ ...grant })),
    };
  }

  releaseLists(): void {
    this.#parts.heldLists = null;
  }

  on(event: 'change', listener: () => void): () => void;
  on(event: 'call', listener: (call: RecordedCall) => void): () => void;
  on(event: 'webhook', listener: (delivery: WebhookDelivery) => void): () => void;
  on(event: string, listener: (...args: never[]) => void): () => void {
    const listening = listener as (...args: unknown[]) => void;
    this.#events.on(event, listening);
    return () => this.#events.off(event, listening);
  }

  async close(): Promise<void> {
    this.#parts.work.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#parts.work.settled();
    this.#events.removeAllListeners();
  }

  async #listen({ port = 0, webUrl }: GitHubStandInOptions): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const { addresses } = this.#parts;
    addresses.api = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    addresses.web = webUrl ?? addresses.api;
  }

  #buildParts(
    { app, webhook }: GitHubStandInOptions,
    { world, credentials, behaviour }: Pick<ServerParts, 'world' | 'credentials' | 'behaviour'>,
  ): ServerParts {
    const work = new BackgroundWork();
    const onChange = (delivery: WebhookDelivery) => this.#events.emit('webhook', delivery);
    const { secret, timeoutMs = 10_000 } = webhook;
    const settings = { appId: app.id, secret, timeoutMs, now: world.now, work, onChange };
    return {
      world,
      credentials,
      work,
      outbox: new WebhookOutbox(settings, webhook.url),
      behaviour,
      addresses: { api: '', web: '', app: { ...app, name: app.name ?? app.slug } },
      heldLists: null,
      callbackUrls: [],
      faults: new FaultList(),
      rateLimits: new RateLimits(world.now),
      onCall: (call) => this.#record(call),
      onViolation: (violation) => this.violations.push(violation),
    };
  }

  #record(call: RecordedCall): void {
    this.calls.push(call);
    this.#events.emit('call', call);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await answerRequest(this.#parts, request, response);
    } catch (error) {
      this.violations.push(`${request.method} ${request.url}: the stand-in failed: ${error}`);
      if (!response.headersSent) response.writeHead(500).end();
    }
  }

  #sendWebhook(event: WorldEvent): void {
    const webhook = webhookOf(this.#parts, event, this.#parts.outbox.url);
    if (!webhook) return;
    this.violations.push(...validateWebhook(webhook.event, webhook.action, webhook.payload));
    this.#parts.outbox.send(webhook);
  }
}
