import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { GitHubState, Persona, ShownRequest } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { linkTo } from '../navigation.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';
import { useNow } from '../use-now.js';
import { Expiry, StateLabel } from './access-facts.js';
import { CancelButton } from './cancel-button.js';
import { PATHS, requestPath } from './paths.js';
import { TryToken } from './try-token.js';

/** What a member made: fine-grained tokens with their requests, and classic ones. */
export function YourTokens({ github, persona }: { github: GitHubState; persona: Persona }): VNode {
  const own = github.requests.filter(({ owner }) => owner === persona.login);
  const [problem, setProblem] = useState<string>();
  if (github.organizations.length === 0)
    return (
      <div class="not-found">
        <h1>Not a member</h1>
        <p>
          {persona.name} belongs to no organization on GitHub and makes no tokens there. Become Mona or Max to
          make one.
        </p>
      </div>
    );
  const createClassic = async () => {
    const answer = await post('/api/github/create-classic-token', { owner: persona.login });
    setProblem(answer.error);
  };
  return (
    <>
      <div class="page-head">
        <h1>Fine-grained personal access tokens</h1>
        <a class="button button-primary" {...linkTo(PATHS.create)}>
          Generate new token
        </a>
      </div>
      {own.length === 0 ? <p class="empty">You have none.</p> : null}
      <ul class="box">
        {own.map((request) => (
          <TokenRow request={request} github={github} persona={persona} key={request.id} />
        ))}
      </ul>
      <div class="page-head">
        <h2>Tokens (classic)</h2>
        <button type="button" class="button" onClick={() => void createClassic()}>
          Generate classic token
        </button>
      </div>
      <p class="lead">A classic token needs no approval, unless the organization restricts classic tokens.</p>
      <Problem text={problem} />
      <ul class="box">
        {github.classicTokens.map(({ id }) => (
          <li key={id}>
            <p class="row-head">
              <span class="token-name">classic token {id + 1}</span>
            </p>
            <TryToken by={persona.login} token={{ classicId: id }} name={`classic token ${id + 1}`} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface TokenRowProps {
  request: ShownRequest;
  github: GitHubState;
  persona: Persona;
}

function TokenRow({ request, github, persona }: TokenRowProps): VNode {
  const now = useNow();
  const { tokenId, tokenName, organization, createdAt, state, decisionReason } = request;
  const isRevoked = state === 'approved' && !github.grants.some((grant) => grant.tokenId === tokenId);
  return (
    <li>
      <p class="row-head">
        <a class="token-name" {...linkTo(requestPath(request))}>
          {tokenName}
        </a>
        {isRevoked ? <span class="label label-denied">Revoked</span> : <StateLabel state={state} />}
      </p>
      <p class="row-about">
        For {organization}, made {ago(new Date(createdAt), { now })}, expires: <Expiry access={request} />
        {decisionReason ? `. Reason: “${decisionReason}”` : ''}
      </p>
      <TryToken by={persona.login} token={{ tokenId }} name={tokenName}>
        {state === 'pending' ? <CancelButton request={request} by={persona.login} /> : null}
      </TryToken>
    </li>
  );
}
