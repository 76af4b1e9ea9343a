import type { SlackActor } from './authorize-approver.js';
import { findListReader } from './find-list-reader.js';
import { ownList, queryKindOf } from './own-list.js';
import type { ChoiceKind } from './search-ports.js';
import type { ShowList } from './show-list.js';

/** How many one menu of Slack's can offer. */
const CHOICES = 100;
/** How long a value can be in a menu of Slack's, in UTF-16 units. */
export const CHOICE_LIMIT = 150;

/**
 * What a filter of a list offers to whoever types into it, of the requests that they may see now. `silent` names the
 * organizations of which GitHub did not say whether they may.
 * @throws DomainError `other-workspace`, `list-gone`, `not-linked`
 */
export async function findChoices(
  context: ShowList,
  { actor, listId, of, typed }: { actor: SlackActor; listId: string; of: ChoiceKind; typed: string },
): Promise<{ readonly choices: readonly string[]; readonly silent: readonly string[] }> {
  const { lists, searches } = context.database;
  const list = ownList(await lists.find(listId), actor);
  const { readable, silent } = await findListReader(context, actor, list.kind);
  const kind = queryKindOf(list.kind);
  const found = await Promise.all(
    readable.map((one) => searches.choices({ readable: one, kind }, of, typed, CHOICES)),
  );
  return { choices: [...new Set(found.flat())].slice(0, CHOICES), silent };
}
