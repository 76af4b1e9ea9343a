import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { GitHubState, Persona, ShownRequest } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { linkTo } from '../navigation.js';
import { post } from '../server-link.js';
import { useNow } from '../use-now.js';
import { AccessFacts, StateLabel } from './access-facts.js';
import { Decide } from './decide.js';
import { PATHS } from './github-place.js';

interface PendingProps {
  github: GitHubState;
  persona: Persona;
}

/** Everything that awaits an owner (S7), and what became of the last ones. */
export function PendingRequests({ github, persona }: PendingProps): VNode {
  const [isMaking, setMaking] = useState(false);
  const pending = github.requests.filter(({ state }) => state === 'pending');
  const ended = github.requests.filter(({ state }) => state !== 'pending');
  const burst = async () => {
    setMaking(true);
    await post('/api/github/burst', {});
    setMaking(false);
  };
  return (
    <>
      <div class="page-head">
        <h1>Pending requests</h1>
        <button type="button" class="button" aria-busy={isMaking} onClick={() => void burst()}>
          New burst of 40
        </button>
      </div>
      <p class="lead">
        Members asked for access with these fine-grained tokens. Until an owner approves, a token reads public
        resources only.
      </p>
      {pending.length === 0 ? <p class="empty">Nothing awaits you.</p> : null}
      <ul class="box">
        {pending.map((request) => (
          <li key={request.id}>
            <Row request={request} />
            <AccessFacts access={request} />
            <Decide request={request} by={persona.login} />
          </li>
        ))}
      </ul>
      {ended.length > 0 ? (
        <>
          <h2>Ended</h2>
          <ul class="box">
            {ended.map((request) => (
              <li key={request.id}>
                <Row request={request} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function Row({ request }: { request: ShownRequest }): VNode {
  const now = useNow();
  const { id, tokenName, owner, state, createdAt, decidedBy } = request;
  return (
    <>
      <p class="row-head">
        <a class="token-name" {...linkTo(`${PATHS.pending}/${id}`)}>
          {tokenName}
        </a>
        <StateLabel state={state} />
      </p>
      <p class="row-about">
        {owner} asked {ago(new Date(createdAt), { now })}
        {decidedBy && state !== 'cancelled' ? `, decided by ${decidedBy}` : ''}
      </p>
    </>
  );
}
