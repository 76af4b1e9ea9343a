import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { GitHubState, Persona, ShownOrganization, ShownRequest } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { linkTo } from '../navigation.js';
import { post } from '../server-link.js';
import { useNow } from '../use-now.js';
import { AccessFacts, StateLabel } from './access-facts.js';
import { Decide } from './decide.js';
import { OrganizationChoice } from './organization-choice.js';
import { PATHS, pathsOf, requestPath } from './paths.js';

interface PendingProps {
  github: GitHubState;
  persona: Persona;
  /** Undefined: all that the person owns. */
  organization: ShownOrganization | undefined;
}

/** Everything that awaits an owner (S7), and what became of the last ones. */
export function PendingRequests({ github, persona, organization }: PendingProps): VNode {
  const [isMaking, setMaking] = useState(false);
  const owned = github.organizations.filter(({ role }) => role === 'admin');
  const names = owned.map(({ login }) => login).filter((login) => login === (organization?.login ?? login));
  const requests = github.requests.filter((request) => names.includes(request.organization));
  const pending = requests.filter(({ state }) => state === 'pending');
  const ended = requests.filter(({ state }) => state !== 'pending');
  const burst = async () => {
    setMaking(true);
    await post('/api/github/burst', {});
    setMaking(false);
  };
  return (
    <>
      <div class="page-head">
        <h1>Pending requests</h1>
        <OrganizationChoice
          offered={owned}
          chosen={organization?.login}
          pathOf={(name) => pathsOf(name).pending}
          pathOfAll={PATHS.pending}
        />
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
  const { organization, tokenName, owner, state, createdAt, decidedBy } = request;
  return (
    <>
      <p class="row-head">
        <a class="token-name" {...linkTo(requestPath(request))}>
          {tokenName}
        </a>
        <StateLabel state={state} />
      </p>
      <p class="row-about">
        {owner} asked for access to {organization} {ago(new Date(createdAt), { now })}
        {decidedBy && state !== 'cancelled' ? `, decided by ${decidedBy}` : ''}
      </p>
    </>
  );
}
