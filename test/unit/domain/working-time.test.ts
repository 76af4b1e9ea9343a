import { describe, expect, it } from '@jest/globals';
import type { WorkingTime } from '../../../src/domain/organization-settings.js';
import { addWorkingHours, nextWorkingTime, workingMsBetween } from '../../../src/domain/working-time.js';

const HOUR_MS = 3_600_000;
const OFFICE: WorkingTime = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
const SUN_TO_THU: WorkingTime = { days: [7, 1, 2, 3, 4], from: '08:30', until: '16:30' };
const NIGHTS: WorkingTime = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '08:00' };

type Row = readonly [what: string, from: string, hours: number, until: string];

/** Written by hand, from a calendar of 2026 and the dates on which clocks change; what comes out stands in local time beside it. */
const PARIS: readonly Row[] = [
  ['a Monday morning', '2026-01-05T09:00:00Z', 4, '2026-01-05T13:00:00Z'], // Mon 10:00 → 14:00
  ['before work', '2026-01-06T05:00:00Z', 4, '2026-01-06T12:00:00Z'], // Tue 06:00 → 13:00
  ['at the opening', '2026-01-06T08:00:00Z', 8, '2026-01-06T16:00:00Z'], // Tue 09:00 → 17:00
  ['at lunch, to the very closing', '2026-01-06T12:00:00Z', 4, '2026-01-06T16:00:00Z'], // Tue 13:00 → 17:00
  ['a minute later', '2026-01-06T12:01:00Z', 4, '2026-01-07T08:01:00Z'], // Tue 13:01 → Wed 09:01
  ['at the closing', '2026-01-06T16:00:00Z', 4, '2026-01-07T12:00:00Z'], // Tue 17:00 → Wed 13:00
  ['on a Friday evening', '2026-01-09T19:30:00Z', 4, '2026-01-12T12:00:00Z'], // Fri 20:30 → Mon 13:00
  ['on a Friday afternoon', '2026-01-09T14:00:00Z', 4, '2026-01-12T10:00:00Z'], // Fri 15:00 → Mon 11:00
  ['on a Saturday', '2026-01-10T10:00:00Z', 24, '2026-01-14T16:00:00Z'], // Sat → Wed 17:00
  ['in the night', '2026-01-14T01:00:00Z', 24, '2026-01-16T16:00:00Z'], // Wed 02:00 → Fri 17:00
  // On Sunday 2026-03-29 clocks go from 02:00 to 03:00.
  ['over the weekend of summer time', '2026-03-27T15:00:00Z', 4, '2026-03-30T10:00:00Z'], // Fri 16:00 → Mon 12:00
  ['in summer', '2026-07-15T09:00:00Z', 4, '2026-07-15T13:00:00Z'], // Wed 11:00 → 15:00
  // On Sunday 2026-10-25 they go back from 03:00 to 02:00.
  ['over the weekend of winter time', '2026-10-23T14:00:00Z', 4, '2026-10-26T11:00:00Z'], // Fri 16:00 → Mon 12:00
  ['over New Year', '2026-12-31T15:00:00Z', 4, '2027-01-01T11:00:00Z'], // Thu 16:00 → Fri 12:00
];
const NEW_YORK: readonly Row[] = [
  ['a Monday morning', '2026-02-02T14:30:00Z', 4, '2026-02-02T18:30:00Z'], // Mon 09:30 → 13:30
  ['on a Sunday in UTC that is Saturday there', '2026-02-08T03:00:00Z', 4, '2026-02-09T18:00:00Z'], // → Mon 13:00
  ['on a Saturday in UTC that is Friday there', '2026-02-07T00:30:00Z', 4, '2026-02-09T18:00:00Z'], // Fri 19:30 → Mon 13:00
  // On Sunday 2026-03-08 clocks go from 02:00 to 03:00, on 2026-11-01 back.
  ['over the weekend of summer time', '2026-03-06T21:00:00Z', 24, '2026-03-11T20:00:00Z'], // Fri 16:00 → Wed 16:00
  ['over the weekend of winter time', '2026-10-30T20:00:00Z', 24, '2026-11-04T21:00:00Z'], // Fri 16:00 → Wed 16:00
];
/** Israel works from Sunday to Thursday; its clocks change on Friday 2026-03-27 and on Sunday 2026-10-25. */
const JERUSALEM: readonly Row[] = [
  ['a Sunday morning', '2026-01-11T07:00:00Z', 4, '2026-01-11T11:00:00Z'], // Sun 09:00 → 13:00
  ['on a Thursday afternoon', '2026-01-15T13:30:00Z', 4, '2026-01-18T09:30:00Z'], // Thu 15:30 → Sun 11:30
  ['on a Friday', '2026-01-16T08:00:00Z', 4, '2026-01-18T10:30:00Z'], // Fri → Sun 12:30
  ['over the Friday of summer time', '2026-03-26T13:30:00Z', 4, '2026-03-29T08:30:00Z'], // Thu 15:30 → Sun 11:30
  ['to the Sunday of winter time', '2026-10-22T12:30:00Z', 4, '2026-10-25T09:30:00Z'], // Thu 15:30 → Sun 11:30
];
/** Where people work while clocks change, the hours count that pass. */
const AT_NIGHT: readonly Row[] = [
  ['a night with an hour less', '2026-03-28T23:00:00Z', 7, '2026-03-29T06:00:00Z'], // Sun 00:00 → 08:00
  ['and a bit more', '2026-03-28T23:00:00Z', 8, '2026-03-29T23:00:00Z'], // Sun 00:00 → Mon 01:00
  ['a night with an hour more', '2026-10-24T22:00:00Z', 9, '2026-10-25T07:00:00Z'], // Sun 00:00 → 08:00
];

