import { html, type SafeHtml } from '../domain/html.js';
import { buttonPiece, framePiece, listPiece, quotePiece, textPiece } from './mail-template.js';

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailItem {
  readonly text: string;
  /** Said in smaller letters below it, a line each. */
  readonly details?: readonly string[];
  /** Where the text leads to. */
  readonly link?: string;
}

/** How to get no more of these. */
export interface MailStop {
  readonly text: string;
  /** Absent where people do it elsewhere, as `text` says. */
  readonly link?: string;
}

/** What a mail says, from top to bottom; what is '' or [] is left out. */
export interface MailParts {
  readonly greeting: string;
  readonly said: string;
  /** What it is about, a line each; [] when `said` names it. */
  readonly list: readonly (string | MailItem)[];
  readonly reasonLabel: string;
  /** '' when there is none. */
  readonly reason: string;
  readonly next: string;
  readonly linkText: string;
  readonly link: string;
  /** Who sends this, and why. */
  readonly footer: string;
  readonly stop?: MailStop;
  /** Which colour stands above it; default neither's. */
  readonly tone?: 'good' | 'bad';
}

const ACCENTS = { good: '#1f883d', bad: '#cf222e', neither: '#6e7781' };

/** The same mail as text and as HTML; nothing of what others wrote takes effect in either (invariant 8). */
export function layOutMail(locale: string, subject: string, parts: MailParts): MailContent {
  const title = oneLine(subject);
  return { subject: title, text: asText(parts), html: asHtml(locale, title, parts) };
}

/** Subjects are one line; a line break in a token name must not become a header of its own (invariant 8). */
export function oneLine(text: string): string {
  return inert(text).trim();
}

/** Without control characters, and without marks that turn around what follows them. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function severalLines(text: string): string {
  return text
    .split(/\r\n?|[\n\u0085\u2028\u2029]/)
    .map(inert)
    .join('\n');
}

function asText(parts: MailParts): string {
  const { stop } = parts;
  const blocks = [
    parts.greeting,
    parts.said,
    itemsAsText(parts.list),
    parts.reason && `${parts.reasonLabel}\n${indent(severalLines(parts.reason))}`,
    parts.next,
    parts.link && `${parts.linkText}: ${parts.link}`,
    `-- \n${parts.footer}${stop ? `\n${stopAsText(stop)}` : ''}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function stopAsText({ text, link }: MailStop): string {
  return link ? `${text}: ${link}` : text;
}

function itemsAsText(list: MailParts['list']): string {
  const lines = list
    .map(itemOf)
    .flatMap(({ text, details = [], link }) => [
      `  * ${text}`,
      ...details.map((detail) => `    ${detail}`),
      ...(link ? [`    ${link}`] : []),
    ]);
  return lines.join('\n');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

function asHtml(locale: string, title: string, parts: MailParts): string {
  const blocks = [
    ...textAsHtml(parts.greeting),
    ...textAsHtml(parts.said),
    ...listAsHtml(parts.list),
    ...(parts.reason ? [quotePiece({ label: parts.reasonLabel, text: severalLines(parts.reason) })] : []),
    ...textAsHtml(parts.next),
    ...(parts.link ? [buttonPiece({ link: parts.link, text: parts.linkText })] : []),
  ];
  return framePiece({
    lang: locale,
    title,
    preview: parts.said,
    accent: ACCENTS[parts.tone ?? 'neither'],
    blocks: joined(blocks),
    footer: footerAsHtml(parts),
  }).markup;
}

function textAsHtml(text: string): SafeHtml[] {
  return text ? [textPiece({ text })] : [];
}

function listAsHtml(list: MailParts['list']): SafeHtml[] {
  return list.length > 0 ? [listPiece({ items: joined(list.map(itemOf).map(itemAsHtml)) })] : [];
}

function itemOf(line: string | MailItem): MailItem {
  return typeof line === 'string' ? { text: line } : line;
}

function itemAsHtml({ text, details = [], link }: MailItem): SafeHtml {
  const name = link ? html`<a href="${link}">${text}</a>` : html`${text}`;
  const more = details.map(
    (detail) => html`<br><span class="mail-detail" style="color:#57606a;font-size:14px">${detail}</span>`,
  );
  return html`<li style="margin:0 0 4px">${name}${joined(more)}</li>\n`;
}

function footerAsHtml({ footer, stop }: MailParts): SafeHtml {
  const how = stop?.link ? html`<a href="${stop.link}">${stop.text}</a>` : html`${stop?.text ?? ''}`;
  const last = stop ? html`<p style="margin:8px 0 0">${how}</p>` : html``;
  return html`<p style="margin:0">${footer}</p>${last}`;
}

function joined(pieces: readonly SafeHtml[]): SafeHtml {
  return { markup: pieces.map(({ markup }) => markup).join('') };
}
