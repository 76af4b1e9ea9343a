import type { Json, SlackBlock } from '../../../slack/slack-objects.js';
import { isNode } from './block-context.js';

type Trigger = 'on_enter_pressed' | 'on_character_entered';

/** Whether the bot is told of what is picked at once; in an input block that waits for the submission. */
export function tellsOfPicks(block: SlackBlock, element: Json): boolean {
  if (isTyped(element)) return false;
  return block.type !== 'input' || block.dispatch_action === true;
}

/** Whether the bot is told of what is typed: at Enter, or at each character. */
export function tellsOfTyping(block: SlackBlock, element: Json, trigger: Trigger): boolean {
  if (!isTyped(element) || block.dispatch_action !== true) return false;
  const config = isNode(element.dispatch_action_config) ? element.dispatch_action_config : {};
  const triggers = Array.isArray(config.trigger_actions_on)
    ? config.trigger_actions_on
    : ['on_enter_pressed'];
  return triggers.includes(trigger);
}

function isTyped(element: Json): boolean {
  return String(element.type).endsWith('_input');
}
