import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { nodes, textOf } from './block-context.js';
import type { ElementProps } from './elements.js';
import { usePopover } from './popover.js';

/** The menu behind ⋯. */
export function Overflow({ block, element, context }: ElementProps): VNode {
  const [isOpen, setOpen] = useState(false);
  const holder = usePopover(isOpen, () => setOpen(false));
  const pick = (value: string) => {
    setOpen(false);
    context.press(block, element, value);
  };
  return (
    <div class="popover-holder" ref={holder}>
      <button
        type="button"
        class="button overflow"
        aria-label="More"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen ? (
        <div class="popover">
          {nodes(element.options).map((option) => (
            <button type="button" class="popover-item" onClick={() => pick(String(option.value))}>
              {textOf(option.text)}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
