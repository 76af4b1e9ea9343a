import type { App } from '@slack/bolt';
import { ACTIONS } from '../action-ids.js';
import { clickedResume, openConnect } from '../connect.js';
import { inlineMessage } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf } from '../listener-wrapper.js';

/** "Connect GitHub", wherever it stands. */
export function registerLink(app: App, context: ListenerContext): void {
  app.action(
    { type: 'block_actions', action_id: ACTIONS.connect },
    async ({ ack, body, client, respond }) => {
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
    },
  );
}
