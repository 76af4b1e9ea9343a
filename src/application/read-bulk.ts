import type { SlackActor } from './authorize-approver.js';
import type { BulkModel } from './models.js';
import type { Database } from './ports.js';

export interface ReadBulk {
  readonly database: Database;
  readonly webUrl: string;
}

/** How many results one page shows. */
export const RESULTS_A_PAGE = 20;

/**
 * How far a bulk decision is and what became of each request, for the approver who asked it.
 * @throws DomainError `bulk-gone`, also for anybody else
 */
export async function readBulk(
  _context: ReadBulk,
  _actor: SlackActor,
  _bulkId: number,
  _page: number,
): Promise<BulkModel> {
  throw new Error('not built yet');
}
