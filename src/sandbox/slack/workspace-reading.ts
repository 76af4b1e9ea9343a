import { plainText } from './message-text.js';
import type { SlackMessage } from './slack-objects.js';
import type { SlackStandIn } from './slack-stand-in-types.js';
import type { Workspace } from './workspace.js';

/** Looking at the workspace, and arranging it. All that is handed out is a copy. */
export function workspaceReading(workspace: Workspace) {
  const nameOf = (id: string) => workspace.users.get(id)?.realName ?? workspace.channels.get(id)?.name;
  const withReplies = (message: SlackMessage): SlackMessage => {
    const replies = workspace
      .messagesIn(message.channel)
      .filter((reply) => reply.thread_ts === message.ts && reply.ts !== message.ts);
    return structuredClone(replies.length > 0 ? { ...message, replies } : message);
  };
  const roots = (channelId: string) =>
    workspace
      .messagesIn(channelId)
      .filter((message) => !message.thread_ts || message.thread_ts === message.ts)
      .map(withReplies);

  return {
    addUser: (user) => workspace.addUser(user),
    addChannel: (channel) => workspace.addChannel(channel),
    user: (id) => workspace.user(id),
    channel: (id) => workspace.channel(id),
    users: () => [...workspace.users.values()],
    channels: () => [...workspace.channels.values()].filter((channel) => !channel.imUser),
    join: (channelId, userId) => {
      workspace.channel(channelId).members.add(workspace.user(userId).id);
      workspace.changed();
    },
    leave: (channelId, userId) => {
      workspace.channel(channelId).members.delete(userId);
      workspace.changed();
    },
    archive: (channelId) => {
      workspace.channel(channelId).archived = true;
      workspace.changed();
    },
    messages: (channelId) => roots(workspace.channel(channelId).id),
    thread: (channelId, ts) =>
      structuredClone(
        workspace.messagesIn(channelId).filter((message) => message.ts === ts || message.thread_ts === ts),
      ),
    ephemerals: (userId, channelId) =>
      structuredClone(
        workspace.ephemerals.filter(
          (message) => message.ephemeralFor === userId && (channelId ?? message.channel) === message.channel,
        ),
      ),
    directMessages: (userId) => roots(workspace.directChannel(workspace.user(userId).id).id),
    directChannel: (userId) => workspace.directChannel(workspace.user(userId).id),
    home: (userId) => structuredClone(workspace.homes.get(userId)),
    views: (userId) => structuredClone(workspace.stack(userId)),
    read: (shown) => plainText(shown, nameOf),
  } satisfies Partial<SlackStandIn>;
}
