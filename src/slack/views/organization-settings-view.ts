import type { ActionsBlock, InputBlock, ModalView, NumberInput, Timepicker } from '@slack/types';
import type { OrganizationSettingsModel } from '../../application/read-organization-settings.js';
import { REMINDER_HOURS_LIMIT } from '../../domain/check-settings.js';
import type { OrganizationSettings } from '../../domain/organization-settings.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS, SETTINGS_INPUTS, VIEWS } from '../action-ids.js';
import { modalOf } from './details-view.js';
import { foreign, type Inline, richText, section, styled } from './rich-text.js';
import { settingWords, weekdayName } from './setting-words.js';
import {
  boxes,
  input,
  languageMenu,
  option,
  plainText,
  timeZoneMenu,
  timeZoneOption,
} from './settings-inputs.js';

const LOGIN_LIMIT = 60;
const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** Shown at once, for a trigger lives three seconds and GitHub may need longer than that. */
export function organizationSettingsLoadingView(t: Translator): ModalView {
  return modalOf(t, t.text('settings.organization.title'), [t.text('settings.organization.loading')]);
}

/** What owners choose for everybody in their organization; it remembers what it shows, to know what was changed. */
export function organizationSettingsView(
  t: Translator,
  model: OrganizationSettingsModel,
  languages: readonly string[],
): ModalView {
  const { organization, settings, chosen } = model;
  return {
    type: 'modal',
    callback_id: VIEWS.organizationSettings,
    private_metadata: JSON.stringify({ organizationId: organization.id, shown: settings }),
    title: { type: 'plain_text', text: t.text('settings.organization.title') },
    submit: { type: 'plain_text', text: t.text('settings.save') },
    close: { type: 'plain_text', text: t.text('settings.cancel') },
    blocks: [
      richText(
        section(...t.parts<Inline>('settings.organization.about', { organization: named(organization) })),
      ),
      channelInput(t, model),
      ...speechInputs(t, model, languages),
      ...digestInputs(t, model),
      ...workingInputs(t, model),
      ...reminderInputs(t, model),
      ...(Object.keys(chosen).length > 0 ? [wayBack(t)] : []),
    ],
  };
}

/** That it was saved; the modal beneath is still there. */
export function organizationSettingsSavedView(
  t: Translator,
  { organization }: Pick<OrganizationSettingsModel, 'organization'>,
  how: 'saved' | 'reset',
): ModalView {
  const line = t.parts<Inline>(
    how === 'saved' ? 'settings.organization.saved' : 'settings.organization.reset',
    {
      organization: named(organization),
    },
  );
  return modalOf(t, t.text('settings.organization.title'), line);
}

function channelInput(t: Translator, { settings, chosen }: OrganizationSettingsModel): InputBlock {
  const { channel } = SETTINGS_INPUTS;
  const whose = chosen.channel === undefined ? 'settings.hint.usual' : 'settings.hint.chosen.channel';
  return input(
    {
      block: channel,
      label: t.text('settings.channel'),
      hint: `${t.text(whose)} ${t.text('settings.channel.hint')}`,
    },
    {
      type: 'conversations_select',
      action_id: channel,
      initial_conversation: settings.channel,
      filter: { include: ['public', 'private'] },
    },
  );
}

function speechInputs(
  t: Translator,
  model: OrganizationSettingsModel,
  languages: readonly string[],
): InputBlock[] {
  const { language, timeZone } = SETTINGS_INPUTS;
  const { settings } = model;
  return [
    input(
      { block: language, label: t.text('settings.channel-language'), hint: hintOf(t, model, 'language') },
      languageMenu(language, languages, settings.language),
    ),
    input(
      {
        block: timeZone,
        label: t.text('settings.organization.time-zone'),
        hint: hintOf(t, model, 'timeZone'),
      },
      timeZoneMenu(t, ACTIONS.organizationTimeZone, timeZoneOption(settings.timeZone)),
    ),
  ];
}

