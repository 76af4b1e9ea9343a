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
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-1', trace: 'the-trace' }),
    extendedErrorHandler: true,
    ignoreSelf: false,
    convoStore: false,
  });
  const failed: unknown[] = [];
  app.error(async ({ error, context }: { error: Error; context: Readonly<Record<string, unknown>> }) => {
    failed.push([context.trace, (error as { original?: Error }).original?.message]);
  });
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
    failed,
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

/** One listener of each kind but actions. */
function listenToEach({ listeners, noting }: ReturnType<typeof startBolt>): void {
  listeners.view('deny', noting('view'));
  listeners.options('menu', noting('options'));
  listeners.command('/tokens', noting('command'));
  listeners.shortcut('pending', noting('shortcut'));
  listeners.event('app_uninstalled', noting('event'));
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

  it.each([
    ['view', { type: 'view_submission', view: { callback_id: 'deny', state: { values: {} } } }],
    ['options', { type: 'block_suggestion', action_id: 'menu', block_id: 'b', value: '' }],
    ['command', { command: '/tokens', text: '' }],
    ['shortcut', { type: 'shortcut', callback_id: 'pending', trigger_id: '1.2.3' }],
  ])('answer what they are for: %s', async (answered, payload) => {
    const bolt = startBolt();
    listenToEach(bolt);

    await bolt.deliver({
      user: { id: 'UFRENCH', team_id: 'T1' },
      team: { id: 'T1' },
      user_id: 'UFRENCH',
      team_id: 'T1',
      ...payload,
    });

    expect(bolt.answered).toEqual([`${answered}: Approuver`]);
  });

  it.each([
    ['a view', { type: 'view_submission', view: { callback_id: 'other', state: { values: {} } } }],
    ['a closed view', { type: 'view_closed', view: { callback_id: 'deny', state: { values: {} } } }],
    ['options', { type: 'block_suggestion', action_id: 'other', block_id: 'b', value: '' }],
    ['a command', { command: '/other', text: '' }],
    ['a shortcut', { type: 'shortcut', callback_id: 'other', trigger_id: '1.2.3' }],
    ['a shortcut of a message', { type: 'message_action', callback_id: 'pending', message: {}, channel: {} }],
    ['an event', { type: 'event_callback', event: { type: 'team_join' } }],
    ['a dialog', { type: 'dialog_submission', callback_id: 'deny', submission: {}, channel: {} }],
  ])('leave alone what is not for them: %s', async (_, payload) => {
    const bolt = startBolt();
    listenToEach(bolt);

    await bolt.deliver({ user: { id: 'UFRENCH' }, team: { id: 'T1' }, user_id: 'UFRENCH', ...payload });

    expect(bolt.answered).toEqual([]);
    expect(bolt.failed).toEqual([]);
  });

  it('have ids of their own', () => {
    const { listeners, noting } = startBolt();
    listeners.action('approve', noting('one'));

    expect(() => listeners.action('approve', noting('other'))).toThrow('two listeners have the id approve');
  });

  it('that fail are told of with the trace of the click', async () => {
    const bolt = startBolt();
    bolt.listeners.action('approve', () => Promise.reject(new Error('out of order')));

    await bolt.click('approve', 'UOLIVIA');

    expect(bolt.failed).toEqual([['the-trace', 'out of order']]);
    expect(await bolt.listeners.settled()).toEqual([]);
  });

  it('know the trace, and how long they were held up, so that the answer comes in time all the same', async () => {
    const bolt = startBolt(() => new Promise((resolve) => setTimeout(resolve, 20)));
    bolt.listeners.action('approve', bolt.noting('approve'));

    await bolt.click('approve', 'UOLIVIA');

    expect(bolt.contexts).toEqual([expect.objectContaining({ trace: 'the-trace' })]);
    expect(bolt.contexts[0]?.heldUpMs).toBeGreaterThanOrEqual(19);
  });

  it('are waited for when the program ends', async () => {
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
