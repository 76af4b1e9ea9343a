import { type Notice, wants } from '../domain/preferences.js';
import type { Addresses } from './find-addresses.js';
import type { Records } from './ports.js';
import type { MailKind } from './preference-ports.js';

type WishRecords = Pick<Records, 'preferences' | 'unwantedMails'>;

/** What somebody chooses in Slack, and the mails that it is about, which a link in one of them stops as well. */
const MAILS: readonly { readonly notice: Notice; readonly kind: MailKind }[] = [
  { notice: 'own-mail', kind: 'decision' },
  { notice: 'digest-mail', kind: 'digest' },
];

/** Whether somebody wants to be told so in Slack. */
export async function wantsMessage(
  { preferences }: WishRecords,
  slackUserId: string,
  notice: Notice,
): Promise<boolean> {
  return wants(await preferences.find(slackUserId), notice);
}

/** Whether a mail of this kind is wanted at this address, by whoever has it, who may have no Slack user. */
export async function wantsMail(
  { preferences, unwantedMails }: WishRecords,
  { email, slackUserId }: { readonly email: string; readonly slackUserId: string | null },
  { notice, kind }: { readonly notice: Notice; readonly kind: MailKind },
): Promise<boolean> {
  if (await unwantedMails.has(email, kind)) return false;
  return slackUserId === null || wants(await preferences.find(slackUserId), notice);
}

/** Of where a requester can be reached, where they want to be told of their own requests. */
export async function wishedAddresses(
  records: WishRecords,
  { slackUserId, email }: Addresses,
): Promise<Addresses> {
  const isMessageWanted = slackUserId !== null && (await wantsMessage(records, slackUserId, 'own-message'));
  const isMailWanted = email !== null && (await wantsOwnMail(records, { email, slackUserId }));
  return { slackUserId: isMessageWanted ? slackUserId : null, email: isMailWanted ? email : null };
}

/** Whether a requester wants the mail that says what was decided. */
export function wantsOwnMail(
  records: WishRecords,
  to: { readonly email: string; readonly slackUserId: string | null },
): Promise<boolean> {
  return wantsMail(records, to, { notice: 'own-mail', kind: 'decision' });
}

/** What does not come to this address since somebody followed the link in a mail, whatever is chosen in Slack. */
export async function stoppedAt(
  { unwantedMails }: Pick<WishRecords, 'unwantedMails'>,
  address: string,
): Promise<Notice[]> {
  const stopped: Notice[] = [];
  for (const { notice, kind } of MAILS) if (await unwantedMails.has(address, kind)) stopped.push(notice);
  return stopped;
}

/** Whether any of these comes by e-mail. */
export function comeByMail(notices: readonly Notice[]): boolean {
  return MAILS.some(({ notice }) => notices.includes(notice));
}

/** Those of these notices that come by e-mail come to this address again. */
export async function resumeAt(
  { unwantedMails }: Pick<WishRecords, 'unwantedMails'>,
  address: string,
  notices: readonly Notice[],
): Promise<void> {
  for (const { notice, kind } of MAILS) {
    if (notices.includes(notice)) await unwantedMails.remove(address, kind);
  }
}
