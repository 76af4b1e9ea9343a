import { isObject } from './rule.js';
import type { Json, SlackOption } from './slack-objects.js';
import type { Workspace } from './workspace.js';

interface Ids {
  userId: string;
  blockId: string;
  actionId: string;
}

/** The options that a person may choose in an external menu: all that it offered so far, and what is chosen now. */
export function knownOptions(workspace: Workspace, ids: Ids, state: Json | undefined): SlackOption[] {
  const chosen = [state?.selected_option, state?.selected_options].flat().filter(isObject);
  // They are a part of a state that was checked when it was entered.
  return [...(workspace.loadedOptions.get(keyOf(ids)) ?? []), ...(chosen as unknown as SlackOption[])];
}

/** Keeps what the bot offered, beside what it offered for other queries: one may choose some for each. */
export function rememberOptions(workspace: Workspace, ids: Ids, options: readonly SlackOption[]): void {
  const values = new Set(options.map(({ value }) => value));
  const before = workspace.loadedOptions.get(keyOf(ids)) ?? [];
  workspace.loadedOptions.set(keyOf(ids), [...options, ...before.filter(({ value }) => !values.has(value))]);
}

function keyOf({ userId, blockId, actionId }: Ids): string {
  return [userId, blockId, actionId].join('|');
}
