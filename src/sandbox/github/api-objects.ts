import { appPermissions } from './app-permissions.js';
import type { GitHubWorld } from './github-world.js';
import type { Installation, Organization, Role, User } from './world-entities.js';

/** Where this GitHub is and whose App it knows: what the addresses in its answers are made of. */
export interface Addresses {
  api: string;
  web: string;
  app: { id: number; slug: string; name: string; clientId: string };
}

export type ApiObject = Record<string, unknown>;

/** GitHub's own form of a time in most answers. */
export function utc(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The opaque id that GitHub gives beside the number. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

/** A person as lists and other objects show them. */
export function simpleUser({ api, web }: Addresses, user: User): ApiObject {
  const url = `${api}/users/${encodeURIComponent(user.login)}`;
  const page = user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('U', user.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${web}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}

/** A person as `GET /users/{username}` shows them. */
export function publicUser(addresses: Addresses, user: User): ApiObject {
  return {
    ...simpleUser(addresses, user),
    user_view_type: 'public',
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: utc(user.createdAt),
    updated_at: utc(user.createdAt),
  };
}

/** An organization as other objects show it. */
export function simpleOrganization({ api }: Addresses, organization: Organization): ApiObject {
  const url = `${api}/orgs/${organization.login}`;
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId('O', organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${organization.id}?v=4`,
    description: null,
  };
}

/** An organization where GitHub shows it as the account that an App is installed on. */
export function organizationAccount(addresses: Addresses, organization: Organization): ApiObject {
  const { login, id, createdAt } = organization;
  const asUser: User = { id, login, name: null, email: null, type: 'User', createdAt };
  return { ...simpleUser(addresses, asUser), type: 'Organization' };
}

/** An installation of the App. */
export function installationObject(
  addresses: Addresses,
  organization: Organization,
  installation: Installation,
): ApiObject {
  const { api, app, web } = addresses;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: organizationAccount(addresses, organization),
    repository_selection: 'all',
    access_tokens_url: `${api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${web}/organizations/${organization.login}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: organization.id,
    target_type: 'Organization',
    permissions: installation.permissions,
    events: ['personal_access_token_request', 'organization'],
    created_at: utc(installation.createdAt),
    updated_at: utc(installation.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedBy && simpleUser(addresses, installation.suspendedBy),
    suspended_at: installation.suspendedAt && utc(installation.suspendedAt),
  };
}

/** The App itself. */
export function appObject(addresses: Addresses, world: GitHubWorld): ApiObject {
  const { app, web } = addresses;
  const installed = world.organizations.filter(({ installation }) => installation);
  const createdAt = utc(world.appBot.createdAt);
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    client_id: app.clientId,
    owner: simpleUser(addresses, world.appBot),
    name: app.name,
    description: null,
    external_url: `${web}/apps/${app.slug}`,
    html_url: `${web}/apps/${app.slug}`,
    created_at: createdAt,
    updated_at: createdAt,
    permissions: appPermissions,
    events: ['personal_access_token_request', 'organization'],
    installations_count: installed.length,
  };
}

/** What a person is in an organization. */
export function membershipObject(
  addresses: Addresses,
  organization: Organization,
  user: User,
  role: Role,
): ApiObject {
  const organizationUrl = `${addresses.api}/orgs/${organization.login}`;
  return {
    url: `${organizationUrl}/memberships/${user.login}`,
    state: 'active',
    role,
    organization_url: organizationUrl,
    organization: simpleOrganization(addresses, organization),
    user: simpleUser(addresses, user),
  };
}
