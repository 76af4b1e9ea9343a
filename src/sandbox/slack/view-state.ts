import { enteredValue, initialValue, isEmptyValue, isStateful, stillOffered } from './element-values.js';
import { knownOptions } from './known-options.js';
import { checkConversation } from './offered-conversations.js';
import { isObject } from './rule.js';
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
      values[id] = kept && kept.type === element.type ? stillOffered(element, kept) : initialValue(element);
      state[block.block_id] = values;
    }
  }
  return state;
}

/** The elements whose new initial value does not show, for they stay with what was entered in them before. */
export function ignoredInitials(before: SlackView, now: SlackView): string[] {
  const initials = (view: SlackView) =>
    view.blocks.flatMap((block) =>
      elementsOf(block)
        .filter(isStateful)
        .map((element) => ({ id: `${block.block_id}/${element.action_id}`, block, element })),
    );
  const old = new Map(initials(before).map(({ id, element }) => [id, valuesOf(initialValue(element))]));
  return initials(now)
    .filter(({ id, block, element }) => {
      const wanted = valuesOf(initialValue(element));
      const shown = valuesOf(now.state.values[block.block_id]?.[String(element.action_id)] ?? {});
      return old.has(id) && old.get(id) !== wanted && shown !== wanted;
    })
    .map(({ id }) => id);
}

function valuesOf(state: Json): string {
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare);
    return isObject(value) && 'value' in value ? value.value : value;
  };
  return JSON.stringify(Object.entries(state).map(([name, value]) => [name, bare(value)]));
}

/** Enters values into a view; throws for an element that is not there or cannot take the value. */
export function enter(workspace: Workspace, userId: string, view: SlackView, values: EnteredValues): void {
  for (const [blockId, entries] of Object.entries(values)) {
    const block = view.blocks.find((candidate) => candidate.block_id === blockId);
    for (const [actionId, value] of Object.entries(entries)) {
      const element = block && elementsOf(block).find((candidate) => candidate.action_id === actionId);
      if (!element)
        throw new Error(`view ${view.callback_id || view.id} has no element ${blockId}/${actionId}`);
      const state = view.state.values[blockId] ?? {};
      const known = knownOptions(workspace, { userId, blockId, actionId }, state[actionId]);
      checkConversation(workspace, userId, element, value);
      state[actionId] = enteredValue(element, value, known);
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
