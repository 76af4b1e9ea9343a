import type { OrganizationSettings, WorkingTime } from '../../domain/organization-settings.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { nameOfLanguage } from '../../i18n/translators.js';

/** What each setting is called, in forms and in the ledger. */
export const SETTING_NAMES: Record<keyof OrganizationSettings, MessageKey> = {
  channel: 'settings.channel',
  language: 'settings.channel-language',
  timeZone: 'settings.time-zone',
  digestTime: 'settings.digest-time',
  digestInChannel: 'settings.digest-posts.in-channel',
  allClear: 'settings.digest-posts.all-clear',
  working: 'settings.days',
  remindAfterHours: 'settings.remind-after',
  remindOwnersAfterHours: 'settings.remind-owners-after',
};

/** A setting's value as people say it. */
export function settingWords<Name extends keyof OrganizationSettings>(
  t: Translator,
  name: Name,
  value: OrganizationSettings[Name],
): string {
  if (name === 'language') return nameOfLanguage(String(value));
  if (typeof value === 'boolean') return t.text(value ? 'settings.on' : 'settings.off');
  if (typeof value === 'object') return workingWords(t, value);
  return String(value);
}

/** Monday is 1. */
export function weekdayName({ locale }: Translator, day: number, style: 'long' | 'short' = 'long'): string {
  // The first of January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, day));
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(date);
}

function workingWords(t: Translator, { days, from, until }: WorkingTime): string {
  const names = days.map((day) => weekdayName(t, day, 'short')).join(' ');
  return t.text('audit.setting.hours', { days: names, from, until });
}
