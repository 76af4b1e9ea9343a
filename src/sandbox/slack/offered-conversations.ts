import { isObject } from './rule.js';
import type { Json, SlackChannel } from './slack-objects.js';
import type { Workspace } from './workspace.js';

/**
 * The channels that a conversations menu offers to somebody: public ones, and the private ones in which they are, as its
 * filter wants (https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object).
 */
export function offeredConversations(
  channels: readonly SlackChannel[],
  userId: string,
  element: Json,
): SlackChannel[] {
  const filter = isObject(element.filter) ? element.filter : {};
  const kinds = Array.isArray(filter.include) ? filter.include : ['im', 'mpim', 'private', 'public'];
  return channels.filter((channel) => {
    if (channel.archived) return false;
    if (channel.imUser !== undefined) return kinds.includes('im') && channel.imUser === userId;
    if (channel.isPrivate) return kinds.includes('private') && channel.members.has(userId);
    return kinds.includes('public');
  });
}

/** Throws when somebody picks what their menu does not offer; what it showed at first, it shows whatever it is. */
export function checkConversation(workspace: Workspace, userId: string, element: Json, value: unknown): void {
  if (element.type !== 'conversations_select' || value === null || value === element.initial_conversation) {
    return;
  }
  const offered = offeredConversations([...workspace.channels.values()], userId, element);
  if (!offered.some(({ id }) => id === value)) {
    throw new Error(`conversations_select ${element.action_id} does not offer ${JSON.stringify(value)}`);
  }
}
