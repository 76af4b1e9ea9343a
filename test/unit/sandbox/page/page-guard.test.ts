import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../../../src/sandbox/page/page-guard.js';

const own = 'http://localhost:3000';

type Headers = Record<string, string | undefined>;

function refusal(method: string, headers: Headers, url?: string): string | undefined {
  return refusalOf({ method, url, headers: { host: 'localhost:3000', ...headers } } as IncomingMessage, 3000);
}

describe('the guard of the page', () => {
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('lets its own page in at %s', (host) => {
    const json = { 'content-type': 'application/json' };

    expect(refusal('GET', { host })).toBeUndefined();
    expect(refusal('POST', { host, origin: `http://${host}`, ...json })).toBeUndefined();
  });

  it.each([undefined, 'evil.example:3000', 'localhost:4000', 'localhost', 'localhost.evil.example:3000'])(
    'refuses the host %s',
    (host) => {
      expect(refusal('GET', { host })).toBeDefined();
    },
  );

  it.each([undefined, 'null', 'https://evil.example', 'http://localhost:4000', 'http://127.0.0.1:3000'])(
    'refuses a POST of the origin %s',
    (origin) => {
      expect(refusal('POST', { origin, 'content-type': 'application/json' })).toBeDefined();
    },
  );

  it('refuses a POST that a form of another site could send', () => {
    expect(refusal('POST', { origin: own, 'content-type': 'text/plain' })).toBeDefined();
  });

  it('refuses what another site loads, yet not a link that leads here', () => {
    const site = 'cross-site';

    expect(refusal('GET', { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' })).toBeDefined();
    expect(refusal('GET', { origin: 'https://evil.example' })).toBeDefined();
    expect(refusal('GET', { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' })).toBeUndefined();
  });

  it('takes a form for GitHub’s page alone, and from that page alone', () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const page = '/github/login/oauth/authorize';

    expect(refusal('POST', { origin: own, ...form }, page)).toBeUndefined();
    expect(refusal('POST', { origin: own, ...form }, '/api/github/burst')).toBeDefined();
    expect(refusal('POST', { origin: 'http://localhost:4000', ...form }, page)).toBeDefined();
    expect(refusal('POST', form, page)).toBeDefined();
  });

  it('lets the bot ask for tokens, and no browser', () => {
    const endpoint = '/github/login/oauth/access_token';

    expect(refusal('POST', {}, endpoint)).toBeUndefined();
    expect(refusal('POST', { origin: own }, endpoint)).toBeDefined();
    expect(refusal('POST', { 'sec-fetch-site': 'cross-site' }, endpoint)).toBeDefined();
    expect(refusal('POST', { host: 'evil.example' }, endpoint)).toBeDefined();
  });

  it('knows no other methods', () => {
    expect(refusal('DELETE', { origin: own })).toBeDefined();
  });
});
