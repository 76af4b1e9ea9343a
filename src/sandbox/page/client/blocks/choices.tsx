import type { VNode } from 'preact';
import { isNode, nodes } from './block-context.js';
import { type ElementProps, fieldNames } from './elements.js';
import { text } from './text-object.js';

/** Radio buttons, or checkboxes, each with a line that describes it. */
export function Choices(props: ElementProps): VNode {
  const { block, element, context, label } = props;
  const isMany = element.type === 'checkboxes';
  const entered = context.entered(block, element);
  const chosen = [entered ?? []].flat().map(String);
  const toggle = (value: string, isOn: boolean) => {
    if (!isMany) return context.enter(block, element, value);
    const kept = chosen.filter((other) => other !== value);
    context.enter(block, element, isOn ? [...kept, value] : kept);
  };
  const { id, 'aria-label': _label, ...shared } = fieldNames(props);
  // An input block is a fieldset with a legend of its own.
  const group =
    block.type === 'input'
      ? {}
      : { role: isMany ? ('group' as const) : ('radiogroup' as const), 'aria-label': label || 'Choices' };
  return (
    <div class="choices" {...group}>
      {nodes(element.options).map((option, index) => {
        const value = String(option.value);
        return (
          <label class="choice" key={value}>
            <input
              {...shared}
              id={index === 0 ? id : undefined}
              type={isMany ? 'checkbox' : 'radio'}
              name={`${block.block_id}-${element.action_id}`}
              checked={chosen.includes(value)}
              onChange={(event) => toggle(value, (event.currentTarget as HTMLInputElement).checked)}
            />
            <span>
              {text(option.text, context)}
              {isNode(option.description) ? (
                <span class="hint">{text(option.description, context)}</span>
              ) : null}
            </span>
          </label>
        );
      })}
    </div>
  );
}
