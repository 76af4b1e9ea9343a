import type {
  Checkboxes,
  ExternalSelect,
  InputBlock,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
} from '@slack/types';
import type { Translator } from '../../i18n/translator.js';
import { nameOfLanguage } from '../../i18n/translators.js';
import { clipUnits } from './rich-text.js';

/** Slack's limit for the text of an option, in UTF-16 units. */
const OPTION_TEXT = 75;
/** Stands in menus for what Slack says of the person. */
export const AS_IN_SLACK = 'slack';

interface Field {
  readonly block: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

/** One field of a form. */
export function input({ block, label, hint, optional }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plainText(label),
    ...(hint === undefined ? {} : { hint: plainText(hint) }),
    ...(optional ? { optional } : {}),
    element,
  };
}

/** Boxes of which any may be ticked. */
export function boxes(
  action: string,
  offered: readonly PlainTextOption[],
  ticked: readonly string[],
): Checkboxes {
  const initial = offered.filter(({ value }) => ticked.includes(value ?? ''));
  return {
    type: 'checkboxes',
    action_id: action,
    options: [...offered],
    // Slack refuses an empty list here.
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}

/** Choices of which there is one. */
export function oneOf(action: string, offered: readonly PlainTextOption[], chosen: string): RadioButtons {
  const initial = offered.find(({ value }) => value === chosen);
  return {
    type: 'radio_buttons',
    action_id: action,
    options: [...offered],
    ...(initial ? { initial_option: initial } : {}),
  };
}

/** The languages that can be chosen, each by its own name, after what else there is. */
export function languageMenu(
  action: string,
  languages: readonly string[],
  chosen: string,
  others: readonly PlainTextOption[] = [],
): StaticSelect {
  const offered = [...others, ...languages.map((language) => option(language, nameOfLanguage(language)))];
  const initial = offered.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: action,
    options: offered,
    ...(initial ? { initial_option: initial } : {}),
  };
}

/** There are some 400 time zones, more than a menu holds: they are looked for while somebody types. */
export function timeZoneMenu(t: Translator, action: string, chosen: PlainTextOption): ExternalSelect {
  return {
    type: 'external_select',
    action_id: action,
    min_query_length: 0,
    placeholder: plainText(t.text('settings.time-zone.placeholder')),
    initial_option: chosen,
  };
}

export function option(value: string, text: string): PlainTextOption {
  return { value, text: plainText(clipUnits(text, OPTION_TEXT)) };
}

export function timeZoneOption(name: string): PlainTextOption {
  return option(name, name.replaceAll('_', ' '));
}

/** That Slack's word holds, with that word where it is known. */
export function asInSlack(t: Translator, known: string | null | undefined): PlainTextOption {
  return option(
    AS_IN_SLACK,
    known ? t.text('settings.as-in-slack.known', { known }) : t.text('settings.as-in-slack'),
  );
}

/** Text in which nothing takes effect, not even an emoji's name. */
export function plainText(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
