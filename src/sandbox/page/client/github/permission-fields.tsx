import type { VNode } from 'preact';

type Group = 'repository' | 'organization' | 'other';

/** By group and name: the level. */
export type Permissions = Partial<Record<Group, Record<string, string>>>;

const OFFERED: readonly [Group, string, readonly string[]][] = [
  [
    'repository',
    'Repository permissions',
    ['contents', 'metadata', 'issues', 'pull_requests', 'actions', 'workflows', 'secrets', 'administration'],
  ],
  [
    'organization',
    'Organization permissions',
    ['members', 'organization_hooks', 'organization_secrets', 'organization_administration'],
  ],
  ['other', 'Account permissions', ['gists', 'emails', 'followers']],
];

interface PermissionFieldsProps {
  permissions: Permissions;
  onChange: (permissions: Permissions) => void;
}

/** Which permissions a new token wants. */
export function PermissionFields({ permissions, onChange }: PermissionFieldsProps): VNode {
  const set = (group: Group, name: string, level: string) => {
    const { [name]: _before, ...others } = permissions[group] ?? {};
    const changed = level === '' ? others : { ...others, [name]: level };
    const { [group]: _group, ...rest } = permissions;
    onChange(Object.keys(changed).length > 0 ? { ...rest, [group]: changed } : rest);
  };
  return (
    <>
      {OFFERED.map(([group, label, names]) => (
        <fieldset class="input permissions" key={group}>
          <legend>{label}</legend>
          {names.map((name) => (
            <label class="permission-choice" key={name}>
              <span>{name.replaceAll('_', ' ')}</span>
              <select
                value={permissions[group]?.[name] ?? ''}
                onChange={(event) => set(group, name, (event.currentTarget as HTMLSelectElement).value)}
              >
                <option value="">No access</option>
                <option value="read">Read-only</option>
                <option value="write">Read and write</option>
                {group === 'organization' ? <option value="admin">Admin</option> : null}
              </select>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}
