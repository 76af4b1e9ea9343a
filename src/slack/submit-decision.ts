import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { decideTokenRequest } from '../application/decide-token-request.js';
import { refreshDigest } from '../application/refresh-digest.js';
import { refreshHome } from '../application/refresh-homes.js';
import type { DecisionAction } from '../domain/decision.js';
import { INPUTS } from './action-ids.js';
import { digestBehind } from './clicked-digest.js';
import { viewedRequest } from './clicked-request.js';
import { problemLine, problemModal } from './explain-problem.js';
import { listBehind } from './list-payload.js';
import type { ListenerContext } from './listener-context.js';
import { actorOf, attempt, claimDeadline, type Problem } from './listener-wrapper.js';

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'> & {
  readonly action: DecisionAction;
  readonly path: 'deny-modal' | 'details-modal';
};

/**
 * Takes the decision of a modal: closes it, or shows in it what stands against the decision. True when the decision
 * was taken.
 */
export async function submitDecision(context: ListenerContext, submission: Submission): Promise<boolean> {
  const { ack, body, view, action, path } = submission;
  const tokenRequestId = viewedRequest(view);
  const trace = context.trace;
  const problem = await attempt(context, async () => {
    await decideTokenRequest(context, {
      tokenRequestId,
      trace,
      actor: actorOf(body, context.ourTeam()),
      action,
      reason: view.state.values[INPUTS.reason]?.[INPUTS.reason]?.value ?? null,
      path,
      deadline: claimDeadline(context),
    });
  });
  // Over a list, only this modal closes: the list beneath is where the person goes on.
  if (problem === undefined) await (listBehind(view) ? ack() : ack({ response_action: 'clear' }));
  else await showProblem(context, ack, problem, { tokenRequestId, slackUserId: body.user.id });
  const digest = problem ? undefined : digestBehind(view);
  if (digest) await refreshDigest(context, digest, trace);
  // The modal may have been opened from App Home, which they are looking at again.
  await refreshHome(context, body.user.id, trace);
  return problem === undefined;
}

async function showProblem(
  context: ListenerContext,
  ack: Submission['ack'],
  problem: Problem,
  person: { tokenRequestId: number; slackUserId: string },
): Promise<void> {
  if (problem.code === 'reason-too-long') {
    await ack({ response_action: 'errors', errors: { [INPUTS.reason]: problem.text } });
    return;
  }
  const line = await problemLine(context, problem, person);
  const resume = { kind: 'request', tokenRequestId: person.tokenRequestId } as const;
  const view = problemModal(context, problem, { title: context.t.text('error.title'), line, resume });
  await ack({ response_action: 'update', view });
}
