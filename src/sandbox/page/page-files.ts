import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

/** The directory of package.json: the same from src/ and from dist/. */
const root = findRoot(dirname(fileURLToPath(import.meta.url)));
const scripts = join(root, 'dist', 'src', 'sandbox', 'page', 'client');
const styles = join(root, 'src', 'sandbox', 'page', 'client');

/** The bare names that the browser's modules import, and where the page serves them. */
const LIBRARIES: Readonly<Record<string, { address: string; file: string }>> = {
  preact: { address: '/assets/lib/preact.mjs', file: 'preact/dist/preact.mjs' },
  'preact/hooks': { address: '/assets/lib/hooks.mjs', file: 'preact/hooks/dist/hooks.mjs' },
  'preact/jsx-runtime': { address: '/assets/lib/jsx.mjs', file: 'preact/jsx-runtime/dist/jsxRuntime.mjs' },
};

const importMap = JSON.stringify({
  imports: Object.fromEntries(Object.entries(LIBRARIES).map(([name, { address }]) => [name, address])),
});

/** For the content security policy: the import map is the only inline script. */
export const importMapHash = `sha256-${createHash('sha256').update(importMap).digest('base64')}`;

const MODULES = ['main', 'app', 'server-link'].map((name) => `/assets/${name}.js`);

const STYLES = ['page', 'blocks', 'workspace', 'places', 'hood']
  .map((name) => `<link rel="stylesheet" href="/assets/styles/${name}.css">`)
  .join('\n');

/** The page itself; everything else it loads by itself. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>PATrol sandbox</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${STYLES}
<script type="importmap">${importMap}</script>
${[...Object.values(LIBRARIES).map(({ address }) => address), ...MODULES]
  .map((address) => `<link rel="modulepreload" href="${address}">`)
  .join('\n')}
<script type="module" src="/assets/main.js"></script>
</head>
<body>
<div id="page"><p class="starting">Starting the sandbox…</p></div>
<noscript><p class="starting">The sandbox needs JavaScript.</p></noscript>
</body>
</html>
`;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file below /assets/; undefined for what is none of the page's. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const library = Object.values(LIBRARIES).find(({ address }) => address === path);
  const [, name = '', extension = ''] =
    /^\/assets\/((?:[a-z-]+\/)*[a-z-]+)(\.(?:js|css|svg))$/.exec(path) ?? [];
  const file = library
    ? join(root, 'node_modules', library.file)
    : name && join(extension === '.js' ? scripts : styles, `${name}${extension}`);
  if (!file || !existsSync(file)) return undefined;
  const type = TYPES[library ? '.mjs' : extension] ?? 'text/plain';
  return { type, body: await readFile(file) };
}

/** A JSON file beside package.json; undefined when it is missing or unreadable. */
export async function rootJson(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(root, name), 'utf8'));
  } catch {
    return undefined;
  }
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The sandbox does not find its own package.json');
  return findRoot(parent);
}
