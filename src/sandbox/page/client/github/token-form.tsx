import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { GitHubState, Persona, ShownOrganization } from '../../page-state.js';
import { go } from '../navigation.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';
import { PATHS } from './paths.js';
import { PermissionFields, type Permissions } from './permission-fields.js';
import { RepositoryFields } from './repository-fields.js';

interface Draft {
  organization: string;
  name: string;
  reason: string;
  expiresInDays: string;
  repositorySelection: 'none' | 'all' | 'subset';
  repositories: string[];
  permissions: Permissions;
}

const EMPTY: Draft = {
  organization: '',
  name: '',
  reason: '',
  expiresInDays: '30',
  repositorySelection: 'subset',
  repositories: ['payments'],
  permissions: { repository: { contents: 'read', metadata: 'read' } },
};

/** "Generate new token": what a member fills in on GitHub. */
export function TokenForm({ github, persona }: { github: GitHubState; persona: Persona }): VNode {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [problem, setProblem] = useState<string>();
  const organization =
    github.organizations.find(({ login }) => login === draft.organization) ?? github.organizations[0];
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const create = async (event: Event) => {
    event.preventDefault();
    const answer = await post('/api/github/create-token', {
      ...draft,
      organization: organization?.login,
      owner: persona.login,
      reason: draft.reason.trim() || null,
      expiresInDays: draft.expiresInDays === '' ? null : Number(draft.expiresInDays),
    });
    setProblem(answer.error);
    if (!answer.error) go(PATHS.own);
  };
  return (
    <form class="token-form" onSubmit={(event) => void create(event)} noValidate>
      <h1>New fine-grained personal access token</h1>
      <p class="lead">{organization ? whatHappens(organization) : 'You belong to no organization.'}</p>
      <ResourceOwner
        offered={github.organizations}
        chosen={organization?.login ?? ''}
        choose={(login) => set({ organization: login, repositories: [] })}
      />
      <TextField id="token-name" label="Token name" value={draft.name} onInput={(name) => set({ name })} />
      <TextField
        id="token-reason"
        label="Why do you need it? (optional; the owners read it)"
        value={draft.reason}
        onInput={(reason) => set({ reason })}
        isLong
      />
      <div class="input">
        <label for="token-expiry">Expiration</label>
        <select
          id="token-expiry"
          value={draft.expiresInDays}
          onChange={(event) => set({ expiresInDays: (event.currentTarget as HTMLSelectElement).value })}
        >
          <option value="7">7 days</option>
          <option value="30">30 days</option>
          <option value="90">90 days</option>
          <option value="366">One year</option>
          <option value="">No expiration</option>
          <option value="0.0007">One minute, to see a request expire</option>
        </select>
      </div>
      <RepositoryFields
        all={organization?.repositories ?? []}
        selection={draft.repositorySelection}
        chosen={draft.repositories}
        onSelection={(repositorySelection) => set({ repositorySelection })}
        onChosen={(repositories) => set({ repositories })}
      />
      <PermissionFields permissions={draft.permissions} onChange={(permissions) => set({ permissions })} />
      <Problem text={problem} />
      <div class="row-actions">
        <button type="submit" class="button button-primary">
          Generate token and request access
        </button>
      </div>
    </form>
  );
}

function whatHappens({ login, role, policy }: ShownOrganization): string {
  if (role === 'admin') return `You are an owner of ${login}: GitHub approves your own tokens by itself.`;
  if (policy.requireApproval) return `${login} requires approval: an owner will be asked, in Slack.`;
  return `${login} requires no approval: the token has access at once.`;
}

interface ResourceOwnerProps {
  offered: readonly ShownOrganization[];
  chosen: string;
  choose: (login: string) => void;
}

/** Whose resources the token is for; nothing where there is no choice. */
function ResourceOwner({ offered, chosen, choose }: ResourceOwnerProps): VNode | null {
  if (offered.length < 2) return null;
  return (
    <div class="input">
      <label for="token-organization">Resource owner</label>
      <select
        id="token-organization"
        value={chosen}
        onChange={(event) => choose((event.currentTarget as HTMLSelectElement).value)}
      >
        {offered.map(({ login }) => (
          <option value={login} key={login}>
            {login}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  isLong?: boolean;
}

function TextField({ id, label, value, onInput, isLong = false }: TextFieldProps): VNode {
  const enter = (event: Event) => onInput((event.currentTarget as HTMLInputElement).value);
  return (
    <div class="input">
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea id={id} rows={3} value={value} onInput={enter} />
      ) : (
        <input id={id} type="text" value={value} onInput={enter} />
      )}
    </div>
  );
}
