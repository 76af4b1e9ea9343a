import type { VNode } from 'preact';
import type { ShownOrganization } from '../../page-state.js';
import { go } from '../navigation.js';

interface OrganizationChoiceProps {
  offered: readonly ShownOrganization[];
  /** Undefined: all of them. */
  chosen: string | undefined;
  /** Where the page of an organization is. */
  pathOf: (organization: string) => string;
  /** Where the page of all of them is, if there is one. */
  pathOfAll?: string;
}

/** Which organization a page is about; nothing where there is no choice. */
export function OrganizationChoice(props: OrganizationChoiceProps): VNode | null {
  const { offered, chosen, pathOf, pathOfAll } = props;
  if (offered.length < 2) return null;
  const choose = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    go(value === '' ? (pathOfAll ?? '') : pathOf(value));
  };
  return (
    <label class="organization-choice">
      <span>Organization</span>
      <select value={chosen ?? ''} onChange={choose}>
        {pathOfAll === undefined ? null : <option value="">All</option>}
        {offered.map(({ login }) => (
          <option value={login} key={login}>
            {login}
          </option>
        ))}
      </select>
    </label>
  );
}
