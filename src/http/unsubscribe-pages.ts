import { html, type SafeHtml } from '../domain/html.js';
import type { MailLink, SignedMailLink } from '../domain/mail-link.js';
import type { Translator } from '../i18n/translator.js';
import type { Answer } from './http-server.js';
import { page, wordsPage } from './page.js';

/** What every mail program sends at one click, and our own form as well (RFC 8058). */
export const ONE_CLICK = { name: 'List-Unsubscribe', value: 'One-Click' };

/** Asks whether these mails are to stop: whatever only reads pages, as scanners of mail do, stops nothing. */
export function stopPage(
  t: Translator,
  { address, kind }: Pick<MailLink, 'address' | 'kind'>,
  link: SignedMailLink,
): Answer {
  return page(t, 200, t.text(`unsubscribe.${kind}.question`), [
    html`<p>${t.text(`unsubscribe.${kind}.what`, { address })}</p>`,
    form(t, { to: 'unsubscribe', link, text: t.text('unsubscribe.stop') }),
  ]);
}

/** `undo`: the link with which they come again. */
export function stoppedPage(
  t: Translator,
  { address, kind }: Pick<MailLink, 'address' | 'kind'>,
  undo: SignedMailLink,
): Answer {
  return page(t, 200, t.text('unsubscribe.stopped'), [
    html`<p>${t.text(`unsubscribe.${kind}.stopped`, { address })}</p>`,
    html`<p>${t.text('unsubscribe.undo')}</p>`,
    form(t, { to: 'resubscribe', link: undo, text: t.text('unsubscribe.resume') }),
  ]);
}

export function resumedPage(t: Translator, { address, kind }: Pick<MailLink, 'address' | 'kind'>): Answer {
  return wordsPage(t, 200, t.text('unsubscribe.resumed'), t.text(`unsubscribe.${kind}.resumed`, { address }));
}

export function badLinkPage(t: Translator): Answer {
  return wordsPage(t, 400, t.text('unsubscribe.bad-link'), t.text('unsubscribe.bad-link.next'));
}

/** Beside the page itself, so that it works under whatever path PUBLIC_URL has. */
function form(
  t: Translator,
  { to, link, text }: { to: 'unsubscribe' | 'resubscribe'; link: SignedMailLink; text: string },
): SafeHtml {
  const action = `${to}?${new URLSearchParams({ ...link, language: t.locale })}`;
  return html`<form method="post" action="${action}"><input type="hidden" name="${ONE_CLICK.name}" value="${ONE_CLICK.value}"><button class="primary">${text}</button></form>`;
}
