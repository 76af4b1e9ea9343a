import type { Chart } from '../../src/application/chart-ports.js';
import type { ListKind } from '../../src/application/list-ports.js';
import type { HomeModel, OwnRequests } from '../../src/application/models.js';
import type { ListModel } from '../../src/application/show-list.js';
import { EMPTY_QUERY, type Sort } from '../../src/domain/query.js';
import { NOW } from './builders.js';
import { decisionOf, listedOf, organizationOf, permissionsOf, STATES } from './shown-requests.js';
import type { Words } from './shown-words.js';
import { EIGHT_WEEKS } from './some-weeks.js';

const HOUR_MS = 3_600_000;
const webUrl = 'https://github.example';
const KINDS: readonly ListKind[] = ['pending', 'history', 'mine', 'found'];
const SOON = new Date(NOW.getTime() + 5 * HOUR_MS);

/** A request of each state and shape, decided where it has ended. */
export function everyListed(words: Words) {
  const shapes = [
    { repositorySelection: 'all' as const, tokenExpiresAt: null },
    { repositorySelection: 'none' as const, permissions: [], tokenExpiresAt: SOON, reason: null },
    { repositoryNames: [], repositoryCount: null, requestedAt: NOW },
    { repositoryNames: [], repositoryCount: 3, requestedAt: new Date(NOW.getTime() - 50 * HOUR_MS) },
    { repositoryCount: 9, permissions: permissionsOf(words, 9) },
  ];
  return STATES.flatMap((state, index) =>
    shapes.map((shape, at) => {
      const isDecided = state === 'approved' || state === 'denied' || state === 'deciding';
      const decision = decisionOf(words, { action: at % 2 === 0 ? 'approve' : 'deny' });
      return listedOf(words, {
        ...{ id: index * 10 + at + 1, state, endedAt: NOW, decision: isDecided ? decision : null },
        ...shape,
      });
    }),
  );
}

/** A list of each kind, in each order, full and empty, with all that can stand around it. */
export function everyList(words: Words): ListModel[] {
  const requests = everyListed(words).slice(0, 10);
  return KINDS.flatMap((kind) =>
    ([null, 'oldest', 'newest', 'expiry'] as const).flatMap((sort) =>
      ['', words.query].flatMap((query) => {
        const full = aList(words, kind, { query, sort, requests });
        const less = { count: { count: 1, capped: false }, selectable: { count: 1, capped: false } };
        const page = { selected: [1, 2, 99], pages: [{ at: NOW.toISOString(), id: 77 }] };
        const further = { ...full, next: { at: null, id: 1_000 }, list: { ...full.list, ...page } };
        const bare = { ...full, ...less, silent: [] };
        return [further, bare, { ...bare, requests: [] }, { ...full, organizations: [], requests: [] }];
      }),
    ),
  );
}

function aList(
  words: Words,
  kind: ListKind,
  { query, sort, requests }: { query: string; sort: Sort | null; requests: ListModel['requests'] },
): ListModel {
  return {
    list: {
      ...{ id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', slackUserId: 'U0OLIVIA', kind, selected: [1] },
      ...{ query: kind === 'found' ? query || words.tokenName : query, pages: [], revision: 0 },
    },
    query: { ...EMPTY_QUERY, sort },
    login: words.approver,
    organizations: [organizationOf(words), { ...organizationOf(words), id: 2 }],
    silent: Array.from({ length: 9 }, () => words.organization),
    requests: [
      ...requests.slice(0, 9),
      { ...(requests[0] as (typeof requests)[0]), id: 999, requester: { id: 21, login: words.approver } },
    ],
    next: null,
    count: { count: 1_000, capped: true },
    selectable: { count: 1_000, capped: true },
    ownWait: true,
    now: NOW,
  };
}

/** App Home of everybody who may open it. */
export function everyHome(words: Words): HomeModel[] {
  const listed = everyListed(words).slice(0, 10);
  const pending = listed.map((request) => ({ ...request, state: 'pending' as const, decision: null }));
  const ended = everyListed(words)
    .filter(({ endedAt, state }) => endedAt && state !== 'pending')
    .slice(0, 10);
  const own: OwnRequests = {
    ...{ waiting: pending, waitingCount: { count: 99, capped: false } },
    ...{ ended, endedCount: { count: 999, capped: true } },
  };
  const nothing: OwnRequests = {
    ...{ waiting: [], waitingCount: { count: 0, capped: false } },
    ...{ ended: [], endedCount: { count: 0, capped: false } },
  };
  const capped = { ...own, waitingCount: { count: 999, capped: true } };
  const silent = Array.from({ length: 12 }, () => words.organization);
  const basics = { slackUserId: 'U0OLIVIA', channels: ['C0REVIEW'], webUrl, canConnect: true };
  const member = { ...basics, kind: 'member' as const, login: words.requester, silent };
  return [
    { ...basics, kind: 'stranger' },
    { ...basics, kind: 'newcomer' },
    { ...basics, kind: 'newcomer', canConnect: false },
    ...[own, nothing, capped].map((theirs) => ({ ...member, own: theirs })),
    ...[600_000, 3 * HOUR_MS, 90 * HOUR_MS, null].map((wait) => ({
      ...ownersHome(words, wait),
      ...{
        ...basics,
        pending: [...pending.slice(0, 8), ...listed.filter(({ state }) => state === 'deciding')],
      },
      ...{ lately: ended, own, silent },
    })),
    { ...ownersHome(words, null), ...basics, ...NOTHING_WAITS, own: nothing },
  ];
}

/** Weeks of all kinds, with and without a picture. */
export function everyChart(words: Words): Chart[] {
  const chart = {
    organization: words.organization,
    timeZone: 'UTC',
    until: new Date('2026-02-26T00:00:00Z'),
    weeks: EIGHT_WEEKS,
  };
  const whole = EIGHT_WEEKS.map((week) => ({ ...week, isWhole: true }));
  const quiet = EIGHT_WEEKS.map((week) => ({ ...week, approved: 0, denied: 0, medianMs: null }));
  return [
    { ...chart, url: 'https://patrol.example/charts/a.b.png' },
    { ...chart, weeks: whole },
    { ...chart, weeks: quiet },
    { ...chart, weeks: quiet.map((week) => ({ ...week, isWhole: true })) },
  ];
}

const NOTHING_WAITS = {
  waiting: {
    organizations: [],
    further: 0,
    count: { count: 0, capped: false },
    oldestSince: null,
    medianWaitMs: null,
  },
};

function ownersHome(words: Words, medianWaitMs: number | null) {
  const organization = organizationOf(words);
  return {
    ...{
      kind: 'owner' as const,
      login: words.approver,
      needsSignIn: true,
      pending: [],
      lately: [],
      silent: [],
    },
    organizations: Array.from({ length: 12 }, () => organization),
    charts: medianWaitMs === null ? [] : everyChart(words),
    waiting: {
      organizations: [
        { organization, count: { count: 7, capped: false } },
        { organization, count: { count: 999, capped: true } },
      ],
      further: 3,
      count: { count: 999, capped: medianWaitMs === null },
      oldestSince: NOW,
      medianWaitMs,
    },
  };
}
