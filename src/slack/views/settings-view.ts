import type { ActionsBlock, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { PreferencesModel } from '../../application/read-preferences.js';
import { NOTICES, type Notice, wants } from '../../domain/preferences.js';
import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { languageOf, nameOfLanguage } from '../../i18n/translators.js';
import { ACTIONS, SETTINGS_INPUTS, VIEWS } from '../action-ids.js';
import { connectBlock } from './connect-block.js';
import { modalOf } from './details-view.js';
import { button } from './list-controls.js';
import { namesOf } from './list-summary.js';
import { clipUnits, foreign, type Inline, richText, section, styled } from './rich-text.js';
import {
  AS_IN_SLACK,
  asInSlack,
  boxes,
  input,
  languageMenu,
  oneOf,
  option,
  plainText,
  timeZoneMenu,
  timeZoneOption,
} from './settings-inputs.js';

export interface SettingsLook {
  readonly languages: readonly string[];
  /** False where the operator has set no mail server. */
  readonly sendsMail: boolean;
  /** Whether people can connect their GitHub accounts by themselves. */
  readonly canConnect: boolean;
}

/** More are offered in a menu. */
const BUTTONS = 10;
const BUTTON_TEXT = 75;
const NAME_LIMIT = 60;
/** Of a menu: so many groups, and so many options in each. */
const GROUP = 100;

/** Shown at once, for a trigger lives three seconds and GitHub may need longer than that. */
export function settingsLoadingView(t: Translator): ModalView {
  return modalOf(t, t.text('settings.title'), [t.text('settings.loading')]);
}

/** What somebody can choose for themselves, and the way to the settings of their organizations. */
export function settingsView(t: Translator, model: PreferencesModel, look: SettingsLook): ModalView {
  const isOwner = model.organizations.length + model.silent.length > 0;
  return {
    type: 'modal',
    callback_id: VIEWS.settings,
    title: { type: 'plain_text', text: t.text('settings.title') },
    submit: { type: 'plain_text', text: t.text('settings.save') },
    close: { type: 'plain_text', text: t.text('settings.cancel') },
    blocks: [
      ...speechInputs(t, model, look),
      ownInput(t, model, look),
      ...(isOwner ? ownerInputs(t, model, look) : []),
      muteInput(t, model),
      ...organizationBlocks(t, model, look),
    ],
  };
}

function speechInputs(t: Translator, { preferences }: PreferencesModel, look: SettingsLook): InputBlock[] {
  const { language, timeZone } = SETTINGS_INPUTS;
  const theirs = languageOf(preferences?.slackLocale);
  const ofSlack = asInSlack(t, theirs && nameOfLanguage(theirs));
  return [
    input(
      { block: language, label: t.text('settings.language') },
      languageMenu(language, look.languages, preferences?.language ?? AS_IN_SLACK, [ofSlack]),
    ),
    input(
      { block: timeZone, label: t.text('settings.time-zone') },
      timeZoneMenu(
        t,
        ACTIONS.timeZone,
        preferences?.timeZone
          ? timeZoneOption(preferences.timeZone)
          : asInSlack(t, preferences?.slackTimeZone),
      ),
    ),
  ];
}

function ownInput(t: Translator, model: PreferencesModel, { sendsMail }: SettingsLook): InputBlock {
  const { own } = SETTINGS_INPUTS;
  const offered = [
    option('own-message', t.text('settings.by-message')),
    ...(sendsMail ? [option('own-mail', t.text('settings.by-mail'))] : []),
  ];
  return input(
    { block: own, label: t.text('settings.own'), hint: t.text('settings.own.hint'), optional: true },
    boxes(own, offered, wanted(model)),
  );
}

function ownerInputs(t: Translator, model: PreferencesModel, look: SettingsLook): InputBlock[] {
  const { reminders } = SETTINGS_INPUTS;
  return [
    input(
      { block: reminders, label: t.text('settings.reminders'), optional: true },
      boxes(reminders, [option('reminder-message', t.text('settings.reminders.message'))], wanted(model)),
    ),
    digestInput(t, model, look),
  ];
}

function muteInput(t: Translator, { preferences }: PreferencesModel): InputBlock {
  const { mute } = SETTINGS_INPUTS;
  return input(
    { block: mute, label: t.text('settings.mute'), hint: t.text('settings.mute.hint'), optional: true },
    boxes(mute, [option('muted', t.text('settings.mute.option'))], preferences?.muted ? ['muted'] : []),
  );
}

/** The channel's digest is everybody's, so what one person chooses is whether another comes to them. */
function digestInput(t: Translator, model: PreferencesModel, { sendsMail }: SettingsLook): InputBlock {
  const { digest } = SETTINGS_INPUTS;
  const kept = wanted(model);
  const chosen = (sendsMail ? (['digest-message', 'digest-mail'] as const) : (['digest-message'] as const))
    .filter((notice) => kept.includes(notice))
    .join('+');
  const offered: PlainTextOption[] = [
    option('channel', t.text('settings.digest.channel')),
    option('digest-message', t.text('settings.digest.message')),
    ...(sendsMail
      ? [
          option('digest-mail', t.text('settings.digest.mail')),
          option('digest-message+digest-mail', t.text('settings.digest.message-and-mail')),
        ]
      : []),
  ];
  return input(
    { block: digest, label: t.text('settings.digest'), hint: t.text('settings.digest.hint') },
    oneOf(digest, offered, chosen || 'channel'),
  );
}

/** Mute stands apart: what was chosen beside it is kept for when it ends. */
function wanted({ preferences, stopped }: PreferencesModel): Notice[] {
  const chosen = preferences && { ...preferences, muted: false };
  return NOTICES.filter((notice) => wants(chosen, notice) && !stopped.includes(notice));
}

function organizationBlocks(
  t: Translator,
  { organizations, silent, isLinked }: PreferencesModel,
  { canConnect }: SettingsLook,
): KnownBlock[] {
  if (!isLinked) {
    return canConnect
      ? [{ type: 'divider' }, said(t.text('settings.organization.unlinked')), connectBlock(t, null)]
      : [];
  }
  const names = silent.length > 0 ? namesOf(t, silent) : '';
  return [
    ...(organizations.length + silent.length > 0 ? [{ type: 'divider' } as const] : []),
    ...(organizations.length > 0
      ? [
          said(
            styled(t.text('settings.organizations'), { bold: true }),
            `\n${t.text('settings.organizations.about')}`,
          ),
          organizationChoice(t, organizations),
        ]
      : []),
    ...(names === '' ? [] : [said(t.text('settings.organization.silent', { names }))]),
  ];
}

function organizationChoice(t: Translator, organizations: readonly Organization[]): ActionsBlock {
  const block_id = 'organizations';
  if (organizations.length <= BUTTONS) {
    const elements = organizations.map(({ id, login }) =>
      button(
        `${ACTIONS.organizationSettings}.${id}`,
        clipUnits(
          t.text('settings.organization.open', { organization: foreign(login, NAME_LIMIT) }),
          BUTTON_TEXT,
        ),
      ),
    );
    return { type: 'actions', block_id, elements };
  }
  const menu = {
    type: 'static_select' as const,
    action_id: ACTIONS.organizationSettings,
    placeholder: plainText(t.text('settings.organizations.choose')),
    option_groups: groupsOf(organizations),
  };
  return { type: 'actions', block_id, elements: [menu] };
}

/** A menu holds a hundred groups of a hundred options, which is more than anybody owns. */
function groupsOf(organizations: readonly Organization[]) {
  const shown = organizations.slice(0, GROUP * GROUP);
  return Array.from({ length: Math.ceil(shown.length / GROUP) }, (_, index) => {
    const part = shown.slice(index * GROUP, (index + 1) * GROUP);
    const ends = [part[0], part.at(-1)].map((one) => foreign(one?.login ?? '', NAME_LIMIT));
    const label = clipUnits(ends.join(' – '), BUTTON_TEXT);
    return {
      label: plainText(label),
      options: part.map(({ id, login }) => option(String(id), foreign(login, NAME_LIMIT))),
    };
  });
}

function said(...inlines: readonly Inline[]): KnownBlock {
  return richText(section(...inlines));
}
