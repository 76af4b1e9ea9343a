import { describe, expect, it } from '@jest/globals';
import { startOfDay, weeksBefore } from '../../../src/domain/weeks.js';

/** Written down by hand from the calendars of 2026. */
const TABLE = [
  {
    zone: 'UTC',
    until: '2026-03-04T00:00:00.000Z',
    weeks: [
      ['2026-02-16', '2026-02-16T00:00:00.000Z', '2026-02-23T00:00:00.000Z'],
      ['2026-02-23', '2026-02-23T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
      ['2026-03-02', '2026-03-02T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
    ],
  },
  // Clocks go from 02:00 to 03:00 on Sunday, 29 March: that week has 167 hours.
  {
    zone: 'Europe/Paris',
    until: '2026-04-05T22:00:00.000Z',
    weeks: [
      ['2026-03-16', '2026-03-15T23:00:00.000Z', '2026-03-22T23:00:00.000Z'],
      ['2026-03-23', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
      ['2026-03-30', '2026-03-29T22:00:00.000Z', '2026-04-05T22:00:00.000Z'],
    ],
  },
  // Clocks go from 02:00 back to 01:00 on Sunday, 1 November: that week has 169 hours.
  {
    zone: 'America/New_York',
    until: '2026-11-04T05:00:00.000Z',
    weeks: [
      ['2026-10-19', '2026-10-19T04:00:00.000Z', '2026-10-26T04:00:00.000Z'],
      ['2026-10-26', '2026-10-26T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
      ['2026-11-02', '2026-11-02T05:00:00.000Z', '2026-11-04T05:00:00.000Z'],
    ],
  },
  // A new year does not begin a week.
  {
    zone: 'Asia/Tokyo',
    until: '2026-01-01T15:00:00.000Z',
    weeks: [
      ['2025-12-15', '2025-12-14T15:00:00.000Z', '2025-12-21T15:00:00.000Z'],
      ['2025-12-22', '2025-12-21T15:00:00.000Z', '2025-12-28T15:00:00.000Z'],
      ['2025-12-29', '2025-12-28T15:00:00.000Z', '2026-01-01T15:00:00.000Z'],
    ],
  },
];

describe('the weeks before an instant', () => {
  it.each(TABLE)('run from Monday to Sunday in $zone', ({ zone, until, weeks }) => {
    const found = weeksBefore(new Date(until), zone, 3);

    const seen = found.map((week) => [week.monday, week.from.toISOString(), week.until.toISOString()]);
    expect(seen).toEqual(weeks);
  });

  it('are all whole when a week has just ended', () => {
    const found = weeksBefore(new Date('2026-03-02T00:00:00Z'), 'UTC', 8);

    expect(found.map(({ monday }) => monday)).toEqual([
      ...['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'],
      ...['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'],
    ]);
    expect(found.at(-1)?.until).toEqual(new Date('2026-03-02T00:00:00Z'));
  });
});

describe('the start of a day', () => {
  it.each([
    ['2026-03-02T23:30:00Z', 'UTC', '2026-03-02T00:00:00.000Z'],
    ['2026-03-29T12:00:00Z', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
    ['2026-03-02T04:30:00Z', 'America/New_York', '2026-03-01T05:00:00.000Z'],
  ])('of %s in %s is %s', (now, zone, start) => {
    expect(startOfDay(new Date(now), zone).toISOString()).toBe(start);
  });
});
