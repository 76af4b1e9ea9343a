import type { ComponentChildren, VNode } from 'preact';
import type { GitHubState, Persona, ShownOrganization } from '../../page-state.js';
import { linkTo } from '../navigation.js';
import { Avatar } from '../workspace/avatar.js';
import { ActiveTokens } from './active-tokens.js';
import { PATHS, pathsOf } from './paths.js';
import { PendingRequests } from './pending-requests.js';
import { Policy } from './policy.js';
import { Profile } from './profile.js';
import { RequestPage } from './request-page.js';
import { TokenForm } from './token-form.js';
import { YourTokens } from './your-tokens.js';

export interface GitHubPlaceProps {
  path: string;
  github: GitHubState;
  persona: Persona;
}

type TabName = 'pending' | 'active' | 'policy' | 'own' | 'none';

/** GitHub, as far as tokens of one's organizations go. */
export function GitHubPlace({ path, github, persona }: GitHubPlaceProps): VNode {
  const owned = github.organizations.filter(({ role }) => role === 'admin');
  const paths = pathsOf(organizationAt(path, owned)?.login ?? owned[0]?.login ?? '');
  const page = pageOf(path, github, persona);
  const tab = (name: TabName, to: string, label: string, count?: number) => (
    <Tab to={to} isCurrent={page.tab === name} count={count}>
      {label}
    </Tab>
  );
  return (
    <div class="github">
      <header class="github-head">
        <Organizations organizations={github.organizations} />
        <nav class="github-tabs" aria-label="GitHub">
          {owned.length > 0 ? (
            <>
              {tab('pending', PATHS.pending, 'Pending requests', awaiting(github, owned).length)}
              {tab('active', paths.active, 'Active tokens')}
              {tab('policy', paths.policy, 'Policy')}
            </>
          ) : null}
          {tab('own', PATHS.own, 'Your tokens')}
        </nav>
      </header>
      <div class="github-page">{page.content}</div>
    </div>
  );
}

function Organizations({ organizations }: { organizations: readonly ShownOrganization[] }): VNode {
  return (
    <p class="github-org">
      {organizations.length === 0 ? <span class="label">You are no member of any organization</span> : null}
      {organizations.map(({ login, role }) => (
        <span class="github-org-name" key={login}>
          <Avatar name={login} /> <strong>{login}</strong>
          <span class="label">{role === 'admin' ? 'You are an owner' : 'You are a member'}</span>
        </span>
      ))}
    </p>
  );
}

function awaiting({ requests }: GitHubState, owned: readonly ShownOrganization[]) {
  const names = owned.map(({ login }) => login);
  return requests.filter(({ state, organization }) => state === 'pending' && names.includes(organization));
}

interface TabProps {
  to: string;
  isCurrent: boolean;
  count?: number;
  children: ComponentChildren;
}

function Tab({ to, isCurrent, count, children }: TabProps): VNode {
  return (
    <a class="github-tab" {...linkTo(to)} aria-current={isCurrent ? 'page' : undefined}>
      {children}
      {count ? <span class="count">{count}</span> : null}
    </a>
  );
}

function organizationAt(path: string, among: readonly ShownOrganization[]): ShownOrganization | undefined {
  const [, named] = /^\/github\/organizations\/([^/]+)\//.exec(path) ?? [];
  return among.find(({ login }) => login === named);
}

interface Page {
  tab: TabName;
  content: VNode;
}

function pageOf(path: string, github: GitHubState, persona: Persona): Page {
  const shared = { github, persona };
  if (path.startsWith(PATHS.create)) return { tab: 'own', content: <TokenForm {...shared} /> };
  if (path.startsWith(PATHS.own)) return { tab: 'own', content: <YourTokens {...shared} /> };
  const [, rest] = /^\/github\/organizations\/[^/]+\/settings\/(.+)$/.exec(path) ?? [];
  if (rest) return organizationPage(rest, organizationAt(path, github.organizations), shared);
  const [, login] = /^\/github\/([\w[\]-]+)\/?$/.exec(path) ?? [];
  if (login && !github.organizations.some((organization) => organization.login === login))
    return { tab: 'none', content: <Profile login={login} github={github} /> };
  return firstPage(undefined, shared);
}

type Shared = Pick<GitHubPlaceProps, 'github' | 'persona'>;

function organizationPage(
  rest: string,
  organization: ShownOrganization | undefined,
  { github, persona }: Shared,
): Page {
  const [, requestId] = /^personal-access-token-requests\/(\d+)/.exec(rest) ?? [];
  if (requestId)
    return { tab: 'pending', content: <RequestPage id={Number(requestId)} {...{ github, persona }} /> };
  if (!organization) return firstPage(undefined, { github, persona });
  const shared = { github, persona, organization };
  if (rest.startsWith('personal-access-tokens/active') && organization.role === 'admin')
    return { tab: 'active', content: <ActiveTokens {...shared} /> };
  if (/^personal-access-tokens\/?$/.test(rest)) return { tab: 'policy', content: <Policy {...shared} /> };
  return firstPage(organization, { github, persona });
}

/** What awaits an owner; a member's own tokens. */
function firstPage(organization: ShownOrganization | undefined, shared: Shared): Page {
  const isOwner = shared.github.organizations.some(({ role }) => role === 'admin');
  if (!isOwner) return { tab: 'own', content: <YourTokens {...shared} /> };
  return { tab: 'pending', content: <PendingRequests {...shared} organization={organization} /> };
}