function digestInputs(t: Translator, model: OrganizationSettingsModel): InputBlock[] {
  const { digestTime, digestPosts } = SETTINGS_INPUTS;
  const { settings } = model;
  const offered = [
    option('in-channel', t.text('settings.digest-posts.in-channel')),
    option('all-clear', t.text('settings.digest-posts.all-clear')),
  ];
  const ticked = [
    ...(settings.digestInChannel ? ['in-channel'] : []),
    ...(settings.allClear ? ['all-clear'] : []),
  ];
  return [
    input(
      { block: digestTime, label: t.text('settings.digest-time'), hint: hintOf(t, model, 'digestTime') },
      time(digestTime, settings.digestTime),
    ),
    input(
      {
        block: digestPosts,
        label: t.text('settings.digest-posts'),
        hint: hintOf(t, model, 'digestInChannel', 'allClear'),
        optional: true,
      },
      boxes(digestPosts, offered, ticked),
    ),
  ];
}

function workingInputs(t: Translator, model: OrganizationSettingsModel): InputBlock[] {
  const { days, from, until } = SETTINGS_INPUTS;
  const { working } = model.settings;
  const hint = hintOf(t, model, 'working');
  return [
    input(
      { block: days, label: t.text('settings.days'), hint },
      boxes(
        days,
        WEEK.map((day) => option(String(day), weekdayName(t, day))),
        working.days.map(String),
      ),
    ),
    input({ block: from, label: t.text('settings.from') }, time(from, working.from)),
    input({ block: until, label: t.text('settings.until') }, time(until, working.until)),
  ];
}

function reminderInputs(t: Translator, model: OrganizationSettingsModel): InputBlock[] {
  const { remindAfter, remindOwnersAfter } = SETTINGS_INPUTS;
  const { settings } = model;
  const hint = (name: 'remindAfterHours' | 'remindOwnersAfterHours') =>
    `${t.text('settings.hours.never')} ${hintOf(t, model, name)}`;
  return [
    input(
      { block: remindAfter, label: t.text('settings.remind-after'), hint: hint('remindAfterHours') },
      hours(remindAfter, settings.remindAfterHours),
    ),
    input(
      {
        block: remindOwnersAfter,
        label: t.text('settings.remind-owners-after'),
        hint: hint('remindOwnersAfterHours'),
      },
      hours(remindOwnersAfter, settings.remindOwnersAfterHours),
    ),
  ];
}

/** Whose choice it is that holds, and what the operator has set. */
function hintOf(
  t: Translator,
  { chosen, usual }: OrganizationSettingsModel,
  ...names: (keyof OrganizationSettings)[]
): string {
  if (names.every((name) => chosen[name] === undefined)) return t.text('settings.hint.usual');
  const words = names.map((name) => settingWords(t, name, usual[name]));
  return t.text('settings.hint.chosen', { usual: words.join(', ') });
}

function wayBack(t: Translator): ActionsBlock {
  return {
    type: 'actions',
    block_id: 'usual',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.useUsualSettings,
        text: plainText(t.text('settings.use-usual')),
        confirm: {
          title: plainText(t.text('settings.use-usual.title')),
          text: plainText(t.text('settings.use-usual.text')),
          confirm: plainText(t.text('settings.use-usual.confirm')),
          deny: plainText(t.text('settings.use-usual.cancel')),
        },
      },
    ],
  };
}

function time(action: string, initial: string): Timepicker {
  return { type: 'timepicker', action_id: action, initial_time: initial };
}

function hours(action: string, initial: number): NumberInput {
  return {
    type: 'number_input',
    action_id: action,
    is_decimal_allowed: false,
    initial_value: String(initial),
    min_value: '0',
    max_value: String(REMINDER_HOURS_LIMIT),
  };
}

function named({ login }: OrganizationSettingsModel['organization']): Inline {
  return styled(foreign(login, LOGIN_LIMIT), { bold: true });
}
