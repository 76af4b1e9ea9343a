import type { RecordedCall } from '../github/fault-list.js';
import type { WebhookDelivery } from '../github/webhook-outbox.js';
import type { SlackCall, SlackRequest } from '../slack/slack-stand-in-types.js';
import type { StandIns } from '../stand-ins.js';
import { isOfTheApp } from './is-of-the-app.js';
import type { ShownCall } from './page-state.js';
import { withoutSecrets } from './without-secrets.js';

/** What a line of the record unfolds to. */
export interface CallBody {
  sent: unknown;
  answered: unknown;
}

type NewCall = Omit<ShownCall, 'id'> & CallBody;

const KEPT = 400;

/** Keeps the last calls between PATrol, Slack, GitHub and the mail server, without secrets. */
export class CallRecord {
  readonly #calls: (ShownCall & CallBody)[] = [];
  readonly #onChange: () => void;
  #nextId = 1;

  constructor({ slack, github, mailbox }: StandIns, onChange: () => void) {
    this.#onChange = onChange;
    slack.on('call', (call) => this.#add(ofSlackCall(call)));
    slack.on('request', (request) => this.#add(ofSlackRequest(request)));
    github.on('call', (call) => {
      if (isOfTheApp(call.authenticatedAs)) this.#add(ofGitHubCall(call));
    });
    github.on('webhook', (delivery) => {
      if (['delivered', 'failed', 'vanished'].includes(delivery.state)) this.#add(ofWebhook(delivery));
    });
    mailbox.onMail(() => this.#addMail(mailbox.mails.at(-1)));
    mailbox.onRefusal((reply) =>
      this.#add({ ...MAIL, what: 'connection', status: reply, ok: false, at: now() }),
    );
  }

  after(id: number): ShownCall[] {
    const newer = this.#calls.filter((call) => call.id > id);
    return newer.map(({ sent: _sent, answered: _answered, ...shown }) => shown);
  }

  body(id: number): CallBody | undefined {
    const call = this.#calls.find((candidate) => candidate.id === id);
    return call && { sent: withoutSecrets(call.sent), answered: withoutSecrets(call.answered) };
  }

  #addMail(mail: StandIns['mailbox']['mails'][number] | undefined): void {
    if (!mail) return;
    const { to, from, parsed } = mail;
    const sent = { from, to, subject: parsed.subject, text: parsed.text };
    this.#add({ ...MAIL, what: `mail to ${to.join(', ')}`, status: '250', ok: true, at: now(), sent });
  }

  #add(call: NewCall): void {
    this.#calls.push({ ...call, id: this.#nextId });
    this.#nextId += 1;
    if (this.#calls.length > KEPT) this.#calls.shift();
    this.#onChange();
  }
}

const MAIL = { from: 'PATrol', to: 'Mailbox', ms: null, sent: undefined, answered: undefined } as const;

function now(): string {
  return new Date().toISOString();
}

function ofSlackCall(call: SlackCall): NewCall {
  return {
    ...{ from: 'PATrol', to: 'Slack', what: call.method },
    ...{ status: call.error ?? String(call.status), ok: call.ok, ms: call.ms, at: call.at.toISOString() },
    ...{ sent: call.args, answered: call.response },
  };
}

function ofSlackRequest(request: SlackRequest): NewCall {
  const { type, status, error, ms, at, payload, ackBody } = request;
  return {
    ...{ from: 'Slack', to: 'PATrol', what: type },
    ...{ status: error ?? String(status), ok: error === undefined, ms, at: at.toISOString() },
    ...{ sent: payload, answered: ackBody },
  };
}

function ofGitHubCall({ method, path, status, ms, at, body, query }: RecordedCall): NewCall {
  return {
    ...{ from: 'PATrol', to: 'GitHub', what: `${method} ${path}` },
    ...{ status: status ? String(status) : 'no answer', ok: status > 0 && status < 400 },
    ...{ ms, at: at.toISOString(), sent: body ?? query, answered: undefined },
  };
}

function ofWebhook(delivery: WebhookDelivery): NewCall {
  const { event, action, state, status, redelivery } = delivery;
  return {
    from: 'GitHub',
    to: 'PATrol',
    what: `webhook ${event}${action ? `.${action}` : ''}${redelivery ? ' (again)' : ''}`,
    status:
      status === null ? (state === 'vanished' ? 'lost' : delivery.statusText || 'no answer') : String(status),
    ok: state === 'delivered',
    ms: delivery.durationMs,
    at: delivery.at.toISOString(),
    sent: delivery.payload,
    answered: delivery.response?.body,
  };
}
