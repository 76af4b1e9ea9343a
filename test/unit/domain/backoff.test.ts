import { describe, expect, it } from '@jest/globals';
import { backoffMs } from '../../../src/domain/backoff.js';

describe('the wait before the next try', () => {
  it.each([
    [0, 1_000],
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [9, 256_000],
    [10, 300_000],
    [1_000, 300_000],
  ])('after %d tries is %d ms', (attempts, expected) => {
    const wait = backoffMs(attempts);

    expect(wait).toBe(expected);
  });

  it('is at least what the other side asks for, however long', () => {
    const asked = 3_600_000;

    const wait = backoffMs(1, asked);

    expect(wait).toBe(asked);
  });

  it('is not shorter because the other side asks for less', () => {
    const wait = backoffMs(5, 1);

    expect(wait).toBe(16_000);
  });
});
