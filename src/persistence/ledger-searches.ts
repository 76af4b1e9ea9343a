import type { EntityManager } from 'typeorm';
import type { Ledger, LedgerRange, LedgerSearch } from '../application/ledger-ports.js';
import type { AuditCondition, AuditTerm } from '../domain/audit-query.js';
import type { LedgerData } from '../domain/ledger.js';
import { durationMs } from '../domain/query.js';
import { LEDGER_COLUMNS, type RawRow, toLedgerRows } from './ledger-rows.js';
import { PLANNED_ANEW } from './prepared-statements.js';

/** Values of a statement, each of which gets its place in it. */
type Bind = (value: unknown) => string;

/** Reads the record: as owners search it, and as the operator takes it out. */
export function ledgerSearches(
  manager: EntityManager,
): Pick<Ledger, 'lockSettings' | 'latestSettings' | 'range' | 'page' | 'count'> {
  return {
    async lockSettings() {
      await manager.query('SELECT pg_advisory_xact_lock(6039418)');
    },
    async latestSettings() {
      const rows: { data: LedgerData }[] = await manager.query(
        "SELECT data FROM ledger_entries WHERE kind = 'settings-changed' ORDER BY id DESC LIMIT 1",
      );
      return rows[0]?.data;
    },
    async range(range, afterId, limit) {
      const values: unknown[] = [];
      const bind = binder(values);
      const rows: RawRow[] = await manager.query(
        `${PLANNED_ANEW}SELECT ${LEDGER_COLUMNS} FROM ledger_entries e
           LEFT JOIN ledger_seals s ON s.entry_id = e.id AND s.entry_id > ${bind(afterId)}
          WHERE e.id > ${bind(afterId)} AND ${inRange(range, bind)} ORDER BY e.id LIMIT ${bind(limit)}`,
        values,
      );
      return toLedgerRows(manager, rows);
    },
    async page(search, from, limit) {
      const values: unknown[] = [];
      const bind = binder(values);
      const isNewer = from !== null && 'after' in from;
      const rows: RawRow[] = await manager.query(
        `${PLANNED_ANEW}SELECT ${LEDGER_COLUMNS} FROM ledger_entries e LEFT JOIN ledger_seals s ON s.entry_id = e.id
          WHERE ${matches(search, bind)} AND ${startOf(from, bind)}
          ORDER BY e.id ${isNewer ? 'ASC' : 'DESC'} LIMIT ${bind(limit)}`,
        values,
      );
      return toLedgerRows(manager, isNewer ? rows.reverse() : rows);
    },
    async count(search, limit) {
      const values: unknown[] = [];
      const bind = binder(values);
      const [row]: { count: number }[] = await manager.query(
        `${PLANNED_ANEW}SELECT count(*)::int AS count FROM (
           SELECT FROM ledger_entries e WHERE ${matches(search, bind)} LIMIT ${bind(limit + 1)}) found`,
        values,
      );
      const count = row?.count ?? 0;
      return { count: Math.min(count, limit), capped: count > limit };
    },
  };
}

function binder(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}

function inRange({ since, until, organization }: LedgerRange, bind: Bind): string {
  return all([
    ...(since ? [`e.at >= ${bind(since)}`] : []),
    ...(until ? [`e.at < ${bind(until)}`] : []),
    ...(organization === undefined ? [] : [inOrganizations([organization], bind)]),
  ]);
}

function startOf(from: Parameters<Ledger['page']>[1], bind: Bind): string {
  if (from === null) return 'true';
  return 'before' in from ? `e.id < ${bind(from.before)}` : `e.id > ${bind(from.after)}`;
}

/** Invariant 5: of no other organization, whatever the query says. */
function matches({ organizationIds, query, now }: LedgerSearch, bind: Bind): string {
  const readable = `(e.organization_id IS NULL OR e.organization_id = ANY(${bind(organizationIds)}::bigint[]))`;
  return all([readable, ...query.terms.map((term) => holds(term, now, bind))]);
}

function holds(term: AuditTerm, now: Date, bind: Bind): string {
  const condition = conditionOf(term, now, bind);
  return term.negated ? `NOT coalesce(${condition}, false)` : condition;
}

function conditionOf(term: AuditCondition, now: Date, bind: Bind): string {
  switch (term.qualifier) {
    case 'owner':
      return hasPerson(`p.role = 'requester' AND ${isNamed(term.values, bind)}`);
    case 'by':
      return hasPerson(`p.role <> 'requester' AND ${isNamed(term.values, bind)}`);
    case 'org':
      return inOrganizations(term.values, bind);
    case 'request':
      return `e.data->>'patRequestId' = ANY(${bind(term.values)}::text[])`;
    case 'action':
      return `(e.kind = ANY(${bind(term.kinds)}::text[]) OR e.data->>'action' = ANY(${bind(term.actions)}::text[]))`;
    case 'newer':
    case 'older': {
      const then = new Date(now.getTime() - durationMs(term.duration));
      return `e.at ${term.qualifier === 'newer' ? '>=' : '<='} ${bind(then)}`;
    }
    case 'text':
      return hasPerson(`position(lower(${bind(term.text)}) IN lower(p.fields->>'tokenName')) > 0`);
  }
}

function hasPerson(condition: string): string {
  return `EXISTS (SELECT FROM ledger_people p WHERE p.entry_id = e.id AND ${condition})`;
}

function isNamed(logins: readonly string[], bind: Bind): string {
  return `lower(p.fields->>'login') = ANY(${bind(logins.map((login) => login.toLowerCase()))}::text[])`;
}

function inOrganizations(logins: readonly string[], bind: Bind): string {
  const lower = bind(logins.map((login) => login.toLowerCase()));
  return `coalesce(e.organization_id IN (SELECT id FROM organizations WHERE lower(login) = ANY(${lower}::text[])), false)`;
}

function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}
