import { channelOf } from '../../application/channel-of.js';
import { loadCard } from '../../application/load-card.js';
import { readTokenRequest } from '../../application/read-token-request.js';
import { openHome } from '../../application/refresh-homes.js';
import { DomainError } from '../../domain/errors.js';
import { isAnother, type TokenRequest } from '../../domain/token-request.js';
import { ACTIONS, VIEWS } from '../action-ids.js';
import { clickedDigest, overDigest } from '../clicked-digest.js';
import { clickedRequest, isInHome } from '../clicked-request.js';
import type { Listeners } from '../create-listeners.js';
import { explainProblem } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt } from '../listener-wrapper.js';
import { submitDecision } from '../submit-decision.js';
import { denyView } from '../views/deny-view.js';

/** Deny… opens its modal at once; who may decide is checked when it is submitted (S10). */
export function registerDeny(on: Listeners): void {
  on.action(ACTIONS.deny, async (context, { ack, body, respond, client }) => {
    await ack();
    const click = { ...clickedRequest(body), trace: context.trace };
    const problem = await attempt(context, async () => {
      const card = await loadCard({ ...context, records: context.database }, click.tokenRequestId);
      if (card === undefined || isAnother(card.request, click.patRequestId))
        throw new DomainError('request-gone');
      if (card.request.state !== 'pending') {
        // Unlike in the review channel, not everybody who sees the button may know who decided.
        if (!(await isInReview(context, card.request, body.channel?.id)))
          await readTokenRequest(context, actorOf(body, context.ourTeam()), card.request.id);
        throw new DomainError('already-decided');
      }
      const view = overDigest(denyView(context.t, card), clickedDigest(body));
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    if (problem) await explainProblem(context, problem, { body, respond, client }, click);
    if (problem && isInHome(body)) {
      await openHome(context, body.user.id, { force: false, trace: click.trace });
    }
  });

  on.view(VIEWS.deny, async (context, { ack, body, view }) => {
    await submitDecision(context, { ack, body, view, action: 'deny', path: 'deny-modal' });
  });
}

/** Whether cards of this request stand in that channel, or are to. */
async function isInReview(
  { database, channel: usual }: ListenerContext,
  request: TokenRequest,
  channel: string | undefined,
): Promise<boolean> {
  if (channel === undefined) return false;
  if (channel === (await channelOf(database, usual, request.organization.id))) return true;
  return (await database.cards.find(request.id, channel)) !== undefined;
}
