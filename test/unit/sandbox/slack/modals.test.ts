import { afterEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import { errorOf, startBolt, startWorkspace, type TestWorkspace } from './start-workspace.js';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const option = (value: string) => ({
  text: text(value.toUpperCase()),
  value,
  description: text(`Is ${value}`),
});

interface Rows {
  blockId?: string;
  values?: string[];
  chosen?: string[];
}

/** A list with a query that is sent at Enter, and checkboxes that are sent at each toggle. */
function list({ blockId = 'rows', values = ['a', 'b', 'c'], chosen }: Rows = {}) {
  const initial = chosen && { initial_options: chosen.map(option) };
  return {
    type: 'modal' as const,
    callback_id: 'list',
    title: text('List'),
    submit: text('Go on'),
    blocks: [
      {
        type: 'input',
        block_id: 'query',
        optional: true,
        dispatch_action: true,
        label: text('Query'),
        element: {
          type: 'plain_text_input',
          action_id: 'query',
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
      },
      {
        type: 'input',
        block_id: blockId,
        optional: true,
        dispatch_action: true,
        label: text('Rows'),
        element: { type: 'checkboxes', action_id: 'rows', options: values.map(option), ...initial },
      },
    ],
  };
}

const plain = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'plain',
  title: text(title),
  submit: text('More'),
  blocks: [{ type: 'divider' }],
});

interface Acted {
  action: unknown;
  values: unknown;
}

