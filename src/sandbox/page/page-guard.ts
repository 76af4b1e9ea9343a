import type { IncomingMessage } from 'node:http';
import { AUTHORIZE_PAGE, TOKEN_ENDPOINT } from './github-sign-in.js';

/**
 * Why a request is refused, or undefined. Only a page of this very server may talk to it: a name that somebody
 * made resolve to 127.0.0.1 fails by its Host, another site in the same browser by its Origin.
 */
export function refusalOf(request: IncomingMessage, port: number): string | undefined {
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const hosts = ['localhost', '127.0.0.1', '[::1]'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  if (!host || !hosts.includes(host.toLowerCase())) return 'This address is not served here';
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`)
    return 'Other sites may not call this';
  if (request.method === 'GET' || request.method === 'HEAD') {
    const isNavigation = request.headers['sec-fetch-mode'] === 'navigate';
    return site === 'cross-site' && !isNavigation ? 'Other sites may not load this' : undefined;
  }
  return request.method === 'POST' ? postRefusalOf(request) : 'GET and POST only';
}

function postRefusalOf({ url = '/', headers }: IncomingMessage): string | undefined {
  const { origin, 'sec-fetch-site': site, 'content-type': type } = headers;
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === TOKEN_ENDPOINT) {
    // The bot calls it, which is no browser and says neither.
    return origin === undefined && site === undefined ? undefined : 'This is not for browsers';
  }
  if (origin === undefined) return 'A POST must say its Origin';
  // GitHub's page has no script, so its form comes as forms do.
  const wanted = pathname === AUTHORIZE_PAGE ? 'application/x-www-form-urlencoded' : 'application/json';
  return type?.startsWith(wanted) ? undefined : `A POST must be ${wanted}`;
}

/** Headers of every answer; `script` is the source of the one inline script, the import map. */
export function securityHeaders(scriptHash: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' '${scriptHash}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { ...COMMON_HEADERS, 'content-security-policy': policy.join('; ') };
}

/**
 * Headers of a mail's HTML, which strangers had a hand in. It has an address of its own rather than a `srcdoc`:
 * that would inherit the page's policy, which allows no inline style, and mails have no other.
 */
export const MAIL_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; " +
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
};

const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
