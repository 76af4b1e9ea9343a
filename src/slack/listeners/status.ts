import type { App, BlockAction } from '@slack/bolt';
import { type StatusModel, statusOf } from '../../application/read-status.js';
import { sendAgain } from '../../application/send-again.js';
import { ACTIONS } from '../action-ids.js';
import { clickedNumber } from '../clicked-request.js';
import { inlineMessage } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt } from '../listener-wrapper.js';
import { currentTrace } from '../trace.js';
import { statusView } from '../views/status-view.js';

/** "Try again" beside a message that was given up; what is shown is then brought up to date. */
export function registerStatus(app: App, context: ListenerContext): void {
  app.action<BlockAction>(
    { type: 'block_actions', action_id: ACTIONS.sendAgain },
    async ({ ack, body, respond }) => {
      await ack();
      const actor = actorOf(body, context.ourTeam());
      const trace = currentTrace();
      let status: StatusModel | undefined;
      const problem = await attempt(context, trace, async () => {
        const found = await sendAgain(context, { actor, delivery: clickedNumber(body), trace });
        status = await statusOf(context, found);
      });
      const words = status && !problem ? statusView(context.t, status) : inlineMessage([problem?.text ?? '']);
      await respond({ response_type: 'ephemeral', replace_original: problem === undefined, ...words });
    },
  );
}
