import type { LedgerRow } from '../../src/application/ledger-ports.js';
import type { FailedDelivery } from '../../src/application/operations-ports.js';
import type { AuditModel } from '../../src/application/read-audit.js';
import type { StatusModel } from '../../src/application/read-status.js';
import { EMPTY_AUDIT_QUERY } from '../../src/domain/audit-query.js';
import { LEDGER_KINDS } from '../../src/domain/ledger.js';
import { MONA, NOW, OLIVIA } from './builders.js';
import { organizationOf } from './shown-requests.js';
import type { Words } from './shown-words.js';

/** A page of the ledger for each kind of entry. */
export function everyAudit(words: Words): AuditModel[] {
  const rows = [...LEDGER_KINDS, 'something-new'].flatMap((kind) => rowsOf(words, kind));
  const pages = Array.from({ length: Math.ceil(rows.length / 10) }, (_, page) =>
    rows.slice(page * 10, page * 10 + 10),
  );
  const model: Omit<AuditModel, 'rows'> = {
    ...{ query: EMPTY_AUDIT_QUERY, organizations: [organizationOf(words)], silent: [words.organization] },
    ...{ newer: { after: 9 }, older: { before: 1 } },
    ...{ count: { count: 1_000, capped: true }, head: { seq: 12, seal: 'ab'.repeat(32) } },
  };
  const query = { ...EMPTY_AUDIT_QUERY, text: words.query };
  const none = { rows: [], newer: null, older: null, count: { count: 0, capped: false }, head: null };
  return [
    ...pages.map((page) => ({ ...model, rows: page })),
    { ...model, ...none, query },
    { ...model, ...none, organizations: [] },
    { ...model, ...none, organizations: [], silent: [] },
  ];
}

function rowsOf(words: Words, kind: string): LedgerRow[] {
  const person = (role: string, user: { id: number; login: string }, slackUserId: string | null) => ({
    ...{ role, salt: Buffer.alloc(16), githubUserId: user.id, slackUserId },
    fields: { login: user.login, tokenName: words.tokenName, reason: words.reason },
  });
  const approver = person('approver', { ...OLIVIA, login: words.approver }, 'U0OLIVIA');
  const requester = person('requester', { ...MONA, login: words.requester }, null);
  const linked = person('person', { ...MONA, login: words.requester }, 'U0MONA');
  const paths = ['card', 'details-modal', 'home', 'list', 'github'];
  return paths.map((path, index) => ({
    entry: {
      ...{ id: index, uid: 'u', at: NOW, kind, organizationId: 1, tokenRequestId: 1, decisionId: 5 },
      ...{ people: {}, trace: 't', mac: null },
      data: {
        ...{ organization: words.organization, patRequestId: 9_001, path, failure: 'github-403' },
        ...{ action: index % 2 === 0 ? 'approve' : 'deny', origin: index % 2 === 0 ? 'operator' : 'member' },
        ...(index === 0 ? { delegatedBy: words.team } : {}),
      },
    },
    people:
      index === 1
        ? []
        : index === 2
          ? [{ ...approver, githubUserId: 0 }, requester]
          : [approver, requester, linked],
    seal: null,
  }));
}

const ERRORS = [
  'slack refused: is_archived',
  'slack refused: channel_not_found',
  'slack refused: restricted_action',
  'slack refused: user_not_found',
  'slack refused: cannot_dm_bot',
  'slack refused: invalid_blocks',
  'github refused: 403',
  'smtp refused: EENVELOPE 550',
  'TypeError',
];

/** How PATrol is doing, well and badly. */
export function everyStatus(words: Words, payloads: readonly FailedDelivery['payload'][]): StatusModel[] {
  const failed = [
    ...ERRORS.map((error) => aFailure(words, { error })),
    ...[...payloads, null].map((payload) => aFailure(words, { payload })),
    aFailure(words, { tokenName: null }),
    aFailure(words, { requestCount: 5 }),
  ].map((failure, id) => ({ ...failure, id }));
  const pages = Array.from({ length: Math.ceil(failed.length / 10) }, (_, page) =>
    failed.slice(page * 10, page * 10 + 10),
  );
  const organization = organizationOf(words);
  const model = {
    organizations: Array.from({ length: 12 }, () => organization),
    ...{ silent: [words.organization], waiting: 3, oldestSince: NOW, unknownOutcomes: 2 },
    services: { slack: 'ok', github: 'ok', database: 'ok', smtp: 'ok' } as const,
    comparisons: [
      { organization, at: NOW },
      { organization, at: null },
    ],
    failed: [],
    failedCount: { count: 0, capped: false },
  };
  const states = ['refused', 'unreachable', 'unknown', 'off'] as const;
  return [
    ...pages.map((page) => ({
      ...model,
      failed: page,
      failedCount: { count: 40, capped: page === pages[0] },
    })),
    ...states.map((state) => ({
      ...{ ...model, waiting: 0, oldestSince: null, silent: [] },
      services: { slack: state, github: state, database: state, smtp: state },
    })),
    { ...model, organizations: [], silent: [] },
    { ...model, organizations: [] },
  ];
}

function aFailure(words: Words, over: Partial<FailedDelivery>): FailedDelivery {
  return {
    ...{ id: 1, payload: { kind: 'card', channel: 'C0REVIEW' }, kind: 'card', failedAt: NOW, trace: 'tr-1' },
    ...{ error: 'slack refused: is_archived', tokenName: words.tokenName, requesterLogin: words.requester },
    ...{ organization: words.organization, requestCount: 1 },
    ...over,
  };
}
