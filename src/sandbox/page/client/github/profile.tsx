import type { VNode } from 'preact';
import type { GitHubState } from '../../page-state.js';
import { linkTo } from '../navigation.js';
import { Avatar } from '../workspace/avatar.js';
import { StateLabel } from './access-facts.js';
import { PATHS } from './github-place.js';

/** Where a card's login leads: the person, and their requests as far as one may see them. */
export function Profile({ login, github }: { login: string; github: GitHubState }): VNode {
  const requests = github.requests.filter(({ owner }) => owner === login);
  return (
    <>
      <div class="page-head">
        <Avatar name={login} />
        <h1>{login}</h1>
      </div>
      <h2>Token requests to {github.organization}</h2>
      {requests.length === 0 ? <p class="empty">None that you may see.</p> : null}
      <ul class="box">
        {requests.map(({ id, tokenName, state }) => (
          <li key={id}>
            <p class="row-head">
              <a class="token-name" {...linkTo(`${PATHS.pending}/${id}`)}>
                {tokenName}
              </a>
              <StateLabel state={state} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
