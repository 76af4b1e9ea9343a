import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly receivedAt: Date;
  /** The message as it came over the wire. */
  readonly raw: string;
  readonly parsed: Email;
}

export interface Mailbox {
  /** For `SMTP_URL`. */
  readonly url: string;
  /** Everything that was accepted, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** Refuses an address for good (550), as a server does for somebody who has left. */
  refuse(address: string): void;
  /** While down, every connection is turned away (421). */
  setDown(down: boolean): void;
  /** Returns the function that stops listening. */
  onMail(listener: () => void): () => void;
  /** Told the reply with which a connection was turned away; returns the function that stops listening. */
  onRefusal(listener: (reply: string) => void): () => void;
  close(): Promise<void>;
}

/** A real SMTP server on 127.0.0.1 that keeps every mail; no mail leaves the machine. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const refused = new Set<string>();
  const arrivals = new EventEmitter();
  let down = false;
  const turnAway = (message: string, responseCode: number) => {
    arrivals.emit('refusal', `${responseCode} ${message}`);
    return failure(message, responseCode);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, answer) => answer(down ? turnAway('The server is down', 421) : null),
    onMailFrom: (_address, _session, answer) => answer(down ? turnAway('The server is down', 421) : null),
    onRcptTo: ({ address }, _session, answer) =>
      answer(refused.has(address.toLowerCase()) ? turnAway('No such user here', 550) : null),
    onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void PostalMime.parse(raw).then((parsed) => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          mails.push({ to, from, receivedAt: new Date(), raw: raw.toString('utf8'), parsed });
          answer();
          arrivals.emit('mail');
        }, answer);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A client that goes away in mid-sentence is no business of ours.
  server.on('error', () => undefined);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (address) => refused.add(address.toLowerCase()),
    setDown: (value) => {
      down = value;
    },
    onMail(listener) {
      arrivals.on('mail', listener);
      return () => arrivals.off('mail', listener);
    },
    onRefusal(listener) {
      arrivals.on('refusal', listener);
      return () => arrivals.off('refusal', listener);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function failure(message: string, responseCode: number): Error {
  return Object.assign(new Error(message), { responseCode });
}
