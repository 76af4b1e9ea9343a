import { html, type SafeHtml } from '../domain/html.js';

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail says, from top to bottom. */
export interface MailParts {
  readonly greeting: string;
  readonly said: string;
  /** What it is about, a line each; [] when `said` names it. */
  readonly list: readonly string[];
  readonly reasonLabel: string;
  /** '' when there is none. */
  readonly reason: string;
  readonly next: string;
  readonly linkText: string;
  readonly link: string;
  readonly footer: string;
}

/** The same mail as text and as HTML; nothing of what others wrote takes effect in either (invariant 8). */
export function layOutMail(locale: string, subject: string, parts: MailParts): MailContent {
  return { subject: oneLine(subject), text: asText(parts), html: asHtml(locale, parts) };
}

/** Subjects are one line; a line break in a token name must not become a header of its own (invariant 8). */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function asText(parts: MailParts): string {
  const reason = parts.reason ? [`${parts.reasonLabel}\n${indent(parts.reason)}`] : [];
  const list = parts.list.length > 0 ? [parts.list.map((line) => `  * ${line}`).join('\n')] : [];
  const blocks = [
    parts.greeting,
    parts.said,
    ...list,
    ...reason,
    parts.next,
    `${parts.linkText}: ${parts.link}`,
    `-- \n${parts.footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function asHtml(locale: string, parts: MailParts): string {
  const reason = parts.reason
    ? html`<p>${parts.reasonLabel}</p><blockquote style="margin:0 0 1em;padding-left:1em;border-left:3px solid #8888">${parts.reason}</blockquote>`
    : html``;
  return html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:36em;margin:0 auto;padding:1em">
<p>${parts.greeting}</p>
<p>${parts.said}</p>
${listAsHtml(parts.list)}${reason}<p>${parts.next}</p>
<p><a href="${parts.link}">${parts.linkText}</a></p>
<p style="opacity:.7;font-size:.9em">${parts.footer}</p>
</body>
</html>
`.markup;
}

function listAsHtml(list: readonly string[]): SafeHtml {
  if (list.length === 0) return html``;
  const items = list.map((line) => html`<li>${line}</li>\n`.markup).join('');
  return html`<ul>\n${{ markup: items }}</ul>\n`;
}

function indent(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `    ${line}`)
    .join('\n');
}
