import { describe, expect, it } from '@jest/globals';
import { drawChart } from '../../../src/charts/draw-chart.js';
import { readPng } from '../../support/read-png.js';
import { aWeek, EIGHT_WEEKS } from '../../support/some-weeks.js';

const ORANGE = 'd55e00ff';
const BLUE = '0072b2ff';
const GREEN = '00795cff';

describe('the picture', () => {
  it('has twice the pixels that it takes up, and is small', async () => {
    const picture = await drawChart(EIGHT_WEEKS);

    const { width, height } = readPng(picture);
    expect([width, height]).toEqual([960, 540]);
    expect(picture.length).toBeLessThan(60_000);
  });

  it('shows each row in its own colour, on paper with round corners', async () => {
    const picture = readPng(await drawChart(EIGHT_WEEKS));

    for (const colour of [ORANGE, BLUE, GREEN]) expect(picture.count(colour)).toBeGreaterThan(200);
    expect(picture.count('ffffffff')).toBeGreaterThan(400_000);
    expect(picture.count('00000000')).toBeGreaterThan(50);
  });

  it('is the same for the same figures, and another one for others', async () => {
    const [one, same, other] = [
      await drawChart(EIGHT_WEEKS),
      await drawChart(EIGHT_WEEKS),
      await drawChart(EIGHT_WEEKS.slice(0, 7).concat(aWeek('2026-02-23', 5, 6, 1, 1.8))),
    ];

    expect(Buffer.compare(one, same)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  it('can be drawn of nothing, and of very much', async () => {
    const nothing = EIGHT_WEEKS.map(({ monday }) => aWeek(monday, 0, 0, 0, null));
    const much = EIGHT_WEEKS.map(({ monday }) => aWeek(monday, 1e9, 1e9, 1e9, 1e6));

    const sizes = [await drawChart(nothing), await drawChart(much)].map((picture) => readPng(picture).width);

    expect(sizes).toEqual([960, 960]);
  });
});
