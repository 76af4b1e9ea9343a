import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Slack } from '../../../src/application/slack-ports.js';
import { english } from '../../../src/i18n/translator.js';
import { type SlackStandIn, startSlackStandIn } from '../../../src/sandbox/slack/slack-stand-in.js';
import { createSlackClient } from '../../../src/slack/slack-client.js';
import { createSlackLogger } from '../../../src/slack/slack-logger.js';
import { decideSelectedView } from '../../../src/slack/views/decide-selected-view.js';
import { aLog, NOW } from '../../support/builders.js';
import { aBulkModel, aBulkNotice, aBulkResult } from '../../support/bulk-builders.js';
import { usualSpeeches } from '../../support/speeches.js';

const BOT = {
  id: 'A1',
  botToken: 'xoxb-test',
  botUserId: 'UBOT',
  botId: 'B1',
  name: 'PATrol',
  signingSecret: 'signing-secret',
};
const results = [aBulkResult('refused', { refusal: 'not-owner' }), aBulkResult('done')];
const asked = aBulkModel([aBulkResult('submitted'), aBulkResult('waiting')]);
const ended = aBulkModel(results, { state: 'ended', endedAt: NOW });

let workspace: SlackStandIn;
let slack: Slack;

beforeEach(async () => {
  workspace = await startSlackStandIn({
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    app: BOT,
    commands: ['/tokens'],
    rateLimits: 'off',
  });
  workspace.addUser({ id: 'U0OLIVIA', name: 'olivia', realName: 'Olivia Owens' });
  workspace.addUser({ id: 'U0MONA', name: 'mona', realName: 'Mona Moreau' });
  workspace.addChannel({ id: 'C1', name: 'tokens', members: ['U0OLIVIA', BOT.botUserId] });
  const config = { botToken: BOT.botToken, apiUrl: workspace.apiUrl, channel: 'C1', fixedLinks: new Map() };
  slack = createSlackClient(config, usualSpeeches, { log: aLog() });
});

afterEach(async () => {
  await workspace.close();
  expect(workspace.violations).toEqual([]);
  expect(workspace.warnings).toEqual([]);
});

/** Olivia has the question before her, in a modal. */
async function openQuestion(): Promise<string> {
  const client = new WebClient(BOT.botToken, {
    slackApiUrl: workspace.apiUrl,
    logger: createSlackLogger(aLog()),
  });
  let trigger = '';
  workspace.on('request', ({ payload }) => {
    trigger = String(payload.trigger_id);
  });
  await workspace.command({ user: 'U0OLIVIA', channel: 'C1', command: '/tokens' });
  await client.views.open({ trigger_id: trigger, view: decideSelectedView(english, asked) });
  return workspace.views('U0OLIVIA')[0]?.id ?? '';
}

const shownTo = (user: string) => workspace.directMessages(user).map((message) => workspace.read(message));

describe('the approver’s message about a bulk decision', () => {
  it('is one direct message, which follows it', async () => {
    const place = await slack.postBulk('U0OLIVIA', asked);
    const before = shownTo('U0OLIVIA');

    await slack.updateBulk(place, ended);

    expect(before).toEqual([expect.stringContaining('Denying 2 requests…')]);
    expect(shownTo('U0OLIVIA')).toEqual([expect.stringContaining('Denied 1 of 2 requests; 1 was refused')]);
    expect(workspace.directMessages('U0OLIVIA')[0]?.text).toBe('Denied 1 of 2 requests; 1 was refused');
  });

  it('is reported as gone when somebody has deleted it', async () => {
    const { channel } = await slack.postBulk('U0OLIVIA', asked);

    const failure = await slack
      .updateBulk({ channel, ts: '1.000001' }, ended)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ service: 'slack', failure: 'refused', code: 'message_not_found' });
  });
});

describe('the modal from which a bulk decision was asked', () => {
  it('shows how far it is, and then the results', async () => {
    const viewId = await openQuestion();

    const told = [await slack.updateBulkModal(viewId, asked)];
    const [underWay] = workspace.views('U0OLIVIA').map((view) => workspace.read(view));
    told.push(await slack.updateBulkModal(viewId, ended));

    const [after] = workspace.views('U0OLIVIA').map((view) => workspace.read(view));
    expect(told).toEqual([true, true]);
    expect(underWay).toContain('Denying 2 requests…');
    expect(after).toContain('Denied 1 of 2 requests');
    expect(after).toContain('mona, deploy-bot (acme): :no_entry: denied');
  });

  it('is left alone once it is closed', async () => {
    const viewId = await openQuestion();
    await workspace.closeView({ user: 'U0OLIVIA', viewId });

    const isThere = await slack.updateBulkModal(viewId, ended);

    expect(isThere).toBe(false);
    expect(workspace.views('U0OLIVIA')).toEqual([]);
  });

  it.each([
    [
      { status: 429, retryAfter: 30 },
      { failure: 'unavailable', code: 'ratelimited' },
    ],
    [{ error: 'service_unavailable' }, { failure: 'unavailable' }],
    [{ status: 500 }, { failure: 'unknown' }],
  ] as const)('is not given up because of %j', async (effect, expected) => {
    const viewId = await openQuestion();
    workspace.faults.add({ method: 'views.update', times: 1, effect });

    const failure = await slack.updateBulkModal(viewId, ended).catch((error: unknown) => error);

    expect(failure).toMatchObject({ service: 'slack', ...expected });
    expect(await slack.updateBulkModal(viewId, ended)).toBe(true);
  });
});

describe('the notice to a requester', () => {
  it('is a direct message to them, without previews of links', async () => {
    const { channel } = await slack.directBulkNotice('U0MONA', aBulkNotice(3, { reason: 'Use the App' }));

    const [post] = workspace.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(shownTo('U0MONA')).toEqual([
      expect.stringContaining('@Olivia Owens (olivia) denied 3 of your token requests:\n• token-1 in acme'),
    ]);
    expect(channel).toBe(workspace.directChannel('U0MONA').id);
    expect(post?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });
});
