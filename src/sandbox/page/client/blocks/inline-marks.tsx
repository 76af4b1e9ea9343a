import type { ComponentChildren, VNode } from 'preact';
import { isSafeUrl, linkTo } from '../navigation.js';
import type { BlockContext } from './block-context.js';

/** A person's name as a mention; one's own stands out. */
export function Mention({ id, context }: { id: string; context: BlockContext }): VNode {
  const isMe = id === context.me;
  return <span class={isMe ? 'mention mention-me' : 'mention'}>@{context.nameOf(id) ?? id}</span>;
}

export function ChannelMention({
  id,
  label,
  context,
}: {
  id: string;
  label?: string;
  context: BlockContext;
}) {
  return <span class="mention">#{label || (context.channelNameOf(id) ?? 'private channel')}</span>;
}

/** `@channel` and the like, which call everybody. */
export function Broadcast({ range }: { range: string }): VNode {
  return <span class="mention mention-broadcast">@{range}</span>;
}

/** A link where the address is one that may be followed, else its text. */
export function Link({ url, children }: { url: string; children: ComponentChildren }): VNode {
  if (!isSafeUrl(url)) return <>{children}</>;
  return <a {...linkTo(url)}>{children}</a>;
}
