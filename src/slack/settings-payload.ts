import { isDeepStrictEqual } from 'node:util';
import type { BlockAction, ViewOutput } from '@slack/bolt';
import { z } from 'zod';
import type { PreferencesAsked } from '../application/save-preferences.js';
import type { SettingProblem } from '../domain/check-settings.js';
import type { ChosenSettings, OrganizationSettings } from '../domain/organization-settings.js';
import type { Notice } from '../domain/preferences.js';
import type { MessageKey, Translator } from '../i18n/translator.js';
import { ACTIONS, SETTINGS_INPUTS } from './action-ids.js';
import { parseJson } from './clicked-request.js';
import { AS_IN_SLACK } from './views/settings-inputs.js';

type Viewed = Pick<ViewOutput, 'private_metadata' | 'state'>;

const organizationId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const settings = z.object({
  channel: z.string(),
  language: z.string(),
  timeZone: z.string(),
  digestTime: z.string(),
  digestInChannel: z.boolean(),
  allClear: z.boolean(),
  working: z.object({ days: z.array(z.number()), from: z.string(), until: z.string() }),
  remindAfterHours: z.number(),
  remindOwnersAfterHours: z.number(),
});
const metadata = z.object({ organizationId, shown: settings });

/** What somebody has entered for themselves. Of fields that were not shown, it says nothing. */
export function enteredPreferences(
  view: Viewed,
  { sendsMail }: { readonly sendsMail: boolean },
): Pick<PreferencesAsked, 'language' | 'timeZone' | 'muted' | 'notices'> {
  const { own, reminders, digest, mute, language, timeZone } = SETTINGS_INPUTS;
  const asked = (block: string, ...notices: Notice[]) => {
    if (view.state.values[block] === undefined) return [];
    const chosen = [...ticked(view, block), ...(picked(view, block)?.split('+') ?? [])];
    const offered = notices.filter((notice) => sendsMail || !notice.endsWith('-mail'));
    return offered.map((notice) => [notice, chosen.includes(notice)] as const);
  };
  return {
    language: orAsInSlack(picked(view, language)),
    timeZone: orAsInSlack(picked(view, timeZone, ACTIONS.timeZone)),
    muted: ticked(view, mute).includes('muted'),
    notices: Object.fromEntries([
      ...asked(own, 'own-message', 'own-mail'),
      ...asked(reminders, 'reminder-message'),
      ...asked(digest, 'digest-message', 'digest-mail'),
    ]),
  };
}

/** The organization that a button or a menu stands for; 0, which none has, when its value is not ours. */
export function clickedOrganization({ actions }: Pick<BlockAction, 'actions'>): number {
  const [action] = actions;
  const value =
    action?.type === 'static_select'
      ? action.selected_option?.value
      : action?.action_id.slice(ACTIONS.organizationSettings.length + 1);
  return organizationId.safeParse(value).data ?? 0;
}

/** Whose settings a modal shows; 0, which none has, when its metadata is not ours. */
export function viewedOrganization(view: { private_metadata: string }): number {
  return metadata.safeParse(parseJson(view.private_metadata)).data?.organizationId ?? 0;
}

/** What somebody has changed of what the modal had shown them. */
export function enteredChange(view: Viewed): ChosenSettings {
  const shown = metadata.safeParse(parseJson(view.private_metadata)).data?.shown;
  const entered = Object.entries(enteredSettings(view));
  return Object.fromEntries(
    entered.filter(([name, value]) => !isDeepStrictEqual(shown?.[name as keyof OrganizationSettings], value)),
  );
}

/** Where each problem stands, and its words. */
const PROBLEMS: Record<SettingProblem, readonly [keyof typeof SETTINGS_INPUTS, MessageKey]> = {
  language: ['language', 'settings.problem.language'],
  'time-zone': ['timeZone', 'settings.problem.time-zone'],
  channel: ['channel', 'settings.problem.channel'],
  'channel-not-invited': ['channel', 'settings.problem.channel-not-invited'],
  'channel-archived': ['channel', 'settings.problem.channel-archived'],
  'channel-refused': ['channel', 'settings.problem.channel-refused'],
  'channel-unknown': ['channel', 'settings.problem.channel-unknown'],
  'digest-time': ['digestTime', 'settings.problem.digest-time'],
  days: ['days', 'settings.problem.days'],
  hours: ['from', 'settings.problem.hours'],
  'hours-order': ['until', 'settings.problem.hours-order'],
  'remind-after': ['remindAfter', 'settings.problem.reminder'],
  'remind-owners-after': ['remindOwnersAfter', 'settings.problem.reminder'],
};

/** Field → what is wrong there, as Slack shows it. */
export function errorsOf(t: Translator, problems: readonly SettingProblem[]): Record<string, string> {
  const errors = problems.map((problem) => {
    const [field, words] = PROBLEMS[problem];
    return [SETTINGS_INPUTS[field], t.text(words)] as const;
  });
  return Object.fromEntries(errors);
}

function enteredSettings(view: Viewed): OrganizationSettings {
  const { channel, language, timeZone, digestTime, digestPosts } = SETTINGS_INPUTS;
  const { days, from, until, remindAfter, remindOwnersAfter } = SETTINGS_INPUTS;
  const posts = ticked(view, digestPosts);
  return {
    channel: stateOf(view, channel)?.selected_conversation ?? '',
    language: picked(view, language) ?? '',
    timeZone: picked(view, timeZone, ACTIONS.organizationTimeZone) ?? '',
    digestTime: stateOf(view, digestTime)?.selected_time ?? '',
    digestInChannel: posts.includes('in-channel'),
    allClear: posts.includes('all-clear'),
    working: {
      days: ticked(view, days)
        .map(Number)
        .sort((one, other) => one - other),
      from: stateOf(view, from)?.selected_time ?? '',
      until: stateOf(view, until)?.selected_time ?? '',
    },
    remindAfterHours: typedNumber(view, remindAfter),
    remindOwnersAfterHours: typedNumber(view, remindOwnersAfter),
  };
}

function orAsInSlack(value: string | undefined): string | null {
  return value === undefined || value === AS_IN_SLACK ? null : value;
}

function stateOf(view: Viewed, block: string, action = block) {
  return view.state.values[block]?.[action];
}

function picked(view: Viewed, block: string, action = block): string | undefined {
  return stateOf(view, block, action)?.selected_option?.value;
}

function ticked(view: Viewed, block: string): string[] {
  return (stateOf(view, block)?.selected_options ?? []).flatMap(({ value }) => (value ? [value] : []));
}

/** What is no number is wrong, not nought. */
function typedNumber(view: Viewed, block: string): number {
  const typed = stateOf(view, block)?.value?.trim();
  return typed ? Number(typed) : Number.NaN;
}
