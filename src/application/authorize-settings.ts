import { refusalIn } from '../domain/approver-policy.js';
import { DomainError } from '../domain/errors.js';
import type { GitHubUser, Organization } from '../domain/token-request.js';
import {
  AUTHORITY_BUDGET_MS,
  type AuthorizeApprover,
  askPerson,
  askStanding,
  findLink,
  noteUser,
  type SlackActor,
} from './authorize-approver.js';
import type { Database } from './ports.js';

export interface AuthorizeSettings extends AuthorizeApprover {
  readonly database: Database;
}

export interface SettingsAuthority {
  readonly organization: Organization;
  /** On GitHub. */
  readonly user: GitHubUser;
}

/**
 * The GitHub account with which a person may see and change the settings of an organization: that of anybody who may
 * decide there, asked live of GitHub and Slack as for a decision. No answer means no (invariant 5).
 * @throws DomainError `other-workspace`, `not-active`, `not-linked`, `settings-not-yours`, `github-silent`,
 * `person-unknown`, `app-not-installed`
 */
export async function authorizeSettings(
  context: AuthorizeSettings,
  actor: SlackActor,
  organizationId: number,
): Promise<SettingsAuthority> {
  if (actor.isStranger) throw new DomainError('other-workspace');
  const link = await findLink(context, actor);
  const organization = await context.database.organizations.find(organizationId);
  if (organization === undefined) throw new DomainError('settings-not-yours');
  if (organization.appState !== 'installed') {
    throw new DomainError('app-not-installed', { organization: organization.login });
  }
  const [person, standing] = await Promise.all([
    askPerson(context, actor),
    askStanding(context, organization, link.github, AUTHORITY_BUDGET_MS),
  ]);
  const account = { githubId: link.github.id, isSignedIn: link.isSignedIn };
  const refusal = refusalIn({ person, account, standing });
  if (refusal === 'not-owner' || standing.membership === null) throw new DomainError('settings-not-yours');
  if (refusal !== null) throw new DomainError(refusal);
  await noteUser(context, link, standing);
  return { organization, user: standing.membership.user };
}
