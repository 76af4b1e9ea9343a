import type { List } from './list-ports.js';

/** How many changes of the person's own fit into a generation before one begins that nobody needed. */
const CHANGES = 1_000;

/**
 * Goes up when what stands in the list's check boxes and menus is changed by us, and not when it is by the person.
 * Slack keeps what was entered in an element that stays, and shows our values only in one with another name: the
 * generation is a part of these names.
 */
export function generationOf({ revision }: Pick<List, 'revision'>): number {
  return Math.floor(revision / CHANGES);
}

/** The list, so that saving it begins a generation: saving adds one to the revision. */
export function renewed(list: List): List {
  return { ...list, revision: (generationOf(list) + 1) * CHANGES - 1 };
}
