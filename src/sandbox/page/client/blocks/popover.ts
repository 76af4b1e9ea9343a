import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Closes what pops up when somebody clicks elsewhere or presses Escape, which then closes nothing else. */
export function usePopover(isOpen: boolean, close: () => void): RefObject<HTMLDivElement | null> {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: Event) => {
      if (!holder.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      holder.current?.querySelector<HTMLElement>('[role=combobox], button')?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [isOpen]);
  return holder;
}
