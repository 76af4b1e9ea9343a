import { localDate, offsetMs } from './local-time.js';

/** The digest of one day on the calendar of a time zone. */
export interface DigestDay {
  /** `2026-03-29`. */
  readonly date: string;
  readonly due: Date;
}

const DAY_MS = 24 * 3_600_000;

/**
 * The digest that is to be sent now, if it was not; undefined while its time of the day has not come. What was missed stays
 * due until that day is over.
 */
export function digestDue(now: Date, time: string, timeZone: string): DigestDay | undefined {
  const date = localDate(now, timeZone);
  const due = dueOn(date, time, timeZone);
  return now < due ? undefined : { date, due };
}

/**
 * When a clock of this time zone first shows `time` (`09:00`) on a day. Where it is put forward over it, the instant is as
 * much later as it is put forward, or earlier where that would be another day.
 */
export function dueOn(date: string, time: string, timeZone: string): Date {
  const shown = Date.parse(`${date}T${time}:00Z`);
  const around = [shown - DAY_MS, shown + DAY_MS].map((at) => offsetMs(new Date(at), timeZone));
  const candidates = around
    .map((offset) => new Date(shown - offset))
    .sort((a, b) => a.getTime() - b.getTime());
  const exact = candidates.find((instant) => instant.getTime() + offsetMs(instant, timeZone) === shown);
  const sameDay = candidates.filter((instant) => localDate(instant, timeZone) === date);
  const due = exact ?? sameDay.at(-1) ?? candidates[0];
  if (due === undefined) throw new Error('a day has a time');
  return due;
}

/** Those before a day on the calendar, the last one first. */
export function daysBefore(date: string, count: number): string[] {
  const day = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(day - (index + 1) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The charts are shown once a week. */
export function isMonday(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).getUTCDay() === 1;
}
