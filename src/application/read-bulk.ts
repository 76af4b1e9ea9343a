import { DomainError } from '../domain/errors.js';
import type { SlackActor } from './authorize-approver.js';
import { type FindOrganizationsToDecide, findOrganizationsToDecide } from './find-organizations-to-decide.js';
import { loadBulk } from './load-bulk.js';
import type { BulkModel } from './models.js';
import type { Database } from './ports.js';

export interface ReadBulk extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly webUrl: string;
}

/**
 * How far a bulk decision is and what became of each request, for the approver who asked it, as long as they may
 * read all of it (invariant 5). Pages count from 1; one that is not there becomes the nearest.
 * @throws DomainError `bulk-gone`, also for anybody else; `not-yours-to-read`, `github-silent`, `not-linked`
 */
export async function readBulk(
  context: ReadBulk,
  actor: SlackActor,
  bulkId: number,
  page: number,
): Promise<BulkModel> {
  const bulk = await context.database.bulkDecisions.find(bulkId);
  if (bulk === undefined || actor.isStranger || bulk.slackUserId !== actor.slackUserId) {
    throw new DomainError('bulk-gone');
  }
  const model = await loadBulk(context, bulk, page);
  const { organizations, silent } = await findOrganizationsToDecide(context, actor);
  const readable = new Set(organizations.map(({ id }) => id));
  const hidden = model.organizations.find(({ id }) => !readable.has(id));
  if (hidden === undefined) return model;
  const code = silent.includes(hidden.login) ? 'github-silent' : 'not-yours-to-read';
  throw new DomainError(code, { organization: hidden.login });
}
