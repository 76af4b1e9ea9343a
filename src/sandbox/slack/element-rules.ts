import { richText } from './rich-text-rules.js';
import {
  boolean,
  byType,
  exactlyOne,
  type Inspection,
  integer,
  isObject,
  list,
  oneOf,
  type Rule,
  report,
  shape,
  string,
  url,
} from './rule.js';
import {
  checkOptions,
  choiceOption,
  confirm,
  conversationFilter,
  dispatchActionConfig,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
} from './text-rules.js';

const action = { action_id: string({ max: 255 }) };
const confirmable = { ...action, confirm };
const focusable = { ...confirmable, focus_on_load: boolean };
const menu = { ...focusable, placeholder: plainText(150) };
const multi = { ...menu, max_selected_items: integer({ min: 1 }) };
const typed = {
  ...action,
  focus_on_load: boolean,
  placeholder: plainText(150),
  dispatch_action_config: dispatchActionConfig,
};
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const id = string({ max: 255 });
const choices = { options: list(menuOption, { max: 100 }), option_groups: list(optionGroup, { max: 100 }) };
const label = { accessibility_label: string({ max: 75 }) };
const numeric = string({ max: 30 }, /^-?\d+(\.\d+)?$/);

const knownUser: Rule = (value, pointer, inspection) => {
  id(value, pointer, inspection);
  if (typeof value === 'string' && !inspection.userExists(value))
    report(inspection, pointer, 'user not found');
};

function checkMenu(element: Record<string, unknown>, pointer: string, inspection: Inspection): void {
  const problem = exactlyOne(element, ['options', 'option_groups']);
  if (problem) report(inspection, pointer, problem);
  checkOptions(element, pointer, inspection);
}

function checkLengths(element: Record<string, unknown>, pointer: string, inspection: Inspection): void {
  const { min_length: min = 0, max_length: max = 3000, initial_value: initial } = element;
  if (Number(min) > Number(max)) report(inspection, pointer, 'min_length must not exceed max_length');
  if (typeof initial === 'string' && initial.length > Number(max)) {
    report(inspection, `${pointer}/initial_value`, `must be less than ${Number(max) + 1} characters`);
  }
}

/** https://docs.slack.dev/reference/block-kit/block-elements/number-input-element */
function checkNumbers(element: Record<string, unknown>, pointer: string, inspection: Inspection): void {
  const { min_value: min, max_value: max, initial_value: initial } = element;
  const isBelow = (one: unknown, other: unknown) =>
    one !== undefined && other !== undefined && Number(one) < Number(other);
  if (isBelow(max, min)) report(inspection, pointer, 'min_value must not exceed max_value');
  if (isBelow(initial, min)) report(inspection, `${pointer}/initial_value`, 'must not be below min_value');
  if (isBelow(max, initial)) report(inspection, `${pointer}/initial_value`, 'must not exceed max_value');
  const isDecimal = [min, max, initial].some((value) => String(value ?? '').includes('.'));
  if (isDecimal && element.is_decimal_allowed === false) {
    report(inspection, pointer, 'decimal values need is_decimal_allowed');
  }
}

const feedbackButton = shape({ text: plainText(75), value: string({ max: 2000 }) }, label);

/** An image inside another block. */
export const image: Rule = byType({
  image: shape(
    { alt_text: string({ max: 2000 }) },
    { image_url: url, slack_file: shape({}, { url, id }) },
    (value, pointer, inspection) => {
      const problem = exactlyOne(value, ['image_url', 'slack_file']);
      if (problem) report(inspection, pointer, problem);
    },
  ),
});

