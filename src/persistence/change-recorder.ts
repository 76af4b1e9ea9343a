import type { EntityManager } from 'typeorm';
import type { Ledger } from '../application/ledger-ports.js';
import type { DecisionAction, DecisionPath, DecisionState } from '../domain/decision.js';
import type { LedgerData, LedgerKind, LedgerPerson } from '../domain/ledger.js';
import type { Organization, TokenRequestContent } from '../domain/token-request.js';
import type { RecordLink } from './links.js';

/** Puts what the stores change on the record, in the same transaction. */
export interface ChangeRecorder {
  request(
    kind: Extract<LedgerKind, `request-${string}`>,
    id: number,
    change: { readonly at: Date; readonly trace: string; readonly facts?: LedgerData },
  ): Promise<void>;
  /** The same of a request that came with the statement which changed it. */
  requestRow(
    kind: Extract<LedgerKind, `request-${string}`>,
    row: RequestRow,
    change: { readonly at: Date; readonly trace: string; readonly facts?: LedgerData },
  ): Promise<void>;
  /** However many they are, it takes two statements. */
  decisions(
    kind: LedgerKind,
    ids: readonly number[],
    change: { readonly at: Date; readonly facts?: LedgerData },
  ): Promise<void>;
  /**
   * The same of what a statement changes, which returns all of its rows: theirs come with the `columns` of a decision `d`
   * that are named.
   */
  changedDecisions<Row>(
    kind: LedgerKind,
    changed: { readonly statement: string; readonly values: unknown[]; readonly columns: string },
    change: { readonly at: Date },
  ): Promise<Row[]>;
  readonly link: RecordLink;
  organization(
    kind: Extract<LedgerKind, `app-${string}`>,
    organization: Pick<Organization, 'id' | 'login'>,
    at: Date,
  ): Promise<void>;
}

export interface RequestRow {
  readonly tokenRequestId: number;
  readonly organizationId: number;
  readonly organization: string;
  readonly patRequestId: number;
  readonly requesterId: number;
  readonly requesterLogin: string;
  readonly tokenName: string;
  readonly requesterReason: string | null;
}

interface DecisionRow extends RequestRow {
  readonly decisionId: number;
  readonly bulkId: number | null;
  readonly action: DecisionAction;
  readonly path: DecisionPath;
  readonly state: DecisionState;
  readonly decidedAs: string | null;
  readonly delegatedBy: string | null;
  readonly failure: string | null;
  readonly reason: string | null;
  readonly githubUserId: number;
  readonly githubLogin: string;
  readonly slackUserId: string | null;
  readonly trace: string;
}

/** What an entry says of a request `r` of the organization `o`: a `RequestRow`. */
export const OF_REQUEST = `r.id AS "tokenRequestId", r.organization_id AS "organizationId", o.login AS organization,
  r.pat_request_id AS "patRequestId", r.requester_id AS "requesterId", r.requester_login AS "requesterLogin",
  r.token_name AS "tokenName", r.reason AS "requesterReason"`;

const REQUESTS = `SELECT ${OF_REQUEST} FROM token_requests r JOIN organizations o ON o.id = r.organization_id
  WHERE r.id = $1`;

const OF_DECISION = `${OF_REQUEST}, d.id AS "decisionId", d.bulk_id AS "bulkId", d.action, d.path, d.state,
    d.decided_as AS "decidedAs", d.delegated_by AS "delegatedBy", d.failure, d.reason,
    d.github_user_id AS "githubUserId", d.github_login AS "githubLogin", d.slack_user_id AS "slackUserId", d.trace`;

const WITH_REQUEST = `JOIN token_requests r ON r.id = d.token_request_id
  JOIN organizations o ON o.id = r.organization_id`;

const DECISIONS = `SELECT ${OF_DECISION} FROM decisions d ${WITH_REQUEST}
  WHERE d.id = ANY($1::bigint[]) ORDER BY d.id`;

/** More names than that are counted, so that an entry stays small. */
const REPOSITORIES_NAMED = 100;

