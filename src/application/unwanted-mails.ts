import {
  type MailLink,
  type MailLinkKey,
  readMailLink,
  type SignedMailLink,
  signMailLink,
} from '../domain/mail-link.js';
import type { Clock, Database, Logger } from './ports.js';

export interface StopMails {
  readonly database: Pick<Database, 'unwantedMails'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mailLinkKeys: MailLinkKeys;
}

/** The first one signs; the others are still good for what they have signed. */
export type MailLinkKeys = readonly [MailLinkKey, ...MailLinkKey[]];

/** What the link of a mail would stop; undefined when it is none of ours. Changes nothing: scanners follow links. */
export function readStopLink({ mailLinkKeys }: StopMails, link: SignedMailLink): MailLink | undefined {
  return readMailLink(mailLinkKeys, 'stop', link);
}

/** What the link of the page after that would have come again. */
export function readResumeLink({ mailLinkKeys }: StopMails, link: SignedMailLink): MailLink | undefined {
  return readMailLink(mailLinkKeys, 'resume', link);
}

/** From now on nothing of the kind is sent to the address in the link that was read; answers the one that takes it back. */
export async function stopMails(
  { database, clock, log, mailLinkKeys }: StopMails,
  { address, kind }: MailLink,
): Promise<SignedMailLink> {
  await database.unwantedMails.add(address, kind, clock.now());
  log.info({ kind }, 'somebody wants no more mails of a kind');
  return signMailLink(mailLinkKeys[0], { act: 'resume', kind, address });
}

/** Takes it back. */
export async function resumeMails({ database, log }: StopMails, { address, kind }: MailLink): Promise<void> {
  await database.unwantedMails.remove(address, kind);
  log.info({ kind }, 'somebody wants mails of a kind again');
}
