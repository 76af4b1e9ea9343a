import type { GitHubWorld } from './github-world.js';
import type { Installation, Organization, Role, Team, TeamMembership, User } from './world-entities.js';

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

export interface NewTeamMember extends Partial<TeamMembership> {
  org: string;
  /** The team's slug. */
  team: string;
  login: string;
}

/** A team of members. */
export function addTeam(
  world: GitHubWorld,
  { org, slug, members }: { org: string; slug: string; members: string[] },
): Team {
  const team: Team = { slug, members: new Map() };
  world.organization(org).teams.set(slug.toLowerCase(), team);
  for (const login of members) addTeamMember(world, { org, team: slug, login });
  return team;
}

/** Puts a person into a team, or invites them; who is there already gets another role or state. */
export function addTeamMember(
  world: GitHubWorld,
  { org, team, login, role = 'member', state = 'active' }: NewTeamMember,
): void {
  const organization = world.organization(org);
  const user = world.user(login);
  if (state === 'active' && !world.roleOf(user, organization)) {
    throw new Error(`${login} is no member of ${org}`);
  }
  teamOf(organization, team).members.set(user.id, { role, state });
  world.changed();
}

/** Takes a person out of a team. */
export function removeTeamMember(
  world: GitHubWorld,
  { org, team, login }: { org: string; team: string; login: string },
): void {
  teamOf(world.organization(org), team).members.delete(world.user(login).id);
  world.changed();
}

function teamOf(organization: Organization, slug: string): Team {
  const team = organization.teams.get(slug.toLowerCase());
  if (!team) throw new Error(`${organization.login} has no team ${slug}`);
  return team;
}

/** Gives a person a role, or takes them out of the organization, with its teams and its SAML session. */
export function setRole(world: GitHubWorld, org: string, login: string, role: Role | null): void {
  const { roles, teams, ssoSessions } = world.organization(org);
  const { id } = world.user(login);
  if (role) {
    roles.set(id, role);
  } else {
    roles.delete(id);
    ssoSessions.delete(id);
    for (const { members } of teams.values()) members.delete(id);
  }
  world.changed();
}

/** Whether an organization wants its members to sign in with SAML; nobody has a session at first. */
export function requireSso(world: GitHubWorld, org: string, isRequired: boolean): void {
  world.organization(org).requireSso = isRequired;
  world.changed();
}

/** A member signs in with SAML, or their session ends. */
export function setSsoSession(world: GitHubWorld, login: string, org: string, isActive: boolean): void {
  const { ssoSessions } = world.organization(org);
  const { id } = world.user(login);
  if (isActive) ssoSessions.add(id);
  else ssoSessions.delete(id);
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
