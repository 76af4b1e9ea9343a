import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import { startBolt, startWorkspace, type TestWorkspace } from './start-workspace.js';

const card = (text: string) => [
  { type: 'section', block_id: 'head', text: { type: 'mrkdwn', text } },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        text: { type: 'plain_text', text: 'Approve' },
        value: '7',
        style: 'primary',
      },
      { type: 'button', action_id: 'deny', text: { type: 'plain_text', text: 'Deny…' }, value: '7' },
    ],
  },
];

const denyView = {
  type: 'modal' as const,
  callback_id: 'deny',
  private_metadata: '7',
  title: { type: 'plain_text' as const, text: 'Deny' },
  submit: { type: 'plain_text' as const, text: 'Deny' },
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'text', max_length: 20 },
    },
  ],
};

function register(app: App): void {
  app.command('/tokens', async ({ ack }) => {
    await ack({ response_type: 'ephemeral', text: 'One request waits' });
  });
  app.action('deny', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view: denyView });
  });
  app.view('deny', async ({ ack, view, client }) => {
    const reason = view.state.values.reason?.text?.value ?? '';
    if (reason === 'no') {
      await ack({ response_action: 'errors', errors: { reason: 'Say more' } });
      return;
    }
    await client.chat.update({
      channel: 'C1',
      ts: posted.at(-1) ?? '',
      text: `Denied: ${reason}`,
      blocks: card(`*Denied*: ${reason}`),
    });
    await ack();
  });
}

const posted: string[] = [];

describe.each(['http', 'socket'] as const)('a Bolt app over %s', (mode) => {
  let workspace: TestWorkspace;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    workspace = await startWorkspace();
    stop = await startBolt(workspace.slack, mode, register);
  });

  afterEach(async () => {
    await stop();
    await workspace.close();
  });

  it('answers a command to its person only', async () => {
    const { slack } = workspace;

    const acknowledged = await slack.command({
      user: 'UALICE',
      channel: 'C1',
      command: '/tokens',
      text: 'list',
    });

    expect(acknowledged).toMatchObject({ status: 200, ackBody: { text: 'One request waits' } });
    expect(slack.ephemerals('UALICE', 'C1').map((message) => message.text)).toEqual(['One request waits']);
    expect(slack.ephemerals('UBOB')).toEqual([]);
  });

  it('is taken from a card through a modal with an error to the updated card', async () => {
    const { slack, client } = workspace;
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C1',
      text: 'A request',
      blocks: card('A *request*'),
    });
    posted.push(ts);

    await slack.click({ user: 'UALICE', channel: 'C1', ts, actionId: 'deny' });
    const { id: viewId } = await slack.until(() => slack.views('UALICE')[0]);
    const empty = await slack.submitView({ user: 'UALICE', viewId });
    const long = await slack.submitView({
      user: 'UALICE',
      viewId,
      values: { reason: { text: 'x'.repeat(21) } },
    });
    const short = await slack.submitView({ user: 'UALICE', viewId, values: { reason: { text: 'no' } } });
    const errorsShown = slack.views('UALICE')[0]?.errors;
    const good = await slack.submitView({
      user: 'UALICE',
      viewId,
      values: { reason: { text: 'too broad' } },
    });

    expect(empty.clientErrors).toEqual({ reason: 'Please complete this required field.' });
    expect(long.clientErrors).toEqual({ reason: 'Must be at most 20 characters.' });
    expect(short).toMatchObject({ outcome: 'errors', errors: { reason: 'Say more' } });
    expect(errorsShown).toEqual({ reason: 'Say more' });
    expect(good).toMatchObject({ outcome: 'closed', status: 200 });
    expect(slack.views('UALICE')).toEqual([]);
    expect(slack.messages('C1').map((message) => slack.read(message))).toEqual([
      'Denied: too broad\n[Approve] [Deny…]',
    ]);
    expect(slack.violations).toEqual([]);
  });

  it('is told that the Home tab was opened', async () => {
    const { slack } = workspace;

    const delivered = await slack.openHome({ user: 'UBOB' });

    expect(delivered).toMatchObject({ attempts: 1, eventId: expect.stringMatching(/^Ev/) });
  });
});
