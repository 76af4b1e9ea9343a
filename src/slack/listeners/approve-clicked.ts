import { randomUUID } from 'node:crypto';
import type { BlockAction, Middleware, SlackActionMiddlewareArgs } from '@slack/bolt';
import { decideTokenRequest } from '../../application/decide-token-request.js';
import { openHome } from '../../application/refresh-homes.js';
import { clickedRequest, isInHome } from '../clicked-request.js';
import { explainProblem } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, CLAIM_WITHIN_MS } from '../listener-wrapper.js';

/** One click approves (S9): acknowledged once the claim is committed (invariant 2). */
export function approveClicked(context: ListenerContext): Middleware<SlackActionMiddlewareArgs<BlockAction>> {
  return async ({ ack, body, respond, client }) => {
    const click = { tokenRequestId: clickedRequest(body), trace: randomUUID() };
    const problem = await attempt(context, click.trace, async () => {
      await decideTokenRequest(context, {
        ...click,
        actor: actorOf(body, context.ourTeam()),
        action: 'approve',
        reason: null,
        path: isInHome(body) ? 'home' : 'card',
        deadline: new Date(context.clock.now().getTime() + CLAIM_WITHIN_MS),
      });
    });
    await ack();
    if (problem) await explainProblem(context, problem, { body, respond, client }, click);
    if (isInHome(body)) await openHome(context, body.user.id, { force: false, trace: click.trace });
  };
}
