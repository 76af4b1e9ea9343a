import { enteredValue, initialValue, isEmptyValue, isStateful } from './element-values.js';
import type { Json, SlackBlock, SlackView, ViewState } from './slack-objects.js';
import type { EnteredValues } from './slack-stand-in-types.js';
import { elementsOf } from './validate-blocks.js';
import type { Workspace } from './workspace.js';

/** The state of blocks: what was entered before in elements that stayed, else their initial values. */
export function stateOf(blocks: SlackBlock[], before: ViewState = {}): ViewState {
  const state: ViewState = {};
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(isStateful)) {
      const id = String(element.action_id);
      const kept = before[block.block_id]?.[id];
      const values = state[block.block_id] ?? {};
      values[id] = kept && kept.type === element.type ? kept : initialValue(element);
      state[block.block_id] = values;
    }
  }
  return state;
}

/** Enters values into a view; throws for an element that is not there or cannot take the value. */
export function enter(workspace: Workspace, userId: string, view: SlackView, values: EnteredValues): void {
  for (const [blockId, entries] of Object.entries(values)) {
    const block = view.blocks.find((candidate) => candidate.block_id === blockId);
    for (const [actionId, value] of Object.entries(entries)) {
      const element = block && elementsOf(block).find((candidate) => candidate.action_id === actionId);
      if (!element)
        throw new Error(`view ${view.callback_id || view.id} has no element ${blockId}/${actionId}`);
      const loaded = workspace.loadedOptions.get([userId, blockId, actionId].join('|'));
      const state = view.state.values[blockId] ?? {};
      state[actionId] = enteredValue(element, value, loaded);
      view.state.values[blockId] = state;
    }
  }
}

/** What Slack's client finds wrong before it submits, by block id. */
export function clientErrors(view: SlackView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.blocks.filter((candidate) => candidate.type === 'input')) {
    const element = block.element as Json;
    const state = view.state.values[block.block_id]?.[String(element.action_id)] ?? { type: element.type };
    const error = clientError(block, element, state);
    if (error) errors[block.block_id] = error;
  }
  return errors;
}

function clientError(block: SlackBlock, element: Json, state: Json): string | undefined {
  if (isEmptyValue(state))
    return block.optional === true ? undefined : 'Please complete this required field.';
  const text = state.value;
  if (typeof text !== 'string') return undefined;
  const { min_length: min, max_length: max = 3000 } = element;
  if (min !== undefined && text.length < Number(min)) return `Must be at least ${min} characters.`;
  if (text.length > Number(max)) return `Must be at most ${max} characters.`;
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Not an email address.';
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Not a link.';
  return element.type === 'number_input' ? numberError(element, text) : undefined;
}

function numberError(element: Json, text: string): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return 'Not a number.';
  if (!element.is_decimal_allowed && text.includes('.')) return 'Must be a whole number.';
  if (element.min_value !== undefined && Number(text) < Number(element.min_value)) return 'Too small.';
  if (element.max_value !== undefined && Number(text) > Number(element.max_value)) return 'Too big.';
  return undefined;
}
