import type { VNode } from 'preact';
import { isNode, nodes, textOf } from './block-context.js';
import type { ElementProps } from './elements.js';
import { text } from './text-object.js';

/** Radio buttons, or checkboxes. */
export function Choices({ block, element, context }: ElementProps): VNode {
  const isMany = element.type === 'checkboxes';
  const entered = context.entered(block, element);
  const chosen = [entered ?? []].flat().map(String);
  const toggle = (value: string, isOn: boolean) => {
    if (!isMany) return context.enter(block, element, value);
    const kept = chosen.filter((other) => other !== value);
    context.enter(block, element, isOn ? [...kept, value] : kept);
  };
  return (
    <div class="choices">
      {nodes(element.options).map((option) => {
        const value = String(option.value);
        return (
          <label class="choice" key={value}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={`${block.block_id}-${element.action_id}`}
              checked={chosen.includes(value)}
              onChange={(event) => toggle(value, (event.currentTarget as HTMLInputElement).checked)}
            />
            <span>
              {text(option.text, context)}
              {isNode(option.description) ? <span class="hint">{textOf(option.description)}</span> : null}
            </span>
          </label>
        );
      })}
    </div>
  );
}
