import type { VNode } from 'preact';
import { textOf } from './block-context.js';
import { type ElementProps, fieldNames } from './elements.js';
import { OfferedList } from './offered-list.js';
import { type Picking, usePicker } from './use-picker.js';

/** A menu with several choices, or whose options the bot brings while one types. */
export function Picker(props: ElementProps): VNode {
  const picking = usePicker(props);
  const { holder, isMany, isOpen, close, offer, active, chosen, labelOf, choose, remove } = picking;
  const listId = `${props.block.block_id}-${props.element.action_id}-list`;
  const onFocusOut = (event: FocusEvent) => {
    if (!holder.current?.contains(event.relatedTarget as Node | null)) close();
  };
  return (
    <div class="popover-holder picker" ref={holder} onFocusOut={onFocusOut}>
      <div class="picker-field">
        {isMany
          ? chosen.map((value) => <Chip key={value} label={labelOf(value)} remove={() => remove(value)} />)
          : null}
        {searchField(props, picking, listId)}
      </div>
      {isOpen ? <OfferedList {...{ id: listId, offer, chosen, active, isMany, choose }} /> : null}
    </div>
  );
}

function searchField(props: ElementProps, picking: Picking, listId: string): VNode {
  const { isMany, isOpen, open, query, search, values, active, chosen, labelOf } = picking;
  const [single] = isMany ? [] : chosen;
  const isFilled = isMany && chosen.length > 0;
  return (
    <input
      {...fieldNames(props)}
      type="text"
      role="combobox"
      autocomplete="off"
      aria-expanded={isOpen}
      aria-autocomplete="list"
      aria-controls={isOpen ? listId : undefined}
      aria-activedescendant={isOpen && values.length > 0 ? `${listId}-${active}` : undefined}
      placeholder={isFilled ? '' : textOf(props.element.placeholder) || 'Choose'}
      value={isOpen || single === undefined ? query : labelOf(single)}
      onClick={open}
      onInput={(event) => search((event.currentTarget as HTMLInputElement).value)}
      onKeyDown={(event) => onKey(event, picking)}
    />
  );
}

function onKey(event: KeyboardEvent, picking: Picking): void {
  const { isOpen, open, query, values, active, move, chosen, choose, remove } = picking;
  if (event.key === 'Backspace' && query === '') remove(chosen.at(-1));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined && event.key !== 'Enter') return;
  // Enter must not submit the modal, nor arrows move the cursor.
  event.preventDefault();
  if (!isOpen) open();
  else if (step === undefined) choose(values[active]);
  else move(step);
}

function Chip({ label, remove }: { label: string; remove: () => void }): VNode {
  return (
    <span class="chip">
      <span class="chip-text">{label}</span>
      <button type="button" aria-label={`Remove ${label}`} onClick={remove}>
        ✕
      </button>
    </span>
  );
}
