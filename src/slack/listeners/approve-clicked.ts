import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { decideTokenRequest } from '../../application/decide-token-request.js';
import { refreshDigest } from '../../application/refresh-digest.js';
import { openHome } from '../../application/refresh-homes.js';
import { clickedDigest } from '../clicked-digest.js';
import { clickedRequest, isInHome } from '../clicked-request.js';
import { explainProblem } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, claimDeadline } from '../listener-wrapper.js';

/** One click approves (S9): acknowledged once the claim is committed (invariant 2). */
export async function approveClicked(
  context: ListenerContext,
  { ack, body, respond, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
): Promise<void> {
  const click = { trace: context.trace, ...clickedRequest(body) };
  const problem = await attempt(context, async () => {
    await decideTokenRequest(context, {
      ...click,
      actor: actorOf(body, context.ourTeam()),
      action: 'approve',
      reason: null,
      path: isInHome(body) ? 'home' : 'card',
      deadline: claimDeadline(context),
    });
  });
  await ack();
  if (problem) await explainProblem(context, problem, { body, respond, client }, click);
  const digest = problem ? undefined : clickedDigest(body);
  if (digest) await refreshDigest(context, digest, click.trace);
  if (isInHome(body)) await openHome(context, body.user.id, { force: false, trace: click.trace });
}
