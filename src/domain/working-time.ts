import { instantAt, localDate } from './local-time.js';
import type { WorkingTime } from './organization-settings.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Nobody waits for what is further off, and looking further would take long where people hardly ever work. */
const FURTHEST_DAYS = 366;

interface Interval {
  readonly start: number;
  readonly end: number;
}

/**
 * When so many working hours have passed since `from`; null when that takes more than a year. Hours are those that
 * pass between opening and closing on the clocks of the time zone: a day on which they are put forward while people
 * work has one less. What is full exactly at closing time is full then, not the next morning.
 */
export function addWorkingHours(
  from: Date,
  hours: number,
  working: WorkingTime,
  timeZone: string,
): Date | null {
  let left = hours * HOUR_MS;
  if (left > weeklyMs(working) * Math.ceil(FURTHEST_DAYS / 7)) return null;
  for (const { start, end } of workingIntervals(from, working, timeZone)) {
    const begin = Math.max(start, from.getTime());
    if (begin >= end) continue;
    if (left <= end - begin) return new Date(begin + left);
    left -= end - begin;
  }
  return null;
}

/** How much working time lies between two instants, in milliseconds; of spans longer than a year the first year's. */
export function workingMsBetween(from: Date, to: Date, working: WorkingTime, timeZone: string): number {
  let passed = 0;
  for (const { start, end } of workingIntervals(from, working, timeZone)) {
    if (start >= to.getTime()) break;
    passed += Math.max(Math.min(end, to.getTime()) - Math.max(start, from.getTime()), 0);
  }
  return passed;
}

/** `instant`, when people work then; else when they begin to the next time. Null when they do not within a year. */
export function nextWorkingTime(instant: Date, working: WorkingTime, timeZone: string): Date | null {
  for (const { start, end } of workingIntervals(instant, working, timeZone)) {
    if (instant.getTime() < end) return new Date(Math.max(start, instant.getTime()));
  }
  return null;
}

/** From the day of `from` on. */
function* workingIntervals(from: Date, working: WorkingTime, timeZone: string): Generator<Interval> {
  const today = Date.parse(`${localDate(from, timeZone)}T00:00:00Z`);
  for (let day = 0; day <= FURTHEST_DAYS; day += 1) {
    const midnight = new Date(today + day * DAY_MS);
    // JavaScript's week begins with Sunday as 0.
    if (!working.days.includes(midnight.getUTCDay() || 7)) continue;
    const date = midnight.toISOString().slice(0, 10);
    const start = instantAt(date, working.from, timeZone).getTime();
    const end = instantAt(date, working.until, timeZone).getTime();
    if (start < end) yield { start, end };
  }
}

function weeklyMs({ days, from, until }: WorkingTime): number {
  return new Set(days).size * Math.max(minutesOf(until) - minutesOf(from), 0) * MINUTE_MS;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
