import { isOwner } from '../domain/approver-policy.js';
import { DomainError, OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { AUTHORITY_BUDGET_MS, type SlackActor } from './authorize-approver.js';
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
}

/** GitHub counts 100 calls at once as too many; this leaves room for the rest of us. */
const AT_ONCE = 20;

/**
 * Asks GitHub live, side by side, in which organizations a person is an owner. No answer in time means no.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function findOrganizationsToDecide(
  context: FindOrganizationsToDecide,
  actor: SlackActor,
): Promise<Authority> {
  const { database, links } = context;
  if (actor.isStranger) throw new DomainError('other-workspace');
  const login = await links.githubLoginOf(actor.slackUserId);
  if (login === undefined) throw new DomainError('not-linked');

  const waiting = [...(await database.organizations.installed())];
  const organizations: Organization[] = [];
  const silent: string[] = [];
  const deadline = performance.now() + AUTHORITY_BUDGET_MS;
  async function askOneAfterTheOther(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const answer = await mayDecide(context, next, login ?? '', deadline - performance.now());
      if (answer === 'silent') silent.push(next.login);
      else if (answer) organizations.push(next);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOneAfterTheOther));
  return { login, organizations: organizations.sort(byLogin), silent: silent.sort() };
}

async function mayDecide(
  { github, log }: FindOrganizationsToDecide,
  organization: Organization,
  login: string,
  budgetMs: number,
): Promise<boolean | 'silent'> {
  if (budgetMs <= 0) return 'silent';
  try {
    return isOwner(await github.membership(organization, login, Math.ceil(budgetMs)));
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    // Not even a token for the organization: the App was uninstalled there, or is suspended.
    if (error.failure === 'refused') return false;
    log.warn({ err: error, organization: organization.login }, 'GitHub did not say in time who owns it');
    return 'silent';
  }
}

function byLogin(a: Organization, b: Organization): number {
  return a.login < b.login ? -1 : 1;
}
