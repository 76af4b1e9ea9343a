import { describe, expect, it } from '@jest/globals';
import { ago, formatDate } from '../../../../src/sandbox/page/client/blocks/dates.js';

const now = new Date('2026-03-04T12:00:00Z');
const at = (iso: string) => Date.parse(iso) / 1000;

function format(text: string, iso: string, timeZone = 'UTC'): string {
  return formatDate(text, at(iso), { now, locale: 'en-US', timeZone }).replaceAll('\u202f', ' ');
}

describe('a date', () => {
  it.each([
    ['{date_num}', '2026-03-04'],
    ['{date_slash}', '03/04/2026'],
    ['{date}', 'March 4, 2026'],
    ['{date_short}', 'Mar 4, 2026'],
    ['{date_long}', 'Wednesday, March 4, 2026'],
    ['{date_pretty}', 'today'],
    ['{day_divider_pretty}', 'Today'],
    ['{time}', '9:05 AM'],
    ['{time_secs}', '9:05:00 AM'],
    ['{ago}', '2 hours ago'],
    ['on {date_num} {nothing}', 'on 2026-03-04 {nothing}'],
  ])('is written by %s', (text, expected) => {
    expect(format(text, '2026-03-04T09:05:00Z')).toBe(expected);
  });

  it('is yesterday or tomorrow by the viewer’s calendar', () => {
    expect(format('{date_pretty}', '2026-03-04T23:30:00Z', 'Asia/Tokyo')).toBe('tomorrow');
    expect(format('{date_pretty}', '2026-03-03T01:00:00Z')).toBe('yesterday');
    expect(format('{date_short_pretty}', '2026-03-01T01:00:00Z')).toBe('Mar 1, 2026');
  });

  it('tells how long ago or ahead it is', () => {
    const say = (iso: string) => ago(new Date(iso), { now, locale: 'en-US' });

    expect(say('2026-03-04T11:59:40Z')).toBe('now');
    expect(say('2026-03-04T11:57:00Z')).toBe('3 minutes ago');
    expect(say('2026-03-06T12:00:00Z')).toBe('in 2 days');
  });
});
