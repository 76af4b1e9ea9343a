import type { BoundedCount, WaitingRequests } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import { foreign, type Inline, moment, styled } from './rich-text.js';

const LOGIN_LIMIT = 60;
const HOUR_MS = 3_600_000;

/** How many requests wait where, since when the oldest does, and how long they wait. */
export function waitingLines(t: Translator, waiting: WaitingRequests): Inline[][] {
  const { count, oldestSince, medianWaitMs } = waiting;
  if (count.count === 0) return [[t.text('home.waiting.none')]];
  const oldest = oldestSince
    ? t.parts<Inline>('home.waiting.oldest', {
        since: moment(oldestSince, t.date(oldestSince), '{date_short_pretty}, {time} ({ago})'),
      })
    : [];
  const median =
    medianWaitMs === null ? [] : [' ', t.text('home.waiting.median', { wait: roundedWait(t, medianWaitMs) })];
  return [
    [
      styled(t.text(count.capped ? 'home.waiting.capped' : 'home.waiting', { count: count.count }), {
        bold: true,
      }),
    ],
    whereTheyWait(t, waiting),
    [...oldest, ...median],
  ];
}

/** "12", or "999+" when there are more. */
function boundedCount(t: Translator, { count, capped }: BoundedCount): string {
  return capped ? t.text('home.count.capped', { count }) : t.text('home.count', { count });
}

function whereTheyWait(t: Translator, { organizations, further }: WaitingRequests): Inline[] {
  const some = organizations.filter(({ count }) => count.count > 0);
  const named = some.flatMap(({ organization, count }, index): Inline[] => [
    ...(index === 0 ? [] : [', ']),
    styled(foreign(organization.login, LOGIN_LIMIT), { bold: true }),
    ` ${boundedCount(t, count)}`,
  ]);
  return further > 0 ? [...named, ' ', t.text('home.waiting.further', { count: further })] : named;
}

/** Rounded, so that what is shown does not change with every minute. */
function roundedWait(t: Translator, ms: number): string {
  const hours = Math.round(ms / HOUR_MS);
  if (hours < 1) return t.text('home.wait.short');
  if (hours < 48) return t.text('home.wait.hours', { count: hours });
  return t.text('home.wait.days', { count: Math.round(hours / 24) });
}
