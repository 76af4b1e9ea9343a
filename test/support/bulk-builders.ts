import type {
  BulkMailModel,
  BulkModel,
  BulkNoticeModel,
  BulkResult,
  ListedRequest,
} from '../../src/application/models.js';
import type { BulkCounts, BulkDecision, BulkOutcome } from '../../src/domain/bulk-decision.js';
import type { Decision } from '../../src/domain/decision.js';
import type { TokenRequestState } from '../../src/domain/token-request.js';
import { ACME, aDecision, aTokenRequest, MONA, NOW, SPEECH } from './builders.js';

/** How many results a page of these has. */
const A_PAGE = 20;

export function aListedRequest(over: Partial<ListedRequest> = {}): ListedRequest {
  const { repositories, ...request } = aTokenRequest();
  return { ...request, repositoryNames: ['acme/payments'], decision: null, ...over };
}

/** Olivia's denial of many requests, on its way. */
export function aBulkDecision(over: Partial<BulkDecision> = {}): BulkDecision {
  return {
    id: 31,
    state: 'asked',
    slackUserId: 'U0OLIVIA',
    action: 'deny',
    reason: null,
    viewId: 'V1',
    message: null,
    trace: 'trace-of-a-bulk',
    askedAt: NOW,
    endedAt: null,
    ...over,
  };
}

const STATE_AFTER: Record<BulkOutcome, TokenRequestState> = {
  waiting: 'deciding',
  submitted: 'deciding',
  done: 'denied',
  refused: 'pending',
  unknown: 'closed',
  'already-decided': 'approved',
  cancelled: 'cancelled',
};

/** What became of one request in olivia's denial. */
export function aBulkResult(
  outcome: BulkOutcome,
  over: Partial<Omit<BulkResult, 'request'>> = {},
  request: Partial<ListedRequest> = {},
): BulkResult {
  const state = STATE_AFTER[outcome];
  const endedAt = ['deciding', 'pending'].includes(state) ? null : NOW;
  return {
    request: aListedRequest({ state, endedAt, decision: aDecision({ action: 'deny' }), ...request }),
    outcome,
    refusal: null,
    failure: null,
    failureLink: null,
    requestUrl: 'https://github.example/organizations/acme/settings/personal-access-token-requests/9001',
    ...over,
  };
}

/** A bulk decision with these results, of which it shows the first page. */
export function aBulkModel(
  results: readonly BulkResult[],
  bulk: Partial<BulkDecision> = {},
  over: Partial<BulkModel> = {},
): BulkModel {
  return {
    bulk: aBulkDecision(bulk),
    total: results.length,
    counts: countsOf(results),
    requesters: [{ login: MONA.login, count: results.length }],
    organizations: [ACME],
    farReaching: [],
    results: results.slice(0, A_PAGE),
    page: 1,
    pages: Math.max(Math.ceil(results.length / A_PAGE), 1),
    webUrl: 'https://github.example',
    ...over,
  };
}

function countsOf(results: readonly BulkResult[]): BulkCounts {
  const count = (outcome: BulkOutcome) => results.filter((result) => result.outcome === outcome).length;
  return {
    waiting: count('waiting'),
    submitted: count('submitted'),
    done: count('done'),
    refused: count('refused'),
    unknown: count('unknown'),
    'already-decided': count('already-decided'),
    cancelled: count('cancelled'),
  };
}

/** What olivia decided of `count` requests of mona's: their tokens are token-1, token-2 and so on. */
export function aBulkNotice(
  count: number,
  decision: Partial<Decision> = {},
  request: Partial<ListedRequest> = {},
): BulkNoticeModel {
  const decided = Array.from({ length: count }, (_, index) => ({
    ...aListedRequest({ id: index + 1, tokenName: `token-${index + 1}`, endedAt: NOW, ...request }),
    decision: aDecision({ action: 'deny', tokenRequestId: index + 1, path: 'list', ...decision }),
  }));
  return { decided, approverSlackId: 'U0OLIVIA', webUrl: 'https://github.example' };
}

export function aBulkMail(
  count: number,
  decision: Partial<Decision> = {},
  request: Partial<ListedRequest> = {},
): BulkMailModel {
  return { ...aBulkNotice(count, decision, request), to: 'mona@example.com', speech: SPEECH };
}
