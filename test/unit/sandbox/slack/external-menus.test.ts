import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBolt, startWorkspace, type TestWorkspace } from './start-workspace.js';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const option = (value: string) => ({ text: text(value.toUpperCase()), value });

const home = (initial?: string[]) => ({
  type: 'home' as const,
  blocks: [
    {
      type: 'section',
      block_id: 'repo',
      text: text('Repository'),
      accessory: {
        type: 'multi_external_select',
        action_id: 'pick',
        min_query_length: 0,
        ...(initial && { initial_options: initial.map(option) }),
      },
    },
  ],
});

describe('a menu whose options the bot brings', () => {
  let workspace: TestWorkspace;
  let stop: () => Promise<void>;
  let answer: (query: string) => Promise<object> | object;
  let acted: unknown[];

  beforeEach(async () => {
    acted = [];
    answer = (query) => ({ options: query === '' ? [option('api')] : [option(query)] });
    workspace = await startWorkspace({ ackTimeoutMs: 400 });
    stop = await startBolt(workspace.slack, 'http', (app) => {
      app.options('pick', async ({ ack, options }) => ack((await answer(options.value)) as never));
      app.action('pick', async ({ ack, action, body }) => {
        acted.push({ action, values: (body as { view: { state: { values: unknown } } }).view.state.values });
        await ack();
      });
    });
  });

  afterEach(async () => {
    await stop();
    await workspace.close();
  });

  const publish = (view: object) =>
    workspace.client.views.publish({ user_id: 'UALICE', view: view as never });
  const at = () => ({ user: 'UALICE', viewId: workspace.slack.home('UALICE')?.id ?? '', actionId: 'pick' });

  it('lets one choose from several queries, and what is chosen be taken back', async () => {
    const { slack } = workspace;
    await publish(home(['old']));

    await slack.loadOptions({ ...at(), value: '' });
    await slack.loadOptions({ ...at(), value: 'web' });
    await slack.click({ ...at(), value: ['old', 'api', 'web'] });
    await slack.click({ ...at(), value: ['web'] });

    const chosen = [option('old'), option('api'), option('web')];
    expect(acted).toMatchObject([
      {
        action: { type: 'multi_external_select', block_id: 'repo', selected_options: chosen },
        values: { repo: { pick: { selected_options: chosen } } },
      },
      { action: { selected_options: [option('web')] } },
    ]);
    await expect(slack.click({ ...at(), value: ['never-offered'] })).rejects.toThrow(
      'load its options first',
    );
  });

  it('keeps the choice when the same block is published anew', async () => {
    const { slack } = workspace;
    await publish(home());
    await slack.loadOptions({ ...at(), value: '' });
    await slack.click({ ...at(), value: ['api'] });

    await publish(home());
    await slack.click({ ...at(), value: [] });

    expect(acted).toMatchObject([
      { action: { selected_options: [option('api')] } },
      { action: { selected_options: [] } },
    ]);
  });

  it.each([
    ['more than 100 options', () => ({ options: Array.from({ length: 101 }, (_, n) => option(`o${n}`)) })],
    ['a text of 76 characters', () => ({ options: [option('x'.repeat(76))] })],
    ['two options with one value', () => ({ options: [option('a'), option('a')] })],
    ['no options at all', () => ({})],
  ])('shows none of %s, and says so', async (_what, bad) => {
    answer = bad;
    await publish(home());

    const loaded = await workspace.slack.loadOptions({ ...at(), value: '' });

    expect(loaded).toMatchObject({ error: 'invalid_options', options: [] });
    expect(workspace.slack.violations).toEqual([expect.stringMatching(/^block_suggestion: \[ERROR\]/)]);
  });

  it('may have nothing to offer', async () => {
    answer = () => ({ options: [] });
    await publish(home());

    const loaded = await workspace.slack.loadOptions({ ...at(), value: 'zzz' });

    expect(loaded.error).toBeUndefined();
    expect(loaded.options).toEqual([]);
    expect(workspace.slack.violations).toEqual([]);
  });

  it('gives up on a bot that takes too long', async () => {
    let release = () => {};
    answer = () =>
      new Promise((resolve) => {
        release = () => resolve({ options: [] });
      });
    await publish(home());

    const loaded = await workspace.slack.loadOptions({ ...at(), value: '' });
    release();

    expect(loaded).toMatchObject({ error: 'timeout', options: [] });
  });
});
