import { ACTIONS } from '../action-ids.js';
import type { Listeners } from '../create-listeners.js';
import { actorOf } from '../listener-wrapper.js';
import { turnAuditPage } from '../open-audit.js';

/** The pages of the ledger. */
export function registerAudit(on: Listeners): void {
  for (const actionId of [ACTIONS.auditNewer, ACTIONS.auditOlder]) {
    on.action(actionId, async (context, { ack, body, client }) => {
      await ack();
      const [action] = body.actions;
      if (body.view === undefined || action?.type !== 'button') return;
      const actor = actorOf(body, context.ourTeam());
      await turnAuditPage(context, { client, actor, view: body.view, value: action.value ?? '' });
    });
  }
}
