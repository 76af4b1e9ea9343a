import type {
  RichTextBlock,
  RichTextElement,
  RichTextList,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';

/**
 * What stands in a line of text. Strings are shown as they are: rich text is never parsed for mentions, links or
 * markup, which makes foreign text inert (invariant 8).
 */
export type Inline = string | number | RichTextElement;

type Style = { bold?: true; code?: true; italic?: true };

/** Text of somebody else's, on one line, at most `limit` characters, never empty. */
export function foreign(text: string, limit: number): string {
  // Control and bidirectional characters could hide or reorder what stands around them.
  const line = wellFormed(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return clip(line, limit) || '—';
}

/** Like `foreign`, but keeps line breaks. */
export function foreignLines(text: string, limit: number): string {
  const lines = wellFormed(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, ' ');
  return clip(lines.trim(), limit) || '—';
}

/** Halves of characters cannot be sent in UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** At most `limit` characters as people count them; shows that it cut. */
export function clip(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** At most `limit` UTF-16 units, which is what Slack counts where it has a limit. */
export function clipUnits(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/\p{Cs}$/u, '')}…`;
}

export function styled(text: string, style: Style): RichTextElement {
  return { type: 'text', text, style };
}

export function link(url: string, text: string, style?: Style): RichTextElement {
  return style ? { type: 'link', url, text, style } : { type: 'link', url, text };
}

export function emoji(name: string): RichTextElement {
  return { type: 'emoji', name };
}

export function mention(slackUserId: string): RichTextElement {
  return { type: 'user', user_id: slackUserId };
}

/** An instant that Slack shows in the reader's time zone; `fallback` is for clients that cannot. */
export function moment(
  instant: Date,
  fallback: string,
  format = '{date_short_pretty}, {time}',
): RichTextElement {
  return { type: 'date', timestamp: Math.floor(instant.getTime() / 1_000), format, fallback };
}

export function section(...inlines: readonly Inline[]): RichTextSection {
  return { type: 'rich_text_section', elements: toElements(inlines) };
}

export function quote(...inlines: readonly Inline[]): RichTextQuote {
  return { type: 'rich_text_quote', elements: toElements(inlines) };
}

export function bullets(rows: readonly (readonly Inline[])[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: rows.map((row) => section(...row)) };
}

export function richText(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** The same line as text for notifications: `&`, `<` and `>` escaped, so that nothing of it takes effect. */
export function plain(inlines: readonly Inline[]): string {
  return inlines.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  if (typeof inline !== 'object') return escapeText(String(inline));
  switch (inline.type) {
    case 'text':
      return escapeText(inline.text);
    case 'link':
      return escapeText(inline.text ?? inline.url);
    case 'date':
      return escapeText(inline.fallback ?? '');
    case 'user':
      return `<@${inline.user_id}>`;
    default:
      return '';
  }
}

/** Slack's three control characters (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toElements(inlines: readonly Inline[]): RichTextElement[] {
  const elements = inlines.map(
    (inline): RichTextElement =>
      typeof inline === 'object' ? inline : { type: 'text', text: String(inline) },
  );
  return elements.filter((element) => element.type !== 'text' || element.text !== '');
}
