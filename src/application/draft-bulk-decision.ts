import type { SlackActor } from './authorize-approver.js';
import type { FindOrganizationsToDecide } from './find-organizations-to-decide.js';
import type { BulkModel } from './models.js';
import type { Database } from './ports.js';

export interface DraftBulkDecision extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly webUrl: string;
}

/**
 * Freezes the requests that an approver has selected, so that exactly these are decided, once, whatever happens
 * meanwhile. What the approver may not read (any more) is left out.
 * @throws DomainError those of `findOrganizationsToDecide`, `nothing-selected`, `too-many-selected`
 */
export async function draftBulkDecision(
  _context: DraftBulkDecision,
  _asked: { readonly actor: SlackActor; readonly tokenRequestIds: readonly number[]; readonly trace: string },
): Promise<BulkModel> {
  throw new Error('not built yet');
}
