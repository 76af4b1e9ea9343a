import type { AuditQuery } from '../domain/audit-query.js';
import type { LedgerHead } from '../domain/ledger.js';
import type { Organization } from '../domain/token-request.js';
import type { SlackActor } from './authorize-approver.js';
import { type FindOrganizationsToDecide, findOrganizationsToDecide } from './find-organizations-to-decide.js';
import type { AuditStart, LedgerRow, LedgerSearch } from './ledger-ports.js';
import type { BoundedCount } from './models.js';
import type { Clock, Database, Records } from './ports.js';

export interface ReadAudit extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly clock: Clock;
}

/** One page of the ledger, as its reader may see it now. */
export interface AuditModel {
  readonly query: AuditQuery;
  /** Whose entries it shows; [] when the reader may decide nowhere, and so reads nothing. */
  readonly organizations: readonly Organization[];
  /** Organizations that were left out, for GitHub did not say in time whether the reader may see them. */
  readonly silent: readonly string[];
  /** Newest first. */
  readonly rows: readonly LedgerRow[];
  /** Where the pages before and after it begin; null where there is none. */
  readonly newer: AuditStart | null;
  readonly older: AuditStart | null;
  readonly count: BoundedCount;
  /** Of the whole chain; null while nothing is sealed. */
  readonly head: LedgerHead | null;
}

export const AUDIT_PAGE = 10;
const COUNT_LIMIT = 1_000;

/**
 * A page of the ledger for people who may decide somewhere, which GitHub is asked anew for each.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function readAudit(
  context: ReadAudit,
  { actor, query, from }: { actor: SlackActor; query: AuditQuery; from: AuditStart | null },
): Promise<AuditModel> {
  const { organizations, silent } = await findOrganizationsToDecide(context, actor);
  const model = { query, organizations, silent };
  const search = { organizationIds: organizations.map(({ id }) => id), query, now: context.clock.now() };
  if (organizations.length === 0) return { ...model, ...NOTHING };
  return context.database.snapshot(async (records) => {
    const last = await records.seals.last();
    return {
      ...model,
      ...(await readPage(records, search, from)),
      count: await records.ledger.count(search, COUNT_LIMIT),
      head: last ? { seq: last.seq, seal: last.seal.toString('hex') } : null,
    };
  });
}

const NOTHING = { rows: [], newer: null, older: null, count: { count: 0, capped: false }, head: null };

async function readPage(
  records: Records,
  search: LedgerSearch,
  from: AuditStart | null,
): Promise<Pick<AuditModel, 'rows' | 'newer' | 'older'>> {
  const found = await records.ledger.page(search, from, AUDIT_PAGE + 1);
  const isMore = found.length > AUDIT_PAGE;
  const isNewer = from !== null && 'after' in from;
  // Towards the newest the page shall be full, and there may be newer ones by now.
  if (isNewer && !isMore) return readPage(records, search, null);
  const rows = isNewer ? found.slice(-AUDIT_PAGE) : found.slice(0, AUDIT_PAGE);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    newer: first && from !== null ? { after: first.entry.id } : null,
    older: last && (isMore || isNewer) ? { before: last.entry.id } : null,
  };
}
