import { notFound, type Reply, validationFailed } from '../api-reply.js';
import { isExpired } from '../github-world.js';
import { matchingAccess } from '../listed-access.js';
import { pageOf } from '../pagination.js';
import { minimalRepository } from '../repository-objects.js';
import type { Access, Parts, Route, RouteContext } from '../route.js';
import { type DecisionOnRequest, decide } from '../token-acts.js';
import { requestObject } from '../token-objects.js';
import type { Decision, Grant, Organization, PatRequest, Repository } from '../world-entities.js';

const PERMISSION = 'organization_personal_access_token_requests';
const READ: Access = { permission: PERMISSION, level: 'read', people: 'owners' };
const WRITE: Access = { permission: PERMISSION, level: 'write', people: 'owners' };
const LIST = '/orgs/{org}/personal-access-token-requests';

interface DecisionBody {
  action: Decision;
  reason?: string | null;
  pat_request_ids?: number[];
}

/** The requests of fine-grained tokens for access to an organization. */
export const tokenRequestRoutes: Record<string, Route> = {
  [`GET ${LIST}`]: { access: READ, handle: listRequests },
  [`POST ${LIST}`]: { access: WRITE, handle: decideInBulk },
  [`POST ${LIST}/{pat_request_id}`]: { access: WRITE, handle: decideOne },
  [`GET ${LIST}/{pat_request_id}/repositories`]: { access: READ, handle: listRepositories },
};

/** The organization that the path names; access to it was checked before. */
export function organizationOf({ parts, params }: RouteContext): Organization {
  return parts.world.organization(params.org ?? '');
}

/** Every repository that a request or a grant reaches. */
export function reachedRepositories(parts: Parts, entry: PatRequest | Grant): readonly Repository[] {
  if (entry.repositorySelection === 'none') return [];
  if (entry.repositorySelection === 'subset') return entry.repositories;
  return parts.world.repositories.filter(({ organization }) => organization === entry.organization);
}

function listRequests(context: RouteContext): Reply {
  const { world, heldLists, behaviour, addresses } = context.parts;
  const organization = organizationOf(context);
  const now = world.now();
  const pending = (heldLists?.requests ?? world.requests)
    .filter((request) => request.organization === organization && request.state === 'pending')
    .filter(({ token }) => behaviour.expiredRequests === 'listed' || !isExpired(token, now))
    .map((entry) => ({ entry, permissions: entry.permissionsResult, at: entry.createdAt }));
  const { items, headers } = pageOf(context, matchingAccess(context, pending));
  return { status: 200, body: items.map(({ entry }) => requestObject(addresses, entry, now)), headers };
}

function findRequest(context: RouteContext, id: number): PatRequest | undefined {
  const organization = organizationOf(context);
  const own = context.parts.world.requests.filter((request) => request.organization === organization);
  return own.find((request) => request.id === id);
}

function listRepositories(context: RouteContext): Reply {
  const request = findRequest(context, Number(context.params.pat_request_id));
  if (!request) return notFound();
  const { items, headers } = pageOf(context, reachedRepositories(context.parts, request));
  const body = items.map((repository) => minimalRepository(context.parts.addresses, repository));
  return { status: 200, body, headers };
}

// With an installation token nobody but the App decides; with a user access token GitHub names the person.
function decisionIn({ principal, parts, body }: RouteContext): DecisionOnRequest {
  const { action, reason = null } = body as DecisionBody;
  return { action, reason, by: principal.kind === 'user' ? principal.user : parts.world.appBot };
}

function decideOne(context: RouteContext): Reply {
  const { world, behaviour } = context.parts;
  const request = findRequest(context, Number(context.params.pat_request_id));
  if (!request) return notFound();
  if (decide(world, request, decisionIn(context))) return { status: 204 };
  if (behaviour.goneStatus === 404) return notFound();
  return validationFailed(['The request is not pending']);
}

function decideInBulk(context: RouteContext): Reply {
  const { world, behaviour, work } = context.parts;
  const ids = (context.body as DecisionBody).pat_request_ids ?? [];
  const requests = ids.map((id) => findRequest(context, id));
  const areAllPending = requests.every((request) => request?.state === 'pending');
  if (behaviour.bulkWithGone === '422' && !areAllPending) {
    return validationFailed(['Some of the requests are not pending']);
  }
  const decision = decisionIn(context);
  work.later(behaviour.bulkDelayMs, () => {
    for (const request of requests) {
      if (request) decide(world, request, decision);
    }
  });
  return { status: 202, body: {} };
}
