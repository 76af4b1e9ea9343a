import type { OrganizationSettings } from './organization-settings.js';
import { addWorkingHours, nextWorkingTime } from './working-time.js';

/** How far somebody was reminded of a request. */
export const REMINDED = {
  nobody: 0,
  /** In the thread of its card, or of the summary that stands for it. */
  inThread: 1,
  /** The owners are about to be, together with what else is due. */
  ownersDue: 2,
  owners: 3,
} as const;
export type Reminded = (typeof REMINDED)[keyof typeof REMINDED];

/** What reminders follow of an organization's settings. */
export type ReminderSettings = Pick<
  OrganizationSettings,
  'working' | 'timeZone' | 'remindAfterHours' | 'remindOwnersAfterHours'
>;

export interface NextReminder {
  /** How far it reaches. */
  readonly reaches: typeof REMINDED.inThread | typeof REMINDED.ownersDue;
  readonly at: Date;
}

/**
 * The next reminder of a request that waits since then; null when there is none: then the digest alone tells of it.
 * Once the owners were reminded, the thread is not any more.
 */
export function nextReminder(
  { since, reminded }: { readonly since: Date; readonly reminded: Reminded },
  settings: ReminderSettings,
): NextReminder | null {
  if (reminded >= REMINDED.ownersDue) return null;
  const inThread = reminded === REMINDED.nobody ? dueAfter(since, settings.remindAfterHours, settings) : null;
  const toOwners = dueAfter(since, settings.remindOwnersAfterHours, settings);
  if (inThread !== null && (toOwners === null || inThread < toOwners)) {
    return { reaches: REMINDED.inThread, at: inThread };
  }
  return toOwners === null ? null : { reaches: REMINDED.ownersDue, at: toOwners };
}

/** What becomes due at closing time is still told then, and a message may take its time. */
const AFTER_CLOSING_MS = 15 * 60_000;

/**
 * Until when nobody is reminded; null while they may be. Reminders become due while people work, but one may be late:
 * nobody was there to send it, or the App was away.
 */
export function quietUntil(
  now: Date,
  { working, timeZone }: Pick<ReminderSettings, 'working' | 'timeZone'>,
): Date | null {
  const lately = nextWorkingTime(new Date(now.getTime() - AFTER_CLOSING_MS), working, timeZone);
  return lately === null || lately <= now ? null : lately;
}

/** Stands for what reminders follow: another one means that all that waits has to be looked at anew. */
export function reminderKey(settings: ReminderSettings): string {
  const { working, timeZone, remindAfterHours, remindOwnersAfterHours } = settings;
  const days = [...working.days].sort().join(',');
  return [days, working.from, working.until, timeZone, remindAfterHours, remindOwnersAfterHours].join(' ');
}

function dueAfter(since: Date, hours: number, { working, timeZone }: ReminderSettings): Date | null {
  return hours === 0 ? null : addWorkingHours(since, hours, working, timeZone);
}
