import type { SlackActor } from './authorize-approver.js';
import { findListReader } from './find-list-reader.js';
import { ownList, queryKindOf } from './own-list.js';
import type { ChoiceKind } from './ports.js';
import type { ShowList } from './show-list.js';

/** What one menu of Slack's can offer. */
const CHOICES = 100;

/**
 * What a filter of a list offers to whoever types into it, of the requests that they may see now.
 * @throws DomainError `other-workspace`, `list-gone`, `not-linked`
 */
export async function findChoices(
  context: ShowList,
  { actor, listId, of, typed }: { actor: SlackActor; listId: string; of: ChoiceKind; typed: string },
): Promise<string[]> {
  const { lists, searches } = context.database;
  const list = ownList(await lists.find(listId), actor);
  const { readable } = await findListReader(context, actor, list.kind);
  const kind = queryKindOf(list.kind);
  const found = await Promise.all(
    readable.map((one) => searches.choices({ readable: one, kind }, of, typed, CHOICES)),
  );
  return [...new Set(found.flat())].slice(0, CHOICES);
}
