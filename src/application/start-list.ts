import type { SlackActor } from './authorize-approver.js';
import { findListReader } from './find-list-reader.js';
import type { List } from './list-ports.js';
import { type ListModel, readList, type ShowList } from './show-list.js';

/**
 * Begins a list that somebody opens, and reads its first page.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function startList(
  context: ShowList,
  actor: SlackActor,
  { id, kind, query }: Pick<List, 'id' | 'kind' | 'query'>,
): Promise<ListModel> {
  const reader = await findListReader(context, actor, kind);
  const list: List = {
    id,
    slackUserId: actor.slackUserId,
    kind,
    query,
    selected: [],
    pages: [],
    revision: 0,
  };
  await context.database.lists.add(list);
  return readList(context, reader, list);
}
