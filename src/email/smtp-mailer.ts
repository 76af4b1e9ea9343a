import { createTransport } from 'nodemailer';
import { unmetered } from '../application/meter.js';
import type { MailKind } from '../application/preference-ports.js';
import type { Config } from '../config.js';
import type { Decision } from '../domain/decision.js';
import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { translatorOf } from '../i18n/translators.js';
import { bulkMail } from './bulk-mail.js';
import { decisionMail } from './decision-mail.js';
import { digestMail } from './digest-mail.js';
import {
  digestHeaders,
  hostOf,
  type MailTopic,
  mailHeaders,
  type ThreadHeaders,
  threadHeaders,
} from './mail-headers.js';
import type { MailContent } from './mail-layout.js';
import type { ClosableMailer, MailerOptions } from './mailer.js';
import { stopLink } from './stop-link.js';

interface Outgoing {
  readonly to: string;
  readonly kind: MailKind;
  readonly content: MailContent;
  readonly thread?: ThreadHeaders;
  readonly stop?: string;
}

/** E-mail by SMTP, over a few connections that are kept open. */
export function createSmtpMailer(
  config: NonNullable<Config['mail']>,
  { meter = unmetered, stopLinks }: MailerOptions = {},
): ClosableMailer {
  const transport = createTransport({ url: config.smtpUrl, ...POOL });
  const host = hostOf(config.from);
  async function send({ to, kind, content, thread, stop }: Outgoing): Promise<string> {
    const started = performance.now();
    const told = (status: string) =>
      meter.called({ service: 'smtp', call: 'send', status, seconds: (performance.now() - started) / 1_000 });
    try {
      const sent = await transport.sendMail({
        from: config.from,
        replyTo: config.replyTo,
        // As an object: a string would be parsed, and could name further recipients.
        to: { name: '', address: to },
        ...content,
        ...thread,
        headers: mailHeaders(kind, host, stop),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      told(/^\d{3}/.exec(sent.response)?.[0] ?? '250');
      return sent.messageId;
    } catch (error) {
      told(String((error as NodemailerError).responseCode ?? 'none'));
      throw toMailFailure(error);
    }
  }
  const stopOf = (address: string, kind: MailKind, locale: string) =>
    stopLinks && stopLink(stopLinks, { address, kind, locale });

  return {
    send(mail) {
      const { to, request, decision, speech } = mail;
      const t = translatorOf(speech);
      const stop = stopOf(to, 'decision', t.locale);
      const thread = threadHeaders(host, [topicOf({ ...request, decision })]);
      return send({ to, kind: 'decision', content: decisionMail(t, mail, stop), thread, stop });
    },
    sendBulk(mail) {
      const { to, decided, speech } = mail;
      const t = translatorOf(speech);
      const stop = stopOf(to, 'decision', t.locale);
      const thread = threadHeaders(host, decided.map(topicOf));
      return send({ to, kind: 'decision', content: bulkMail(t, mail, stop), thread, stop });
    },
    sendDigest(mail) {
      const { to, organization, until } = mail;
      const t = translatorOf(mail.speech);
      const stop = stopOf(to, 'digest', t.locale);
      const thread = digestHeaders(host, { organizationId: organization.id, at: until });
      return send({ to, kind: 'digest', content: digestMail(t, mail, stop), thread, stop });
    },
    close: () => transport.close(),
  };
}

const POOL = {
  pool: true,
  maxConnections: 3,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  // Less than a process has to end in.
  socketTimeout: 15_000,
} as const;

function topicOf(about: { organization: Organization; patRequestId: number; decision: Decision }): MailTopic {
  const { organization, patRequestId, decision } = about;
  return { organizationId: organization.id, patRequestId, at: decision.askedAt };
}

interface NodemailerError {
  readonly code?: string;
  readonly responseCode?: number;
  /** Of the SMTP conversation, such as `MAIL FROM`. */
  readonly command?: string;
}

/**
 * A 5xx for this recipient or message is final, and so is an address that is none. Everything else may be mended:
 * wrong credentials, a sender (MAIL_FROM) that the server does not want.
 */
function toMailFailure(error: unknown): OutsideError {
  const { code = 'unknown', responseCode, command } = error as NodemailerError;
  const final = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500;
  const refused = final && command !== 'MAIL FROM' && (code === 'EENVELOPE' || code === 'EMESSAGE');
  const name = responseCode === undefined ? code : `${code} ${responseCode}`;
  // Without the error itself: its text repeats the server's answer, and that the address.
  return new OutsideError('smtp', refused ? 'refused' : 'unavailable', name);
}
