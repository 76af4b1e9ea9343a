import { isObject } from './rule.js';
import type { EnteredValue, Json, SlackOption } from './slack-objects.js';
import { optionsOf } from './text-rules.js';

type Kind = 'value' | 'option' | 'options' | 'ids' | 'id' | 'number';

interface Field {
  /** The property that holds the value in `state.values` and in an action. */
  name: string;
  initial: string;
  kind: Kind;
}

const fields: Record<string, Field> = {
  plain_text_input: { name: 'value', initial: 'initial_value', kind: 'value' },
  email_text_input: { name: 'value', initial: 'initial_value', kind: 'value' },
  url_text_input: { name: 'value', initial: 'initial_value', kind: 'value' },
  number_input: { name: 'value', initial: 'initial_value', kind: 'value' },
  rich_text_input: { name: 'rich_text_value', initial: 'initial_value', kind: 'value' },
  static_select: { name: 'selected_option', initial: 'initial_option', kind: 'option' },
  external_select: { name: 'selected_option', initial: 'initial_option', kind: 'option' },
  radio_buttons: { name: 'selected_option', initial: 'initial_option', kind: 'option' },
  overflow: { name: 'selected_option', initial: '', kind: 'option' },
  multi_static_select: { name: 'selected_options', initial: 'initial_options', kind: 'options' },
  multi_external_select: { name: 'selected_options', initial: 'initial_options', kind: 'options' },
  checkboxes: { name: 'selected_options', initial: 'initial_options', kind: 'options' },
  users_select: { name: 'selected_user', initial: 'initial_user', kind: 'id' },
  conversations_select: { name: 'selected_conversation', initial: 'initial_conversation', kind: 'id' },
  channels_select: { name: 'selected_channel', initial: 'initial_channel', kind: 'id' },
  multi_users_select: { name: 'selected_users', initial: 'initial_users', kind: 'ids' },
  multi_conversations_select: {
    name: 'selected_conversations',
    initial: 'initial_conversations',
    kind: 'ids',
  },
  multi_channels_select: { name: 'selected_channels', initial: 'initial_channels', kind: 'ids' },
  datepicker: { name: 'selected_date', initial: 'initial_date', kind: 'id' },
  timepicker: { name: 'selected_time', initial: 'initial_time', kind: 'id' },
  datetimepicker: { name: 'selected_date_time', initial: 'initial_date_time', kind: 'number' },
};

/** Whether the element keeps a value in `state.values`. */
export function isStateful(element: Json): boolean {
  return element.type !== 'overflow' && fields[String(element.type)] !== undefined;
}

/** The value of an untouched element, as `state.values` shows it. */
export function initialValue(element: Json): Json {
  const field = fieldOf(element);
  const none = field.kind === 'options' || field.kind === 'ids' ? [] : null;
  return { type: element.type, [field.name]: element[field.initial] ?? none };
}

/** What the element's value becomes when a person enters `value`; throws when they could not. */
export function enteredValue(element: Json, value: EnteredValue, loaded: SlackOption[] = []): Json {
  const field = fieldOf(element);
  return { type: element.type, [field.name]: convert(field.kind, element, value, loaded) };
}

/** What stays chosen when an element is shown anew: of its own options those that it still offers, as they are now. */
export function stillOffered(element: Json, state: Json): Json {
  const field = fieldOf(element);
  if (String(element.type).includes('external') || !field.kind.startsWith('option')) return state;
  const offered = (chosen: unknown) =>
    isObject(chosen) ? optionsOf(element).find(({ value }) => value === chosen.value) : undefined;
  if (field.kind === 'option') return { ...state, [field.name]: offered(state[field.name]) ?? null };
  const chosen = [state[field.name]].flat().map(offered);
  return { ...state, [field.name]: chosen.filter((option) => option !== undefined) };
}

/** Whether nothing was entered. */
export function isEmptyValue(state: Json): boolean {
  const { type: _type, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function convert(kind: Kind, element: Json, value: EnteredValue, loaded: SlackOption[]): unknown {
  if (kind === 'options' || kind === 'ids') {
    const items = value === null ? [] : [value].flat();
    if (items.length > Number(element.max_selected_items ?? 100))
      throw new Error('more than max_selected_items');
    return kind === 'ids'
      ? items
      : items.map((item) => option(element, item as string | SlackOption, loaded));
  }
  if (value === null || value === '') return null;
  if (kind === 'option') return option(element, value as string | SlackOption, loaded);
  if (kind === 'number') return Number(value);
  if (element.type === 'timepicker' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(value))) {
    throw new Error(`timepicker ${element.action_id} takes no ${JSON.stringify(value)}`);
  }
  return typeof value === 'number' ? String(value) : value;
}

function option(element: Json, wanted: string | SlackOption, loaded: SlackOption[]): unknown {
  const value = isObject(wanted) ? wanted.value : wanted;
  const external = String(element.type).includes('external');
  const initial = [element.initial_option, element.initial_options].flat().filter(isObject);
  const offered = external ? [...loaded, ...initial] : optionsOf(element);
  const found = offered.find((entry) => entry.value === value);
  if (found) return found;
  throw new Error(
    `${element.type} ${element.action_id} offers no option with the value ${JSON.stringify(value)}${
      external ? ' (load its options first)' : ''
    }`,
  );
}

function fieldOf(element: Json): Field {
  const field = fields[String(element.type)];
  if (!field) throw new Error(`a ${element.type} takes no value`);
  return field;
}
