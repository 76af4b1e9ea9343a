import {
  type Approver,
  type Authority,
  judgeApprover,
  type Person,
  type Standing,
} from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode, OutsideError } from '../domain/errors.js';
import type { Organization, TokenRequest } from '../domain/token-request.js';
import type { AskedUser, GitHub } from './github-ports.js';
import type { Link, Links } from './link-ports.js';
import type { Clock } from './ports.js';
import type { Slack, SlackProfile } from './slack-ports.js';

/** How long GitHub and Slack may take to say who somebody is; no answer in that time means no (invariant 5). */
export const AUTHORITY_BUDGET_MS = 1_500;

/** Refusals that say nothing of the person: nobody answered in time. */
export const NOBODY_SAID: readonly DomainErrorCode[] = ['github-silent', 'person-unknown'];

/** Whoever clicked, as Slack names them. */
export interface SlackActor {
  readonly slackUserId: string;
  /** A person of another workspace, in a shared channel. */
  readonly isStranger: boolean;
}

/** What the operator has set of who may decide. */
export interface ApproverPolicy {
  readonly decideAs: Authority['decidedAs'];
  /** GitHub teams whose members may decide in their organization, `acme/security`. */
  readonly approverTeams: readonly string[];
}

export interface AskStanding {
  readonly github: GitHub;
  readonly policy: ApproverPolicy;
}

export interface AuthorizeApprover extends AskStanding {
  readonly links: Links;
  readonly slack: Pick<Slack, 'profile'>;
  readonly clock: Clock;
}

/**
 * The GitHub account with which a person may decide this request, and with whose authority, asked live of GitHub and
 * Slack.
 * @throws DomainError `other-workspace`, `not-active`, `not-linked`, `not-owner`, `own-request`, `not-signed-in`,
 * `github-silent`, `person-unknown`, `app-not-installed`
 */
export async function authorizeApprover(
  context: AuthorizeApprover,
  actor: SlackActor,
  request: Pick<TokenRequest, 'organization' | 'requester'>,
): Promise<Approver> {
  return authorizeLinked(context, actor, request, await context.links.find(actor.slackUserId));
}

/** The same where the link, or that there is none, was read beside the request: somebody has clicked, and waits. */
export async function authorizeLinked(
  context: AuthorizeApprover,
  actor: SlackActor,
  request: Pick<TokenRequest, 'organization' | 'requester'>,
  link: Link | undefined,
): Promise<Approver> {
  const { organization, requester } = request;
  if (actor.isStranger) throw new DomainError('other-workspace');
  if (link === undefined || link.slackUserId !== actor.slackUserId) throw new DomainError('not-linked');
  const [person, standing] = await Promise.all([
    askPerson(context, actor),
    askStanding(context, organization, link.github, AUTHORITY_BUDGET_MS),
  ]);
  const account = { githubId: link.github.id, isSignedIn: link.isSignedIn };
  const verdict = judgeApprover({ person, account, standing }, requester, context.policy.decideAs);
  if ('refusal' in verdict) {
    const details = { login: link.github.login, organization: organization.login };
    throw new DomainError(verdict.refusal, details);
  }
  await noteUser(context, link, standing);
  return verdict.approver;
}

/**
 * The GitHub account of whoever acts.
 * @throws DomainError `not-linked`
 */
export async function findLink(
  { links }: Pick<AuthorizeApprover, 'links'>,
  actor: SlackActor,
): Promise<Link> {
  const link = await links.find(actor.slackUserId);
  if (link === undefined) throw new DomainError('not-linked');
  return link;
}

/**
 * Who somebody is in Slack now: what a click says of them may be old by the time the decision is sent.
 * @throws DomainError `person-unknown` when Slack does not say in time
 */
export async function askPerson(
  { slack }: Pick<AuthorizeApprover, 'slack'>,
  { slackUserId, isStranger }: SlackActor,
): Promise<Person & Pick<SlackProfile, 'name' | 'email'>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('person-unknown')), AUTHORITY_BUDGET_MS);
  });
  try {
    const profile = await Promise.race([slack.profile(slackUserId), late]);
    if (profile === null) return { name: '', email: null, isStranger, isBot: false, isDeactivated: true };
    return {
      name: profile.name,
      email: profile.email,
      isStranger: isStranger || profile.isStranger,
      isBot: profile.isBot,
      isDeactivated: profile.deleted,
    };
  } catch (error) {
    if (error instanceof OutsideError) throw new DomainError('person-unknown', {}, error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * GitHub's live answer about one account in one organization; about teams only when it is no owner.
 * @throws DomainError `github-silent`, `app-not-installed`
 */
export async function askStanding(
  { github, policy }: AskStanding,
  organization: Organization,
  user: AskedUser,
  budgetMs: number,
): Promise<Standing> {
  const deadline = performance.now() + budgetMs;
  const left = () => Math.max(Math.ceil(deadline - performance.now()), 1);
  try {
    const membership = await github.membership(organization, user, budgetMs);
    const teams =
      membership?.state === 'active' && membership.role !== 'admin' ? teamsIn(policy, organization) : [];
    const { login } = membership?.user ?? user;
    const isMember = await Promise.all(
      teams.map((team) => github.isTeamMember(organization, { team: slugOf(team), login }, left())),
    );
    return { membership, approverTeams: teams.filter((_, index) => isMember[index]) };
  } catch (error) {
    throw inOurWords(error, organization);
  }
}

/**
 * Remembers what the account is called by now, or whose the login is that the operator named. That it could not be
 * noted keeps nobody from what they may do: the next time it is.
 */
export async function noteUser(
  { links, clock }: Pick<AuthorizeApprover, 'links' | 'clock'>,
  { slackUserId, github }: Link,
  { membership }: Standing,
): Promise<void> {
  if (membership === null || (github.id !== null && github.id !== membership.user.id)) return;
  const { id, login } = membership.user;
  if (github.id === id && github.login === login) return;
  await links.note(slackUserId, { id, login }, clock.now()).catch(() => undefined);
}

function teamsIn({ approverTeams }: ApproverPolicy, { login }: Organization): string[] {
  return approverTeams.filter((team) => team.toLowerCase().startsWith(`${login.toLowerCase()}/`));
}

function slugOf(team: string): string {
  return team.slice(team.indexOf('/') + 1);
}

function inOurWords(error: unknown, { login }: Organization): unknown {
  if (!(error instanceof OutsideError)) return error;
  // Not even a token for the organization: the App was uninstalled there, or is suspended.
  const code = error.failure === 'refused' ? 'app-not-installed' : 'github-silent';
  return new DomainError(code, { organization: login }, error);
}
