import type { Json } from '../../../slack/slack-objects.js';
import { type Entered, isNode, nodes } from '../blocks/block-context.js';

/** By block id and action id. */
export type EnteredValues = Record<string, Record<string, Entered>>;

const PROPERTIES = [
  'value',
  'selected_date',
  'selected_time',
  'selected_date_time',
  'selected_conversation',
] as const;

/** What an element of `view.state.values` holds, as the page enters it: of options their values. */
export function enteredInState(state: Json | undefined): Entered | undefined {
  if (!state) return undefined;
  if (isNode(state.selected_option)) return String(state.selected_option.value);
  if (Array.isArray(state.selected_options))
    return nodes(state.selected_options).map(({ value }) => String(value));
  for (const property of PROPERTIES) {
    const value = state[property];
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return undefined;
}

const INITIALS = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_date_time',
  'initial_conversation',
];

/** What an untouched element holds. */
export function initialOf(element: Json): Entered | undefined {
  if (isNode(element.initial_option)) return String(element.initial_option.value);
  if (Array.isArray(element.initial_options))
    return nodes(element.initial_options).map(({ value }) => String(value));
  for (const property of INITIALS) {
    const value = element[property];
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return undefined;
}

interface Ids {
  blockId: string;
  actionId: string;
}

/** The values with one more. */
export function withEntered(
  values: EnteredValues,
  { blockId, actionId }: Ids,
  value: Entered,
): EnteredValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

/** The values without one: that which a click brings itself. */
export function withoutEntered(values: EnteredValues, { blockId, actionId }: Ids): EnteredValues {
  const { [actionId]: _own, ...others } = values[blockId] ?? {};
  const { [blockId]: _block, ...rest } = values;
  return Object.keys(others).length > 0 ? { ...rest, [blockId]: others } : rest;
}
