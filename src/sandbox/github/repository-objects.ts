import { type Addresses, type ApiObject, nodeId, organizationAccount, utc } from './api-objects.js';
import type { Repository } from './world-entities.js';

const URL_PATHS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

const EMPTY = {
  default_branch: 'main',
  archived: false,
  disabled: false,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  homepage: null,
  language: null,
  license: null,
  mirror_url: null,
  forks: 0,
  forks_count: 0,
  network_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  size: 0,
  stargazers_count: 0,
  subscribers_count: 0,
  watchers: 0,
  watchers_count: 0,
};

/** A repository as lists show it. */
export function minimalRepository(addresses: Addresses, repository: Repository): ApiObject {
  const fullName = `${repository.organization.login}/${repository.name}`;
  const url = `${addresses.api}/repos/${fullName}`;
  const urls = Object.entries(URL_PATHS).map(([name, path]) => [name, url + path]);
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName,
    private: repository.private,
    owner: organizationAccount(addresses, repository.organization),
    html_url: `${addresses.web}/${fullName}`,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(urls),
  };
}

/** A repository as `GET /repos/{owner}/{repo}` shows it. */
export function fullRepository(addresses: Addresses, repository: Repository): ApiObject {
  const minimal = minimalRepository(addresses, repository);
  const fullName = `${repository.organization.login}/${repository.name}`;
  const createdAt = utc(repository.createdAt);
  return {
    ...minimal,
    ...EMPTY,
    visibility: repository.private ? 'private' : 'public',
    clone_url: `${addresses.web}/${fullName}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: `${addresses.web}/${fullName}`,
    organization: minimal.owner,
    created_at: createdAt,
    updated_at: createdAt,
    pushed_at: createdAt,
  };
}
