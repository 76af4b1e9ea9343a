import { describe, expect, it } from '@jest/globals';
import { daysBefore, digestDue, dueOn, isMonday } from '../../../src/domain/digest-schedule.js';

const MINUTE = 60_000;

/** Looks every half hour, as the sweep does more often; returns when the digest of each day was first due. */
function firstDue(time: string, timeZone: string, from: string, until: string): Map<string, string> {
  const sent = new Map<string, string>();
  for (let at = Date.parse(from); at < Date.parse(until); at += 30 * MINUTE) {
    const due = digestDue(new Date(at), time, timeZone);
    if (due && !sent.has(due.date)) sent.set(due.date, new Date(at).toISOString());
  }
  return sent;
}

/** Local year 2026, written by hand: the days around each change of the clocks, and what hour it is in UTC then. */
const YEAR = [
  {
    timeZone: 'Europe/Paris',
    from: '2025-12-31T23:00:00Z',
    until: '2026-12-31T23:00:00Z',
    expected: {
      '2026-01-01': '2026-01-01T08:00:00.000Z',
      '2026-03-28': '2026-03-28T08:00:00.000Z',
      '2026-03-29': '2026-03-29T07:00:00.000Z',
      '2026-03-30': '2026-03-30T07:00:00.000Z',
      '2026-10-24': '2026-10-24T07:00:00.000Z',
      '2026-10-25': '2026-10-25T08:00:00.000Z',
      '2026-10-26': '2026-10-26T08:00:00.000Z',
      '2026-12-31': '2026-12-31T08:00:00.000Z',
    },
  },
  {
    timeZone: 'America/New_York',
    from: '2026-01-01T05:00:00Z',
    until: '2027-01-01T05:00:00Z',
    expected: {
      '2026-01-01': '2026-01-01T14:00:00.000Z',
      '2026-03-07': '2026-03-07T14:00:00.000Z',
      '2026-03-08': '2026-03-08T13:00:00.000Z',
      '2026-03-09': '2026-03-09T13:00:00.000Z',
      '2026-10-31': '2026-10-31T13:00:00.000Z',
      '2026-11-01': '2026-11-01T14:00:00.000Z',
      '2026-11-02': '2026-11-02T14:00:00.000Z',
      '2026-12-31': '2026-12-31T14:00:00.000Z',
    },
  },
  {
    timeZone: 'Asia/Tokyo',
    from: '2025-12-31T15:00:00Z',
    until: '2026-12-31T15:00:00Z',
    expected: {
      '2026-01-01': '2026-01-01T00:00:00.000Z',
      '2026-03-29': '2026-03-29T00:00:00.000Z',
      '2026-10-25': '2026-10-25T00:00:00.000Z',
      '2026-12-31': '2026-12-31T00:00:00.000Z',
    },
  },
  {
    // Its clocks change by half an hour.
    timeZone: 'Australia/Lord_Howe',
    from: '2025-12-31T13:00:00Z',
    until: '2026-12-31T13:00:00Z',
    expected: {
      '2026-01-01': '2025-12-31T22:00:00.000Z',
      '2026-04-04': '2026-04-03T22:00:00.000Z',
      '2026-04-05': '2026-04-04T22:30:00.000Z',
      '2026-04-06': '2026-04-05T22:30:00.000Z',
      '2026-10-03': '2026-10-02T22:30:00.000Z',
      '2026-10-04': '2026-10-03T22:00:00.000Z',
      '2026-10-05': '2026-10-04T22:00:00.000Z',
      '2026-12-31': '2026-12-30T22:00:00.000Z',
    },
  },
];

describe('a digest every day at 09:00', () => {
  it.each(YEAR)('is due 365 times in 2026 in $timeZone', ({ timeZone, from, until, expected }) => {
    const sent = firstDue('09:00', timeZone, from, until);

    expect(sent.size).toBe(365);
    for (const [date, instant] of Object.entries(expected))
      expect([date, sent.get(date)]).toEqual([date, instant]);
  });
});

describe('a digest at a time that clocks', () => {
  it.each([
    ['skip', 'Europe/Paris', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['skip west of London', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['skip by half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['skip at midnight', 'America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:30:00.000Z'],
    ['skip up to midnight', 'America/Nuuk', '2026-03-28', '23:30', '2026-03-29T00:30:00.000Z'],
    ['show twice', 'Europe/Paris', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['show twice west of London', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['show twice at midnight', 'America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30:00.000Z'],
  ])('%s is due at one instant of that day', (_, timeZone, date, time, expected) => {
    const due = dueOn(date, time, timeZone);

    expect(due.toISOString()).toBe(expected);
    expect(digestDue(due, time, timeZone)).toEqual({ date, due });
    expect(digestDue(new Date(due.getTime() - 1), time, timeZone)?.date).not.toBe(date);
  });
});

describe('a digest that was missed', () => {
  it('is due until midnight, and not on the next day before its time', () => {
    const at = (instant: string) => digestDue(new Date(instant), '09:00', 'Europe/Paris')?.date;

    const seen = [
      '2026-03-02T07:59:59Z',
      '2026-03-02T08:00:00Z',
      '2026-03-02T22:59:59Z',
      '2026-03-02T23:00:00Z',
    ];

    expect(seen.map(at)).toEqual([undefined, '2026-03-02', '2026-03-02', undefined]);
  });
});

describe('days on the calendar', () => {
  it('go back over the ends of months and years', () => {
    expect(daysBefore('2026-03-01', 2)).toEqual(['2026-02-28', '2026-02-27']);
    expect(daysBefore('2026-01-01', 1)).toEqual(['2025-12-31']);
  });

  it('tell which one is a Monday', () => {
    expect(['2026-03-01', '2026-03-02', '2026-03-03'].map(isMonday)).toEqual([false, true, false]);
  });
});
