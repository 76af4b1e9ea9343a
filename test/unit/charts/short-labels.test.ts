import { describe, expect, it } from '@jest/globals';
import { shortDuration, shortNumber } from '../../../src/charts/short-labels.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a number in the picture', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1k'],
    [1_249, '1.2k'],
    [34_400, '34k'],
  ])('%d is %s', (value, label) => {
    expect(shortNumber(value)).toBe(label);
  });
});

describe('a time in the picture', () => {
  it.each([
    [0, '1 min'],
    [90_000, '2 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [5.24 * HOUR, '5.2 h'],
    [9.96 * HOUR, '10 h'],
    [47.6 * HOUR, '48 h'],
    [48 * HOUR, '2 d'],
    [300 * HOUR, '13 d'],
  ])('%d ms are %s', (ms, label) => {
    expect(shortDuration(ms)).toBe(label);
  });
});
