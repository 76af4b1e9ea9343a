import type { VNode } from 'preact';
import type { Offered, Shortcut } from './use-composer.js';

interface OfferedEntriesProps {
  offered: Offered;
  choose: (command: string) => void;
  run: (shortcut: Shortcut) => void;
}

/** The commands and shortcuts that fit what is typed. */
export function OfferedEntries({ offered, choose, run }: OfferedEntriesProps): VNode | null {
  const { commands, shortcuts } = offered;
  if (commands.length + shortcuts.length === 0) return null;
  return (
    <ul class="offered-commands" aria-label="Commands and shortcuts">
      {commands.map(({ command, usageHint, description }) => (
        <li key={command}>
          <button type="button" onClick={() => choose(command)}>
            <strong>{command}</strong> <span class="usage">{usageHint}</span>
            <small>{description}</small>
          </button>
        </li>
      ))}
      {shortcuts.map((shortcut) => (
        <li key={shortcut.callbackId}>
          <ShortcutEntry shortcut={shortcut} run={run} />
        </li>
      ))}
    </ul>
  );
}

/** A shortcut in a list of them. */
export function ShortcutEntry({ shortcut, run }: { shortcut: Shortcut; run: (shortcut: Shortcut) => void }) {
  return (
    <button type="button" onClick={() => run(shortcut)}>
      <span aria-hidden="true">⚡ </span>
      <strong>{shortcut.name}</strong>
      <small>{shortcut.description}</small>
    </button>
  );
}
