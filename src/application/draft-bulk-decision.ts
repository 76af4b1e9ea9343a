import { BULK_LIMIT } from '../domain/bulk-decision.js';
import { DomainError } from '../domain/errors.js';
import { warningsOf } from '../domain/warnings.js';
import type { SlackActor } from './authorize-approver.js';
import { type FindOrganizationsToDecide, findOrganizationsToDecide } from './find-organizations-to-decide.js';
import { loadBulk } from './load-bulk.js';
import type { BulkModel, ListedRequest } from './models.js';
import type { Clock, Database } from './ports.js';

export interface DraftBulkDecision extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly clock: Clock;
  readonly webUrl: string;
}

/**
 * Freezes the requests that an approver has selected, so that exactly these are decided, once, whatever happens
 * meanwhile. What the approver may not read (any more) is left out.
 * @throws DomainError those of `findOrganizationsToDecide`, `nothing-selected`, `too-many-selected`, `github-silent`
 */
export async function draftBulkDecision(
  context: DraftBulkDecision,
  asked: { readonly actor: SlackActor; readonly tokenRequestIds: readonly number[]; readonly trace: string },
): Promise<BulkModel> {
  const { database, clock } = context;
  const selected = [...new Set(asked.tokenRequestIds)];
  if (selected.length === 0) throw new DomainError('nothing-selected');
  if (selected.length > BULK_LIMIT) {
    throw new DomainError('too-many-selected', { limit: BULK_LIMIT, count: selected.length });
  }
  const readable = await findReadable(context, asked.actor, selected);
  if (readable.size === 0) throw new DomainError('nothing-selected');
  const bulk = await database.transaction((records) =>
    records.bulkDecisions.draft({
      slackUserId: asked.actor.slackUserId,
      tokenRequestIds: selected.filter((id) => readable.has(id)),
      at: clock.now(),
      trace: asked.trace,
    }),
  );
  return { ...(await loadBulk(context, bulk)), farReaching: farReaching([...readable.values()]) };
}

/** Everything that is selected is looked through: nobody has read each line of a thousand. */
function farReaching(requests: readonly ListedRequest[]): ListedRequest[] {
  const counted = requests.map((request) => ({ request, warnings: warningsOf(request).length }));
  return counted
    .filter(({ warnings }) => warnings > 0)
    .sort((a, b) => b.warnings - a.warnings)
    .map(({ request }) => request);
}

async function findReadable(
  context: DraftBulkDecision,
  actor: SlackActor,
  selected: readonly number[],
): Promise<ReadonlyMap<number, ListedRequest>> {
  const { organizations, silent } = await findOrganizationsToDecide(context, actor);
  const organizationIds = organizations.map(({ id }) => id);
  const found = await context.database.searches.some({ organizationIds }, selected);
  // Else what was selected would be fewer than the person thinks, only because GitHub was slow for a moment.
  const [organization] = silent;
  if (organization !== undefined && found.length < selected.length) {
    throw new DomainError('github-silent', { organization });
  }
  return new Map(found.map((request) => [request.id, request]));
}
