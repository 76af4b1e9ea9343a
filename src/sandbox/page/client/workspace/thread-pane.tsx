import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Conversation, ShownMessage, WorkspaceState } from '../../page-state.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

interface ThreadPaneProps {
  root: ShownMessage;
  conversation: Conversation;
  workspace: WorkspaceState;
  close: () => void;
}

/** A message and the replies to it, beside the conversation. */
export function ThreadPane({ root, conversation, workspace, close }: ThreadPaneProps): VNode {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), [root.ts]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    <aside class="thread" aria-label="Thread" ref={pane} tabIndex={-1} onKeyDown={onKeyDown}>
      <header class="conversation-head">
        <h2>Thread</h2>
        <p>{conversation.kind === 'channel' ? `# ${conversation.name}` : conversation.name}</p>
        <button type="button" class="icon-button" aria-label="Close thread" onClick={close}>
          ✕
        </button>
      </header>
      <MessageList
        key={root.ts}
        label="Messages of the thread"
        messages={[root, ...(root.replies ?? [])]}
        workspace={workspace}
      />
      <Composer
        me={workspace.me}
        channel={root.channel}
        placeholder="Reply…"
        commands={[]}
        shortcuts={[]}
        threadTs={root.ts}
      />
    </aside>
  );
}
