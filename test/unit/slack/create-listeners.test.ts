import { describe, expect, it } from '@jest/globals';
import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { createListeners } from '../../../src/slack/create-listeners.js';
import type { ListenerContext, SharedContext } from '../../../src/slack/listener-context.js';
import { SPEECH } from '../../support/builders.js';

const LANGUAGES: Readonly<Record<string, string>> = { UFRENCH: 'fr', UJAPANESE: 'ja' };

/** Bolt itself, with listeners that note who was answered by which, and how. */
function startBolt(speechAfter: (slackUserId: string) => Promise<unknown> = async () => undefined) {
  let deliver: (event: ReceiverEvent) => Promise<void> = async () => undefined;
  const receiver: Receiver = {
    init: (app) => {
      deliver = (event) => app.processEvent(event);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-1', trace: 'the-trace' }) });
  const speeches: Partial<SharedContext['speeches']> = {
    usual: SPEECH as SharedContext['speeches']['usual'],
    ofWhoeverActs: async (slackUserId) => {
      await speechAfter(slackUserId);
      return { language: LANGUAGES[slackUserId] ?? 'en', timeZone: 'UTC' };
    },
  };
  const listeners = createListeners(app, { speeches } as SharedContext);
  const answered: string[] = [];
  const contexts: ListenerContext[] = [];
  const noting = (name: string) => async (context: ListenerContext) => {
    contexts.push(context);
    await Promise.resolve();
    answered.push(`${name}: ${context.t.text('card.approve')}`);
  };
  return {
    answered,
    contexts,
    listeners,
    noting,
    async click(actionId: string, slackUserId: string) {
      const body = {
        type: 'block_actions',
        user: { id: slackUserId, team_id: 'T1' },
        team: { id: 'T1' },
        actions: [{ type: 'button', action_id: actionId, block_id: 'b' }],
      };
      await deliver({ body, ack: async () => undefined });
    },
    deliver: (body: ReceiverEvent['body']) => deliver({ body, ack: async () => undefined }),
  };
}

describe('listeners', () => {
  it('answer each in their own language, also when they click at once', async () => {
    const bolt = startBolt();
    bolt.listeners.action('approve', bolt.noting('approve'));

    await Promise.all([bolt.click('approve', 'UFRENCH'), bolt.click('approve', 'UJAPANESE')]);

    expect(bolt.answered.sort()).toEqual(['approve: Approuver', 'approve: 承認']);
  });

  it('speak as usual where nobody acts', async () => {
    const bolt = startBolt();
    bolt.listeners.event('app_uninstalled', bolt.noting('uninstalled'));

    await bolt.deliver({ type: 'event_callback', team_id: 'T1', event: { type: 'app_uninstalled' } });

    expect(bolt.answered).toEqual(['uninstalled: Approve']);
  });

  it.each([
    ['approve', ['exact: Approve']],
    ['approve.later', ['pattern: Approve']],
    ['something-else', []],
  ])('are found by their ids, one for each click: %s', async (actionId, answered) => {
    const bolt = startBolt();
    bolt.listeners.action(/^approve/, bolt.noting('pattern'));
    bolt.listeners.action('approve', bolt.noting('exact'));

    await bolt.click(actionId, 'UOLIVIA');

    expect(bolt.answered).toEqual(answered);
  });

  it('know the trace, and how long they were held up, so that the answer comes in time all the same', async () => {
    const bolt = startBolt(() => new Promise((resolve) => setTimeout(resolve, 20)));
    bolt.listeners.action('approve', bolt.noting('approve'));

    await bolt.click('approve', 'UOLIVIA');

    expect(bolt.contexts).toEqual([expect.objectContaining({ trace: 'the-trace' })]);
    expect(bolt.contexts[0]?.heldUpMs).toBeGreaterThanOrEqual(19);
  });

  it('are waited for when the program ends, whatever became of them', async () => {
    const bolt = startBolt();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    bolt.listeners.action('slow', async (context) => {
      await held;
      await bolt.noting('slow')(context);
    });
    const click = bolt.click('slow', 'UOLIVIA');
    await new Promise((resolve) => setImmediate(resolve));

    const settled = bolt.listeners.settled();
    expect(bolt.answered).toEqual([]);
    release();
    await settled;

    expect(bolt.answered).toEqual(['slow: Approve']);
    await click;
  });
});
