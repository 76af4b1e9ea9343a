import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Conversation, PageBasics, WorkspaceState } from '../../page-state.js';
import { post } from '../server-link.js';
import { Composer } from './composer.js';
import { HomeTab } from './home-tab.js';
import { MessageList } from './message-list.js';
import { Modal } from './modal.js';
import { HOME, type Opened, Sidebar } from './sidebar.js';
import { ThreadPane } from './thread-pane.js';
import { useUnread } from './use-unread.js';

const REVIEW_CHANNEL = 'C0REVIEW';

/** The Slack-like workspace as one person sees it. */
export function WorkspacePlace({
  basics,
  workspace,
}: {
  basics: PageBasics;
  workspace: WorkspaceState;
}): VNode {
  const [opened, setOpened] = useState<Opened>(REVIEW_CHANNEL);
  const [threadTs, setThreadTs] = useState<string>();
  const { conversations, views, me } = workspace;
  const unreadIn = useUnread(me, conversations, opened);
  const conversation = conversations.find(({ id }) => id === opened);
  const direct = conversations.find(({ kind }) => kind === 'direct');
  const root = conversation?.messages.find(({ ts }) => ts === threadTs);
  const modal = views.at(-1);
  useEffect(() => setThreadTs(undefined), [opened, me]);
  // Not everybody is everywhere: the review channel is where all of them meet.
  useEffect(() => {
    if (!conversation && !(opened === HOME && direct)) setOpened(REVIEW_CHANNEL);
  }, [me, conversation, direct]);
  // Slack tells the bot of both tabs; App Home tells of itself.
  useEffect(() => {
    if (direct && opened === direct.id) void post('/api/slack/home', { user: me, tab: 'messages' });
  }, [me, opened, direct?.id]);
  return (
    <div class="workspace">
      <Sidebar {...{ basics, conversations, opened, open: setOpened, unreadIn }} />
      <section class="conversation" aria-label={opened === HOME ? 'App Home' : conversation?.name}>
        <Head basics={basics} conversation={conversation} direct={direct} opened={opened} open={setOpened} />
        {opened === HOME ? <HomeTab workspace={workspace} /> : null}
        {conversation ? (
          <>
            <MessageList
              key={conversation.id + me}
              label={`Messages in ${conversation.name}`}
              messages={conversation.messages}
              workspace={workspace}
              onThread={setThreadTs}
            />
            {conversation.messages.length === 0 ? <p class="empty">Nothing here yet.</p> : null}
            <Composer
              key={`composer-${conversation.id}`}
              me={me}
              channel={conversation.id}
              commands={basics.commands}
              shortcuts={basics.shortcuts}
              placeholder={`Message ${conversation.kind === 'channel' ? '#' : ''}${conversation.name}`}
            />
          </>
        ) : null}
      </section>
      {root && conversation ? (
        <ThreadPane
          root={root}
          conversation={conversation}
          workspace={workspace}
          close={() => setThreadTs(undefined)}
        />
      ) : null}
      {modal ? <Modal key={modal.id} view={modal} depth={views.length - 1} workspace={workspace} /> : null}
    </div>
  );
}

interface HeadProps {
  basics: PageBasics;
  conversation: Conversation | undefined;
  direct: Conversation | undefined;
  opened: Opened;
  open: (opened: Opened) => void;
}

function Head({ basics, conversation, direct, opened, open }: HeadProps): VNode {
  if (conversation?.kind === 'channel')
    return (
      <header class="conversation-head">
        <h1># {conversation.name}</h1>
        <p>
          {conversation.memberCount} members
          {conversation.isShared ? ', one of another workspace' : ''}
        </p>
      </header>
    );
  const tab = (id: Opened, label: string) => (
    <button
      type="button"
      class="tab"
      aria-current={opened === id ? 'page' : undefined}
      onClick={() => open(id)}
    >
      {label}
    </button>
  );
  return (
    <header class="conversation-head">
      <h1>{basics.botName}</h1>
      <p class="tabs">
        {tab(HOME, 'Home')}
        {direct ? tab(direct.id, 'Messages') : null}
      </p>
    </header>
  );
}