/** The rule for each type of element, after Slack's reference. */
export const elementRules: Record<string, Rule> = {
  image,
  button: shape(
    { text: plainText(75) },
    { ...confirmable, ...label, value: string({ max: 2000 }), url, style: oneOf('primary', 'danger') },
  ),
  overflow: shape({ options: list(overflowOption, { max: 5 }) }, confirmable, checkOptions),
  static_select: shape({}, { ...menu, ...choices, initial_option: menuOption }, checkMenu),
  multi_static_select: shape({}, { ...multi, ...choices, initial_options: list(menuOption) }, checkMenu),
  external_select: shape({}, { ...menu, initial_option: menuOption, min_query_length: integer() }),
  multi_external_select: shape(
    {},
    { ...multi, initial_options: list(menuOption), min_query_length: integer() },
  ),
  users_select: shape({}, { ...menu, initial_user: knownUser }),
  multi_users_select: shape({}, { ...multi, initial_users: list(knownUser) }),
  conversations_select: shape(
    {},
    { ...menu, ...conversations, initial_conversation: id, response_url_enabled: boolean },
  ),
  multi_conversations_select: shape({}, { ...multi, ...conversations, initial_conversations: list(id) }),
  channels_select: shape({}, { ...menu, initial_channel: id, response_url_enabled: boolean }),
  multi_channels_select: shape({}, { ...multi, initial_channels: list(id) }),
  checkboxes: shape(
    { options: list(choiceOption, { max: 10 }) },
    { ...focusable, initial_options: list(choiceOption) },
    checkOptions,
  ),
  radio_buttons: shape(
    { options: list(choiceOption, { max: 10 }) },
    { ...focusable, initial_option: choiceOption },
    checkOptions,
  ),
  datepicker: shape({}, { ...menu, initial_date: string({ max: 10 }, /^\d{4}-\d{2}-\d{2}$/) }),
  timepicker: shape(
    {},
    {
      ...menu,
      initial_time: string({ max: 5 }, /^([01]\d|2[0-3]):[0-5]\d$/),
      timezone: string({ max: 100 }),
    },
  ),
  datetimepicker: shape({}, { ...focusable, initial_date_time: integer({ min: 1e9, max: 9_999_999_999 }) }),
  plain_text_input: shape(
    {},
    {
      ...typed,
      initial_value: string({ min: 0 }),
      multiline: boolean,
      min_length: integer({ max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
    checkLengths,
  ),
  email_text_input: shape({}, { ...typed, initial_value: string({ max: 3000 }) }),
  url_text_input: shape({}, { ...typed, initial_value: url }),
  number_input: shape(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: numeric, min_value: numeric, max_value: numeric },
    checkNumbers,
  ),
  rich_text_input: shape(
    {},
    {
      ...typed,
      initial_value: richText,
      min_lines: integer({ min: 1, max: 100 }),
      max_lines: integer({ min: 1, max: 100 }),
    },
  ),
  feedback_buttons: shape({ positive_button: feedbackButton, negative_button: feedbackButton }, action),
  icon_button: shape(
    { icon: string(), text: plainText(75) },
    { ...confirmable, ...label, value: string({ max: 2000 }), visible_to_user_ids: list(knownUser) },
  ),
};

const selects = ['static', 'external', 'users', 'conversations', 'channels'].map((kind) => `${kind}_select`);
const pickers = [
  ...selects,
  ...selects.map((type) => `multi_${type}`),
  'datepicker',
  'timepicker',
  'checkboxes',
  'radio_buttons',
];

/** Which elements may stand in which block. */
export const elementsIn = {
  section: ['button', 'image', 'overflow', ...pickers],
  actions: ['button', 'overflow', 'datetimepicker', 'rich_text_input', ...pickers],
  input: [
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
    'datetimepicker',
    ...pickers,
  ],
  card: ['button'],
  context_actions: ['feedback_buttons', 'icon_button'],
};

const modalOnly = ['email_text_input', 'url_text_input', 'number_input'];

/** An element of a type that may stand in `block`, on this surface. */
export function elementIn(block: keyof typeof elementsIn): Rule {
  const rule = byType(elementRules, elementsIn[block]);
  return (value, pointer, inspection) => {
    rule(value, pointer, inspection);
    if (!isObject(value) || inspection.surface === 'modal' || !modalOnly.includes(String(value.type))) return;
    report(inspection, `${pointer}/type`, `unsupported type: ${value.type} outside modals`);
  };
}
