import type { VNode } from 'preact';
import type { GitHubState } from '../../page-state.js';
import { linkTo } from '../navigation.js';
import { Avatar } from '../workspace/avatar.js';
import { StateLabel } from './access-facts.js';
import { requestPath } from './paths.js';

/** Where a card's login leads: the person, and their requests as far as one may see them. */
export function Profile({ login, github }: { login: string; github: GitHubState }): VNode {
  const requests = github.requests.filter(({ owner }) => owner === login);
  return (
    <>
      <div class="page-head">
        <Avatar name={login} />
        <h1>{login}</h1>
      </div>
      <h2>Token requests</h2>
      {requests.length === 0 ? <p class="empty">None that you may see.</p> : null}
      <ul class="box">
        {requests.map((request) => (
          <li key={request.id}>
            <p class="row-head">
              <a class="token-name" {...linkTo(requestPath(request))}>
                {request.tokenName}
              </a>
              <StateLabel state={request.state} />
            </p>
            <p class="row-about">{request.organization}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
