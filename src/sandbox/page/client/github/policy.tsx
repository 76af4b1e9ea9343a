import type { VNode } from 'preact';
import type { GitHubState, Persona, ShownOrganization } from '../../page-state.js';
import { post } from '../server-link.js';
import { OrganizationChoice } from './organization-choice.js';
import { pathsOf } from './paths.js';

interface PolicyProps {
  github: GitHubState;
  persona: Persona;
  organization: ShownOrganization;
}

/** An organization's token policy (S5, S6). */
export function Policy({ github, persona, organization }: PolicyProps): VNode {
  const { login, role, policy } = organization;
  const set = (change: object) =>
    void post('/api/github/policy', { by: persona.login, organization: login, ...change });
  const isOwner = role === 'admin';
  const { requireApproval, restrictClassic } = policy;
  return (
    <>
      <div class="page-head">
        <h1>Personal access token policy</h1>
        <OrganizationChoice
          offered={github.organizations}
          chosen={login}
          pathOf={(name) => pathsOf(name).policy}
        />
      </div>
      <p class="lead">
        What {login} lets tokens do.{isOwner ? '' : ' Only its owners change that.'}
      </p>
      <ul class="box">
        <li>
          <label class="policy">
            <input
              type="checkbox"
              checked={requireApproval}
              disabled={!isOwner}
              onChange={() => set({ requireApproval: !requireApproval })}
            />
            <span>
              Require approval of fine-grained tokens
              <small>Off: members’ tokens get access at once, and PATrol has nothing to post.</small>
            </span>
          </label>
        </li>
        <li>
          <label class="policy">
            <input
              type="checkbox"
              checked={restrictClassic}
              disabled={!isOwner}
              onChange={() => set({ restrictClassic: !restrictClassic })}
            />
            <span>
              Restrict classic tokens
              <small>Off: a classic token reads what its owner may read, without anybody’s approval.</small>
            </span>
          </label>
        </li>
      </ul>
    </>
  );
}
