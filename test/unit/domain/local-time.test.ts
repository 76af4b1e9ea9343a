import { describe, expect, it } from '@jest/globals';
import { instantAt, localDate } from '../../../src/domain/local-time.js';

describe('the date in a time zone', () => {
  it.each([
    ['2026-03-02T23:30:00Z', 'UTC', '2026-03-02'],
    ['2026-03-02T23:30:00Z', 'Europe/Paris', '2026-03-03'],
    ['2026-03-02T04:30:00Z', 'America/New_York', '2026-03-01'],
    ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
  ])('at %s in %s is %s', (instant, zone, date) => {
    expect(localDate(new Date(instant), zone)).toBe(date);
  });
});

describe('the instant of a time of day', () => {
  it.each([
    ['2026-03-02', '09:00', 'UTC', '2026-03-02T09:00:00.000Z'],
    ['2026-03-28', '09:00', 'Europe/Paris', '2026-03-28T08:00:00.000Z'],
    ['2026-03-29', '09:00', 'Europe/Paris', '2026-03-29T07:00:00.000Z'],
    ['2026-03-29', '00:30', 'Europe/Paris', '2026-03-28T23:30:00.000Z'],
    ['2026-10-25', '09:00', 'Europe/Paris', '2026-10-25T08:00:00.000Z'],
    ['2026-10-25', '00:30', 'Europe/Paris', '2026-10-24T22:30:00.000Z'],
    ['2026-03-08', '01:30', 'America/New_York', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08', '03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-07-01', '09:00', 'Asia/Kolkata', '2026-07-01T03:30:00.000Z'],
  ])('on %s at %s in %s is %s', (date, time, zone, instant) => {
    expect(instantAt(date, time, zone).toISOString()).toBe(instant);
  });
});
