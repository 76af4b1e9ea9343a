import type { BoundedCount, WaitingRequests } from '../../application/models.js';
import { roundedWait } from '../../i18n/rounded-wait.js';
import type { Translator } from '../../i18n/translator.js';
import { inlineList } from './bulk-lines.js';
import { foreign, type Inline, moment, styled } from './rich-text.js';

const LOGIN_LIMIT = 60;

/** How many requests wait where, since when the oldest does, and how long they wait. */
export function waitingLines(t: Translator, waiting: WaitingRequests): Inline[][] {
  const { count } = waiting;
  if (count.count === 0) return [[t.text('home.waiting.none')]];
  return [
    [
      styled(t.text(count.capped ? 'home.waiting.capped' : 'home.waiting', { count: count.count }), {
        bold: true,
      }),
    ],
    whereTheyWait(t, waiting),
    howLong(t, waiting),
  ];
}

function howLong(t: Translator, { oldestSince, medianWaitMs }: WaitingRequests): Inline[] {
  if (oldestSince === null) return [];
  const since = moment(oldestSince, t.date(oldestSince), '{date_short_pretty}, {time} ({ago})');
  if (medianWaitMs === null) return t.parts<Inline>('home.waiting.oldest', { since });
  return t.parts<Inline>('home.waiting.oldest.median', { since, wait: roundedWait(t, medianWaitMs) });
}

/** "12", or "999+" when there are more. */
export function boundedCount(t: Translator, { count, capped }: BoundedCount): string {
  return capped ? t.text('home.count.capped', { count }) : t.text('home.count', { count });
}

function whereTheyWait(t: Translator, { organizations, further }: WaitingRequests): Inline[] {
  const some = organizations.filter(({ count }) => count.count > 0);
  const named = some.map(({ organization, count }) =>
    t.parts<Inline>('home.waiting.in', {
      organization: styled(foreign(organization.login, LOGIN_LIMIT), { bold: true }),
      count: boundedCount(t, count),
    }),
  );
  const rows = further > 0 ? [...named, [t.text('home.waiting.further', { count: further })]] : named;
  return inlineList(t, rows);
}
