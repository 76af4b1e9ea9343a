import type { MailModel } from '../application/models.js';
import type { Translator } from '../i18n/translator.js';
import { html } from './html.js';

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** S4: tells a requester by e-mail what was decided, why, and what to do next. */
export function decisionMail(t: Translator, mail: MailModel): MailContent {
  const { request, decision, webUrl } = mail;
  const outcome = decision.action === 'approve' ? ('approved' as const) : ('denied' as const);
  const values = {
    token: oneLine(request.tokenName),
    organization: oneLine(request.organization.login),
    requester: oneLine(request.requester.login),
    approver: oneLine(decision.approver.github.login),
  };
  const said = t.text(
    decision.approver.github.id === 0 ? `mail.${outcome}.unnamed` : `mail.${outcome}`,
    values,
  );
  const parts = {
    greeting: t.text('mail.greeting', values),
    said,
    reasonLabel: t.text('mail.reason'),
    reason: decision.reason ?? '',
    next: t.text(outcome === 'approved' ? 'notice.approved.next' : 'notice.denied.next'),
    linkText: t.text('notice.your-tokens'),
    link: `${webUrl}/settings/personal-access-tokens`,
    footer: t.text('mail.footer'),
  };
  return {
    subject: t.text(`mail.${outcome}.subject`, values),
    text: asText(parts),
    html: asHtml(t.locale, parts),
  };
}

interface Parts {
  readonly greeting: string;
  readonly said: string;
  readonly reasonLabel: string;
  /** '' when there is none. */
  readonly reason: string;
  readonly next: string;
  readonly linkText: string;
  readonly link: string;
  readonly footer: string;
}

function asText(parts: Parts): string {
  const reason = parts.reason ? [`${parts.reasonLabel}\n${indent(parts.reason)}`] : [];
  const blocks = [
    parts.greeting,
    parts.said,
    ...reason,
    parts.next,
    `${parts.linkText}: ${parts.link}`,
    `-- \n${parts.footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function asHtml(locale: string, parts: Parts): string {
  const reason = parts.reason
    ? html`<p>${parts.reasonLabel}</p><blockquote style="margin:0 0 1em;padding-left:1em;border-left:3px solid #8888">${parts.reason}</blockquote>`
    : html``;
  return html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:36em;margin:0 auto;padding:1em">
<p>${parts.greeting}</p>
<p>${parts.said}</p>
${reason}<p>${parts.next}</p>
<p><a href="${parts.link}">${parts.linkText}</a></p>
<p style="opacity:.7;font-size:.9em">${parts.footer}</p>
</body>
</html>
`.markup;
}

/** Subjects are one line; a line break in a token name must not become a header of its own (invariant 8). */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function indent(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `    ${line}`)
    .join('\n');
}
