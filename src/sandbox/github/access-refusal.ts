import { errorReply, notFound, type Reply } from './api-reply.js';
import { sameName } from './github-world.js';
import type { Access, RouteContext } from './route.js';
import { ssoRefusal } from './sso-refusal.js';
import type { Installation, Organization } from './world-entities.js';

type OrganizationAccess = Exclude<Access, string>;

const NOT_FOR_APP = 'Resource not accessible by integration';

/** GitHub's answer to a caller who may not; undefined for one who may. */
export function accessRefusal(context: RouteContext, access: Access): Reply | undefined {
  if (access === 'anyone') return undefined;
  const { principal, parts, params } = context;
  if (access === 'app') {
    return principal.kind === 'app' ? undefined : errorReply(401, 'A JSON web token could not be decoded');
  }
  if (access === 'client') return clientRefusal(context);
  const organization = parts.world.findOrganization(params.org ?? '');
  switch (principal.kind) {
    case 'nobody':
    case 'app':
    case 'client':
      return errorReply(401, 'Requires authentication');
    case 'fine-grained':
    case 'classic':
      return errorReply(403, 'Resource not accessible by personal access token');
    case 'installation':
      if (!organization) return notFound();
      if (!sameName(organization.login, principal.organization.login)) return errorReply(403, NOT_FOR_APP);
      return installationRefusal(organization.installation, access);
    case 'user':
      if (!organization) return notFound();
      return (
        installationRefusal(organization.installation, access) ?? userRefusal(context, organization, access)
      );
  }
}

function clientRefusal({ principal, parts, params }: RouteContext): Reply | undefined {
  if (principal.kind !== 'client') return errorReply(401, 'Requires authentication');
  return params.client_id === parts.addresses.app.clientId ? undefined : notFound();
}

function installationRefusal(
  installation: Installation | null,
  access: OrganizationAccess,
): Reply | undefined {
  if (!installation) return errorReply(403, NOT_FOR_APP);
  if (installation.suspendedAt) return errorReply(403, 'This installation has been suspended');
  const granted = installation.permissions[access.permission];
  const isEnough = granted === 'write' || (granted === 'read' && access.level === 'read');
  return isEnough ? undefined : errorReply(403, NOT_FOR_APP);
}

function userRefusal(
  { principal, parts }: RouteContext,
  organization: Organization,
  { people }: OrganizationAccess,
): Reply | undefined {
  if (principal.kind !== 'user') return undefined;
  const role = parts.world.roleOf(principal.user, organization);
  const wantsSso = role && ssoRefusal(parts.addresses, organization, principal.user);
  if (wantsSso) return wantsSso;
  if (role === 'admin' || (role && people === 'members')) return undefined;
  return errorReply(
    403,
    `You must be ${people === 'owners' ? 'an owner' : 'a member'} of ${organization.login}`,
  );
}
