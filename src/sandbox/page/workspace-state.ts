import { offeredConversations } from '../slack/offered-conversations.js';
import type { SlackChannel, SlackMessage } from '../slack/slack-objects.js';
import type { StandIns } from '../stand-ins.js';
import type { Conversation, WorkspaceState } from './page-state.js';

const HOME_TEAM = 'T0ACME';
const SHOWN_MESSAGES = 200;

/** The workspace as one person sees it: their channels, their direct messages, what is only for them. */
export function workspaceState({ slack }: StandIns, personId: string): WorkspaceState {
  const users = slack.users();
  const channels = slack.channels();
  const own = channels.filter((channel) => channel.members.has(personId) && !channel.archived);
  // What an element itself leaves out is left out where it is shown.
  const visible = offeredConversations(channels, personId, {});
  const isOurs = slack.user(personId).teamId === HOME_TEAM;
  return {
    me: personId,
    names: Object.fromEntries(
      users.map(({ id, realName, isBot, teamId }) => [
        id,
        { name: realName, isBot, isStranger: teamId !== HOME_TEAM },
      ]),
    ),
    channelNames: Object.fromEntries(visible.map(({ id, name }) => [id, name])),
    channels: visible.map(({ id, name, isPrivate }) => ({ id, name, isPrivate })),
    conversations: [
      ...own.map((channel) => conversationOf(slack, channel, personId)),
      ...(isOurs ? [directConversation(slack, personId)] : []),
    ],
    home: slack.home(personId) ?? null,
    views: slack.views(personId),
  };
}

function conversationOf(
  slack: StandIns['slack'],
  { id, name, members }: SlackChannel,
  personId: string,
): Conversation {
  return {
    id,
    name,
    kind: 'channel',
    isShared: [...members].some((member) => slack.user(member).teamId !== HOME_TEAM),
    memberCount: members.size,
    messages: withEphemerals(slack.messages(id), slack.ephemerals(personId, id)),
  };
}

function directConversation(slack: StandIns['slack'], personId: string): Conversation {
  const { id } = slack.directChannel(personId);
  const messages = withEphemerals(slack.messages(id), slack.ephemerals(personId, id));
  return { id, name: 'PATrol', kind: 'direct', isShared: false, memberCount: 2, messages };
}

/** What only this person sees stands between the messages, or in the thread that it belongs to. */
function withEphemerals(messages: SlackMessage[], ephemerals: SlackMessage[]): SlackMessage[] {
  const inThread = (root: SlackMessage) => ephemerals.filter(({ thread_ts: ts }) => ts === root.ts);
  const roots = messages.slice(-SHOWN_MESSAGES).map((message) => {
    const replies = [...(message.replies ?? []), ...inThread(message)];
    return replies.length > 0 ? { ...message, replies: replies.sort(byTime) } : message;
  });
  const known = new Set(messages.map(({ ts }) => ts));
  const loose = ephemerals.filter(({ thread_ts: ts }) => ts === undefined || !known.has(ts));
  return [...roots, ...loose].sort(byTime);
}

function byTime(a: SlackMessage, b: SlackMessage): number {
  return Number(a.ts) - Number(b.ts);
}
