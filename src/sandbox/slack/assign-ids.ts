import { isObject } from './rule.js';
import type { Json, SlackBlock } from './slack-objects.js';
import { elementsOf } from './validate-blocks.js';
import type { Workspace } from './workspace.js';

/** Copies blocks and gives ids to those blocks and elements that came without, as Slack does. */
export function assignIds(workspace: Workspace, blocks: unknown): SlackBlock[] {
  const copy = structuredClone(Array.isArray(blocks) ? blocks.filter(isObject) : []) as Json[];
  for (const block of copy) {
    block.block_id ??= workspace.id('b');
    for (const element of elementsOf(block)) element.action_id ??= workspace.id('a');
  }
  return copy as SlackBlock[];
}
