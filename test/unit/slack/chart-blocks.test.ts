import { describe, expect, it } from '@jest/globals';
import type { Chart } from '../../../src/application/chart-ports.js';
import { english as t } from '../../../src/i18n/translator.js';
import { validateBlocks } from '../../../src/sandbox/slack/validate-blocks.js';
import { chartBlocks } from '../../../src/slack/views/chart-blocks.js';
import { chartAlt, chartSummary } from '../../../src/slack/views/chart-words.js';
import { EIGHT_WEEKS } from '../../support/some-weeks.js';

const CHART: Chart = {
  organization: 'acme',
  timeZone: 'UTC',
  until: new Date('2026-02-26T00:00:00Z'),
  weeks: EIGHT_WEEKS,
};
const PICTURED: Chart = { ...CHART, url: 'https://patrol.example/charts/a.b.png' };
const faults = (chart: Chart) =>
  (['message', 'home', 'modal'] as const).flatMap((surface) =>
    validateBlocks(chartBlocks(t, chart), surface, () => true),
  );

describe('what the last weeks were like', () => {
  it('is said in words: this week, and the one before', () => {
    expect(chartSummary(t, CHART)).toBe(
      'The last 8 weeks in acme. This week until yesterday: 7 requests decided (6 approved, 1 denied), ' +
        'in a median time of 1.8 hours; 4 wait. In the week before: 17 decided, in a median time of 45 minutes; ' +
        '1 waited when it ended.',
    );
  });

  it('is said of the week that has just ended, on a Monday', () => {
    const whole = { ...CHART, weeks: EIGHT_WEEKS.map((week) => ({ ...week, isWhole: true })) };

    expect(chartSummary(t, whole)).toContain('Last week: 7 requests decided');
  });

  it('is a picture with all of its figures in words', () => {
    const [block] = chartBlocks(t, PICTURED);

    expect(block).toMatchObject({ type: 'image', image_url: PICTURED.url, alt_text: chartAlt(t, PICTURED) });
    expect(chartAlt(t, PICTURED)).toContain(
      '2026-01-19: 9 decided, in a median time of 26 hours; 9 waiting when it ended.',
    );
    expect(chartAlt(t, PICTURED)).toContain('2026-02-09: 0 decided; 0 waiting when it ended.');
    expect(faults(PICTURED)).toEqual([]);
  });

  it('is words alone without an address for the picture', () => {
    const blocks = chartBlocks(t, CHART);

    expect(blocks.map(({ type }) => type)).toEqual(['rich_text']);
    expect(JSON.stringify(blocks)).toContain('The last 8 weeks in acme');
    expect(faults(CHART)).toEqual([]);
  });

  it('keeps to Slack’s limits, whatever the organization is called', () => {
    const weeks = EIGHT_WEEKS.map((week) => ({ ...week, pending: 1e9, approved: 1e9, medianMs: 1e15 }));

    expect(faults({ ...PICTURED, organization: '<!channel> :tada: '.repeat(300), weeks })).toEqual([]);
  });
});