export function createChangeRecorder(manager: EntityManager, ledger: Ledger): ChangeRecorder {
  const requestRow: ChangeRecorder['requestRow'] = (kind, row, { at, trace, facts = {} }) =>
    ledger.append({
      kind,
      at,
      trace,
      organizationId: row.organizationId,
      tokenRequestId: row.tokenRequestId,
      data: { ...requestFacts(row), ...facts },
      people: [requesterOf(row)],
    });

  async function appendDecisions(
    kind: LedgerKind,
    rows: readonly DecisionRow[],
    { at, facts = {} }: { readonly at: Date; readonly facts?: LedgerData },
  ): Promise<void> {
    await ledger.append(
      ...rows.map(({ organizationId, tokenRequestId, decisionId, trace, ...row }) => ({
        kind,
        at,
        trace,
        organizationId,
        tokenRequestId,
        decisionId,
        data: { ...requestFacts(row), ...decisionFacts(row), ...facts },
        people: [approverOf(row), requesterOf(row)],
      })),
    );
  }

  return {
    async request(kind, id, change) {
      const [row]: RequestRow[] = await manager.query(REQUESTS, [id]);
      if (row) await requestRow(kind, row, change);
    },
    requestRow,
    async decisions(kind, ids, { at, facts = {} }) {
      if (ids.length === 0) return;
      const rows: DecisionRow[] = await manager.query(DECISIONS, [[...ids]]);
      await appendDecisions(kind, rows, { at, facts });
    },
    async changedDecisions<Row>(
      kind: LedgerKind,
      { statement, values, columns }: { statement: string; values: unknown[]; columns: string },
      { at }: { at: Date },
    ) {
      const rows: (DecisionRow & Row)[] = await manager.query(
        `WITH d AS (${statement}) SELECT ${OF_DECISION}, ${columns} FROM d ${WITH_REQUEST} ORDER BY d.id`,
        values,
      );
      await appendDecisions(kind, rows, { at });
      return rows;
    },
    link: (kind, { githubUserId, slackUserId, githubLogin }, { origin, removal }, at) =>
      ledger.append({
        kind,
        at,
        trace: '',
        data: { origin, ...(removal === undefined ? {} : { removal }) },
        people: [{ role: 'person', githubUserId, slackUserId, fields: { login: githubLogin } }],
      }),
    organization: (kind, { id, login }, at) =>
      ledger.append({ kind, at, trace: '', organizationId: id, data: { organization: login }, people: [] }),
  };
}

/** What a request asks for. */
export function accessFacts(content: TokenRequestContent): LedgerData {
  const { repositorySelection, repositoryCount, repositories = [], permissions } = content;
  return {
    repositorySelection,
    repositoryCount,
    repositories: repositories.slice(0, REPOSITORIES_NAMED).map(({ fullName }) => fullName),
    permissions: permissions.map(({ group, name, level }) => `${group}/${name}:${level}`),
    tokenExpiresAt: content.tokenExpiresAt?.toISOString() ?? null,
  };
}

function requestFacts({ organization, patRequestId }: Pick<RequestRow, 'organization' | 'patRequestId'>) {
  return { organization, patRequestId };
}

function decisionFacts(row: Omit<DecisionRow, 'decisionId' | 'organizationId' | 'tokenRequestId' | 'trace'>) {
  const { action, path, state, decidedAs, delegatedBy, failure, bulkId } = row;
  const known = Object.entries({ decidedAs, delegatedBy, failure, bulkId });
  return { action, path, state, ...Object.fromEntries(known.filter(([, value]) => value !== null)) };
}

function approverOf(
  row: Pick<DecisionRow, 'githubUserId' | 'githubLogin' | 'slackUserId' | 'reason'>,
): LedgerPerson {
  const { githubUserId, slackUserId, githubLogin: login, reason } = row;
  return { role: 'approver', githubUserId, slackUserId, fields: { login, reason } };
}

function requesterOf(
  row: Pick<RequestRow, 'requesterId' | 'requesterLogin' | 'tokenName' | 'requesterReason'>,
): LedgerPerson {
  const { requesterId, requesterLogin: login, tokenName, requesterReason: reason } = row;
  return {
    role: 'requester',
    githubUserId: requesterId,
    slackUserId: null,
    fields: { login, tokenName, reason },
  };
}
