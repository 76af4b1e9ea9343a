import type { App } from '@slack/bolt';
import { ACTIONS } from '../action-ids.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf } from '../listener-wrapper.js';
import { turnAuditPage } from '../open-audit.js';

/** The pages of the ledger. */
export function registerAudit(app: App, context: ListenerContext): void {
  for (const actionId of [ACTIONS.auditNewer, ACTIONS.auditOlder]) {
    app.action({ type: 'block_actions', action_id: actionId }, async ({ ack, body, client }) => {
      await ack();
      const [action] = body.actions;
      if (body.view === undefined || action?.type !== 'button') return;
      const actor = actorOf(body, context.ourTeam());
      await turnAuditPage(context, { client, actor, view: body.view, value: action.value ?? '' });
    });
  }
}
