import { afterEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import { startBolt, startWorkspace, type TestWorkspace } from './start-workspace.js';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const button = (value: string) => ({ type: 'button', action_id: 'go', text: text('Go'), value });
const blocks = [{ type: 'actions', block_id: 'one', elements: [button('1')] }];

describe('the bot is told', () => {
  let workspace: TestWorkspace;
  let stop: () => Promise<void>;
  let bodies: Record<string, unknown>[];

  async function start(register: (app: App) => void = () => undefined) {
    bodies = [];
    workspace = await startWorkspace();
    stop = await startBolt(workspace.slack, 'http', (app) => {
      app.use(async ({ body, next }) => {
        bodies.push(body as Record<string, unknown>);
        await next();
      });
      register(app);
    });
    return workspace;
  }

  afterEach(async () => {
    await stop();
    await workspace.close();
  });

  it('of a click in App Home with the view, and with neither a message nor an address for answers', async () => {
    const { slack, client } = await start((app) => app.action('go', async ({ ack }) => ack()));
    await client.views.publish({ user_id: 'UALICE', view: { type: 'home', blocks } });
    const id = slack.home('UALICE')?.id ?? '';

    await slack.click({ user: 'UALICE', viewId: id, actionId: 'go' });

    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: id },
      view: { id, type: 'home' },
      actions: [{ action_id: 'go', block_id: 'one', value: '1' }],
    });
    expect(Object.keys(bodies[0] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(channel|message|response_url)$/)]),
    );
  });

  it('of a click in a message that only one person sees, without that message', async () => {
    const { slack } = await start((app) => {
      app.command('/tokens', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Help', blocks: blocks as never });
      });
      app.action('go', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Replaced', replace_original: true });
      });
    });
    await slack.command({ user: 'UALICE', channel: 'C1', command: '/tokens', text: 'help' });
    const [shown] = await slack.until(
      () => slack.ephemerals('UALICE').length > 0 && slack.ephemerals('UALICE'),
    );

    await slack.click({ user: 'UALICE', channel: 'C1', ts: shown?.ts ?? '', actionId: 'go' });
    await slack.until(() => slack.ephemerals('UALICE')[0]?.text === 'Replaced');

    expect(bodies[1]).toMatchObject({
      container: { type: 'message', is_ephemeral: true, message_ts: shown?.ts, channel_id: 'C1' },
      response_url: expect.stringContaining('/response/'),
    });
    expect(bodies[1]).not.toHaveProperty('message');
    expect(slack.ephemerals('UALICE')).toHaveLength(1);
    expect(slack.ephemerals('UALICE')[0]?.blocks).toBeUndefined();
  });

  it('of a global shortcut, with a trigger and no channel', async () => {
    const { slack } = await start((app) => app.shortcut('open', async ({ ack }) => ack()));

    await slack.shortcut({ user: 'UALICE', callbackId: 'open' });

    expect(bodies[0]).toMatchObject({
      type: 'shortcut',
      callback_id: 'open',
      trigger_id: expect.any(String),
    });
    expect(bodies[0]).not.toHaveProperty('channel');
  });

  it('of no shortcut that its manifest does not name', async () => {
    const { slack, client } = await start();
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'a' });

    const unknown = slack.shortcut({ user: 'UALICE', callbackId: 'other' });
    const misplaced = slack.shortcut({ user: 'UALICE', callbackId: 'open', channel: 'C1', ts });

    await expect(unknown).rejects.toThrow('other is not a global shortcut');
    await expect(misplaced).rejects.toThrow('open is not a message shortcut');
    expect(bodies).toEqual([]);
  });

  it('of each tab of its own that is opened', async () => {
    const { slack } = await start((app) => app.event('app_home_opened', async () => undefined));

    await slack.openHome({ user: 'UALICE', tab: 'messages' });
    await slack.openHome({ user: 'UALICE' });

    expect(bodies.map(({ event }) => (event as { tab: string }).tab)).toEqual(['messages', 'home']);
  });
});