const TABLE = [
  ...PARIS.map((row) => ['Europe/Paris', OFFICE, ...row] as const),
  ...NEW_YORK.map((row) => ['America/New_York', OFFICE, ...row] as const),
  ...JERUSALEM.map((row) => ['Asia/Jerusalem', SUN_TO_THU, ...row] as const),
  ...AT_NIGHT.map((row) => ['Europe/Paris', NIGHTS, ...row] as const),
];

describe('working hours', () => {
  it.each(TABLE)('in %s with %j from %s', (timeZone, working, _what, from, hours, until) => {
    const due = addWorkingHours(new Date(from), hours, working, timeZone);

    expect(due?.toISOString()).toBe(new Date(until).toISOString());
    expect(workingMsBetween(new Date(from), new Date(until), working, timeZone)).toBe(hours * HOUR_MS);
  });

  it('are counted the same forwards and backwards from any hour of a year', () => {
    const year = Array.from(
      { length: 365 * 3 },
      (_, index) => new Date(Date.parse('2026-01-01T00:17:00Z') + index * 8 * HOUR_MS),
    );

    const wrong = year.filter((from) => {
      const due = addWorkingHours(from, 13, OFFICE, 'America/New_York');
      return due === null || workingMsBetween(from, due, OFFICE, 'America/New_York') !== 13 * HOUR_MS;
    });

    expect(wrong).toEqual([]);
  });

  it('do not pass where nobody works', () => {
    const never: WorkingTime = { days: [], from: '09:00', until: '17:00' };
    const from = new Date('2026-01-05T09:00:00Z');

    expect(addWorkingHours(from, 4, never, 'UTC')).toBeNull();
    expect(nextWorkingTime(from, never, 'UTC')).toBeNull();
    expect(workingMsBetween(from, new Date('2027-01-05T09:00:00Z'), never, 'UTC')).toBe(0);
  });

  it('are not counted for longer than a year', () => {
    const hardly: WorkingTime = { days: [1], from: '09:00', until: '09:01' };

    const due = addWorkingHours(new Date('2026-01-05T09:00:00Z'), 1_000, hardly, 'Asia/Kolkata');

    expect(due).toBeNull();
  });
});

describe('the next working time', () => {
  it.each([
    ['now, while people work', '2026-01-05T10:00:00Z', '2026-01-05T10:00:00Z'],
    ['the opening, before it', '2026-01-05T03:00:00Z', '2026-01-05T08:00:00Z'],
    ['the next opening, at the closing', '2026-01-05T16:00:00Z', '2026-01-06T08:00:00Z'],
    ['Monday, on a Saturday', '2026-01-10T10:00:00Z', '2026-01-12T08:00:00Z'],
  ])('is %s', (_what, instant, expected) => {
    const next = nextWorkingTime(new Date(instant), OFFICE, 'Europe/Paris');

    expect(next).toEqual(new Date(expected));
  });
});
