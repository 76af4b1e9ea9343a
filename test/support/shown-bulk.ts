import type { BulkRefusal } from '../../src/domain/bulk-decision.js';
import { bulkMail } from '../../src/email/bulk-mail.js';
import { bulkNoticeView } from '../../src/slack/views/bulk-notice-view.js';
import { bulkProgressView, bulkResultsView } from '../../src/slack/views/bulk-results-view.js';
import { bulkView } from '../../src/slack/views/bulk-view.js';
import { decideSelectedView } from '../../src/slack/views/decide-selected-view.js';
import { SPEECH } from './builders.js';
import { aBulkModel, aBulkNotice, aBulkResult } from './bulk-builders.js';
import { mail, message, type Shown, view } from './shown.js';
import { decisionOf, FAILURES, listedOf, organizationOf, UNNAMED } from './shown-requests.js';
import type { Words } from './shown-words.js';

const REFUSALS: Record<BulkRefusal, true> = {
  'already-decided': true,
  'app-not-installed': true,
  'github-silent': true,
  'not-owner': true,
  'not-signed-in': true,
  'own-request': true,
  'request-gone': true,
  'token-expired': true,
};
const OUTCOMES = [
  'waiting',
  'submitted',
  'done',
  'refused',
  'unknown',
  'already-decided',
  'cancelled',
] as const;

/** Everything that people see of a bulk decision. */
export function everyBulk(words: Words): Shown[] {
  const request = listedOf(words);
  const result = (outcome: (typeof OUTCOMES)[number], over = {}) =>
    aBulkResult(outcome, over, {
      ...request,
      ...aBulkResult(outcome).request,
      requester: request.requester,
      organization: request.organization,
      tokenName: request.tokenName,
    });
  const results = [
    ...OUTCOMES.map((outcome) => result(outcome)),
    ...(Object.keys(REFUSALS) as BulkRefusal[]).map((refusal) => result('refused', { refusal })),
    ...FAILURES.map((failure) => result('unknown', { failure })),
  ];
  const around = {
    requesters: Array.from({ length: 9 }, (_, index) => ({ login: words.requester, count: 9 - index })),
    organizations: Array.from({ length: 9 }, () => organizationOf(words)),
    farReaching: Array.from({ length: 9 }, () =>
      listedOf(words, { repositorySelection: 'all', tokenExpiresAt: null }),
    ),
  };
  return (['approve', 'deny'] as const).flatMap((action) => [
    ...[results, [result('done')]].flatMap((shown) =>
      (['drafted', 'asked', 'ended'] as const).flatMap((state) => {
        const bulk = { state, action: state === 'drafted' ? null : action, reason: words.reason };
        const model = aBulkModel(shown, bulk, { ...around, page: 2, pages: 3 });
        return [
          message('bulk', (t) => bulkView(t, model)),
          view('bulk results', (t) => bulkResultsView(t, model)),
          view('bulk progress', (t) => bulkProgressView(t, model)),
        ];
      }),
    ),
    view('decide selected', (t) => decideSelectedView(t, aBulkModel(results, {}, around))),
    ...bulkNews(words, action),
  ]);
}

function bulkNews(words: Words, action: 'approve' | 'deny'): Shown[] {
  const named = decisionOf(words, { action });
  const decisions = [named, { ...named, reason: null }, { ...named, approver: UNNAMED }];
  return decisions.flatMap((decision) =>
    [2, 250].flatMap((count) => {
      const { id, state, decision: _, ...request } = listedOf(words);
      const notice = aBulkNotice(count, decision, request);
      const elsewhere = aBulkNotice(1, decision, {
        ...request,
        organization: { ...request.organization, login: 'umbrella' },
      });
      const both = { ...notice, decided: [...notice.decided, ...elsewhere.decided] };
      const to = { to: 'mona@example.com', speech: SPEECH };
      return [
        message('bulk notice', (t) => bulkNoticeView(t, notice)),
        mail('bulk', (t) => bulkMail(t, { ...notice, ...to })),
        mail('bulk', (t) => bulkMail(t, { ...both, ...to })),
      ];
    }),
  );
}
