import type { ComponentChildren, Ref, VNode } from 'preact';

interface ScrollerProps {
  label: string;
  className: string;
  children: ComponentChildren;
  box?: Ref<HTMLElement>;
  onScroll?: () => void;
  /** Read out what comes. */
  isLog?: boolean;
}

/** Something that scrolls, which a keyboard can reach to scroll it. */
export function Scroller({ label, className, children, box, onScroll, isLog }: ScrollerProps): VNode {
  return (
    <section
      class={className}
      aria-label={label}
      aria-live={isLog ? 'polite' : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, a keyboard could not scroll here
      tabIndex={0}
      ref={box}
      onScroll={onScroll}
    >
      {children}
    </section>
  );
}
