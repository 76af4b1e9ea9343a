import { membershipObject, publicUser, simpleUser } from '../api-objects.js';
import { errorReply, notFound, type Reply } from '../api-reply.js';
import { pageOf } from '../pagination.js';
import type { Access, Route, RouteContext } from '../route.js';
import type { User } from '../world-entities.js';

const MEMBERS: Access = { permission: 'members', level: 'read', people: 'members' };

/** Who people are, and what they are in an organization. */
export const peopleRoutes: Record<string, Route> = {
  'GET /orgs/{org}/memberships/{username}': { access: MEMBERS, handle: getMembership },
  'GET /orgs/{org}/members': { access: MEMBERS, handle: listMembers },
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}': {
    access: MEMBERS,
    handle: getTeamMembership,
  },
  'GET /users/{username}': { access: 'anyone', handle: getUser },
  'GET /user/{account_id}': { access: 'anyone', handle: getUserById },
  'GET /user': { access: 'anyone', handle: getSignedInUser },
  'GET /user/memberships/orgs/{org}': { access: 'anyone', handle: getOwnMembership },
};

function getMembership({ parts, params }: RouteContext): Reply {
  const organization = parts.world.findOrganization(params.org ?? '');
  const user = parts.world.findUser(params.username ?? '');
  const role = organization && user && parts.world.roleOf(user, organization);
  if (!role) return notFound();
  return { status: 200, body: membershipObject(parts.addresses, organization, user, role) };
}

function listMembers(context: RouteContext): Reply {
  const { parts, params, query } = context;
  const organization = parts.world.findOrganization(params.org ?? '');
  if (!organization) return notFound();
  const wanted = query.get('role') ?? 'all';
  const members = parts.world.users.filter((user) => {
    const role = organization.roles.get(user.id);
    return role !== undefined && (wanted === 'all' || role === wanted);
  });
  const { items, headers } = pageOf(context, members);
  return { status: 200, body: items.map((user) => simpleUser(parts.addresses, user)), headers };
}

function getOwnMembership({ parts, params, principal }: RouteContext): Reply {
  if (principal.kind === 'nobody') return errorReply(401, 'Requires authentication');
  if (principal.kind !== 'user') return errorReply(403, 'Resource not accessible by integration');
  const organization = parts.world.findOrganization(params.org ?? '');
  const role = organization && parts.world.roleOf(principal.user, organization);
  if (!role) return notFound();
  return { status: 200, body: membershipObject(parts.addresses, organization, principal.user, role) };
}

function getTeamMembership({ parts, params, path }: RouteContext): Reply {
  const organization = parts.world.findOrganization(params.org ?? '');
  const team = organization?.teams.get((params.team_slug ?? '').toLowerCase());
  const user = parts.world.findUser(params.username ?? '');
  const membership = user && team?.members.get(user.id);
  if (!organization || !membership) return notFound();
  const { role, state } = membership;
  // "The role for organization owners is set to maintainer", says the operation's description.
  const isOwner = parts.world.roleOf(user, organization) === 'admin';
  return {
    status: 200,
    body: { url: `${parts.addresses.api}${path}`, role: isOwner ? 'maintainer' : role, state },
  };
}

function getUser({ parts, params }: RouteContext): Reply {
  return userReply(parts, parts.world.findUser(params.username ?? ''));
}

function getUserById({ parts, params }: RouteContext): Reply {
  return userReply(
    parts,
    parts.world.users.find(({ id }) => id === Number(params.account_id)),
  );
}

function getSignedInUser({ parts, principal }: RouteContext): Reply {
  switch (principal.kind) {
    case 'nobody':
    case 'app':
    case 'client':
      return errorReply(401, 'Requires authentication');
    case 'installation':
      return errorReply(403, 'Resource not accessible by integration');
    case 'user':
      return userReply(parts, principal.user);
    case 'fine-grained':
    case 'classic':
      return userReply(parts, principal.token.owner);
  }
}

function userReply({ addresses }: RouteContext['parts'], user: User | undefined): Reply {
  return user ? { status: 200, body: publicUser(addresses, user) } : notFound();
}
