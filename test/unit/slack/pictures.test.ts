import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HomeModel } from '../../../src/application/models.js';
import type { Slack } from '../../../src/application/slack-ports.js';
import { type SlackStandIn, startSlackStandIn } from '../../../src/sandbox/slack/slack-stand-in.js';
import { createSlackClient } from '../../../src/slack/slack-client.js';
import { ACME, aLog, NOW } from '../../support/builders.js';
import { A_CHART, aDigest } from '../../support/digest-builders.js';
import { usualSpeeches } from '../../support/speeches.js';

const BOT = {
  id: 'A1',
  botToken: 'xoxb-test',
  botUserId: 'UBOT',
  botId: 'B1',
  name: 'PATrol',
  signingSecret: 'signing-secret',
};
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const IN_WORDS = 'The last 8 weeks in acme';
const TEN_MINUTES_MS = 600_000;

let workspace: SlackStandIn;
let slack: Slack;
let log: ReturnType<typeof aLog>;
let now: Date;
/** What is served where Slack looks for pictures. */
let served: { status: number; body: Buffer };
let web: Server;
let url: string;

beforeEach(async () => {
  served = { status: 200, body: PNG };
  web = createServer((_, response) => response.writeHead(served.status).end(served.body));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/charts/payload.signature.png`;
  workspace = await startSlackStandIn({
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    app: BOT,
    rateLimits: 'off',
  });
  workspace.addUser({ id: 'U0OLIVIA', name: 'olivia', realName: 'Olivia Owens' });
  workspace.addChannel({ id: 'C1', name: 'tokens', members: ['U0OLIVIA', BOT.botUserId] });
  const config = { botToken: BOT.botToken, apiUrl: workspace.apiUrl, channel: 'C1', fixedLinks: new Map() };
  log = aLog();
  now = NOW;
  slack = createSlackClient(config, usualSpeeches, { log, clock: { now: () => now } });
});

afterEach(async () => {
  await workspace.close();
  await new Promise((resolve) => web.close(resolve));
  expect(workspace.violations).toEqual([]);
});

const digest = () => aDigest({ chart: { ...A_CHART, url } });
const none = { count: 0, capped: false };
const home = (): HomeModel => ({
  slackUserId: 'U0OLIVIA',
  channels: ['C1'],
  webUrl: 'https://github.example',
  canConnect: true,
  kind: 'owner',
  login: 'olivia',
  needsSignIn: false,
  organizations: [ACME],
  waiting: { organizations: [], further: 0, count: none, oldestSince: null, medianWaitMs: null },
  pending: [],
  lately: [],
  own: { waiting: [], waitingCount: none, ended: [], endedCount: none },
  silent: [],
  charts: [{ ...A_CHART, url }],
});
const codes = () => workspace.calls.map(({ method, error }) => `${method}: ${error ?? 'ok'}`);
const shownIn = (channel: string) => workspace.messages(channel).map((message) => workspace.read(message));

describe('a picture that Slack can download', () => {
  it('is shown, and nothing is said about it', async () => {
    await slack.postDigest('C1', digest());
    await slack.publishHome('U0OLIVIA', home(), '');

    expect(workspace.messages('C1')[0]?.blocks?.some(({ type }) => type === 'image')).toBe(true);
    expect(workspace.home('U0OLIVIA')?.blocks.some(({ type }) => type === 'image')).toBe(true);
    expect(log.lines).toEqual([]);
  });
});

describe('a picture that Slack cannot download', () => {
  beforeEach(() => {
    served = { status: 404, body: Buffer.from('Not found') };
  });

  it('is words in the digest of a channel, and the log says what to do', async () => {
    await slack.postDigest('C1', digest());

    expect(codes()).toEqual(['chat.postMessage: invalid_blocks', 'chat.postMessage: ok']);
    expect(shownIn('C1').join()).toContain(IN_WORDS);
    expect(log.lines).toContainEqual({
      level: 'warn',
      fields: { code: 'invalid_blocks' },
      message: expect.stringMatching(/^Slack refused a picture.*PUBLIC_URL must be reachable/),
    });
    expect(JSON.stringify(log.lines)).not.toContain('signature');
  });

  it('is words in a digest that is sent directly', async () => {
    await slack.directDigest('U0OLIVIA', digest());

    expect(
      workspace
        .directMessages('U0OLIVIA')
        .map((message) => workspace.read(message))
        .join(),
    ).toContain(IN_WORDS);
  });

  it('is words in a digest that is brought up to date', async () => {
    served = { status: 200, body: PNG };
    const place = await slack.postDigest('C1', digest());
    served = { status: 200, body: Buffer.from('<html>Sign in</html>') };

    await slack.updateDigest(place, digest());

    expect(shownIn('C1').join()).toContain(IN_WORDS);
  });

  it('is words in App Home, which is not published again as long as nothing changes', async () => {
    const shown = await slack.publishHome('U0OLIVIA', home(), '');
    const view = workspace.home('U0OLIVIA');
    const again = await slack.publishHome('U0OLIVIA', home(), shown);

    expect(codes()).toEqual(['views.publish: invalid_blocks', 'views.publish: ok']);
    expect(view && workspace.read(view)).toContain(IN_WORDS);
    expect(again).toBe(shown);
  });

  it('is not tried again for ten minutes, and then it is', async () => {
    await slack.postDigest('C1', digest());
    await slack.postDigest('C1', digest());
    now = new Date(NOW.getTime() + TEN_MINUTES_MS);
    served = { status: 200, body: PNG };

    await slack.postDigest('C1', digest());

    expect(codes()).toEqual([
      'chat.postMessage: invalid_blocks',
      'chat.postMessage: ok',
      'chat.postMessage: ok',
      'chat.postMessage: ok',
    ]);
    const pictured = workspace
      .messages('C1')
      .map(({ blocks }) => blocks?.some(({ type }) => type === 'image'));
    expect(pictured).toEqual([false, false, true]);
  });
});

describe('a call that is refused for something else', () => {
  it('is made once', async () => {
    const failed = slack.postDigest('C9', digest());

    await expect(failed).rejects.toMatchObject({ code: 'channel_not_found' });
    expect(codes()).toEqual(['chat.postMessage: channel_not_found']);
    expect(log.lines).toEqual([]);
  });

  it('is made once when there is no picture in it', async () => {
    workspace.faults.add({ effect: { error: 'invalid_blocks' } });

    const failed = slack.postDigest('C1', aDigest());

    await expect(failed).rejects.toMatchObject({ code: 'invalid_blocks', failure: 'refused' });
    expect(workspace.calls).toHaveLength(1);
  });
});
