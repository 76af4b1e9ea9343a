import type { Chart, WeekFigures } from '../../application/chart-ports.js';
import type { Translator } from '../../i18n/translator.js';
import { foreign } from './rich-text.js';

const LOGIN_LIMIT = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "The last 8 weeks in acme". */
export function chartTitle(t: Translator, { organization, weeks }: Chart): string {
  return t.text('chart.title', { count: weeks.length, organization: foreign(organization, LOGIN_LIMIT) });
}

/** The last two weeks in a few words. */
export function chartSummary(t: Translator, chart: Chart): string {
  const [before, latest] = chart.weeks.slice(-2);
  if (before === undefined || latest === undefined) return chartTitle(t, chart);
  return t.text('chart.summary', {
    title: chartTitle(t, chart),
    latest: t.text(latest.isWhole ? 'chart.latest' : 'chart.latest.so-far', valuesOf(t, latest)),
    before: t.text('chart.before', valuesOf(t, before)),
  });
}

/** All that the picture shows. */
export function chartAlt(t: Translator, chart: Chart): string {
  const weeks = chart.weeks.map((week) =>
    t.text('chart.week', { ...valuesOf(t, week), monday: week.monday }),
  );
  return [chartSummary(t, chart), t.text('chart.weeks'), ...weeks].join(' ');
}

function valuesOf(t: Translator, { approved, denied, pending, medianMs }: WeekFigures) {
  const time = medianMs === null ? '' : t.text('chart.time', { time: duration(t, medianMs) });
  return { decided: approved + denied, approved, denied, pending, time };
}

/** As exact as what the picture says. */
function duration(t: Translator, ms: number): string {
  if (ms < HOUR_MS) {
    return t.text('chart.minutes', { count: Math.min(Math.max(Math.round(ms / MINUTE_MS), 1), 59) });
  }
  const [unit, key] = ms < 2 * DAY_MS ? [HOUR_MS, 'chart.hours' as const] : [DAY_MS, 'chart.days' as const];
  return t.text(key, { count: rounded(ms / unit) });
}

function rounded(value: number): number {
  return value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
}
