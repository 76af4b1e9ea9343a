import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { SlackStandInOptions } from '../../../../src/sandbox/slack/slack-stand-in.js';
import { startBolt, startWorkspace, type TestWorkspace } from './start-workspace.js';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const option = (value: string) => ({ text: text(value.toUpperCase()), value });
const home = {
  type: 'home' as const,
  blocks: [
    {
      type: 'actions',
      block_id: 'filters',
      elements: [
        { type: 'static_select', action_id: 'state', options: [option('open'), option('done')] },
        { type: 'multi_external_select', action_id: 'repos', min_query_length: 0 },
        { type: 'overflow', action_id: 'more', options: [option('export')] },
      ],
    },
  ],
};

describe('a person', () => {
  let workspace: TestWorkspace;
  let stop: (() => Promise<void>) | undefined;

  async function start(register: (app: App) => void, options: Partial<SlackStandInOptions> = {}) {
    workspace = await startWorkspace(options);
    stop = await startBolt(workspace.slack, 'http', register);
    return workspace;
  }

  beforeEach(() => {
    stop = undefined;
  });

  afterEach(async () => {
    await stop?.();
    await workspace.close();
  });

  it('picks from menus, and the bot sees all of the state', async () => {
    const states: unknown[] = [];
    const { slack, client } = await start((app) => {
      app.action(/.*/, async ({ ack, body, action }) => {
        states.push([action, (body as { view?: { state?: unknown } }).view?.state]);
        await ack();
      });
      app.options('repos', async ({ ack }) => {
        await ack({ options: [option('web'), option('api')] });
      });
    });
    await client.views.publish({ user_id: 'UALICE', view: home });
    const viewId = slack.home('UALICE')?.id ?? '';

    const loaded = await slack.loadOptions({ user: 'UALICE', viewId, actionId: 'repos', value: '' });
    await slack.click({ user: 'UALICE', viewId, actionId: 'state', value: 'done' });
    await slack.click({ user: 'UALICE', viewId, actionId: 'repos', value: ['web', 'api'] });
    await slack.click({ user: 'UALICE', viewId, actionId: 'more', value: 'export' });

    expect(loaded.options.map((entry) => entry.value)).toEqual(['web', 'api']);
    expect(states.at(-1)).toMatchObject([
      { action_id: 'more', selected_option: { value: 'export' } },
      {
        values: {
          filters: {
            state: { selected_option: { value: 'done' } },
            repos: { selected_options: [{ value: 'web' }, { value: 'api' }] },
          },
        },
      },
    ]);
    expect(slack.violations).toEqual([]);
  });

  it('cannot act on what is not there or not theirs', async () => {
    const { slack, client } = await start(() => undefined);
    slack.addUser({ id: 'UEVE', name: 'eve', realName: 'Eve' });
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: text('Go') }] }];
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'a', blocks });
    const own = await client.chat.postEphemeral({ channel: 'C1', user: 'UALICE', text: 'a', blocks });
    const go = (user: string, at = ts, actionId = 'go') =>
      slack.click({ user, channel: 'C1', ts: at, actionId });

    await expect(go('UEVE')).rejects.toThrow('eve is not in #tokens');
    await expect(go('UBOB', own.message_ts)).rejects.toThrow('sees no message');
    await expect(go('UBOB', ts, 'stop')).rejects.toThrow('no element */stop');
    await expect(slack.command({ user: 'UBOB', channel: 'C1', command: '/other' })).rejects.toThrow(
      'not a command',
    );
  });

  it('is told when the bot does not acknowledge in time', async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const register = (app: App) => app.command('/tokens', ({ ack }) => waiting.then(() => ack()));
    const { slack } = await start(register, { ackTimeoutMs: 50 });

    const result = await slack.command({ user: 'UALICE', channel: 'C1', command: '/tokens' });
    release();

    expect(result).toMatchObject({ status: 0, error: 'timeout' });
    expect(slack.ephemerals('UALICE')[0]?.text).toBe('/tokens failed with the error "operation_timeout"');
  });

  it('gets answers at the response URL: to the message, beside it, five times', async () => {
    const statuses: number[] = [];
    const { slack, client } = await start((app) => {
      app.action('go', async ({ ack, respond, body }) => {
        await ack();
        await respond({ text: 'seen' });
        await respond({ text: 'new', replace_original: true });
        await respond({ delete_original: true });
        await respond({ text: 'for all', response_type: 'in_channel' });
        await respond({ text: 'fifth' });
        const { response_url } = body as { response_url: string };
        statuses.push((await fetch(response_url, { method: 'POST', body: '{}' })).status);
      });
    });
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: text('Go') }] }];
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: 'C1',
      user: 'UALICE',
      text: 'a',
      blocks,
    });

    await slack.click({ user: 'UALICE', channel: 'C1', ts, actionId: 'go' });
    await slack.until(() => statuses.length === 1);

    expect(statuses).toEqual([404]);
    expect(slack.ephemerals('UALICE').map((message) => message.text)).toEqual(['seen', 'fifth']);
    expect(slack.messages('C1').map((message) => message.text)).toEqual(['for all']);
  });

  it('moves through modals as the bot answers', async () => {
    const closed: boolean[] = [];
    const view = (callback_id: string) => ({
      type: 'modal' as const,
      callback_id,
      title: text(callback_id),
      submit: text('Next'),
      notify_on_close: true,
      blocks: [{ type: 'divider' }],
    });
    const { slack } = await start((app) => {
      app.shortcut('open', async ({ ack, client, body }) => {
        await client.views.open({ trigger_id: body.trigger_id, view: view('one') });
        await ack();
      });
      app.view('one', async ({ ack }) => ack({ response_action: 'update', view: view('two') }));
      app.view('two', async ({ ack }) => ack({ response_action: 'push', view: view('three') }));
      app.view('three', async ({ ack }) => ack({ response_action: 'errors', errors: { nowhere: 'no' } }));
      app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack, body }) => {
        closed.push((body as { is_cleared: boolean }).is_cleared);
        await ack();
      });
    });
    const top = () => slack.views('UALICE').at(-1)?.id ?? '';
    await slack.shortcut({ user: 'UALICE', callbackId: 'open' });

    const outcomes = [
      await slack.submitView({ user: 'UALICE', viewId: top() }),
      await slack.submitView({ user: 'UALICE', viewId: top() }),
      await slack.submitView({ user: 'UALICE', viewId: top() }),
    ].map((result) => result.outcome);
    await slack.closeView({ user: 'UALICE', viewId: top() });
    await slack.closeView({ user: 'UALICE', viewId: top(), all: true });

    expect(outcomes).toEqual(['updated', 'pushed', 'failed']);
    expect(closed).toEqual([false, true]);
    expect(slack.views('UALICE')).toEqual([]);
    expect(slack.violations).toEqual([expect.stringContaining('errors_name_no_input_block')]);
  });
});

