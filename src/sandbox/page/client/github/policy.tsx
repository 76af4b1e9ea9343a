import type { VNode } from 'preact';
import type { GitHubState, Persona } from '../../page-state.js';
import { post } from '../server-link.js';

/** The organization's token policy (S5, S6). */
export function Policy({ github, persona }: { github: GitHubState; persona: Persona }): VNode {
  const set = (change: object) => void post('/api/github/policy', { by: persona.login, ...change });
  const isOwner = github.role === 'admin';
  const { requireApproval, restrictClassic } = github.policy;
  return (
    <>
      <h1>Personal access token policy</h1>
      {isOwner ? null : <p class="lead">Only owners of {github.organization} change it.</p>}
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
