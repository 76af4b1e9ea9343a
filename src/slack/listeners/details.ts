import { ACTIONS, INPUTS, VIEWS } from '../action-ids.js';
import { clickedDigest, digestBehind, overDigest } from '../clicked-digest.js';
import { clickedPage, clickedRequest, viewedRequest } from '../clicked-request.js';
import type { Listeners } from '../create-listeners.js';
import { explainProblem } from '../explain-problem.js';
import { listBehind, overList } from '../list-payload.js';
import { actorOf } from '../listener-wrapper.js';
import { detailsFor, openDetails } from '../open-details.js';
import { fillModal } from '../open-modal.js';
import { refreshListBehind } from '../refresh-list.js';
import { submitDecision } from '../submit-decision.js';

/** Details opens at once and fills when GitHub has said that this person may see it. */
export function registerDetails(on: Listeners): void {
  on.action(ACTIONS.details, async (context, { ack, body, client, respond }) => {
    await ack();
    const click = { ...clickedRequest(body), trace: context.trace };
    const actor = actorOf(body, context.ourTeam());
    const problem = await openDetails(context, {
      client,
      triggerId: body.trigger_id,
      actor,
      digest: clickedDigest(body),
      ...click,
    });
    const title = context.t.text('error.title.reading');
    if (problem) await explainProblem(context, problem, { body, respond, client }, { ...click, title });
  });

  on.action(/^token-request\.details-page\./, async (context, { ack, body, client }) => {
    await ack();
    const { tokenRequestId, page } = clickedPage(body);
    const actor = actorOf(body, context.ourTeam());
    const found = await detailsFor(context, actor, tokenRequestId, page);
    const details = overDigest(found, body.view && digestBehind(body.view));
    const listId = body.view && listBehind(body.view);
    await fillModal(context, client, body.view, listId === undefined ? details : overList(details, listId));
  });

  on.view(VIEWS.details, async (context, { ack, body, view, client }) => {
    const chosen = view.state.values[INPUTS.decision]?.[INPUTS.decision]?.selected_option?.value;
    // Slack insists on a choice; what is none must not count as a denial.
    if (chosen !== 'approve' && chosen !== 'deny') return ack();
    const isTaken = await submitDecision(context, {
      ack,
      body,
      view,
      action: chosen,
      path: 'details-modal',
    });
    const actor = actorOf(body, context.ourTeam());
    // Whoever was refused may not be allowed to read what became of it.
    const tokenRequestId = isTaken ? viewedRequest(view) : undefined;
    await refreshListBehind(context, { client, actor, view, tokenRequestId });
  });
}
