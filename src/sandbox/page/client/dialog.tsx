import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  /** Read out as the dialog's name. */
  label: string;
  className?: string;
  onEscape: () => void;
  children: ComponentChildren;
}

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex="0"]';

/** What had the focus before the first of the dialogs that took each other's place. */
let opener: HTMLElement | undefined;

/** A dialog that keeps the focus until it closes, then gives it back to where it was. */
export function Dialog({ label, className = '', onEscape, children }: DialogProps): VNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // A dialog may take the place of another, whose opener is still what gets the focus back in the end.
    if (before instanceof HTMLElement && before !== document.body && !before.closest('[role=dialog]'))
      opener = before;
    const own = box.current;
    const first = box.current?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)');
    const wanted = box.current?.querySelector<HTMLElement>('[data-focus-on-load]');
    (wanted ?? first ?? box.current)?.focus();
    return () => {
      const isReplaced = [...document.querySelectorAll('[role=dialog]')].some((other) => other !== own);
      if (!isReplaced && opener?.isConnected) opener.focus();
    };
  }, []);
  // What had the focus may be gone with the last change; then the keyboard would be nowhere.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEscape();
    }
    if (event.key === 'Tab' && box.current) keepWithin(box.current, event);
  };
  return (
    <div class="dialog-backdrop">
      <div
        ref={box}
        class={`dialog ${className}`}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </div>
  );
}

function keepWithin(box: HTMLElement, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (stop) => !stop.hasAttribute('disabled') && stop.tabIndex >= 0 && stop.offsetParent !== null,
  );
  const [first, last] = [stops[0], stops.at(-1)];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || at === box)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first?.focus();
  }
}
