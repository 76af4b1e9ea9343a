import { appObject, installationObject, utc } from '../api-objects.js';
import { errorReply, notFound, type Reply } from '../api-reply.js';
import { pageOf } from '../pagination.js';
import type { Route, RouteContext } from '../route.js';
import type { Installation, Organization } from '../world-entities.js';
import { getDelivery, listDeliveries, redeliver } from './delivery-routes.js';

type Installed = Organization & { installation: Installation };

/** What the App asks about itself with its JWT. */
export const appRoutes: Record<string, Route> = {
  'GET /app': { access: 'app', handle: getApp },
  'GET /app/installations': { access: 'app', handle: listInstallations },
  'GET /app/installations/{installation_id}': { access: 'app', handle: getInstallation },
  'POST /app/installations/{installation_id}/access_tokens': { access: 'app', handle: createAccessToken },
  'GET /orgs/{org}/installation': { access: 'app', handle: getOrganizationInstallation },
  'GET /app/hook/deliveries': { access: 'app', handle: listDeliveries },
  'GET /app/hook/deliveries/{delivery_id}': { access: 'app', handle: getDelivery },
  'POST /app/hook/deliveries/{delivery_id}/attempts': { access: 'app', handle: redeliver },
};

function isInstalled(organization: Organization): organization is Installed {
  return organization.installation !== null;
}

function getApp({ parts }: RouteContext): Reply {
  return { status: 200, body: appObject(parts.addresses, parts.world) };
}

function listInstallations(context: RouteContext): Reply {
  const { addresses, world } = context.parts;
  const since = Date.parse(context.query.get('since') ?? '1970-01-01');
  const installed = world.organizations
    .filter(isInstalled)
    .filter(({ installation }) => installation.updatedAt.getTime() >= since);
  const { items, headers } = pageOf(context, installed);
  const body = items.map((organization) =>
    installationObject(addresses, organization, organization.installation),
  );
  return { status: 200, body, headers };
}

function getInstallation({ parts, params }: RouteContext): Reply {
  const organization = installedWithId(parts.world.organizations, params.installation_id);
  if (!organization) return notFound();
  return { status: 200, body: installationObject(parts.addresses, organization, organization.installation) };
}

function getOrganizationInstallation({ parts, params }: RouteContext): Reply {
  const organization = parts.world.findOrganization(params.org ?? '');
  if (!organization || !isInstalled(organization)) return notFound();
  return { status: 200, body: installationObject(parts.addresses, organization, organization.installation) };
}

function createAccessToken({ parts, params }: RouteContext): Reply {
  const organization = installedWithId(parts.world.organizations, params.installation_id);
  if (!organization) return notFound();
  const { installation } = organization;
  if (installation.suspendedAt) return errorReply(403, 'This installation has been suspended');
  const { token, expiresAt } = parts.credentials.mintInstallationToken(installation);
  const { permissions } = installation;
  const body = { token, expires_at: utc(expiresAt), permissions, repository_selection: 'all' };
  return { status: 201, body };
}

function installedWithId(
  organizations: readonly Organization[],
  id: string | undefined,
): Installed | undefined {
  return organizations.filter(isInstalled).find(({ installation }) => installation.id === Number(id));
}
