import { createHmac, randomUUID } from 'node:crypto';
import type { BackgroundWork } from './background-work.js';
import { HOOK_ID, type Webhook } from './webhook-payloads.js';
import { postWebhook, type WebhookAnswer } from './webhook-post.js';

/**
 * `deliver`: sent at once. `lose`: the receiver is not reached; GitHub lists the delivery as failed.
 * `vanish`: never sent and never listed. `twice`: sent two times with one guid. `hold`: kept for `releaseHeld`.
 */
export type WebhookMode = 'deliver' | 'lose' | 'vanish' | 'twice' | 'hold';

/** One attempt to deliver one webhook; a redelivery is another attempt with the same guid. */
export interface WebhookDelivery {
  readonly id: bigint;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly installationId: number | null;
  readonly redelivery: boolean;
  readonly requestHeaders: Readonly<Record<string, string>>;
  state: 'held' | 'sending' | 'delivered' | 'failed' | 'vanished';
  /** The receiver's HTTP status; null when there was no answer. */
  status: number | null;
  statusText: string;
  response: { headers: Record<string, string>; body: string } | null;
  durationMs: number;
  readonly at: Date;
}

interface OutboxSettings {
  appId: number;
  secret: string;
  timeoutMs: number;
  now: () => Date;
  work: BackgroundWork;
  /** Called whenever a delivery is made or changes. */
  onChange: (delivery: WebhookDelivery) => void;
}

/** As on github.com: more than a number can hold. */
const FIRST_ID = 3_804_004_623_172_239_361n;
const UNREACHED: WebhookAnswer = { status: null, statusText: 'failed to connect to host', response: null };

/** Delivers webhooks as GitHub does: signed, with ten seconds to answer, and never again by itself. */
export class WebhookOutbox {
  mode: WebhookMode = 'deliver';
  url: string;
  readonly deliveries: WebhookDelivery[] = [];
  readonly #settings: OutboxSettings;

  constructor(settings: OutboxSettings, url = '') {
    this.#settings = settings;
    this.url = url;
  }

  send(webhook: Webhook): void {
    const first = this.#newDelivery(webhook, randomUUID(), false);
    const mode = this.url === '' ? 'vanish' : this.mode;
    switch (mode) {
      case 'hold':
        this.#change(first, { state: 'held' });
        break;
      case 'vanish':
        this.#change(first, { state: 'vanished' });
        break;
      case 'lose':
        this.#change(first, { state: 'failed', ...UNREACHED });
        break;
      case 'deliver':
        void this.#attempt(first);
        break;
      case 'twice':
        void this.#attempt(first);
        void this.#attempt(this.#newDelivery(webhook, first.guid, true));
        break;
    }
  }

  async redeliver(guid: string): Promise<void> {
    const earlier = this.deliveries.find((delivery) => delivery.guid === guid);
    if (!earlier) throw new Error(`There is no delivery ${guid}`);
    await this.#attempt(this.#newDelivery(earlier, guid, true));
  }

  async releaseHeld(order?: readonly string[]): Promise<void> {
    const held = this.deliveries.filter(({ state }) => state === 'held');
    const guids = order ?? held.map(({ guid }) => guid);
    for (const guid of guids) {
      const delivery = held.find((candidate) => candidate.guid === guid);
      if (!delivery) throw new Error(`No delivery ${guid} is held`);
      await this.#attempt(delivery);
    }
  }

  #newDelivery(webhook: Webhook, guid: string, redelivery: boolean): WebhookDelivery {
    const { event, action, payload, installationId } = webhook;
    const id = FIRST_ID + BigInt(this.deliveries.length);
    const delivery: WebhookDelivery = {
      id,
      guid,
      event,
      action,
      payload,
      installationId,
      redelivery,
      requestHeaders: this.#headers(event, guid, JSON.stringify(payload)),
      state: 'sending',
      status: null,
      statusText: '',
      response: null,
      durationMs: 0,
      at: this.#settings.now(),
    };
    this.deliveries.push(delivery);
    return delivery;
  }

  #headers(event: string, guid: string, body: string): Record<string, string> {
    const { appId, secret } = this.#settings;
    return {
      Accept: '*/*',
      'Content-Type': 'application/json',
      'User-Agent': 'GitHub-Hookshot/5ta9d1n',
      'X-GitHub-Delivery': guid,
      'X-GitHub-Event': event,
      'X-GitHub-Hook-ID': String(HOOK_ID),
      'X-GitHub-Hook-Installation-Target-ID': String(appId),
      'X-GitHub-Hook-Installation-Target-Type': 'integration',
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    };
  }

  #attempt(delivery: WebhookDelivery): Promise<void> {
    return this.#settings.work.track(this.#post(delivery));
  }

  async #post(delivery: WebhookDelivery): Promise<void> {
    this.#change(delivery, { state: 'sending' });
    const start = performance.now();
    const body = JSON.stringify(delivery.payload);
    const { timeoutMs, work } = this.#settings;
    const answer = await postWebhook({
      url: this.url,
      headers: { ...delivery.requestHeaders, 'Content-Length': String(Buffer.byteLength(body)) },
      body,
      timeoutMs,
      signal: work.signal,
    });
    const isAccepted = answer.status !== null && answer.status < 400;
    const durationMs = Math.round(performance.now() - start);
    this.#change(delivery, { ...answer, durationMs, state: isAccepted ? 'delivered' : 'failed' });
  }

  #change(delivery: WebhookDelivery, change: Partial<WebhookDelivery>): void {
    Object.assign(delivery, change);
    this.#settings.onChange(delivery);
  }
}
