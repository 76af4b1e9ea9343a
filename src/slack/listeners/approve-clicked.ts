import type { BlockAction, Middleware, SlackActionMiddlewareArgs } from '@slack/bolt';
import { decideTokenRequest } from '../../application/decide-token-request.js';
import { refreshDigest } from '../../application/refresh-digest.js';
import { openHome } from '../../application/refresh-homes.js';
import { clickedDigest } from '../clicked-digest.js';
import { clickedRequest, isInHome } from '../clicked-request.js';
import { explainProblem } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, claimDeadline } from '../listener-wrapper.js';
import { currentTrace } from '../trace.js';

/** One click approves (S9): acknowledged once the claim is committed (invariant 2). */
export function approveClicked(context: ListenerContext): Middleware<SlackActionMiddlewareArgs<BlockAction>> {
  return async ({ ack, body, respond, client }) => {
    const click = { ...clickedRequest(body), trace: currentTrace() };
    const problem = await attempt(context, click.trace, async () => {
      await decideTokenRequest(context, {
        ...click,
        actor: actorOf(body, context.ourTeam()),
        action: 'approve',
        reason: null,
        path: isInHome(body) ? 'home' : 'card',
        deadline: claimDeadline(context.clock),
      });
    });
    await ack();
    if (problem) await explainProblem(context, problem, { body, respond, client }, click);
    const digest = problem ? undefined : clickedDigest(body);
    if (digest) await refreshDigest(context, digest, click.trace);
    if (isInHome(body)) await openHome(context, body.user.id, { force: false, trace: click.trace });
  };
}
