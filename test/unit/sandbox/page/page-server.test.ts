import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { createPage } from '../../../../src/sandbox/page/create-page.js';
import { type PageServer, startPageServer } from '../../../../src/sandbox/page/page-server.js';
import { addPeople, PEOPLE } from '../../../../src/sandbox/people.js';
import { GLOBAL_SHORTCUTS, type StandIns, startStandIns } from '../../../../src/sandbox/stand-ins.js';

describe('the server of the page', () => {
  let server: PageServer;
  let standIns: StandIns;

  beforeEach(async () => {
    server = await startPageServer(0);
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
    addPeople(standIns);
  });

  afterEach(async () => {
    await server.close();
    await standIns.close();
  });

  const open = async () => server.open(await createPage(standIns, () => new Date(), 0));
  const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  const post = (path: string, body: object, origin = address('')) =>
    fetch(address(path), {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('says that the sandbox is starting until it is open', async () => {
    const before = await fetch(address('/'));
    await open();
    const after = await fetch(address('/'));

    expect([before.status, after.status]).toEqual([503, 200]);
    expect(after.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self' 'sha256-/,
    );
  });

  it('does not answer under another name, nor to another site', async () => {
    await open();

    expect(await statusFor('evil.example')).toBe(403);
    expect((await post('/api/github/burst', {}, 'https://evil.example')).status).toBe(403);
    expect(standIns.github.requests('acme')).toHaveLength(0);
  });

  it('serves nothing but its own files', async () => {
    await open();
    const paths = [
      '/assets/../package.json',
      '/assets/lib/../../package.json',
      '/assets/%2e%2e/x.js',
      '/etc',
    ];

    const statuses = await Promise.all(paths.map(async (path) => (await fetch(address(path))).status));

    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  it('does what the visitor asks for, and says what it cannot do', async () => {
    await open();
    const token = { owner: 'mona', name: 'x', reason: null, expiresInDays: 7, permissions: {} };
    const asked = { ...token, repositorySelection: 'subset', repositories: ['payments'] };

    const made = await post('/api/github/create-token', asked);
    const nameless = await post('/api/github/create-token', { ...asked, name: ' ' });
    const stranger = await post('/api/github/create-token', { ...asked, owner: 'gus' });

    expect(await made.json()).toMatchObject({ tokenId: expect.any(Number), requestId: expect.any(Number) });
    expect(await nameless.json()).toEqual({ error: 'name: is missing' });
    expect(await stranger.json()).toEqual({ error: 'gus is no member of acme' });
    expect(standIns.github.pendingRequests('acme')).toHaveLength(1);
  });

  it('makes tokens for the organization that is named, and changes its policy for its owners only', async () => {
    standIns.github.addOrganization({ login: 'labs', owners: ['olivia'], members: ['omar'] });
    standIns.github.addRepository({ org: 'labs', name: 'notes', private: true });
    await open();
    const token = { owner: 'omar', name: 'x', reason: null, expiresInDays: 7, permissions: {} };
    const subset = { repositorySelection: 'subset', repositories: ['notes'] };

    await post('/api/github/create-token', { ...token, ...subset, organization: 'labs' });
    const policy = { organization: 'labs', restrictClassic: true };
    const byMember = await post('/api/github/policy', { ...policy, by: 'omar' });
    await post('/api/github/policy', { ...policy, by: 'olivia' });

    expect(await byMember.json()).toEqual({ error: 'omar is no owner of labs' });
    expect(standIns.github.pendingRequests('labs')).toHaveLength(1);
    expect(standIns.github.organization('labs')?.restrictClassic).toBe(true);
    expect(standIns.github.organization('acme')?.restrictClassic).toBe(false);
  });

  it('takes a click from a view that has changed meanwhile, without what is gone', async () => {
    await open();
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = standIns.environment;
    const bot = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL });
    const text = { type: 'plain_text' as const, text: 'Go' };
    const element = { type: 'plain_text_input' as const, action_id: 'name' };
    await bot.views.publish({
      user_id: PEOPLE.mona,
      view: {
        type: 'home',
        blocks: [
          { type: 'input', block_id: 'here', label: text, element },
          { type: 'actions', block_id: 'act', elements: [{ type: 'button', action_id: 'go', text }] },
        ],
      },
    });
    const viewId = standIns.slack.home(PEOPLE.mona)?.id;

    const click = { user: PEOPLE.mona, viewId, blockId: 'act', actionId: 'go' };
    const values = { here: { name: 'kept', old: 'gone' }, gone: { name: 'gone' } };
    const clicked = await post('/api/slack/click', { ...click, values });

    expect(await clicked.json()).toMatchObject({ error: 'not_connected' });
    expect(standIns.slack.home(PEOPLE.mona)?.state.values).toEqual({
      here: { name: { type: 'plain_text_input', value: 'kept' } },
    });
  });

  it('runs the shortcuts that Slack knows, and no others', async () => {
    await open();

    const known = await post('/api/slack/shortcut', {
      user: PEOPLE.olivia,
      callbackId: 'pending-token-requests',
    });
    const unknown = await post('/api/slack/shortcut', { user: PEOPLE.olivia, callbackId: 'x' });

    expect(await known.json()).toMatchObject({ error: 'not_connected' });
    expect(await unknown.json()).toEqual({ error: 'x is not a global shortcut of this app' });
  });

  it('tries a token for its owner only, and shows what it reads', async () => {
    await open();
    const { tokenId } = standIns.github.createToken({
      ...{ owner: 'mona', org: 'acme', name: 'x', permissions: {} },
      ...{ repositorySelection: 'subset', repositories: ['payments'] },
    });

    const others = await post('/api/github/try', { by: 'max', tokenId });
    const own = (await (await post('/api/github/try', { by: 'mona', tokenId })).json()) as {
      tried: { status: number }[];
    };

    expect(await others.json()).toEqual({ error: 'Only its owner has this token' });
    expect(own.tried.map(({ status }) => status)).toEqual([200, 404]);
  });

  it('sends a new viewer everything, then what changes, and never a secret', async () => {
    await open();
    const viewer = new AbortController();
    const response = await fetch(address(`/api/events?as=${PEOPLE.olivia}`), { signal: viewer.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const until = async (text: string) => {
      while (!seen.includes(text)) seen += (await reader?.read())?.value ?? '';
    };

    await until('event: trouble');
    await post('/api/trouble', { name: 'smtp-down', on: true });
    await until('"smtp-down":true');
    viewer.abort();

    expect(seen).toMatch(/event: basics[\s\S]*event: workspace[\s\S]*event: github[\s\S]*event: mail/);
    expect(seen).not.toMatch(/xoxb-|github_pat_|PRIVATE KEY/);
  });

  it('offers the global shortcuts that the manifest names', async () => {
    const manifest = JSON.parse(
      await readFile(new URL('../../../../manifest.json', import.meta.url), 'utf8'),
    );
    const { shortcuts } = manifest.features as { shortcuts: { callback_id: string; type: string }[] };

    const named = shortcuts.filter(({ type }) => type === 'global').map((shortcut) => shortcut.callback_id);

    expect(named).toEqual(GLOBAL_SHORTCUTS);
  });

  it('says what to do when the port is taken', async () => {
    await expect(startPageServer(server.port)).rejects.toThrow(/is taken.*PORT=\d+ npm start/);
  });

  function statusFor(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request({ port: server.port, host: '127.0.0.1', path: '/', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }
});