describe('events', () => {
  it('are sent again with the same id until the bot takes them', async () => {
    const workspace = await startWorkspace();
    const seen: unknown[] = [];
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      seen.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      response.writeHead(seen.length < 3 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    workspace.slack.setRequestUrl(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);

    const first = await workspace.slack.event({ type: 'app_uninstalled' });
    const [retried] = await workspace.slack.retryEvents();
    const none = await workspace.slack.retryEvents();

    expect(first).toMatchObject({ attempts: 2, error: 'http_500' });
    expect(retried).toMatchObject({ attempts: 3, status: 200, eventId: first.eventId });
    expect(none).toEqual([]);
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    await new Promise((resolve) => server.close(resolve));
    await workspace.close();
  });
});

describe('Socket Mode', () => {
  it('sends an envelope again and asks to reconnect', async () => {
    const workspace = await startWorkspace();
    const { slack } = workspace;
    const envelopes: string[] = [];
    const stop = await startBolt(slack, 'socket', (app) => {
      app.event('app_home_opened', async ({ body }) => {
        envelopes.push(body.event_id);
      });
    });

    await slack.openHome({ user: 'UALICE' });
    const resent = await slack.sockets.resendLast();
    await slack.sockets.disconnect();
    const gone = slack.sockets.size;
    await slack.until(() => slack.sockets.size === 1);
    const after = await slack.openHome({ user: 'UALICE' });

    expect(resent.status).toBe(200);
    expect(envelopes[0]).toBe(envelopes[1]);
    expect(gone).toBe(0);
    expect(after.status).toBe(200);
    await stop();
    await workspace.close();
  });
});
