import { createTransport } from 'nodemailer';
import type { Mailer } from '../application/ports.js';
import type { Config } from '../config.js';
import { OutsideError } from '../domain/errors.js';
import type { Translator } from '../i18n/translator.js';
import { bulkMail } from './bulk-mail.js';
import { decisionMail } from './decision-mail.js';
import type { MailContent } from './mail-layout.js';

export interface ClosableMailer extends Mailer {
  close(): void;
}

/** E-mail by SMTP, over a few connections that are kept open. */
export function createMailer(config: NonNullable<Config['mail']>, t: Translator): ClosableMailer {
  const transport = createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  async function send(to: string, content: MailContent): Promise<string> {
    try {
      const sent = await transport.sendMail({
        from: config.from,
        // As an object: a string would be parsed, and could name further recipients.
        to: { name: '', address: to },
        ...content,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return sent.messageId;
    } catch (error) {
      throw toMailFailure(error);
    }
  }

  return {
    send: async (mail) => send(mail.to, decisionMail(t, mail)),
    sendBulk: async (mail) => send(mail.to, bulkMail(t, mail)),
    close: () => transport.close(),
  };
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
