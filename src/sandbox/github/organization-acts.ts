import type { GitHubWorld } from './github-world.js';
import type { Installation, Organization, Role, Team, User } from './world-entities.js';

export interface NewOrganization {
  login: string;
  id?: number;
  owners: string[];
  members?: string[];
  requireApproval?: boolean;
  restrictClassic?: boolean;
  installed?: boolean;
}

/** An organization with its people and, unless told otherwise, with the App installed. */
export function addOrganization(world: GitHubWorld, settings: NewOrganization): Organization {
  const roles = new Map<number, Role>();
  for (const login of settings.members ?? []) roles.set(world.user(login).id, 'member');
  for (const login of settings.owners) roles.set(world.user(login).id, 'admin');
  const organization = world.addOrganization(settings, roles);
  if (settings.installed ?? true) organization.installation = world.newInstallation();
  return organization;
}

/** A team of members. */
export function addTeam(
  world: GitHubWorld,
  { org, slug, members }: { org: string; slug: string; members: string[] },
): Team {
  const team = { slug, members: new Set(members.map((login) => world.user(login).id)) };
  world.organization(org).teams.set(slug.toLowerCase(), team);
  return team;
}

/** Gives a person a role, or takes them out of the organization. */
export function setRole(world: GitHubWorld, org: string, login: string, role: Role | null): void {
  const { roles } = world.organization(org);
  const { id } = world.user(login);
  if (role) roles.set(id, role);
  else roles.delete(id);
  world.changed();
}

/** The organization takes another login and keeps its id. */
export function renameOrganization(world: GitHubWorld, login: string, to: string, by?: string): void {
  const organization = world.organization(login);
  const from = organization.login;
  organization.login = to;
  world.tell({ kind: 'organization-renamed', organization, from, sender: actor(world, organization, by) });
}

/** The App is installed, with a new installation id. */
export function install(world: GitHubWorld, org: string, by?: string): Installation {
  const organization = world.organization(org);
  if (organization.installation) throw new Error(`The App is installed on ${org} already`);
  const installation = world.newInstallation();
  organization.installation = installation;
  tellOfInstallation(world, organization, 'created', by);
  return installation;
}

/** The App is taken off; its installation tokens die. */
export function uninstall(world: GitHubWorld, org: string, by?: string): void {
  const organization = world.organization(org);
  tellOfInstallation(world, organization, 'deleted', by);
  organization.installation = null;
}

/** An owner suspends the App: it may do nothing there and hears of nothing. */
export function suspend(world: GitHubWorld, org: string, by?: string): void {
  const organization = world.organization(org);
  const installation = installationOf(organization);
  installation.suspendedAt = world.now();
  installation.suspendedBy = actor(world, organization, by);
  tellOfInstallation(world, organization, 'suspend', by);
}

/** Ends a suspension. */
export function unsuspend(world: GitHubWorld, org: string, by?: string): void {
  const organization = world.organization(org);
  const installation = installationOf(organization);
  installation.suspendedAt = null;
  installation.suspendedBy = null;
  tellOfInstallation(world, organization, 'unsuspend', by);
}

/** An owner accepts the permissions that the App asks for now. */
export function acceptPermissions(
  world: GitHubWorld,
  org: string,
  permissions: Record<string, string>,
  by?: string,
): void {
  const organization = world.organization(org);
  const installation = installationOf(organization);
  installation.permissions = permissions;
  installation.updatedAt = world.now();
  tellOfInstallation(world, organization, 'new_permissions_accepted', by);
}

type InstallationAction = 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted';

function tellOfInstallation(
  world: GitHubWorld,
  organization: Organization,
  action: InstallationAction,
  by: string | undefined,
): void {
  const installation = installationOf(organization);
  const sender = actor(world, organization, by);
  world.tell({ kind: 'installation', action, organization, installation, sender });
}

function installationOf(organization: Organization): Installation {
  if (!organization.installation) throw new Error(`The App is not installed on ${organization.login}`);
  return organization.installation;
}

// Unless the caller names somebody, the first owner acted.
function actor(world: GitHubWorld, organization: Organization, by: string | undefined): User {
  if (by !== undefined) return world.user(by);
  const owner = world.users.find(({ id }) => organization.roles.get(id) === 'admin');
  if (!owner) throw new Error(`${organization.login} has no owner`);
  return owner;
}
