import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { authorizeUrl, CALLBACK, exchange } from './sign-in-world.js';
import { startAcme } from './stand-in-world.js';

describe('the page where people authorize the App', () => {
  let gitHub: GitHubStandIn;

  beforeEach(async () => {
    gitHub = await startAcme();
    gitHub.setCallbackUrls(CALLBACK);
  });

  afterEach(() => gitHub.close());

  /** Presses a button of the form, as a browser does. */
  async function press(page: string, name: string, value: string): Promise<Response> {
    const inputs = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    const fields = inputs.map(([, field = '', text = '']): [string, string] => [field, text]);
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    return fetch(new URL(action ?? '', gitHub.url), {
      method: 'POST',
      body: new URLSearchParams([...fields, [name, value]]),
      redirect: 'manual',
    });
  }

  it('offers everybody, and leads whoever is chosen back to the App', async () => {
    gitHub.addUser({ login: 'dora', name: 'Dora Diaz' });
    const page = await (await fetch(authorizeUrl(gitHub))).text();

    const { status, headers } = await press(page, 'as', 'dora');

    const location = new URL(headers.get('location') ?? '');
    const answer = await exchange(gitHub, location.searchParams.get('code') ?? '');
    expect(page).toContain('<h1>Authorize patrol</h1>');
    expect(page.match(/name="as" value="\w+"/g)).toHaveLength(4);
    expect(page).toContain('Authorize as <strong>Dora Diaz</strong> (dora)</button>');
    expect([status, location.origin + location.pathname]).toEqual([302, CALLBACK]);
    expect(location.searchParams.get('state')).toBe('some state');
    expect(answer.access_token).toMatch(/^ghu_/);
    expect(gitHub.violations).toEqual([]);
  });

  it('leads whoever cancels back with an error', async () => {
    const page = await (await fetch(authorizeUrl(gitHub))).text();

    const { headers } = await press(page, 'cancel', 'yes');

    expect(headers.get('location')).toMatch(`${CALLBACK}?error=access_denied`);
  });

  it('asks again when nobody has the login that comes', async () => {
    const page = await (await fetch(authorizeUrl(gitHub))).text();

    const response = await press(page, 'as', 'nobody');

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Who are you?');
  });

  it('offers the account that the App suggests first', async () => {
    const response = await fetch(authorizeUrl(gitHub, { login: 'Carol' }));

    const page = await response.text();

    expect(page.match(/class="(\w+)" name="as" value="\w+"/g)).toEqual([
      'class="suggested" name="as" value="carol"',
      'class="person" name="as" value="alice"',
      'class="person" name="as" value="bob"',
    ]);
  });

  it('takes nothing of an address for markup, and lets its form lead to the App only', async () => {
    const response = await fetch(authorizeUrl(gitHub, { state: '"><script>alert(1)</script>' }));

    const page = await response.text();

    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/localhost:3000; frame-ancestors 'none'/,
    );
  });

  it.each([
    ['GET', '/login/oauth/access_token'],
    ['GET', '/login/device'],
    ['POST', '/login/oauth'],
  ])('is the only one: %s %s is not found', async (method, path) => {
    const response = await fetch(gitHub.url + path, { method });

    expect(response.status).toBe(404);
  });
});
