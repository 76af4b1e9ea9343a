import { createHash } from 'node:crypto';
import { html, type SafeHtml } from '../../../domain/html.js';
import type { Reply } from '../api-reply.js';

const STYLE = `
:root { color-scheme: light dark; --back: #f6f8fa; --box: #fff; --edge: #d1d9e0; --text: #1f2328; --dim: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --back: #0d1117; --box: #151b23; --edge: #3d444d; --text: #f0f6fc; --dim: #9198a1; }
}
* { box-sizing: border-box; }
body { background: var(--back); color: var(--text); font: 14px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
main { margin: 0 auto; max-width: 30rem; }
h1 { font-size: 1.5rem; font-weight: 400; margin: 0 0 1.25rem; text-align: center; }
h2 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
p { margin: .5rem 0; }
.mark { background: #4f46b8; border-radius: 50%; color: #fff; font-size: 1.75rem; height: 4rem; line-height: 4rem; margin: 0 auto 1rem; text-align: center; width: 4rem; }
.box { background: var(--box); border: 1px solid var(--edge); border-radius: 6px; padding: 1rem 1.25rem; }
.dim { color: var(--dim); overflow-wrap: anywhere; }
button { background: var(--back); border: 1px solid var(--edge); border-radius: 6px; color: inherit; cursor: pointer; display: block; font: inherit; margin: .5rem 0; overflow-wrap: anywhere; padding: .5rem .75rem; text-align: left; width: 100%; }
button:hover { border-color: var(--dim); }
button:focus-visible { outline: 2px solid #0969da; outline-offset: 2px; }
button.suggested { background: #1a7f37; border-color: #1a7f37; color: #fff; }
button.cancel { margin-top: 1.25rem; text-align: center; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

interface Page {
  readonly status: number;
  readonly title: string;
  readonly content: SafeHtml;
  /** Origins to which a form's answer may lead; browsers hold redirects to `form-action`, too. */
  readonly leadsTo?: readonly string[];
}

/** A page of GitHub's: no script, no picture, nothing from elsewhere. */
export function gitHubPage({ status, title, content, leadsTo = [] }: Page): Reply {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...leadsTo].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  const { markup } = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · GitHub</title><style>${{ markup: STYLE }}</style></head>
<body><main>
${content}
</main></body>
</html>
`;
  return {
    status,
    body: markup,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      // Browsers send the origin "null" with the form of a page that names itself to nobody.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  };
}
