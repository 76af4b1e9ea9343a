import { instantAt, localDate } from './local-time.js';

/** A week of a time zone, Monday to Sunday, or as much of it as has passed. */
export interface Week {
  /** Its Monday on the calendar: `2026-03-02`. */
  readonly monday: string;
  readonly from: Date;
  /** The first instant that is no longer in it. */
  readonly until: Date;
  /** False for one of which only a part has passed. */
  readonly isWhole: boolean;
}

const DAY_MS = 86_400_000;

/** The instant at which the day of `now` began in a time zone. */
export function startOfDay(now: Date, timeZone: string): Date {
  return instantAt(localDate(now, timeZone), '00:00', timeZone);
}

/**
 * The last weeks before an instant, the oldest first. The last one ends with the instant: on a Monday at 00:00 all of
 * them are whole.
 */
export function weeksBefore(until: Date, timeZone: string, count: number): Week[] {
  const lastDay = localDate(new Date(until.getTime() - 1), timeZone);
  const monday = addDays(lastDay, -daysSinceMonday(lastDay));
  return Array.from({ length: count }, (_, index) => {
    const start = addDays(monday, (index + 1 - count) * 7);
    const end = instantAt(addDays(start, 7), '00:00', timeZone);
    return {
      monday: start,
      from: instantAt(start, '00:00', timeZone),
      until: end < until ? end : until,
      isWhole: end <= until,
    };
  });
}

function daysSinceMonday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** On the calendar, where every day has one date, however many hours it has. */
function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
