import type { LedgerRow, StoredPerson } from '../application/ledger-ports.js';
import type { Json } from '../domain/canonical-json.js';
import type { LedgerRole } from '../domain/ledger.js';

/** The columns of the CSV; a landed one keeps its name and its place. */
export const LEDGER_CSV_COLUMNS = [
  ...['seq', 'seal', 'entry_id', 'uid', 'at', 'kind', 'organization', 'organization_id', 'request', 'action'],
  ...['state', 'path', 'decided_as', 'delegated_by', 'failure', 'approver_github_id', 'approver_login'],
  ...['approver_slack_id', 'decision_reason', 'requester_github_id', 'requester_login', 'token_name'],
  ...['requester_reason', 'person_github_id', 'person_login', 'person_slack_id', 'erased', 'repositories'],
  ...['permissions', 'data', 'token_request_id', 'decision_id', 'trace'],
] as const;

type Column = (typeof LEDGER_CSV_COLUMNS)[number];

/** An entry as a line of the CSV. */
export function toCsvRecord({ entry, people, seal }: LedgerRow): Record<Column, string> {
  const { data } = entry;
  const [approver, requester, person] = (['approver', 'requester', 'person'] as const).map((role) =>
    people.find((one) => one.role === role),
  );
  return {
    ...sealColumns(seal),
    ...entryColumns(entry),
    approver_github_id: text(approver?.githubUserId),
    approver_login: text(approver?.fields.login),
    approver_slack_id: text(approver?.slackUserId),
    decision_reason: text(approver?.fields.reason),
    requester_github_id: text(requester?.githubUserId),
    requester_login: text(requester?.fields.login),
    token_name: text(requester?.fields.tokenName),
    requester_reason: text(requester?.fields.reason),
    person_github_id: text(person?.githubUserId),
    person_login: text(person?.fields.login),
    person_slack_id: text(person?.slackUserId),
    erased: erasedRoles({ entry, people }).join(' '),
    repositories: list(data.repositories),
    permissions: list(data.permissions),
    data: JSON.stringify(data),
  };
}

/** An entry as a line of JSON, with all that is needed to check it with another program. */
export function toJsonLine({ entry, people, seal }: LedgerRow): string {
  const { id, uid, kind, organizationId, tokenRequestId, decisionId, data, trace, mac } = entry;
  const erased = erasedRoles({ entry, people }).map((role) => [role, 'erased'] as const);
  return `${JSON.stringify({
    seq: seal?.seq ?? null,
    seal: seal?.seal.toString('hex') ?? null,
    keyId: seal?.keyId ?? null,
    sealedAt: seal?.sealedAt ?? null,
    ...{ id, uid, at: entry.at, kind, organizationId, tokenRequestId, decisionId, data, trace },
    digests: entry.people,
    mac: mac?.toString('hex') ?? null,
    people: Object.fromEntries([...people.map((one) => [one.role, toJson(one)] as const), ...erased]),
  })}\n`;
}

type SealColumn = 'seq' | 'seal';
type PersonColumn = `${'approver' | 'requester' | 'person'}_${string}` & Column;
type OtherColumn = 'decision_reason' | 'token_name' | 'erased' | 'repositories' | 'permissions' | 'data';

function sealColumns(seal: LedgerRow['seal']): Record<SealColumn, string> {
  return { seq: text(seal?.seq), seal: seal?.seal.toString('hex') ?? '' };
}

function entryColumns(
  entry: LedgerRow['entry'],
): Record<Exclude<Column, SealColumn | PersonColumn | OtherColumn>, string> {
  const { data } = entry;
  return {
    entry_id: text(entry.id),
    uid: entry.uid,
    at: Number.isNaN(entry.at.getTime()) ? '' : entry.at.toISOString(),
    kind: entry.kind,
    organization: text(data.organization),
    organization_id: text(entry.organizationId),
    request: text(data.patRequestId),
    action: text(data.action),
    state: text(data.state),
    path: text(data.path),
    decided_as: text(data.decidedAs),
    delegated_by: text(data.delegatedBy),
    failure: text(data.failure),
    token_request_id: text(entry.tokenRequestId),
    decision_id: text(entry.decisionId),
    trace: entry.trace,
  };
}

function toJson({ githubUserId, slackUserId, fields, salt }: StoredPerson) {
  return { githubUserId, slackUserId, ...fields, salt: salt.toString('hex') };
}

function erasedRoles({ entry, people }: Pick<LedgerRow, 'entry' | 'people'>): LedgerRole[] {
  const roles = people.map(({ role }) => role);
  return Object.keys(entry.people).filter((role): role is LedgerRole => !roles.includes(role));
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function list(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(text).join(' ') : '';
}
