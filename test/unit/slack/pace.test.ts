import { describe, expect, it } from '@jest/globals';
import { OutsideError } from '../../../src/domain/errors.js';
import { createPace, type Pace } from '../../../src/slack/pace.js';
import { aClock } from '../../support/builders.js';

/** `posts` for a turn; otherwise how long the call is told to wait, in milliseconds. */
function turn(pace: Pace, channel = 'C1'): 'posts' | number | undefined {
  try {
    pace.takeTurn(channel);
    return 'posts';
  } catch (error) {
    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({ service: 'slack', failure: 'unavailable', code: 'ratelimited' });
    return (error as OutsideError).options.retryAfterMs;
  }
}

const turns = (pace: Pace, count: number, channel?: string) =>
  Array.from({ length: count }, () => turn(pace, channel));

describe('posting in a channel', () => {
  it('is possible three times at once; those after that are told to come back, a second apart', () => {
    const pace = createPace(aClock());

    const answers = turns(pace, 6);

    expect(answers).toEqual(['posts', 'posts', 'posts', 1_000, 2_000, 3_000]);
  });

  it('is possible once a second after a burst, not a moment earlier', () => {
    const clock = aClock();
    const pace = createPace(clock);
    turns(pace, 3);

    clock.pass(999);
    const early = turn(pace);
    clock.pass(1);
    const [first, second] = turns(pace, 2);

    expect(early).toBe(1_000);
    expect(first).toBe('posts');
    expect(second).toEqual(expect.any(Number));
  });

  it('lets everybody post who comes back when told to', () => {
    const clock = aClock();
    const pace = createPace(clock);
    const waits = turns(pace, 8).slice(3);

    const answers = waits.map(() => {
      clock.pass(1_000);
      return turn(pace);
    });

    expect(waits).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(answers).toEqual(Array(5).fill('posts'));
  });

  it('tells those who come while others wait to come after them', () => {
    const clock = aClock();
    const pace = createPace(clock);
    turns(pace, 6);
    clock.pass(1_000);
    turn(pace);

    const latecomer = turn(pace);

    expect(latecomer).toBe(3_000);
  });

  it('loses no part of a second: a turn is earned a second after the one before', () => {
    const clock = aClock();
    const pace = createPace(clock);
    turns(pace, 3);
    clock.pass(1_500);
    turn(pace);

    clock.pass(500);
    const answer = turn(pace);

    expect(answer).toBe('posts');
  });

  it('is possible in a burst again after a pause, however long, but no longer burst', () => {
    const clock = aClock();
    const pace = createPace(clock);
    turns(pace, 3);
    clock.pass(3_600_000);

    const answers = turns(pace, 4);

    expect(answers).toEqual(['posts', 'posts', 'posts', 1_000]);
  });

  it('does not hold up another channel', () => {
    const pace = createPace(aClock());
    turns(pace, 5, 'C1');

    const answers = turns(pace, 4, 'C2');

    expect(answers).toEqual(['posts', 'posts', 'posts', 1_000]);
  });
});
