import type { VNode } from 'preact';
import type { ShownMessage, WorkspaceState } from '../../page-state.js';
import { Blocks } from '../blocks/blocks.js';
import { ago, formatDate } from '../blocks/dates.js';
import { Mrkdwn } from '../blocks/mrkdwn.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';
import { Avatar } from './avatar.js';
import { useSurface } from './use-surface.js';

interface MessageProps {
  message: ShownMessage;
  workspace: WorkspaceState;
  /** Follows a message of the same person: name and picture are not repeated. */
  isGrouped?: boolean;
  /** Absent inside a thread. */
  onThread?: (ts: string) => void;
}

/** One message with its blocks, its thread, and what can be done with it. */
export function Message({ message, workspace, isGrouped = false, onThread }: MessageProps): VNode {
  const { channel, ts, user, ephemeralFor } = message;
  const { context, problem, dialog } = useSurface({ surface: 'message', spot: { channel, ts }, workspace });
  const isEphemeral = ephemeralFor !== undefined;
  const seconds = Number(ts);
  const time = formatDate('{time}', seconds, context.dates);
  const author = user === 'USLACKBOT' ? 'Slackbot' : (workspace.names[user]?.name ?? user);
  const isBot = workspace.names[user]?.isBot ?? false;
  const classes = ['message', isGrouped ? 'is-grouped' : '', isEphemeral ? 'is-ephemeral' : ''];
  return (
    <article class={classes.filter(Boolean).join(' ')} aria-label={`${author}, ${time}`} data-ts={ts}>
      {isGrouped ? <span class="message-gutter">{time}</span> : <Avatar name={author} isBot={isBot} />}
      <div class="message-main">
        {isEphemeral ? <p class="only-you">Only visible to you</p> : null}
        {isGrouped ? null : (
          <p class="message-head">
            <span class="author">{author}</span>
            {isBot ? <span class="badge">APP</span> : null}
            {workspace.names[user]?.isStranger ? <span class="badge badge-stranger">GUEST</span> : null}
            <time title={formatDate('{date_long}, {time_secs}', seconds, context.dates)}>{time}</time>
          </p>
        )}
        {message.blocks && message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} context={context} />
        ) : (
          <div class="text">
            <Mrkdwn text={message.text} context={context} />
          </div>
        )}
        {message.edited && !isEphemeral ? <span class="edited">(edited)</span> : null}
        <Problem text={problem} />
        <ThreadBar message={message} onThread={onThread} now={context.dates.now} />
        {isEphemeral ? <Dismiss message={message} me={workspace.me} /> : null}
      </div>
      {onThread && !isEphemeral ? (
        <button type="button" class="reply-button" onClick={() => onThread(ts)}>
          Reply in thread
        </button>
      ) : null}
      {dialog}
    </article>
  );
}

function ThreadBar(props: {
  message: ShownMessage;
  onThread?: (ts: string) => void;
  now: Date;
}): VNode | null {
  const { message, onThread, now } = props;
  const replies = message.replies ?? [];
  const last = replies.at(-1);
  if (!last || !onThread) return null;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return (
    <button type="button" class="thread-bar" onClick={() => onThread(message.ts)}>
      <strong>{count}</strong> <span>Last reply {ago(new Date(Number(last.ts) * 1000), { now })}</span>
    </button>
  );
}

function Dismiss({ message, me }: { message: ShownMessage; me: string }): VNode {
  const dismiss = () =>
    void post('/api/slack/dismiss', { user: me, channel: message.channel, ts: message.ts });
  return (
    <button type="button" class="link-button dismiss" onClick={dismiss}>
      Dismiss message
    </button>
  );
}
