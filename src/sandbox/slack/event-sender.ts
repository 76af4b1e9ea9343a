import type { Retry } from './bot-link.js';
import type { Parts } from './parts.js';
import type { Json } from './slack-objects.js';
import type { Delivered, DeliveredEvent } from './slack-stand-in-types.js';
import { shownView } from './view-methods.js';

const maxRetries = 3;

interface Pending {
  envelope: Json;
  type: string;
  attempts: number;
  reason: string;
}

/** Sends events, at once again when the bot fails to take one, and keeps the later retries for `retry()`. */
export class EventSender {
  #pending: Pending[] = [];

  constructor(private readonly parts: Parts) {}

  async send(event: Json & { type: string }, eventId?: string): Promise<DeliveredEvent> {
    const { workspace } = this.parts;
    this.#revoke(event);
    const { team, app } = workspace.options;
    const seconds = Math.floor(workspace.now().getTime() / 1000);
    const envelope = {
      token: 'verification-token-is-deprecated',
      team_id: team.id,
      api_app_id: app.id,
      event: { event_ts: workspace.ts(), ...event },
      type: 'event_callback',
      event_id: eventId ?? workspace.id('Ev'),
      event_time: seconds,
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: app.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    };
    const pending: Pending = { envelope, type: event.type, attempts: 0, reason: '' };
    const first = await this.#attempt(pending);
    return first.error ? this.#attempt(pending) : first;
  }

  async openHome(userId: string, tab: 'home' | 'messages' = 'home'): Promise<DeliveredEvent> {
    const { workspace } = this.parts;
    workspace.user(userId);
    const view = workspace.homes.get(userId);
    const channel = workspace.directChannel(userId).id;
    return this.send({
      type: 'app_home_opened',
      user: userId,
      channel,
      tab,
      ...(view && tab === 'home' && { view: shownView(view) }),
    });
  }

  /** Makes the next retry of every event that the bot did not take. */
  async retry(): Promise<DeliveredEvent[]> {
    const due = this.#pending;
    this.#pending = [];
    return Promise.all(due.map((pending) => this.#attempt(pending)));
  }

  async #attempt(pending: Pending): Promise<DeliveredEvent> {
    const retry: Retry | undefined =
      pending.attempts > 0 ? { num: pending.attempts, reason: pending.reason } : undefined;
    const delivered = await this.parts.link.deliver('events_api', pending.type, pending.envelope, retry);
    pending.attempts += 1;
    this.#pending = this.#pending.filter((other) => other !== pending);
    if (delivered.error && pending.attempts <= maxRetries) {
      pending.reason = reasonOf(delivered);
      this.#pending.push(pending);
    }
    return { ...delivered, eventId: String(pending.envelope.event_id), attempts: pending.attempts };
  }

  #revoke(event: Json): void {
    if (event.type === 'app_uninstalled') this.parts.workspace.revoked = 'account_inactive';
    if (event.type === 'tokens_revoked') this.parts.workspace.revoked = 'token_revoked';
  }
}

function reasonOf(delivered: Delivered): string {
  if (delivered.error === 'timeout') return 'http_timeout';
  return delivered.error === 'not_connected' ? 'connection_failed' : 'http_error';
}
