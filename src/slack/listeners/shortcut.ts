import { SHORTCUTS } from '../action-ids.js';
import { connectBlocks } from '../connect.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage } from '../explain-problem.js';
import { actorOf } from '../listener-wrapper.js';
import { openList } from '../open-list.js';

/** "Pending token requests", from wherever somebody is in Slack. */
export function registerShortcut(on: Listeners): void {
  on.shortcut(SHORTCUTS.pending, async (context, { ack, shortcut, client }) => {
    await ack();
    const actor = actorOf(shortcut, context.ourTeam());
    const triggerId = shortcut.trigger_id;
    const problem = await openList(context, { client, triggerId, actor, kind: 'pending', query: '' });
    // A global shortcut has no place for an answer but the person's own conversation with us.
    if (problem) {
      const resume = { kind: 'list', list: 'pending', query: '' } as const;
      const content = inlineMessage([problem.text], connectBlocks(context, problem, resume));
      await client.chat.postMessage({ channel: actor.slackUserId, ...content });
    }
  });
}
