import {
  boolean,
  byType,
  type Inspection,
  isObject,
  list,
  oneOf,
  type Rule,
  report,
  shape,
  string,
  url,
} from './rule.js';

/** A `plain_text` object of at most `max` characters. */
export function plainText(max: number): Rule {
  return byType({ plain_text: shape({ text: string({ max }) }, { emoji: boolean }) });
}

/** A `mrkdwn` object of at most `max` characters. */
export function mrkdwn(max: number): Rule {
  return byType({ mrkdwn: shape({ text: string({ max }) }, { verbatim: boolean }) });
}

/** A `plain_text` or `mrkdwn` object of at most `max` characters. */
export function anyText(max: number): Rule {
  return byType({
    plain_text: shape({ text: string({ max }) }, { emoji: boolean }),
    mrkdwn: shape({ text: string({ max }) }, { verbatim: boolean }),
  });
}

/** The dialog that asks before an action is sent. */
export const confirm: Rule = shape(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
);

function optionWith(text: Rule, more: Record<string, Rule> = {}): Rule {
  // Slack takes option values up to 150 characters; 75 was the limit for years and still is in some of its clients.
  return shape({ text, value: string({ max: 150 }) }, { description: plainText(75), ...more });
}

/** An option of a select menu. */
export const menuOption: Rule = optionWith(plainText(75));
/** An option of an overflow menu. */
export const overflowOption: Rule = optionWith(plainText(75), { url });
/** An option of checkboxes or radio buttons. */
export const choiceOption: Rule = optionWith(anyText(75));

/** A group of options in a select menu. */
export const optionGroup: Rule = shape({ label: plainText(75), options: list(menuOption, { max: 100 }) });

/** Which conversations a conversations menu offers. */
export const conversationFilter: Rule = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { max: 4 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  (value, pointer, inspection) => {
    if (Object.keys(value).length === 0) report(inspection, pointer, 'must provide at least one filter');
  },
);

/** When a text input sends `block_actions`. */
export const dispatchActionConfig: Rule = shape(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }) },
);

/** All options of a menu, in groups or not. */
export function optionsOf(element: Record<string, unknown>): Record<string, unknown>[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  return [element, ...groups].flatMap((holder) =>
    Array.isArray(holder.options) ? holder.options.filter(isObject) : [],
  );
}

/** Initial options must be options of the menu, alike in every property; values must differ. */
export function checkOptions(
  element: Record<string, unknown>,
  pointer: string,
  inspection: Inspection,
): void {
  const offered = optionsOf(element);
  const values = offered.map((option) => option.value);
  if (new Set(values).size !== values.length) report(inspection, pointer, 'option values must be unique');
  const initial = [element.initial_option, element.initial_options].flat().filter(isObject);
  const texts = new Set(offered.map(canonical));
  for (const option of initial) {
    if (!texts.has(canonical(option)))
      report(inspection, pointer, 'initial option must be one of the options');
  }
}

function canonical(option: Record<string, unknown>): string {
  const text = isObject(option.text) ? option.text : {};
  const description = isObject(option.description) ? option.description.text : undefined;
  return JSON.stringify([option.value, text.type, text.text, description]);
}
