import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWorkspace, type TestWorkspace } from './start-workspace.js';

const menu = (include: string[]) => ({
  type: 'home' as const,
  blocks: [
    {
      type: 'section',
      block_id: 'where',
      text: { type: 'plain_text', text: 'Where' },
      accessory: { type: 'conversations_select', action_id: 'pick', filter: { include } },
    },
  ],
});

describe('a menu of conversations', () => {
  let workspace: TestWorkspace;
  beforeEach(async () => {
    workspace = await startWorkspace({ ackTimeoutMs: 50 });
    const { slack } = workspace;
    slack.addChannel({ id: 'COWN', name: 'own', members: ['UALICE'], isPrivate: true });
    slack.addChannel({ id: 'CTHEIRS', name: 'theirs', members: ['UBOB'], isPrivate: true });
    slack.addChannel({ id: 'CPUBLIC', name: 'public', members: ['UBOB'] });
    slack.addChannel({ id: 'COLD', name: 'old', members: ['UALICE'], archived: true });
  });
  afterEach(async () => {
    await workspace.close();
  });

  async function pick(value: string, include: string[]): Promise<string> {
    const { slack, client } = workspace;
    await client.views.publish({ user_id: 'UALICE', view: menu(include) as never });
    const viewId = slack.home('UALICE')?.id ?? '';
    try {
      await slack.click({ user: 'UALICE', viewId, actionId: 'pick', value });
      return 'picked';
    } catch (error) {
      return (error as Error).message;
    }
  }

  it.each(['C1', 'CPUBLIC', 'COWN'])('offers channels that somebody can see: %s', async (id) => {
    expect(await pick(id, ['public', 'private'])).toBe('picked');
  });

  it.each([
    ['CTHEIRS', ['public', 'private']],
    ['COLD', ['public', 'private']],
    ['COWN', ['public']],
    ['C1', ['private']],
    ['general', ['public']],
  ])('offers nothing else: %s of %j', async (id, include) => {
    expect(await pick(id, include)).toContain('does not offer');
  });
});
