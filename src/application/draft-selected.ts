import { DomainError } from '../domain/errors.js';
import type { SlackActor } from './authorize-approver.js';
import { changeList, type Ticks } from './change-list.js';
import { type DraftBulkDecision, draftBulkDecision } from './draft-bulk-decision.js';
import type { List } from './list-ports.js';
import type { BulkModel } from './models.js';
import type { Database } from './ports.js';
import { tidySelection } from './tidy-selection.js';

/**
 * Freezes what is selected in a list, so that it can be decided together; undefined when all of it was decided
 * meanwhile, and then nothing is selected any more.
 * @throws DomainError those of `changeList` and `draftBulkDecision`
 */
export async function draftSelected(
  context: DraftBulkDecision,
  asked: {
    readonly actor: SlackActor;
    readonly listId: string;
    readonly ticks: Ticks;
    readonly trace: string;
  },
): Promise<BulkModel | undefined> {
  const { actor, listId, ticks, trace } = asked;
  const { list } = await changeList(context, { actor, listId, ticks, change: { kind: 'tick' } });
  if (list.selected.length === 0) throw new DomainError('nothing-selected');
  const bulk = await draftBulkDecision(context, { actor, tokenRequestIds: list.selected, trace });
  return (await anyPends(context.database, bulk, list)) ? bulk : undefined;
}

/** GitHub has just said that the approver may see these organizations' requests. */
async function anyPends(database: Database, { organizations }: BulkModel, list: List): Promise<boolean> {
  const readable = { organizationIds: organizations.map(({ id }) => id) };
  const seen = await database.searches.some(readable, list.selected);
  if (seen.some(({ state }) => state === 'pending')) return true;
  await tidySelection(database, { readable: [readable] }, list);
  return false;
}
