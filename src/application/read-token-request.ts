import { mayDecideIn } from '../domain/approver-policy.js';
import { DomainError } from '../domain/errors.js';
import { isAnother, type TokenRequest } from '../domain/token-request.js';
import {
  AUTHORITY_BUDGET_MS,
  type AuthorizeApprover,
  askStanding,
  findLink,
  noteUser,
  type SlackActor,
} from './authorize-approver.js';
import { loadCard } from './load-card.js';
import type { CardModel } from './models.js';
import type { Database } from './ports.js';

export interface ReadTokenRequest extends AuthorizeApprover {
  readonly database: Database;
  readonly webUrl: string;
}

export interface TokenRequestDetails {
  readonly card: CardModel;
  readonly mayDecide: boolean;
}

/**
 * Everything about one request, for an approver of its organization or for its requester (invariant 5).
 * `patRequestId`: GitHub's number, which it must have, where a message named it.
 * @throws DomainError `request-gone`, `other-workspace`, `not-linked`, `not-yours-to-read`, `github-silent`
 */
export async function readTokenRequest(
  context: ReadTokenRequest,
  actor: SlackActor,
  tokenRequestId: number,
  patRequestId?: number,
): Promise<TokenRequestDetails> {
  const { database, webUrl } = context;
  const card = await loadCard({ records: database, webUrl }, tokenRequestId);
  if (card === undefined || isAnother(card.request, patRequestId)) throw new DomainError('request-gone');
  if (await isRequester(context, actor, card.request)) return { card, mayDecide: false };
  if (actor.isStranger) throw new DomainError('other-workspace');
  const { organization, state } = card.request;
  const link = await findLink(context, actor);
  const standing = await askStanding(context, organization, link.github, AUTHORITY_BUDGET_MS);
  if (!mayDecideIn(standing, { githubId: link.github.id })) {
    throw new DomainError('not-yours-to-read', { organization: organization.login });
  }
  await noteUser(context, link, standing);
  return { card, mayDecide: state === 'pending' };
}

async function isRequester({ links }: ReadTokenRequest, actor: SlackActor, { requester }: TokenRequest) {
  if (actor.isStranger) return false;
  return (await links.ofGitHubUser(requester))?.slackUserId === actor.slackUserId;
}
