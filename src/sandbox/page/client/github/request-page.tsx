import type { VNode } from 'preact';
import type { GitHubState, Persona } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { linkTo } from '../navigation.js';
import { useNow } from '../use-now.js';
import { AccessFacts, StateLabel } from './access-facts.js';
import { CancelButton } from './cancel-button.js';
import { Decide } from './decide.js';

interface RequestPageProps {
  id: number;
  github: GitHubState;
  persona: Persona;
}

/** One token's request (S8): where the link of its card leads. */
export function RequestPage({ id, github, persona }: RequestPageProps): VNode {
  const now = useNow();
  const request = github.requests.find((candidate) => candidate.id === id);
  const isOwner = github.organizations.some(
    ({ login, role }) => login === request?.organization && role === 'admin',
  );
  if (!request)
    return (
      <div class="not-found">
        <h1>404</h1>
        <p>
          {persona.name} cannot see this request: GitHub shows it to owners of its organization and to whoever
          made it. Become Olivia to see it.
        </p>
      </div>
    );
  return (
    <article aria-label={request.tokenName}>
      <div class="page-head">
        <h1 class="token-name">{request.tokenName}</h1>
        <StateLabel state={request.state} />
      </div>
      <p class="lead">
        <a {...linkTo(`/github/${request.owner}`)}>{request.owner}</a> asked for access to{' '}
        {request.organization} {ago(new Date(request.createdAt), { now })}
      </p>
      {request.reason ? <blockquote class="reason">{request.reason}</blockquote> : <p>No reason given.</p>}
      <AccessFacts access={request} />
      {request.state !== 'pending' && request.decidedBy ? (
        <p class="outcome">
          {request.state === 'cancelled' ? 'Cancelled' : request.state === 'approved' ? 'Approved' : 'Denied'}{' '}
          by <strong>{request.decidedBy}</strong>
          {request.decisionReason ? `: “${request.decisionReason}”` : ''}
        </p>
      ) : null}
      {request.state === 'pending' && isOwner ? <Decide request={request} by={persona.login} /> : null}
      {request.state === 'pending' && request.owner === persona.login ? (
        <CancelButton request={request} by={persona.login} />
      ) : null}
    </article>
  );
}
