import { DomainError } from '../domain/errors.js';
import type { TokenRequest } from '../domain/token-request.js';
import { type AuthorizeApprover, authorizeApprover, type SlackActor } from './authorize-approver.js';
import { loadCard } from './load-card.js';
import type { CardModel } from './models.js';
import type { Clock, Database } from './ports.js';

export interface ReadTokenRequest extends AuthorizeApprover {
  readonly database: Database;
  readonly clock: Clock;
  readonly webUrl: string;
}

export interface TokenRequestDetails {
  readonly card: CardModel;
  readonly mayDecide: boolean;
}

/**
 * Everything about one request, for an approver of its organization or for its requester (invariant 5).
 * @throws DomainError `request-gone`, `other-workspace`, `not-linked`, `not-yours-to-read`, `github-silent`
 */
export async function readTokenRequest(
  context: ReadTokenRequest,
  actor: SlackActor,
  tokenRequestId: number,
): Promise<TokenRequestDetails> {
  const { database, links, webUrl } = context;
  const card = await loadCard({ records: database, links, webUrl }, tokenRequestId);
  if (card === undefined) throw new DomainError('request-gone');
  if (await isRequester(context, actor, card.request)) return { card, mayDecide: false };
  try {
    await authorizeApprover(context, actor, card.request);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-owner') {
      throw new DomainError('not-yours-to-read', error.details);
    }
    throw error;
  }
  return { card, mayDecide: card.request.state === 'pending' };
}

async function isRequester({ links }: ReadTokenRequest, actor: SlackActor, { requester }: TokenRequest) {
  if (actor.isStranger) return false;
  return (await links.slackUserOf(requester)) === actor.slackUserId;
}
