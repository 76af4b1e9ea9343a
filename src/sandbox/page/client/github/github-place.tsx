import type { ComponentChildren, VNode } from 'preact';
import type { GitHubState, Persona } from '../../page-state.js';
import { linkTo } from '../navigation.js';
import { Avatar } from '../workspace/avatar.js';
import { ActiveTokens } from './active-tokens.js';
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

/** Where the pages are; the cards' links lead to some of them, with GitHub's own paths. */
export const PATHS = {
  pending: '/github/organizations/acme/settings/personal-access-token-requests',
  policy: '/github/organizations/acme/settings/personal-access-tokens',
  active: '/github/organizations/acme/settings/personal-access-tokens/active',
  own: '/github/settings/personal-access-tokens',
  create: '/github/settings/personal-access-tokens/new',
} as const;

/** The organization on GitHub, as far as tokens go. */
export function GitHubPlace({ path, github, persona }: GitHubPlaceProps): VNode {
  const isOwner = github.role === 'admin';
  const page = pageOf(path, github, persona);
  return (
    <div class="github">
      <header class="github-head">
        <p class="github-org">
          <Avatar name="Acme" /> <strong>{github.organization}</strong>
          <span class="label">{roleText(github)}</span>
        </p>
        <nav class="github-tabs" aria-label="GitHub">
          {isOwner ? (
            <>
              <Tab to={PATHS.pending} at={page.tab} count={pending(github)}>
                Pending requests
              </Tab>
              <Tab to={PATHS.active} at={page.tab} count={github.grants.length}>
                Active tokens
              </Tab>
              <Tab to={PATHS.policy} at={page.tab}>
                Policy
              </Tab>
            </>
          ) : null}
          <Tab to={PATHS.own} at={page.tab}>
            Your tokens
          </Tab>
        </nav>
      </header>
      <div class="github-page">{page.content}</div>
    </div>
  );
}

function roleText({ role }: GitHubState): string {
  if (role === 'admin') return 'You are an owner';
  return role === 'member' ? 'You are a member' : 'You are no member';
}

function pending({ requests }: GitHubState): number {
  return requests.filter(({ state }) => state === 'pending').length;
}

function Tab(props: { to: string; at: string; count?: number; children: ComponentChildren }): VNode {
  const { to, at, count, children } = props;
  return (
    <a class="github-tab" {...linkTo(to)} aria-current={to === at ? 'page' : undefined}>
      {children}
      {count ? <span class="count">{count}</span> : null}
    </a>
  );
}

function pageOf(path: string, github: GitHubState, persona: Persona): { tab: string; content: VNode } {
  const isOwner = github.role === 'admin';
  const [, requestId] =
    /^\/github\/organizations\/[^/]+\/settings\/personal-access-token-requests\/(\d+)/.exec(path) ?? [];
  if (requestId)
    return {
      tab: PATHS.pending,
      content: <RequestPage id={Number(requestId)} github={github} persona={persona} />,
    };
  if (path.startsWith(PATHS.create))
    return { tab: PATHS.own, content: <TokenForm github={github} persona={persona} /> };
  if (path.startsWith(PATHS.own))
    return { tab: PATHS.own, content: <YourTokens github={github} persona={persona} /> };
  if (isOwner && path.startsWith(PATHS.active))
    return { tab: PATHS.active, content: <ActiveTokens github={github} persona={persona} /> };
  if (path.startsWith(PATHS.policy))
    return { tab: PATHS.policy, content: <Policy github={github} persona={persona} /> };
  const [, login] = /^\/github\/([\w[\]-]+)\/?$/.exec(path) ?? [];
  if (login && login !== github.organization)
    return { tab: '', content: <Profile login={login} github={github} /> };
  if (isOwner) return { tab: PATHS.pending, content: <PendingRequests github={github} persona={persona} /> };
  return { tab: PATHS.own, content: <YourTokens github={github} persona={persona} /> };
}
