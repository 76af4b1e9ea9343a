import { randomUUID } from 'node:crypto';
import type { App, ViewSubmitAction } from '@slack/bolt';
import { loadCard } from '../../application/load-card.js';
import { DomainError } from '../../domain/errors.js';
import { ACTIONS, VIEWS } from '../action-ids.js';
import { clickedRequest } from '../clicked-request.js';
import { explainProblem } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { attempt } from '../listener-wrapper.js';
import { submitDecision } from '../submit-decision.js';
import { denyView } from '../views/deny-view.js';

/** Deny… opens its modal at once; who may decide is checked when it is submitted (S10). */
export function registerDeny(app: App, context: ListenerContext): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.deny }, async ({ ack, body, respond, client }) => {
    await ack();
    const click = { tokenRequestId: clickedRequest(body), trace: randomUUID() };
    const problem = await attempt(context, click.trace, async () => {
      const card = await loadCard({ ...context, records: context.database }, click.tokenRequestId);
      if (card === undefined) throw new DomainError('request-gone');
      if (card.request.state !== 'pending') throw new DomainError('already-decided');
      await client.views.open({ trigger_id: body.trigger_id, view: denyView(context.t, card) });
    });
    if (problem) await explainProblem(context, problem, { body, respond, client }, click);
  });

  app.view<ViewSubmitAction>(
    { type: 'view_submission', callback_id: VIEWS.deny },
    async ({ ack, body, view }) => {
      await submitDecision(context, { ack, body, view, action: 'deny', path: 'deny-modal' });
    },
  );
}
