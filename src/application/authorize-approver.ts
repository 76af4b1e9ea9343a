import { type Membership, refusalToDecide } from '../domain/approver-policy.js';
import { DomainError, OutsideError } from '../domain/errors.js';
import type { GitHubUser, Organization, TokenRequest } from '../domain/token-request.js';
import type { GitHub, Links } from './ports.js';

/** How long GitHub may take to say who somebody is; no answer in that time means no (invariant 5). */
export const AUTHORITY_BUDGET_MS = 1_500;

/** Whoever clicked, as Slack names them. */
export interface SlackActor {
  readonly slackUserId: string;
  /** A person of another workspace, in a shared channel. */
  readonly isStranger: boolean;
}

export interface AuthorizeApprover {
  readonly github: GitHub;
  readonly links: Links;
}

/**
 * The GitHub account with which a person may decide this request, asked of GitHub live.
 * @throws DomainError `other-workspace`, `not-linked`, `not-owner`, `own-request`, `github-silent`, `app-not-installed`
 */
export async function authorizeApprover(
  { github, links }: AuthorizeApprover,
  actor: SlackActor,
  request: TokenRequest,
): Promise<GitHubUser> {
  const organization = request.organization;
  if (actor.isStranger) throw new DomainError('other-workspace');
  const login = await links.githubLoginOf(actor.slackUserId);
  if (login === undefined) throw new DomainError('not-linked');

  const membership = await askMembership(github, organization, login, AUTHORITY_BUDGET_MS);
  const refusal = refusalToDecide(membership, request.requester);
  if (refusal) throw new DomainError(refusal, { login, organization: organization.login });
  if (membership === null) throw new DomainError('not-owner', { login, organization: organization.login });
  return membership.user;
}

/**
 * GitHub's live answer about one person in one organization.
 * @throws DomainError `github-silent`, `app-not-installed`
 */
export function askMembership(
  github: GitHub,
  organization: Organization,
  login: string,
  budgetMs: number,
): Promise<Membership | null> {
  return github
    .membership(organization, login, budgetMs)
    .catch((error: unknown) => Promise.reject(inOurWords(error, organization)));
}

function inOurWords(error: unknown, { login }: Organization): unknown {
  if (!(error instanceof OutsideError)) return error;
  // Not even a token for the organization: the App was uninstalled there, or is suspended.
  const code = error.failure === 'refused' ? 'app-not-installed' : 'github-silent';
  return new DomainError(code, { organization: login }, error);
}
