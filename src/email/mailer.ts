import type { Meter } from '../application/meter.js';
import type { Mailer } from '../application/ports.js';
import type { Config } from '../config.js';
import { OutsideError } from '../domain/errors.js';
import type { StopLinks } from './stop-link.js';

export interface ClosableMailer extends Mailer {
  close(): void;
}

export interface MailerOptions {
  readonly meter?: Meter;
  /** Absent: PATrol cannot be reached from outside, so mails say where else they are stopped. */
  readonly stopLinks?: StopLinks;
}

/** E-mail by SMTP. What writes and sends mails is loaded with the first one: many a process sends none. */
export function createMailer(
  config: NonNullable<Config['mail']>,
  options: MailerOptions = {},
): ClosableMailer {
  let loaded: Promise<ClosableMailer> | undefined;
  async function load(): Promise<ClosableMailer> {
    try {
      const { createSmtpMailer } = await import('./smtp-mailer.js');
      return createSmtpMailer(config, options);
    } catch (error) {
      loaded = undefined;
      // Mails wait for whoever mends the installation, as they do for a mail server that is down.
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      throw new OutsideError('smtp', 'unavailable', code, { cause: error });
    }
  }
  const mailer = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    send: async (mail) => (await mailer()).send(mail),
    sendBulk: async (mail) => (await mailer()).sendBulk(mail),
    sendDigest: async (mail) => (await mailer()).sendDigest(mail),
    close() {
      loaded?.then(
        (made) => made.close(),
        () => undefined,
      );
    },
  };
}
