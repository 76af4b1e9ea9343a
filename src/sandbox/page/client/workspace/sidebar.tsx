import type { VNode } from 'preact';
import type { Conversation, PageBasics } from '../../page-state.js';
import { Avatar } from './avatar.js';

/** What is open: a conversation by its id, or App Home. */
export type Opened = string;
export const HOME = 'home';

interface SidebarProps {
  basics: PageBasics;
  conversations: readonly Conversation[];
  opened: Opened;
  open: (opened: Opened) => void;
  unreadIn: (conversation: Conversation) => number;
}

/** The workspace's channels and the bot. */
export function Sidebar({ basics, conversations, opened, open, unreadIn }: SidebarProps): VNode {
  const channels = conversations.filter(({ kind }) => kind === 'channel');
  const direct = conversations.find(({ kind }) => kind === 'direct');
  const entry = (id: Opened, label: VNode | string, unread = 0) => (
    <li>
      <button
        type="button"
        class={`sidebar-entry ${unread > 0 ? 'is-unread' : ''}`}
        aria-current={opened === id ? 'page' : undefined}
        onClick={() => open(id)}
      >
        {label}
        {unread > 0 ? (
          <span class="count">
            {unread}
            <span class="sr-only"> unread</span>
          </span>
        ) : null}
      </button>
    </li>
  );
  return (
    <nav class="sidebar" aria-label="Conversations">
      <p class="workspace-name">{basics.workspace}</p>
      <p class="sidebar-title">Channels</p>
      <ul>
        {channels.map((channel) => entry(channel.id, <ChannelLabel channel={channel} />, unreadIn(channel)))}
      </ul>
      {direct ? (
        <>
          <p class="sidebar-title">Apps</p>
          <ul>
            {entry(direct.id, <AppLabel name={basics.botName} />, unreadIn(direct))}
            {entry(HOME, <span class="sidebar-label sidebar-sub">App Home</span>)}
          </ul>
        </>
      ) : null}
    </nav>
  );
}

function ChannelLabel({ channel }: { channel: Conversation }): VNode {
  return (
    <span class="sidebar-label">
      <span class="hash" aria-hidden="true">
        #
      </span>
      {channel.name}
    </span>
  );
}

function AppLabel({ name }: { name: string }): VNode {
  return (
    <span class="sidebar-label">
      <Avatar name={name} isBot />
      {name}
    </span>
  );
}
