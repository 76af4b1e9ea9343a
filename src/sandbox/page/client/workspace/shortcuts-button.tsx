import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePopover } from '../blocks/popover.js';
import { ShortcutEntry } from './offered-entries.js';
import type { Shortcut } from './use-composer.js';

interface ShortcutsButtonProps {
  shortcuts: readonly Shortcut[];
  run: (shortcut: Shortcut) => void;
}

/** The app's global shortcuts, beside where one writes. */
export function ShortcutsButton({ shortcuts, run }: ShortcutsButtonProps): VNode {
  const [isOpen, setOpen] = useState(false);
  const holder = usePopover(isOpen, () => setOpen(false));
  const choose = (shortcut: Shortcut) => {
    setOpen(false);
    run(shortcut);
  };
  return (
    <div class="shortcuts" ref={holder}>
      <button
        type="button"
        class="icon-button"
        aria-label="Shortcuts"
        title="Shortcuts"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">⚡</span>
      </button>
      {isOpen ? (
        <ul class="offered-commands" aria-label="Shortcuts">
          {shortcuts.map((shortcut) => (
            <li key={shortcut.callbackId}>
              <ShortcutEntry shortcut={shortcut} run={choose} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
