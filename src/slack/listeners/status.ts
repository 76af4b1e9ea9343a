import { type StatusModel, statusOf } from '../../application/read-status.js';
import { sendAgain } from '../../application/send-again.js';
import { ACTIONS } from '../action-ids.js';
import { clickedNumber } from '../clicked-request.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage } from '../explain-problem.js';
import { actorOf, attempt } from '../listener-wrapper.js';
import { statusView } from '../views/status-view.js';

/** "Try again" beside a message that was given up; what is shown is then brought up to date. */
export function registerStatus(on: Listeners): void {
  on.action(ACTIONS.sendAgain, async (context, { ack, body, respond }) => {
    await ack();
    const actor = actorOf(body, context.ourTeam());
    const trace = context.trace;
    let status: StatusModel | undefined;
    const problem = await attempt(context, async () => {
      const found = await sendAgain(context, { actor, delivery: clickedNumber(body), trace });
      status = await statusOf(context, found);
    });
    const words = status && !problem ? statusView(context.t, status) : inlineMessage([problem?.text ?? '']);
    await respond({ response_type: 'ephemeral', replace_original: problem === undefined, ...words });
  });
}
