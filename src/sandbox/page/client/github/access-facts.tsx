import type { VNode } from 'preact';
import type { ShownAccess, ShownPermission } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { useNow } from '../use-now.js';

const GROUPS = [
  ['organization', 'Organization permissions'],
  ['repository', 'Repository permissions'],
  ['other', 'Account permissions'],
] as const;

/** Everything that a token asks for or has. */
export function AccessFacts({ access }: { access: ShownAccess }): VNode {
  return (
    <dl class="facts">
      <dt>Repositories</dt>
      <dd>
        <Repositories access={access} />
      </dd>
      {GROUPS.map(([group, label]) => {
        const permissions = access.permissions.filter((permission) => permission.group === group);
        if (permissions.length === 0) return null;
        return (
          <>
            <dt>{label}</dt>
            <dd>
              {permissions.map((permission) => (
                <PermissionLabel permission={permission} key={permission.name} />
              ))}
            </dd>
          </>
        );
      })}
      <dt>Expires</dt>
      <dd>
        <Expiry access={access} />
      </dd>
    </dl>
  );
}

function PermissionLabel({ permission: { name, level } }: { permission: ShownPermission }): VNode {
  return (
    <span class={`permission permission-${level}`}>
      {name.replaceAll('_', ' ')} <strong>{level}</strong>
    </span>
  );
}

function Repositories({ access }: { access: ShownAccess }): VNode {
  if (access.repositorySelection === 'all') return <>All repositories of the organization</>;
  if (access.repositorySelection === 'none') return <>Public repositories only</>;
  return (
    <details open={access.repositories.length <= 5}>
      <summary>
        {access.repositories.length === 1 ? '1 repository' : `${access.repositories.length} repositories`}
      </summary>
      <ul class="repositories">
        {access.repositories.map(({ name, private: isPrivate }) => (
          <li key={name}>
            {name} <span class="label">{isPrivate ? 'Private' : 'Public'}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** When a token's life ends, or that it has. */
export function Expiry({ access }: { access: ShownAccess }): VNode {
  const now = useNow();
  if (access.expiresAt === null) return <span class="danger-text">Never</span>;
  const date = new Date(access.expiresAt);
  if (access.isExpired || date <= now) return <span class="danger-text">Expired {ago(date, { now })}</span>;
  return <time title={date.toString()}>{ago(date, { now })}</time>;
}

const STATES = {
  pending: 'Pending approval',
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
} as const;

/** A request's state, coloured. */
export function StateLabel({ state }: { state: keyof typeof STATES }): VNode {
  return <span class={`label label-${state}`}>{STATES[state]}</span>;
}
