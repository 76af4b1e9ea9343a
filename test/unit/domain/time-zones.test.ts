import { describe, expect, it } from '@jest/globals';
import { findTimeZones, isTimeZone, timeZones } from '../../../src/domain/time-zones.js';

describe('time zones', () => {
  it('are all that clocks can be told by, UTC among them', () => {
    expect(timeZones()).toContain('UTC');
    expect(timeZones().filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it.each([
    ['paris', 'Europe/Paris'],
    ['New York', 'America/New_York'],
    ['europe/lon', 'Europe/London'],
    [' UTC ', 'UTC'],
  ])('are found by what people type: %j', (typed, first) => {
    expect(findTimeZones(typed, 10)[0]).toBe(first);
  });

  it('are found by their beginning before they are by their middle', () => {
    const found = findTimeZones('ma', 100);

    const isBegun = found.map((name) => name.split('/').some((part) => part.toLowerCase().startsWith('ma')));
    expect(isBegun.lastIndexOf(true)).toBeLessThan(isBegun.indexOf(false));
  });

  it('are no more than asked for', () => {
    expect(findTimeZones('', 100)).toHaveLength(100);
    expect(findTimeZones('x'.repeat(10_000), 100)).toEqual([]);
  });

  it.each(['', 'Mars/Olympus', '+02:00', 'europe', 'x'.repeat(100), 'Europe/Paris\0'])(
    'are no other names: %j',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
