import { isOwner } from '../domain/approver-policy.js';
import { DomainError, OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { askOrganizations } from './ask-organizations.js';
import type { SlackActor } from './authorize-approver.js';
import type { Database, GitHub, Links, Logger } from './ports.js';

export interface FindOrganizationsToDecide {
  readonly database: Pick<Database, 'organizations'>;
  readonly github: GitHub;
  readonly links: Links;
  readonly log: Logger;
}

/** Where a person may decide, and so may read what others ask (invariant 5). */
export interface Authority {
  /** On GitHub. */
  readonly login: string;
  readonly organizations: readonly Organization[];
  /** Logins of organizations of which GitHub did not say in time: nothing of theirs may be shown. */
  readonly silent: readonly string[];
  readonly silentIds: readonly number[];
  /** How long GitHub wants to be left alone, where it has said so. */
  readonly retryAfterMs: number;
}

/** GitHub did not say. */
class Silence {
  constructor(readonly retryAfterMs: number) {}
}

/**
 * Asks GitHub live, side by side, in which organizations a person is an owner: in all where the App is installed, or
 * in those of them that are named in `among`. No answer in time means no.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function findOrganizationsToDecide(
  context: FindOrganizationsToDecide,
  actor: SlackActor,
  among?: readonly number[],
): Promise<Authority> {
  const { database, links } = context;
  if (actor.isStranger) throw new DomainError('other-workspace');
  const login = await links.githubLoginOf(actor.slackUserId);
  if (login === undefined) throw new DomainError('not-linked');

  const installed = await database.organizations.installed();
  const asked = among === undefined ? installed : installed.filter(({ id }) => among.includes(id));
  const answers = await askOrganizations(asked, (organization, budgetMs) =>
    mayDecide(context, organization, login, budgetMs),
  );
  const organizations: Organization[] = [];
  const silent: Organization[] = [];
  let retryAfterMs = 0;
  for (const { organization, answer } of answers) {
    if (answer === true) organizations.push(organization);
    if (!(answer instanceof Silence)) continue;
    silent.push(organization);
    retryAfterMs = Math.max(retryAfterMs, answer.retryAfterMs);
  }
  return {
    login,
    organizations: organizations.sort(byLogin),
    silent: silent.map((organization) => organization.login).sort(),
    silentIds: silent.map(({ id }) => id),
    retryAfterMs,
  };
}

async function mayDecide(
  { github, log }: FindOrganizationsToDecide,
  organization: Organization,
  login: string,
  budgetMs: number,
): Promise<boolean | Silence> {
  if (budgetMs <= 0) return new Silence(0);
  try {
    return isOwner(await github.membership(organization, login, budgetMs));
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    // Not even a token for the organization: the App was uninstalled there, or is suspended.
    if (error.failure === 'refused') return false;
    log.warn({ err: error, organization: organization.login }, 'GitHub did not say in time who owns it');
    return new Silence(error.options.retryAfterMs ?? 0);
  }
}

function byLogin(a: Organization, b: Organization): number {
  return a.login < b.login ? -1 : 1;
}
