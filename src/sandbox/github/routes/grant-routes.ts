import { notFound, type Reply } from '../api-reply.js';
import { matchingAccess } from '../listed-access.js';
import { pageOf } from '../pagination.js';
import { minimalRepository } from '../repository-objects.js';
import type { Access, Route, RouteContext } from '../route.js';
import { revoke } from '../token-acts.js';
import { grantObject } from '../token-objects.js';
import type { Grant } from '../world-entities.js';
import { organizationOf, reachedRepositories } from './token-request-routes.js';

const PERMISSION = 'organization_personal_access_tokens';
const READ: Access = { permission: PERMISSION, level: 'read', people: 'owners' };
const WRITE: Access = { permission: PERMISSION, level: 'write', people: 'owners' };
const LIST = '/orgs/{org}/personal-access-tokens';

/** The fine-grained tokens that have access to an organization. */
export const grantRoutes: Record<string, Route> = {
  [`GET ${LIST}`]: { access: READ, handle: listGrants },
  [`POST ${LIST}`]: { access: WRITE, handle: revokeInBulk },
  [`POST ${LIST}/{pat_id}`]: { access: WRITE, handle: revokeOne },
  [`GET ${LIST}/{pat_id}/repositories`]: { access: READ, handle: listRepositories },
};

function listGrants(context: RouteContext): Reply {
  const { world, heldLists, addresses } = context.parts;
  const organization = organizationOf(context);
  const active = (heldLists?.grants ?? world.grants)
    .filter((grant) => grant.organization === organization && !grant.revokedAt)
    .map((entry) => ({ entry, permissions: entry.permissions, at: entry.token.createdAt }));
  const { items, headers } = pageOf(context, matchingAccess(context, active));
  const body = items.map(({ entry }) => grantObject(addresses, entry, world.now()));
  return { status: 200, body, headers };
}

function findGrant(context: RouteContext, id: number): Grant | undefined {
  const organization = organizationOf(context);
  const active = context.parts.world.grants.filter((grant) => !grant.revokedAt);
  return active.find((grant) => grant.id === id && grant.organization === organization);
}

function listRepositories(context: RouteContext): Reply {
  const grant = findGrant(context, Number(context.params.pat_id));
  if (!grant) return notFound();
  const { items, headers } = pageOf(context, reachedRepositories(context.parts, grant));
  const body = items.map((repository) => minimalRepository(context.parts.addresses, repository));
  return { status: 200, body, headers };
}

function revokeOne(context: RouteContext): Reply {
  const grant = findGrant(context, Number(context.params.pat_id));
  if (!grant) return notFound();
  revoke(context.parts.world, grant);
  return { status: 204 };
}

function revokeInBulk(context: RouteContext): Reply {
  const { world, work, behaviour } = context.parts;
  const { pat_ids: ids } = context.body as { pat_ids: number[] };
  const grants = ids.map((id) => findGrant(context, id));
  work.later(behaviour.bulkDelayMs, () => {
    for (const grant of grants) {
      if (grant) revoke(world, grant);
    }
  });
  return { status: 202, body: {} };
}
