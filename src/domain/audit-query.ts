import type { DecisionAction } from './decision.js';
import { LEDGER_KINDS, type LedgerKind } from './ledger.js';
import type { Duration, QueryProblem } from './query.js';

/** What owners type to find entries of the ledger: `by:olivia action:deny newer:1w`. All terms must hold. */
export interface AuditQuery {
  /** As it was written, with nothing in it that PostgreSQL does not take. */
  readonly text: string;
  readonly terms: readonly AuditTerm[];
}

export type AuditTerm = { readonly negated: boolean } & AuditCondition;

export type AuditCondition =
  /** Any of the values: the login of the requester, of whoever decided or was linked, of an organization. */
  | { readonly qualifier: 'owner' | 'by' | 'org'; readonly values: readonly string[] }
  /** GitHub's ids of requests. */
  | { readonly qualifier: 'request'; readonly values: readonly string[] }
  | {
      readonly qualifier: 'action';
      readonly kinds: readonly LedgerKind[];
      readonly actions: readonly DecisionAction[];
    }
  | { readonly qualifier: 'newer' | 'older'; readonly duration: Duration }
  /** Stands in the token's name, in whatever case. */
  | { readonly qualifier: 'text'; readonly text: string };

export type AuditQualifier = Exclude<AuditCondition['qualifier'], 'text'>;

export const EMPTY_AUDIT_QUERY: AuditQuery = { text: '', terms: [] };

export type ParsedAuditQuery =
  | { readonly query: AuditQuery; readonly problems?: undefined }
  | { readonly query?: undefined; readonly problems: readonly QueryProblem[] };

/** What may stand before a colon, the names that help gives first. */
export const AUDIT_QUALIFIERS: ReadonlyMap<string, AuditQualifier> = new Map([
  ['owner', 'owner'],
  ['by', 'by'],
  ['org', 'org'],
  ['action', 'action'],
  ['request', 'request'],
  ['newer', 'newer'],
  ['older', 'older'],
  ['requester', 'owner'],
  ['user', 'owner'],
  ['approver', 'by'],
  ['decided-by', 'by'],
  ['organization', 'org'],
  ['kind', 'action'],
]);

/** Which entries a word after `action:` means. */
export const AUDIT_ACTIONS: ReadonlyMap<string, LedgerKind | DecisionAction> = new Map<
  string,
  LedgerKind | DecisionAction
>([
  ['approve', 'approve'],
  ['deny', 'deny'],
  ...LEDGER_KINDS.map((kind) => [kind, kind] as const),
  ['approved', 'approve'],
  ['denied', 'deny'],
  ['seen', 'request-seen'],
  ['cancelled', 'request-cancelled'],
  ['expired', 'request-expired'],
  ['asked', 'decision-asked'],
  ['refused', 'decision-refused'],
  ['released', 'decision-released'],
  ['link', 'link-made'],
  ['unlink', 'link-removed'],
  ['settings', 'settings-changed'],
  ['erased', 'person-erased'],
]);
