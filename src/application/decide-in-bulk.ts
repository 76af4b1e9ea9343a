import type { DecisionAction } from '../domain/decision.js';
import type { AuthorizeApprover, SlackActor } from './authorize-approver.js';
import type { BulkModel } from './models.js';
import type { Clock, Database, Wake } from './ports.js';

export interface DecideInBulk extends AuthorizeApprover {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
  readonly webUrl: string;
}

export interface BulkAsked {
  readonly bulkId: number;
  readonly actor: SlackActor;
  readonly action: DecisionAction;
  readonly reason: string | null;
  /** Of the modal that shows the progress from now on. */
  readonly viewId: string | null;
  /** Past this instant nothing is claimed: Slack has told the person that it failed. */
  readonly deadline: Date;
}

/**
 * Takes a draft's decision: asks GitHub once for each organization whether the approver may, claims every request
 * that still pends, and stores the calls to GitHub, in one transaction. The others get their refusal as a result.
 * @throws DomainError those of `authorizeApprover` when they hold for every organization, `bulk-gone`,
 * `bulk-already-asked`, `reason-too-long`, `too-slow`
 */
export async function decideInBulk(_context: DecideInBulk, _asked: BulkAsked): Promise<BulkModel> {
  throw new Error('not built yet');
}
