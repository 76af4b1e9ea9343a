import type { MailKind } from '../application/preference-ports.js';
import { type MailLinkKey, signMailLink } from '../domain/mail-link.js';
import type { Translator } from '../i18n/translator.js';
import type { MailStop } from './mail-layout.js';

export interface StopLinks {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly key: MailLinkKey;
}

/** Where this address gets no more mails of this kind. */
export function stopLink(
  { publicUrl, key }: StopLinks,
  { address, kind, locale }: { address: string; kind: MailKind; locale: string },
): string {
  const signed = signMailLink(key, { act: 'stop', kind, address });
  return `${publicUrl}/mail/unsubscribe?${new URLSearchParams({ ...signed, language: locale })}`;
}

/** The mail's last line: the link, or where people do the same without one. */
export function stopLine(t: Translator, kind: MailKind, link: string | undefined): MailStop {
  return link === undefined
    ? { text: t.text('mail.stop.home') }
    : { text: t.text(`mail.stop.${kind}`), link };
}
