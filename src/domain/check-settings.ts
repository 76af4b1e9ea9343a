import type { ChosenSettings } from './organization-settings.js';
import { isTimeZone } from './time-zones.js';

/** What may be wrong with a setting; each has a text in the message catalogue, and stands at its field. */
export type SettingProblem =
  | 'language'
  | 'time-zone'
  | 'channel'
  | 'channel-not-invited'
  | 'channel-archived'
  | 'channel-refused'
  | 'channel-unknown'
  | 'digest-time'
  | 'days'
  | 'hours'
  | 'hours-order'
  | 'remind-after'
  | 'remind-owners-after';

/** Working hours are no longer than that: five weeks and more of ordinary ones. */
export const REMINDER_HOURS_LIMIT = 1_000;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const CHANNEL = /^[CG][A-Z0-9]{2,30}$/;

/** What is wrong with what was entered; whether we can post to the channel is Slack's to say. */
export function checkSettings(entered: ChosenSettings, languages: readonly string[]): SettingProblem[] {
  const { channel, language, timeZone, digestTime, remindAfterHours, remindOwnersAfterHours } = entered;
  const wrong = (problem: SettingProblem, isWrong: boolean): SettingProblem[] => (isWrong ? [problem] : []);
  return [
    ...wrong('channel', channel !== undefined && !CHANNEL.test(channel)),
    ...wrong('language', language !== undefined && !languages.includes(language)),
    ...wrong('time-zone', timeZone !== undefined && !isTimeZone(timeZone)),
    ...wrong('digest-time', digestTime !== undefined && !TIME.test(digestTime)),
    ...workingProblems(entered),
    ...wrong('remind-after', !isHours(remindAfterHours)),
    ...wrong('remind-owners-after', !isHours(remindOwnersAfterHours)),
  ];
}

function workingProblems({ working }: ChosenSettings): SettingProblem[] {
  if (working === undefined) return [];
  const { days, from, until } = working;
  const isWeek = days.length > 0 && new Set(days).size === days.length && days.every(isWeekday);
  const areTimes = TIME.test(from) && TIME.test(until);
  return [
    ...(isWeek ? [] : ['days' as const]),
    ...(areTimes ? [] : ['hours' as const]),
    ...(areTimes && from >= until ? ['hours-order' as const] : []),
  ];
}

function isWeekday(day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= 7;
}

function isHours(hours: number | undefined): boolean {
  return hours === undefined || (Number.isInteger(hours) && hours >= 0 && hours <= REMINDER_HOURS_LIMIT);
}
