import { mayDecideIn, type Standing } from '../domain/approver-policy.js';
import { DomainError, OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { askOrganizations } from './ask-organizations.js';
import { type AskStanding, askStanding, findLink, noteUser, type SlackActor } from './authorize-approver.js';
import type { AskedUser } from './github-ports.js';
import type { Link, Links } from './link-ports.js';
import type { Clock, Database, Logger } from './ports.js';

export interface FindOrganizationsToDecide extends AskStanding {
  readonly database: Pick<Database, 'organizations'>;
  readonly links: Links;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Where a person may decide, and so may read what others ask (invariant 5). */
export interface OrganizationsToDecide {
  /** On GitHub. */
  readonly user: AskedUser;
  /** A sign-in is stored with which decisions can be sent in their name. */
  readonly isSignedIn: boolean;
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
 * Asks GitHub live, side by side, in which organizations a person may decide: in all where the App is installed, or
 * in those of them that are named in `among`. No answer in time means no.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function findOrganizationsToDecide(
  context: FindOrganizationsToDecide,
  actor: SlackActor,
  among?: readonly number[],
): Promise<OrganizationsToDecide> {
  const { database } = context;
  if (actor.isStranger) throw new DomainError('other-workspace');
  const link = await findLink(context, actor);

  const installed = await database.organizations.installed();
  const asked = among === undefined ? installed : installed.filter(({ id }) => among.includes(id));
  const standings: Standing[] = [];
  const answers = await askOrganizations(asked, (organization, budgetMs) =>
    mayDecide(context, organization, { link, standings, budgetMs }),
  );
  const known = standings.find(({ membership }) => membership !== null);
  if (known) await noteUser(context, link, known);
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
    user: link.github,
    isSignedIn: link.isSignedIn,
    organizations: organizations.sort(byLogin),
    silent: silent.map((organization) => organization.login).sort(),
    silentIds: silent.map(({ id }) => id),
    retryAfterMs,
  };
}

async function mayDecide(
  context: FindOrganizationsToDecide,
  organization: Organization,
  { link, standings, budgetMs }: { link: Link; standings: Standing[]; budgetMs: number },
): Promise<boolean | Silence> {
  if (budgetMs <= 0) return new Silence(0);
  try {
    const standing = await askStanding(context, organization, link.github, budgetMs);
    standings.push(standing);
    return mayDecideIn(standing, { githubId: link.github.id });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'app-not-installed') return false;
    const fields = { err: error, organization: organization.login };
    context.log.warn(fields, 'GitHub did not say in time who owns it');
    const { cause } = error;
    return new Silence(cause instanceof OutsideError ? (cause.options.retryAfterMs ?? 0) : 0);
  }
}

function byLogin(a: Organization, b: Organization): number {
  return a.login < b.login ? -1 : 1;
}
