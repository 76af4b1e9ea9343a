import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Json } from '../../../slack/slack-objects.js';
import { isNode, textOf } from './block-context.js';
import type { Offer } from './use-offer.js';

interface OfferedListProps {
  id: string;
  offer: Offer;
  chosen: readonly string[];
  /** Which option the keyboard is at, counted over all groups. */
  active: number;
  isMany: boolean;
  choose: (value: string) => void;
}

/** What a menu offers, or a word on why it offers nothing. */
export function OfferedList(props: OfferedListProps): VNode {
  const { id, offer, isMany } = props;
  const popover = useRef<HTMLDivElement>(null);
  // In a modal that scrolls, the menu may lie below its edge.
  useEffect(() => popover.current?.scrollIntoView({ block: 'nearest' }), [offer]);
  let index = -1;
  const item = (option: Json) => {
    index += 1;
    return <Item {...props} option={option} index={index} key={String(option.value)} />;
  };
  return (
    <div class="popover" ref={popover}>
      <p class="hint offered-said" role="status">
        {offer.said}
      </p>
      {offer.groups.some(({ options }) => options.length > 0) ? (
        <div role="listbox" id={id} aria-label="Options" aria-multiselectable={isMany}>
          {offer.groups.map(({ label, options }) =>
            label ? (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list of options
              <div role="group" aria-label={label} key={label}>
                <p class="offered-group" aria-hidden="true">
                  {label}
                </p>
                {options.map(item)}
              </div>
            ) : (
              options.map(item)
            ),
          )}
        </div>
      ) : null}
    </div>
  );
}

function Item(props: OfferedListProps & { option: Json; index: number }): VNode {
  const { id, chosen, active, choose, option, index } = props;
  const value = String(option.value);
  const isActive = index === active;
  const item = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which moves over the options
    <div
      ref={item}
      id={`${id}-${index}`}
      class={isActive ? 'popover-item is-active' : 'popover-item'}
      role="option"
      tabIndex={-1}
      aria-selected={chosen.includes(value)}
      // Else the field would lose the focus, and with it the menu.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(value)}
    >
      <span class="popover-check" aria-hidden="true">
        {chosen.includes(value) ? '✓' : ''}
      </span>
      <span>
        {textOf(option.text)}
        {isNode(option.description) ? <span class="hint">{textOf(option.description)}</span> : null}
      </span>
    </div>
  );
}
