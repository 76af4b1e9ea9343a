import type { VNode } from 'preact';
import type { Json } from '../../../slack/slack-objects.js';
import { nodes, textOf } from './block-context.js';
import { type ElementProps, fieldNames } from './elements.js';

/** A menu with one choice. */
export function Dropdown(props: ElementProps): VNode {
  const { block, element, context } = props;
  const value = context.entered(block, element);
  // Slack takes a choice back only where none is needed.
  const canBeEmpty = block.type === 'input' && block.optional === true;
  const placeholder = textOf(element.placeholder) || 'Select an item';
  const change = (event: Event) =>
    context.enter(block, element, (event.currentTarget as HTMLSelectElement).value || null);
  return (
    <select class="dropdown" {...fieldNames(props)} value={String(value ?? '')} onChange={change}>
      <option value="" disabled={!canBeEmpty} hidden={!canBeEmpty}>
        {placeholder}
      </option>
      {nodes(element.option_groups).map((group) => (
        <optgroup label={textOf(group.label)}>{options(nodes(group.options))}</optgroup>
      ))}
      {options(nodes(element.options))}
    </select>
  );
}

function options(list: readonly Json[]): VNode[] {
  return list.map((option) => <option value={String(option.value)}>{textOf(option.text)}</option>);
}
