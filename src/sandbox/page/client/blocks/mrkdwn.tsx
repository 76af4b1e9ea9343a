import type { ComponentChildren, VNode } from 'preact';
import type { BlockContext } from './block-context.js';
import { formatDate } from './dates.js';
import { Emoji } from './emoji.js';
import { Broadcast, ChannelMention, Link, Mention } from './inline-marks.js';

/** Slack's markup as nodes, never as HTML: whatever it says, only these marks take effect. */
export function Mrkdwn({ text, context }: { text: string; context: BlockContext }): VNode {
  const parts = text.split(/```([\s\S]*?)```/);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? <pre>{unescaped(part.replace(/^\n/, ''))}</pre> : paragraphs(part, context),
      )}
    </>
  );
}

/** Lines that begin with `>` are quotations; the others stay as they are. */
function paragraphs(text: string, context: BlockContext): ComponentChildren[] {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(&gt;|>)/.test(line);
    const said = isQuote ? line.replace(/^(&gt;|>) ?/, '') : line;
    const last = groups.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(said);
    else groups.push({ isQuote, lines: [said] });
  }
  return groups.map(({ isQuote, lines }) => {
    const inner = lines.flatMap((line, index) =>
      index === 0 ? inline(line, context) : ['\n', ...inline(line, context)],
    );
    return isQuote ? <blockquote>{inner}</blockquote> : inner;
  });
}

// Markers act around words only, as in Slack: the character before and after must not be a letter.
const MARKS =
  /`([^`]+)`|<([^<>]+)>|:([a-z0-9_+-]+):|(?<=^|[\s([{"'>*_~])([*_~])(?=\S)((?:(?!\4).)*?\S)\4(?=$|[\s.,:;!?)\]}"'*_~-])/g;

function inline(text: string, context: BlockContext): ComponentChildren[] {
  const result: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    result.push(unescaped(text.slice(end, match.index)), marked(match, context));
    end = match.index + match[0].length;
  }
  return [...result, unescaped(text.slice(end))];
}

function marked(match: RegExpMatchArray, context: BlockContext): ComponentChildren {
  const [, code, reference, emoji, marker, within] = match;
  if (code !== undefined) return <code>{unescaped(code)}</code>;
  if (reference !== undefined) return referenceNode(reference, context);
  if (emoji !== undefined) return <Emoji name={emoji} />;
  const inner = inline(within ?? '', context);
  if (marker === '*') return <strong>{inner}</strong>;
  return marker === '_' ? <em>{inner}</em> : <s>{inner}</s>;
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<!date^…>`, `<https://…|label>`. */
function referenceNode(reference: string, context: BlockContext): ComponentChildren {
  const at = reference.indexOf('|');
  const target = at < 0 ? reference : reference.slice(0, at);
  const label = at < 0 ? undefined : unescaped(reference.slice(at + 1));
  if (target.startsWith('@')) return <Mention id={target.slice(1)} context={context} />;
  if (target.startsWith('#')) return <ChannelMention id={target.slice(1)} label={label} context={context} />;
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const said = formatDate(date[2] ?? '', Number(date[1]), context.dates);
    return date[3] ? <Link url={unescaped(date[3])}>{said}</Link> : <time>{said}</time>;
  }
  if (target.startsWith('!')) return label ?? <Broadcast range={target.slice(1)} />;
  const url = unescaped(target);
  return <Link url={url}>{label || url.replace(/^mailto:/, '')}</Link>;
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
