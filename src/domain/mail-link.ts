import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a mail is good for. `stop`: no more mails of a kind; `resume`: again. */
export interface MailLink {
  readonly act: 'stop' | 'resume';
  readonly kind: 'decision' | 'digest';
  readonly address: string;
}

/** Made for this and nothing else: 32 bytes that encrypt and 32 that sign. */
export type MailLinkKey = Buffer;

/** As they stand in the link: the address encrypted, since addresses of pages end up in the logs of others. */
export interface SignedMailLink {
  readonly to: string;
  readonly kind: string;
  readonly signature: string;
}

const KEY_BYTES = 32;
const IV_BYTES = 16;
/** An address has 320 characters at most. */
const SEALED = /^[\w-]{22,1800}$/;
const SIGNATURE = /^[\w-]{43}$/;

/** The same for the same link each time, so that a mail that is sent again is the same mail. */
export function signMailLink(key: MailLinkKey, link: MailLink): SignedMailLink {
  const to = seal(key, link);
  return { to, kind: link.kind, signature: signatureOf(key, { ...link, to }).toString('base64url') };
}

/** What a link says, by whichever of the keys it was signed; undefined when it was not, or for another act. */
export function readMailLink(
  keys: readonly MailLinkKey[],
  act: MailLink['act'],
  { to, kind, signature }: SignedMailLink,
): MailLink | undefined {
  if (kind !== 'decision' && kind !== 'digest') return undefined;
  if (!SEALED.test(to) || !SIGNATURE.test(signature)) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const key = keys.find((candidate) => timingSafeEqual(signatureOf(candidate, { act, kind, to }), given));
  return key && { act, kind, address: open(key, to) };
}

/** The signature is over what is encrypted, and checked before anything is decrypted. */
function seal(key: MailLinkKey, { kind, address }: MailLink): string {
  const iv = hmac(key, ['iv', kind, address]).subarray(0, IV_BYTES);
  const cipher = createCipheriv('aes-256-ctr', key.subarray(0, KEY_BYTES), iv);
  return Buffer.concat([iv, cipher.update(address, 'utf8'), cipher.final()]).toString('base64url');
}

function open(key: MailLinkKey, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-ctr', key.subarray(0, KEY_BYTES), bytes.subarray(0, IV_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString('utf8');
}

function signatureOf(
  key: MailLinkKey,
  { act, kind, to }: Pick<MailLink, 'act' | 'kind'> & { to: string },
): Buffer {
  return hmac(key, ['link', act, kind, to]);
}

/** None of the parts but the last can hold the character that stands between them. */
function hmac(key: MailLinkKey, parts: readonly string[]): Buffer {
  return createHmac('sha256', key.subarray(KEY_BYTES)).update(parts.join('\n')).digest();
}
