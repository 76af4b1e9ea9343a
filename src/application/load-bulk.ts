import type { BulkDecision } from '../domain/bulk-decision.js';
import { requestPage } from '../domain/token-request.js';
import type { BulkModel, BulkResult, ListedRequest } from './models.js';
import type { Database } from './ports.js';

export interface LoadBulk {
  readonly database: Pick<Database, 'bulkDecisions' | 'searches'>;
  /** GitHub's base URL for people. */
  readonly webUrl: string;
}

/** How many results one page shows. */
export const RESULTS_A_PAGE = 20;

/**
 * All that is shown of a bulk decision. It must have been read before: what comes after only has more results, so
 * that nobody takes an early count for the final one.
 */
export async function loadBulk(
  { database, webUrl }: LoadBulk,
  bulk: BulkDecision,
  wantedPage = 1,
): Promise<BulkModel> {
  const { bulkDecisions } = database;
  const counts = await bulkDecisions.counts(bulk.id);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const pages = Math.max(Math.ceil(total / RESULTS_A_PAGE), 1);
  const page = Math.min(Math.max(wantedPage, 1), pages);
  const rows = await bulkDecisions.results(bulk.id, {
    offset: (page - 1) * RESULTS_A_PAGE,
    limit: RESULTS_A_PAGE,
  });
  const requests = await loadRequestsOfBulk(
    database,
    bulk.id,
    rows.map(({ tokenRequestId }) => tokenRequestId),
  );
  const results = rows.flatMap(({ tokenRequestId, ...row }): BulkResult[] => {
    const request = requests.get(tokenRequestId);
    return request ? [{ ...row, request, requestUrl: requestPage(webUrl, request) }] : [];
  });
  const requesters = await bulkDecisions.byRequester(bulk.id);
  const organizations = await bulkDecisions.organizations(bulk.id);
  return { bulk, total, counts, requesters, organizations, farReaching: [], results, page, pages, webUrl };
}

/** Some requests of a bulk decision by their ids, in a constant number of queries. */
export async function loadRequestsOfBulk(
  { bulkDecisions, searches }: LoadBulk['database'],
  bulkId: number,
  ids: readonly number[],
): Promise<Map<number, ListedRequest>> {
  const organizationIds = (await bulkDecisions.organizations(bulkId)).map(({ id }) => id);
  const found = await searches.some({ organizationIds }, ids);
  return new Map(found.map((request) => [request.id, request]));
}