describe('in a modal, a person', () => {
  let workspace: TestWorkspace;
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    await workspace.close();
  });

  /** Opens `view` before Alice. */
  async function open(view: object, register: (app: App) => void = () => undefined) {
    workspace = await startWorkspace();
    stop = await startBolt(workspace.slack, 'http', (app) => {
      app.shortcut('open', async ({ ack, client, body }) => {
        await client.views.open({ trigger_id: body.trigger_id, view: view as never });
        await ack();
      });
      register(app);
    });
    await workspace.slack.shortcut({ user: 'UALICE', callbackId: 'open' });
    const top = () => workspace.slack.views('UALICE').at(-1);
    const at = () => ({ user: 'UALICE', viewId: top()?.id ?? '' });
    const update = (shown: object, viewId = at().viewId) =>
      workspace.client.views.update({ view_id: viewId, view: shown as never });
    return { ...workspace, top, at, update };
  }

  const recorder = (acted: Acted[]) => (app: App) =>
    void app.action(/.*/, async ({ ack, action, body }) => {
      acted.push({ action, values: (body as { view: { state: { values: unknown } } }).view.state.values });
      await ack();
    });

  it('tells the bot at each toggle of a checkbox, with all that stands in the view', async () => {
    const acted: Acted[] = [];
    const { slack, at } = await open(list(), recorder(acted));
    slack.fill({ ...at(), values: { query: { query: 'owner:mona' } } });

    await slack.click({ ...at(), actionId: 'rows', value: ['a'] });
    await slack.click({ ...at(), actionId: 'rows', value: ['a', 'c'] });

    expect(acted[1]).toMatchObject({
      action: { type: 'checkboxes', block_id: 'rows', selected_options: [option('a'), option('c')] },
      values: {
        query: { query: { type: 'plain_text_input', value: 'owner:mona' } },
        rows: { rows: { type: 'checkboxes', selected_options: [option('a'), option('c')] } },
      },
    });
    expect(slack.violations).toEqual([]);
  });

  it('tells the bot what was typed at Enter, and the modal stays open', async () => {
    const acted: Acted[] = [];
    const { slack, at } = await open(list({ chosen: ['b'] }), recorder(acted));

    await slack.click({ ...at(), actionId: 'query', value: 'repo:web' });

    expect(acted).toMatchObject([
      {
        action: { type: 'plain_text_input', action_id: 'query', block_id: 'query', value: 'repo:web' },
        values: { rows: { rows: { selected_options: [option('b')] } } },
      },
    ]);
    expect(slack.views('UALICE')).toHaveLength(1);
  });

  it('keeps what was chosen when the view changes around it, and the bot is warned of a new choice', async () => {
    const { slack, at, top, update } = await open(list(), recorder([]));
    await slack.click({ ...at(), actionId: 'rows', value: ['a'] });

    await update(list({ chosen: ['a'] }));
    const warnedOfTheSame = [...slack.warnings];
    await update(list({ chosen: ['b', 'c'] }));

    expect(warnedOfTheSame).toEqual([]);
    expect(top()?.state.values.rows?.rows).toMatchObject({ selected_options: [option('a')] });
    expect(slack.warnings).toEqual([expect.stringMatching(/^rows\/rows: Slack keeps .* new block_id$/)]);
  });

  it('sees the initial choice of a block with a new id, also when the id comes back', async () => {
    const { slack, at, top, update } = await open(list({ blockId: 'page-1' }), recorder([]));
    await slack.click({ ...at(), actionId: 'rows', value: ['a'] });
    const first = top()?.since['page-1'];

    await update(list({ blockId: 'page-2', chosen: ['b'] }));
    const second = top()?.state.values['page-2']?.rows;
    await update(list({ blockId: 'page-1', chosen: ['c'] }));

    expect(second).toMatchObject({ selected_options: [option('b')] });
    expect(top()?.state.values['page-1']?.rows).toMatchObject({ selected_options: [option('c')] });
    expect(top()?.since['page-1']).not.toBe(first);
    expect(slack.warnings).toEqual([]);
  });

  it('loses what was chosen of options that are there no longer', async () => {
    const { slack, at, top, update } = await open(list(), recorder([]));
    await slack.click({ ...at(), actionId: 'rows', value: ['a', 'b'] });

    await update(list({ values: ['b', 'd'] }));

    expect(top()?.state.values.rows?.rows).toMatchObject({ selected_options: [option('b')] });
  });

  it('finds the view below as the bot left it meanwhile, with what was entered', async () => {
    const { slack, at, top, update } = await open(list(), (app) => {
      app.view('list', async ({ ack }) => ack({ response_action: 'push', view: plain('Above') }));
    });
    const below = at().viewId;
    await slack.submitView({ ...at(), values: { query: { query: 'kept' } } });

    await update({ ...list(), title: text('Changed') }, below);
    const above = top()?.title;
    await slack.closeView(at());

    expect(above).toMatchObject({ text: 'Above' });
    expect(top()).toMatchObject({
      id: below,
      title: { text: 'Changed' },
      state: { values: { query: { query: { value: 'kept' } } } },
    });
  });

  it('is left with the modal when the bot answers with a fourth view', async () => {
    const { slack, at } = await open(plain('One'), (app) => {
      app.view('plain', async ({ ack }) => ack({ response_action: 'push', view: plain('More') }));
    });

    const outcomes = [
      await slack.submitView(at()),
      await slack.submitView(at()),
      await slack.submitView(at()),
    ].map(({ outcome, error }) => error ?? outcome);

    expect(outcomes).toEqual(['pushed', 'pushed', 'push_limit_reached']);
    expect(slack.views('UALICE')).toHaveLength(3);
  });

  it('closes the whole stack where the topmost view says so', async () => {
    const { slack, at } = await open(plain('One'), (app) => {
      app.view('plain', async ({ ack }) =>
        ack({ response_action: 'push', view: { ...plain('Two'), clear_on_close: true } }),
      );
    });
    await slack.submitView(at());

    await slack.closeView(at());

    expect(slack.views('UALICE')).toEqual([]);
  });

  it('sees errors beside inputs only, until the view is submitted again', async () => {
    let blockId = 'rows';
    const { slack, at, top } = await open(list(), (app) => {
      app.view('list', async ({ ack }) => ack({ response_action: 'errors', errors: { [blockId]: 'Gone' } }));
    });

    const first = await slack.submitView(at());
    const shown = top()?.errors;
    blockId = 'nowhere';
    const second = await slack.submitView(at());

    expect(first).toMatchObject({ outcome: 'errors', errors: { rows: 'Gone' } });
    expect(shown).toEqual({ rows: 'Gone' });
    expect(second).toMatchObject({ outcome: 'failed', error: 'errors_name_no_input_block' });
    expect(top()?.errors).toBeUndefined();
  });

  it('sees no update that was made for an older version of the view', async () => {
    const { client, top, at, update } = await open(list());
    const hash = top()?.hash;
    await update({ ...list(), title: text('Newer') });

    const error = await errorOf(client.views.update({ view_id: at().viewId, hash, view: list() as never }));

    expect(error).toBe('hash_conflict');
    expect(top()?.title).toMatchObject({ text: 'Newer' });
  });

  it.each([
    ['too much private metadata', { ...list(), private_metadata: 'x'.repeat(3001) }],
    ['inputs without a submit button', { ...list(), submit: undefined }],
    ['eleven checkboxes', list({ values: [...'abcdefghijk'] })],
    ['no chosen option in the list of them', list({ chosen: [] })],
    ['a chosen option that is not offered', list({ chosen: ['z'] })],
    ['an option of 76 characters', list({ values: ['x'.repeat(76)] })],
    ['a description of 76 characters', list({ values: ['x'.repeat(73)] })],
    ['two options with one value', list({ values: ['a', 'a'] })],
  ])('is never shown a view with %s', async (_what, view) => {
    workspace = await startWorkspace();
    stop = undefined;

    const error = await errorOf(workspace.client.views.open({ trigger_id: 'any', view: view as never }));

    expect(error).toBe('invalid_arguments');
  });
});
