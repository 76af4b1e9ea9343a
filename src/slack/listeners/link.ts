import { ACTIONS } from '../action-ids.js';
import { clickedResume, openConnect } from '../connect.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage } from '../explain-problem.js';
import { actorOf } from '../listener-wrapper.js';

/** "Connect GitHub", wherever it stands. */
export function registerLink(on: Listeners): void {
  on.action(ACTIONS.connect, async (context, { ack, body, client, respond }) => {
    await ack();
    const problem = await openConnect(context, {
      client,
      triggerId: body.trigger_id,
      actor: actorOf(body, context.ourTeam()),
      resume: clickedResume(body),
      isOverModal: body.view?.type === 'modal',
    });
    if (problem === undefined) return;
    const words = inlineMessage([problem.text]);
    // App Home and modals have no message to answer to.
    if (body.view) await client.chat.postMessage({ channel: body.user.id, ...words });
    else await respond({ response_type: 'ephemeral', replace_original: false, ...words });
  });
}
