import type { VNode } from 'preact';
import type { GitHubState, Persona, ShownOrganization } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { post } from '../server-link.js';
import { useNow } from '../use-now.js';
import { AccessFacts } from './access-facts.js';
import { OrganizationChoice } from './organization-choice.js';
import { pathsOf } from './paths.js';

interface ActiveTokensProps {
  github: GitHubState;
  persona: Persona;
  organization: ShownOrganization;
}

/** Tokens that have access to an organization now. */
export function ActiveTokens({ github, persona, organization }: ActiveTokensProps): VNode {
  const now = useNow();
  const { login } = organization;
  const grants = github.grants.filter((grant) => grant.organization === login);
  return (
    <>
      <div class="page-head">
        <h1>Active tokens</h1>
        <OrganizationChoice
          offered={github.organizations.filter(({ role }) => role === 'admin')}
          chosen={login}
          pathOf={(name) => pathsOf(name).active}
        />
      </div>
      <p class="lead">Fine-grained tokens that have access to {login}.</p>
      {grants.length === 0 ? <p class="empty">No token has access.</p> : null}
      <ul class="box">
        {grants.map((grant) => (
          <li key={grant.id}>
            <p class="row-head">
              <span class="token-name">{grant.tokenName}</span>
              <span class="label label-approved">Active</span>
            </p>
            <p class="row-about">
              {grant.owner}, has access since {ago(new Date(grant.grantedAt), { now })}
              {grant.lastUsedAt ? `, last used ${ago(new Date(grant.lastUsedAt), { now })}` : ', never used'}
            </p>
            <AccessFacts access={grant} />
            <div class="row-actions">
              <button
                type="button"
                class="button button-danger"
                aria-label={`Revoke ${grant.tokenName}`}
                onClick={() => void post('/api/github/revoke', { patId: grant.id, by: persona.login })}
              >
                Revoke
              </button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
