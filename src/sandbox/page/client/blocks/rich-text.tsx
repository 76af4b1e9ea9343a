import type { ComponentChildren, VNode } from 'preact';
import type { Json } from '../../../slack/slack-objects.js';
import { type BlockContext, isNode, nodes } from './block-context.js';
import { formatDate } from './dates.js';
import { Emoji } from './emoji.js';
import { Broadcast, ChannelMention, Link, Mention } from './inline-marks.js';
import { Unknown } from './unknown.js';

/** A `rich_text` block: sections, lists, quotations and preformatted text. */
export function RichText({ block, context }: { block: Json; context: BlockContext }): VNode {
  return (
    <div class="rich-text">
      {nodes(block.elements).map((part) => (
        <Part part={part} context={context} />
      ))}
    </div>
  );
}

function Part({ part, context }: { part: Json; context: BlockContext }): VNode {
  const inner = () => inlines(part, context);
  switch (part.type) {
    case 'rich_text_section':
      return <div class="rich-section">{inner()}</div>;
    case 'rich_text_quote':
      return <blockquote>{inner()}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inner()}</pre>;
    case 'rich_text_list':
      return <RichList list={part} context={context} />;
    default:
      return <Unknown type={part.type} />;
  }
}

function RichList({ list, context }: { list: Json; context: BlockContext }): VNode {
  const items = nodes(list.elements).map((item) => <li>{inlines(item, context)}</li>);
  const indent = `indent-${Math.min(8, Number(list.indent ?? 0))}`;
  if (list.style !== 'ordered') return <ul class={indent}>{items}</ul>;
  return (
    <ol class={indent} start={Number(list.offset ?? 0) + 1}>
      {items}
    </ol>
  );
}

function inlines(holder: Json, context: BlockContext): ComponentChildren {
  return nodes(holder.elements).map((node) => styled(node.style, inlineNode(node, context)));
}

function styled(style: unknown, inner: ComponentChildren): ComponentChildren {
  if (!isNode(style)) return inner;
  let result = inner;
  if (style.code) result = <code>{result}</code>;
  if (style.bold) result = <strong>{result}</strong>;
  if (style.italic) result = <em>{result}</em>;
  if (style.strike) result = <s>{result}</s>;
  if (style.underline) result = <u>{result}</u>;
  return result;
}

function inlineNode(node: Json, context: BlockContext): ComponentChildren {
  switch (node.type) {
    case 'text':
      return String(node.text ?? '');
    case 'link':
      return <Link url={String(node.url)}>{String(node.text ?? node.url)}</Link>;
    case 'user':
      return <Mention id={String(node.user_id)} context={context} />;
    case 'usergroup':
      return <span class="mention">@{String(node.usergroup_id)}</span>;
    case 'channel':
      return <ChannelMention id={String(node.channel_id)} context={context} />;
    case 'emoji':
      return <Emoji name={String(node.name)} />;
    case 'broadcast':
      return <Broadcast range={String(node.range)} />;
    case 'date':
      return <Moment node={node} context={context} />;
    default:
      return <Unknown type={node.type} />;
  }
}

function Moment({ node, context }: { node: Json; context: BlockContext }): VNode {
  const timestamp = Number(node.timestamp);
  const said = formatDate(String(node.format), timestamp, context.dates);
  const time = (
    <time dateTime={new Date(timestamp * 1000).toISOString()} title={new Date(timestamp * 1000).toString()}>
      {said}
    </time>
  );
  return typeof node.url === 'string' ? <Link url={node.url}>{time}</Link> : time;
}
