import { createHash } from 'node:crypto';
import { html, type SafeHtml } from '../domain/html.js';
import type { Translator } from '../i18n/translator.js';
import type { Answer } from './http-server.js';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 34rem; overflow-wrap: anywhere; padding: 3rem 1.25rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; }
dl { border: 1px solid #8886; border-radius: .5rem; margin: 1.25rem 0; padding: .25rem 1rem; }
dl > div { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; padding: .6rem 0; }
dl > div + div { border-top: 1px solid #8886; }
dt { opacity: .75; }
dd { font-weight: 600; margin: 0; overflow-wrap: anywhere; }
dd small { font-weight: 400; opacity: .75; }
form { display: inline-block; margin: 0 .5rem .5rem 0; }
button { background: transparent; border: 1px solid #8889; border-radius: .4rem; color: inherit; cursor: pointer; font: inherit; padding: .55rem 1.1rem; }
button.primary { background: #1f7a3d; border-color: #1f7a3d; color: #fff; font-weight: 600; }
button:focus-visible { outline: 3px solid #4a90e2; outline-offset: 2px; }
.warning { border-left: .25rem solid #c77c02; padding-left: .9rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no picture, nothing from elsewhere; forms go to ourselves only. */
const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  // A form's own page may be named to us: with nothing named, browsers send the origin "null".
  'referrer-policy': 'same-origin',
};

/** A page that says something, and nothing more. */
export function wordsPage(t: Translator, status: number, title: string, text: string): Answer {
  return page(t, status, title, [html`<p>${text}</p>`]);
}

/** A page of ours; `content` follows its title. */
export function page(t: Translator, status: number, title: string, content: readonly SafeHtml[]): Answer {
  const { markup } = html`<!doctype html>
<html lang="${t.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title} – PATrol</title><style>${{ markup: STYLE }}</style></head>
<body><main><h1>${title}</h1>
${{ markup: content.map((part) => part.markup).join('\n') }}
</main></body>
</html>
`;
  return { status, body: markup, contentType: 'text/html; charset=utf-8', headers: PAGE_HEADERS };
}
