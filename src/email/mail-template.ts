import { Engine } from 'mrml';
import { html, type SafeHtml } from '../domain/html.js';

/** A piece of HTML with places to fill; what is filled in is escaped unless it is markup already. */
export type Piece<Slot extends string> = (values: Readonly<Record<Slot, string | SafeHtml>>) => SafeHtml;

const FONT = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Colours as they are, and what they become where the reader prefers dark ones. */
const STYLE = `
a { color: #0b57d0; }
.mail-text, .mail-text * { overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body, .mail-page, .mail-page > table { background: #121417 !important; background-color: #121417 !important; }
  .mail-card, .mail-card > table { background: #1d2126 !important; background-color: #1d2126 !important; }
  .mail-text div, .mail-text p, .mail-text li, .mail-text blockquote { color: #e8eaed !important; }
  .mail-small div, .mail-small p, .mail-text .mail-detail { color: #b0b6bd !important; }
  .mail-text a, .mail-small a { color: #8ab4f8 !important; }
  .mail-text blockquote { border-color: #5f6670 !important; }
  .mail-button td, .mail-button a { background: #8ab4f8 !important; background-color: #8ab4f8 !important; color: #121417 !important; }
}
`;

const HEAD = `<mj-head>
<mj-title>[[title]]</mj-title>
<mj-preview>[[preview]]</mj-preview>
<mj-attributes>
<mj-all font-family="${FONT}" />
<mj-text color="#1f2328" font-size="16px" line-height="1.5" padding="0 24px 16px" css-class="mail-text" />
</mj-attributes>
<mj-style>${STYLE}</mj-style>
<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
</mj-head>`;

/** Around the blocks: what a reader's program needs to know, the card, and below it who sends this and why. */
export const framePiece = piece<'lang' | 'title' | 'preview' | 'accent' | 'blocks' | 'footer'>(
  `<mjml lang="[[lang]]">${HEAD}
<mj-body width="600px" background-color="#f3f4f6" css-class="mail-page">
<mj-section padding="16px 0 0"><mj-column></mj-column></mj-section>
<mj-section css-class="mail-card" background-color="#ffffff" border-top="4px solid [[accent]]" padding="24px 0 8px">
<mj-column><mj-raw>[[blocks]]</mj-raw></mj-column>
</mj-section>
<mj-section padding="16px 0 24px">
<mj-column><mj-text css-class="mail-small" color="#57606a" font-size="13px" padding="0 24px">[[footer]]</mj-text></mj-column>
</mj-section>
</mj-body></mjml>`,
);

export const textPiece = block<'text'>(`<mj-text><p style="margin:0">[[text]]</p></mj-text>`);

export const listPiece = block<'items'>(
  `<mj-text><ul style="margin:0;padding-left:20px">[[items]]</ul></mj-text>`,
);

export const quotePiece = block<'label' | 'text'>(
  `<mj-text><p style="margin:0 0 4px">[[label]]</p>` +
    `<blockquote style="margin:0;padding:4px 0 4px 14px;border-left:3px solid #b6bcc4;white-space:pre-line">[[text]]</blockquote></mj-text>`,
);

export const buttonPiece = block<'link' | 'text'>(
  `<mj-button css-class="mail-button" href="[[link]]" align="left" background-color="#0b57d0" color="#ffffff" ` +
    `border-radius="6px" font-size="16px" font-weight="600" inner-padding="12px 20px" padding="4px 24px 20px">[[text]]</mj-button>`,
);

/** MJML that stands in a column. */
function block<Slot extends string>(mjml: string): Piece<Slot> {
  const column = `<mj-column><mj-raw>[[from]]</mj-raw>${mjml}<mj-raw>[[to]]</mj-raw></mj-column>`;
  const document = `<mjml>${HEAD}<mj-body><mj-section>${column}</mj-section></mj-body></mjml>`;
  return piece<Slot>(document, (whole) => whole.split('[[from]]')[1]?.split('[[to]]')[0] ?? '');
}

/**
 * Compiled once, at its first use: MJML never sees what others wrote, and a mail costs a few joined strings.
 * @throws Error for a template of ours that is not MJML
 */
function piece<Slot extends string>(mjml: string, cut = (whole: string) => whole): Piece<Slot> {
  let parts: readonly string[] | undefined;
  return (values) => {
    parts ??= cut(compile(mjml)).split(/\[\[([a-z]+)\]\]/);
    const markup = parts.map((part, index) =>
      index % 2 === 0 ? part : html`${values[part as Slot]}`.markup,
    );
    return { markup: markup.join('') };
  };
}

function compile(mjml: string): string {
  const engine = new Engine();
  // By default it links the fonts that it knows from Google: who opens a mail would be told to them.
  engine.setRenderOptions({ disableComments: false, socialIconOrigin: null, fonts: {} });
  const result = engine.toHtml(mjml);
  engine.free();
  if (result.type === 'error') throw new Error(`a mail's template is no MJML: ${result.message}`);
  return result.content;
}
