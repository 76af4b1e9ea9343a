import type { ListReader } from './find-list-reader.js';
import type { List } from './list-ports.js';
import type { Database } from './ports.js';

/**
 * Takes out of a list's selection what nobody can decide any more, so that its count stays true. What the reader
 * cannot see just now, for GitHub is silent, stays selected.
 */
export async function tidySelection(
  database: Database,
  { readable }: Pick<ListReader, 'readable'>,
  list: List,
): Promise<List> {
  if (list.selected.length === 0) return list;
  const seen = await Promise.all(readable.map((one) => database.searches.some(one, list.selected)));
  const ended = new Set(
    seen
      .flat()
      .filter(({ state }) => state !== 'pending')
      .map(({ id }) => id),
  );
  if (ended.size === 0) return list;
  return database.transaction(async ({ lists }) => {
    const locked = (await lists.lock(list.id)) ?? list;
    return lists.save({ ...locked, selected: locked.selected.filter((id) => !ended.has(id)) });
  });
}
