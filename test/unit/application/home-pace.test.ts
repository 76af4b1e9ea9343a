import { describe, expect, it } from '@jest/globals';
import { busier, type HomePace, pauseLeftMs, silencePauseMs } from '../../../src/application/home-pace.js';

const START = new Date('2026-03-02T09:00:00.000Z');
const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const FRESH: HomePace = { refreshedAt: null, busy: 0 };

/** When a Home is brought up to date that always has to be, in seconds. */
function refreshes(seconds: number, openOwners = 1): number[] {
  const done: number[] = [];
  let pace = FRESH;
  for (let second = 0; second < seconds; second += 1) {
    if (pauseLeftMs(pace, at(second), openOwners) > 0) continue;
    pace = { refreshedAt: at(second), busy: busier(pace, at(second)) };
    done.push(second);
  }
  return done;
}

describe('the pace of App Home', () => {
  it('is fast at first, and four refreshes a minute in the long run', () => {
    const hour = refreshes(3_600);

    expect(hour.slice(0, 4)).toEqual([0, 2, 4, 6]);
    expect(hour.length).toBeGreaterThan(235);
    expect(hour.length).toBeLessThan(255);
  });

  it('leaves GitHub’s 5,000 calls an hour to others, however many owners have Home open', () => {
    const calls = [10, 50, 100, 200].map((owners) => refreshes(3_600, owners).length * owners);

    expect(Math.max(...calls)).toBeLessThan(4_000);
  });

  it('waits for nothing when changes are far between, or the person has done something', () => {
    const busy = { refreshedAt: START, busy: 10 };

    const pauses = [
      pauseLeftMs(busy, at(1), 1),
      pauseLeftMs(busy, at(15), 1),
      pauseLeftMs({ ...busy, refreshedAt: null }, at(1), 1),
    ];

    expect(pauses).toEqual([14_000, 0, 0]);
    expect(busier(busy, at(3_000))).toBe(1);
  });

  it('is counted in whole milliseconds, for a delivery is due at one', () => {
    const pause = pauseLeftMs({ refreshedAt: START, busy: 5.3 }, START, 1);

    expect(Number.isInteger(pause)).toBe(true);
  });

  it('asks a silent GitHub after ten seconds, and every ten minutes at last', () => {
    const pauses = [0, 10, 40, 3_600].map((seconds) => silencePauseMs(START, at(seconds)) / 1_000);

    expect(pauses).toEqual([10, 10, 40, 600]);
  });
});
