import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Scroller } from '../scroller.js';

type Selection = 'none' | 'all' | 'subset';

interface RepositoryFieldsProps {
  all: readonly { name: string; private: boolean }[];
  selection: Selection;
  chosen: readonly string[];
  onSelection: (selection: Selection) => void;
  onChosen: (names: string[]) => void;
}

const SELECTIONS: readonly [Selection, string][] = [
  ['none', 'Public repositories (read-only)'],
  ['all', 'All repositories, also those to come'],
  ['subset', 'Only select repositories'],
];

/** Which repositories a new token wants. */
export function RepositoryFields(props: RepositoryFieldsProps): VNode {
  const { all, selection, chosen, onSelection, onChosen } = props;
  const [query, setQuery] = useState('');
  const toggle = (name: string) =>
    onChosen(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  return (
    <fieldset class="input">
      <legend>Repository access</legend>
      {SELECTIONS.map(([value, label]) => (
        <label class="choice" key={value}>
          <input
            type="radio"
            name="repository-selection"
            checked={selection === value}
            onChange={() => onSelection(value)}
          />
          <span>{label}</span>
        </label>
      ))}
      {selection === 'subset' ? (
        <>
          <input
            type="search"
            placeholder={`Filter ${all.length} repositories`}
            aria-label="Filter repositories"
            value={query}
            onInput={(event) => setQuery((event.currentTarget as HTMLInputElement).value)}
          />
          <p class="hint">{chosen.length} selected</p>
          <Scroller className="repository-choices" label="Repositories">
            {all
              .filter(({ name }) => name.includes(query.trim().toLowerCase()))
              .map(({ name, private: isPrivate }) => (
                <label class="choice" key={name}>
                  <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
                  <span>
                    {name} <span class="label">{isPrivate ? 'Private' : 'Public'}</span>
                  </span>
                </label>
              ))}
          </Scroller>
        </>
      ) : null}
    </fieldset>
  );
}
