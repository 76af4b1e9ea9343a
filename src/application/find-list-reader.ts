import { DomainError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { findLink, type SlackActor } from './authorize-approver.js';
import { type FindOrganizationsToDecide, findOrganizationsToDecide } from './find-organizations-to-decide.js';
import type { AskedUser } from './github-ports.js';
import type { ListKind } from './list-ports.js';
import { ownRequestsOf, type Readable } from './search-ports.js';

/** Who looks at a list, and what of it they may see now (invariant 5). */
export interface ListReader {
  /** On GitHub. */
  readonly user: AskedUser;
  /** Where they may decide; [] for a list of their own requests, of which nobody else has to be asked. */
  readonly organizations: readonly Organization[];
  /** Logins of organizations of which GitHub did not say in time: they are left out. */
  readonly silent: readonly string[];
  /** All that the list may show, together; [] when that is nothing. */
  readonly readable: readonly Readable[];
}

/**
 * Asks GitHub live what a person may see in a list of this kind.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function findListReader(
  context: FindOrganizationsToDecide,
  actor: SlackActor,
  kind: ListKind,
): Promise<ListReader> {
  if (kind === 'mine') return ownReader(context, actor);
  const authority = await findOrganizationsToDecide(context, actor);
  const organizationIds = authority.organizations.map(({ id }) => id);
  const theirs: Readable[] = organizationIds.length > 0 ? [{ organizationIds }] : [];
  const own: Readable[] = kind === 'found' ? [ownRequestsOf(authority.user)] : [];
  return { ...authority, readable: [...theirs, ...own] };
}

async function ownReader(context: FindOrganizationsToDecide, actor: SlackActor): Promise<ListReader> {
  if (actor.isStranger) throw new DomainError('other-workspace');
  const { github: user } = await findLink(context, actor);
  return { user, organizations: [], silent: [], readable: [ownRequestsOf(user)] };
}
