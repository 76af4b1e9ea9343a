import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ShownMessage, WorkspaceState } from '../../page-state.js';
import { formatDate } from '../blocks/dates.js';
import { Scroller } from '../scroller.js';
import { useNow } from '../use-now.js';
import { Message } from './message.js';

interface MessageListProps {
  label: string;
  messages: readonly ShownMessage[];
  workspace: WorkspaceState;
  onThread?: (ts: string) => void;
}

const GROUP_WITHIN_SECONDS = 300;
/** Whoever is this near to the end wants to see what comes. */
const NEAR_PX = 120;

/** Messages, oldest first; it stays at the end while one reads there. */
export function MessageList({ label, messages, workspace, onThread }: MessageListProps): VNode {
  const list = useRef<HTMLElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const now = useNow();
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [messages]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = list.current ?? {};
    setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_PX);
  };
  return (
    <div class="messages-holder">
      <Scroller className="messages" box={list} onScroll={onScroll} label={label} isLog>
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const day = dayOf(message, now);
          return (
            <div key={message.ts}>
              {!before || dayOf(before, now) !== day ? (
                <p class="day">
                  <span>{day}</span>
                </p>
              ) : null}
              <Message
                message={message}
                workspace={workspace}
                isGrouped={continues(before, message)}
                onThread={onThread}
              />
            </div>
          );
        })}
      </Scroller>
      {isAtEnd ? null : (
        <button type="button" class="to-end" onClick={toEnd}>
          ↓ Newest messages
        </button>
      )}
    </div>
  );
}

function dayOf({ ts }: ShownMessage, now: Date): string {
  return formatDate('{day_divider_pretty}', Math.floor(Number(ts)), { now });
}

function continues(before: ShownMessage | undefined, message: ShownMessage): boolean {
  if (!before || before.user !== message.user || message.blocks) return false;
  if (before.ephemeralFor || message.ephemeralFor) return false;
  return Number(message.ts) - Number(before.ts) < GROUP_WITHIN_SECONDS;
}
