import { randomUUID } from 'node:crypto';
import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { readTokenRequest } from '../../application/read-token-request.js';
import { ACTIONS, INPUTS, VIEWS } from '../action-ids.js';
import { clickedPage, clickedRequest } from '../clicked-request.js';
import { problemLine } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt } from '../listener-wrapper.js';
import { submitDecision } from '../submit-decision.js';
import { detailsView, loadingView, modalOf } from '../views/details-view.js';

/** Details opens at once and fills when GitHub has said that this person may see it. */
export function registerDetails(app: App, context: ListenerContext): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.details }, async ({ ack, body, client }) => {
    await ack();
    const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView(context.t) });
    const view = await viewFor(context, body, clickedRequest(body), 0);
    await client.views.update({ view_id: opened.view?.id ?? '', hash: opened.view?.hash, view });
  });

  app.action(
    { type: 'block_actions', action_id: /^token-request\.details-page\./ },
    async ({ ack, body, client }) => {
      await ack();
      const { tokenRequestId, page } = clickedPage(body);
      const view = await viewFor(context, body, tokenRequestId, page);
      await client.views.update({ view_id: body.view?.id ?? '', hash: body.view?.hash, view });
    },
  );

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: VIEWS.details },
    async ({ ack, body, view }) => {
      const chosen = view.state.values[INPUTS.decision]?.[INPUTS.decision]?.selected_option?.value;
      const action = chosen === 'approve' ? 'approve' : 'deny';
      await submitDecision(context, { ack, body, view, action, path: 'details-modal' });
    },
  );
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
