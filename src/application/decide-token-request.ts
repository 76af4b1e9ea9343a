import { type Decision, type DecisionAction, type DecisionPath, toReason } from '../domain/decision.js';
import { DomainError } from '../domain/errors.js';
import { hasExpired, isAnother, type TokenRequest } from '../domain/token-request.js';
import { announceOnCards } from './announce.js';
import { type AuthorizeApprover, authorizeLinked, type SlackActor } from './authorize-approver.js';
import type { Database, Logger, Records, Wake } from './ports.js';

export interface DecideTokenRequest extends AuthorizeApprover {
  readonly database: Database;
  readonly wake: Wake;
  readonly log: Logger;
  readonly channel: string;
}

export interface DecisionAsked {
  readonly tokenRequestId: number;
  /** GitHub's number, which the request must have, where a message named it. */
  readonly patRequestId?: number;
  readonly actor: SlackActor;
  readonly action: DecisionAction;
  readonly reason: string | null;
  readonly path: Exclude<DecisionPath, 'github'>;
  readonly trace: string;
  /** Past this instant nothing is claimed: Slack has told the person that it failed. */
  readonly deadline: Date;
}

/**
 * Takes an approver's decision (walk 2): claims the request and stores the call to GitHub in one transaction.
 * When it resolves, the decision will be carried out, or released and the approver told (invariant 2).
 * @throws DomainError those of `authorizeApprover`, `request-gone`, `already-decided`, `token-expired`,
 * `reason-too-long`, `too-slow`
 */
export async function decideTokenRequest(
  context: DecideTokenRequest,
  asked: DecisionAsked,
): Promise<Decision> {
  const [request, link] = await Promise.all([
    context.database.tokenRequests.find(asked.tokenRequestId),
    context.links.find(asked.actor.slackUserId),
  ]);
  if (request === undefined || isAnother(request, asked.patRequestId)) throw new DomainError('request-gone');
  const reason = toReason(asked.reason);

  const approver = await authorizeLinked(context, asked.actor, request, link);
  const decision = await context.database.transaction(async (records) => {
    await claim(context, records, request);
    const added = await records.decisions.add({
      tokenRequestId: request.id,
      action: asked.action,
      reason,
      path: asked.path,
      approver: approver.user,
      slackUserId: asked.actor.slackUserId,
      state: 'asked',
      at: context.clock.now(),
      trace: asked.trace,
    });
    await announceOnCards(records, {
      request,
      channel: context.channel,
      trace: asked.trace,
      urgent: true,
    });
    if (context.clock.now() > asked.deadline) throw new DomainError('too-slow');
    return added;
  });
  const { action, path, trace, actor } = asked;
  const fields = {
    decision: decision.id,
    request: request.id,
    action,
    path,
    actor: actor.slackUserId,
    trace,
  };
  context.log.info(fields, 'decision claimed');
  context.wake.decisions();
  context.wake.deliveries();
  return decision;
}

async function claim({ clock }: DecideTokenRequest, records: Records, request: TokenRequest): Promise<void> {
  if (hasExpired(request, clock.now())) throw new DomainError('token-expired');
  if (!(await records.tokenRequests.claim(request.id))) throw new DomainError('already-decided');
}
