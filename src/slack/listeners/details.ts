import { randomUUID } from 'node:crypto';
import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { readTokenRequest } from '../../application/read-token-request.js';
import { ACTIONS, INPUTS, VIEWS } from '../action-ids.js';
import { clickedPage, clickedRequest } from '../clicked-request.js';
import { explainProblem, problemLine } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, type Problem } from '../listener-wrapper.js';
import { toSlackFailure } from '../slack-failure.js';
import { submitDecision } from '../submit-decision.js';
import { detailsView, loadingView, modalOf } from '../views/details-view.js';

/** Details opens at once and fills when GitHub has said that this person may see it. */
export function registerDetails(app: App, context: ListenerContext): void {
  app.action(
    { type: 'block_actions', action_id: ACTIONS.details },
    async ({ ack, body, client, respond }) => {
      await ack();
      const click = { tokenRequestId: clickedRequest(body), trace: randomUUID() };
      const opened = await opening(context, click.trace, () =>
        client.views.open({ trigger_id: body.trigger_id, view: loadingView(context.t) }),
      );
      if (opened.problem) return explainProblem(context, opened.problem, { body, respond, client }, click);
      await fill(client, opened.view, await viewFor(context, body, click.tokenRequestId, 0));
    },
  );

  app.action(
    { type: 'block_actions', action_id: /^token-request\.details-page\./ },
    async ({ ack, body, client }) => {
      await ack();
      const { tokenRequestId, page } = clickedPage(body);
      await fill(client, body.view, await viewFor(context, body, tokenRequestId, page));
    },
  );

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: VIEWS.details },
    async ({ ack, body, view }) => {
      const chosen = view.state.values[INPUTS.decision]?.[INPUTS.decision]?.selected_option?.value;
      // Slack insists on a choice; what is none must not count as a denial.
      if (chosen !== 'approve' && chosen !== 'deny') return ack();
      await submitDecision(context, { ack, body, view, action: chosen, path: 'details-modal' });
    },
  );
}

/** Opens a modal; a Slack that does not answer is a problem to be told like any other. */
async function opening<T extends { view?: { id?: string; hash?: string } }>(
  context: ListenerContext,
  trace: string,
  open: () => Promise<T>,
): Promise<{ view?: T['view']; problem?: Problem }> {
  const opened: { view?: T['view'] } = {};
  const problem = await attempt(context, trace, async () => {
    opened.view = (await open()).view;
  });
  return { ...opened, problem };
}

/** Without the hash: what the person sees is only the page before, and it must not stay. */
async function fill(client: WebClient, opened: { id?: string } | undefined, view: ModalView): Promise<void> {
  if (opened?.id === undefined) return;
  try {
    await client.views.update({ view_id: opened.id, view });
  } catch (error) {
    // Whoever has closed the modal meanwhile wants nothing more of it.
    if (toSlackFailure(error).code !== 'not_found') throw error;
  }
}

async function viewFor(
  context: ListenerContext,
  body: BlockAction,
  tokenRequestId: number,
  page: number,
): Promise<ModalView> {
  const { t } = context;
  let view: ModalView | undefined;
  const problem = await attempt(context, randomUUID(), async () => {
    const actor = actorOf(body, context.ourTeam());
    view = detailsView(t, await readTokenRequest(context, actor, tokenRequestId), page);
  });
  if (view && !problem) return view;
  const person = { tokenRequestId, slackUserId: body.user.id };
  const line = problem ? await problemLine(context, problem, person) : [t.text('error.request-gone')];
  return modalOf(t, t.text('details.title'), line);
}
