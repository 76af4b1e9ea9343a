import { isObject } from './rule.js';

/** Names for the ids in mentions; the id itself is shown when it returns nothing. */
export type NameOf = (id: string) => string | undefined;

type Node = Record<string, unknown>;
type Render = (node: Node, nameOf: NameOf) => string;

/** What a person reads in a message or view: one line for each block, buttons as `[Approve]`, mentions as `@name`. */
export function plainText(
  shown: { text?: unknown; title?: unknown; blocks?: unknown },
  nameOf: NameOf = () => undefined,
): string {
  const blocks = nodes(shown.blocks);
  if (blocks.length === 0) return mrkdwnText(String(shown.text ?? ''), nameOf);
  const title = isObject(shown.title) ? textOf(shown.title, nameOf) : '';
  return lines([title, ...blocks.map((block) => blockText(block, nameOf))]);
}

const blockRenderers: Record<string, Render> = {
  section: (block, nameOf) =>
    lines([
      textOf(block.text, nameOf),
      ...nodes(block.fields).map((field) => textOf(field, nameOf)),
      elementText(block.accessory, nameOf),
    ]),
  header: (block, nameOf) => textOf(block.text, nameOf),
  alert: (block, nameOf) => textOf(block.text, nameOf),
  markdown: (block) => String(block.text ?? ''),
  context: (block, nameOf) => words(nodes(block.elements).map((element) => elementText(element, nameOf))),
  actions: (block, nameOf) => words(nodes(block.elements).map((element) => elementText(element, nameOf))),
  context_actions: (block, nameOf) =>
    words(nodes(block.elements).map((element) => elementText(element, nameOf))),
  image: (block, nameOf) => words([textOf(block.title, nameOf), String(block.alt_text ?? '')]),
  input: (block, nameOf) =>
    lines([textOf(block.label, nameOf), elementText(block.element, nameOf), textOf(block.hint, nameOf)]),
  card: (block, nameOf) =>
    lines([
      ...[block.title, block.subtitle, block.body].map((text) => textOf(text, nameOf)),
      words(nodes(block.actions).map((element) => elementText(element, nameOf))),
    ]),
  carousel: (block, nameOf) => lines(nodes(block.elements).map((card) => blockText(card, nameOf))),
  table: tableText,
  data_table: tableText,
  rich_text: (block, nameOf) => lines(nodes(block.elements).map((part) => richPart(part, nameOf))),
};

function blockText(block: Node, nameOf: NameOf): string {
  return blockRenderers[String(block.type)]?.(block, nameOf) ?? '';
}

function tableText(block: Node, nameOf: NameOf): string {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const cellText = (cell: Node) =>
    cell.type === 'rich_text' ? blockText(cell, nameOf) : String(cell.text ?? '');
  return lines(rows.map((row) => nodes(row).map(cellText).join(' | ')));
}

function elementText(element: unknown, nameOf: NameOf): string {
  if (!isObject(element)) return '';
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return textOf(element, nameOf);
  if (element.type === 'button' || element.type === 'icon_button') return `[${textOf(element.text, nameOf)}]`;
  if (element.type === 'image') return String(element.alt_text ?? '');
  if (element.type === 'feedback_buttons') return '[👍] [👎]';
  const options = nodes(element.options).map((option) => optionText(option, nameOf));
  if (element.type === 'overflow') return `[⋯ ${options.join(' | ')}]`;
  if (element.type === 'checkboxes' || element.type === 'radio_buttons') return lines(options);
  const initial = [element.initial_option, element.initial_options].flat().filter(isObject);
  const chosen = initial.map((option) => optionText(option, nameOf)).join(', ');
  return (
    chosen || String(element.initial_value ?? element.initial_date ?? textOf(element.placeholder, nameOf))
  );
}

function optionText(option: Node, nameOf: NameOf): string {
  return words([textOf(option.text, nameOf), textOf(option.description, nameOf)]);
}

function richPart(part: Node, nameOf: NameOf): string {
  if (part.type !== 'rich_text_list')
    return nodes(part.elements)
      .map((node) => richElement(node, nameOf))
      .join('');
  const marker = (index: number) => (part.style === 'ordered' ? `${index + 1}. ` : '• ');
  return lines(nodes(part.elements).map((item, index) => marker(index) + richPart(item, nameOf)));
}

const richRenderers: Record<string, Render> = {
  text: (node) => String(node.text ?? ''),
  link: (node) => String(node.text ?? node.url ?? ''),
  user: (node, nameOf) => `@${name(node.user_id, nameOf)}`,
  usergroup: (node, nameOf) => `@${name(node.usergroup_id, nameOf)}`,
  channel: (node, nameOf) => `#${name(node.channel_id, nameOf)}`,
  team: (node, nameOf) => name(node.team_id, nameOf),
  emoji: (node) => `:${node.name}:`,
  date: (node) => String(node.fallback ?? new Date(Number(node.timestamp) * 1000).toISOString()),
  broadcast: (node) => `@${node.range}`,
  color: (node) => String(node.value ?? ''),
};

function richElement(node: Node, nameOf: NameOf): string {
  return richRenderers[String(node.type)]?.(node, nameOf) ?? '';
}

function textOf(value: unknown, nameOf: NameOf): string {
  if (!isObject(value)) return '';
  const text = String(value.text ?? '');
  return value.type === 'mrkdwn' ? mrkdwnText(text, nameOf) : text;
}

/** What a person reads where mrkdwn is shown: mentions, links and dates resolved, entities and markers gone. */
export function mrkdwnText(text: string, nameOf: NameOf = () => undefined): string {
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  const shown = parts.map((part, index) => {
    if (index % 2 === 1) return entities(references(part.replace(/^`{1,3}|`{1,3}$/g, ''), nameOf));
    return entities(unmarked(references(part, nameOf)));
  });
  return shown.join('');
}

function references(text: string, nameOf: NameOf): string {
  return text.replace(/<([^<>]+)>/g, (_all, inner: string) => {
    const [target = '', label] = splitOnce(inner, '|');
    if (target.startsWith('@')) return `@${name(target.slice(1), nameOf)}`;
    if (target.startsWith('#')) return `#${label || name(target.slice(1), nameOf)}`;
    if (target.startsWith('!date^')) return label ?? target;
    if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
    return label || target.replace(/^mailto:/, '');
  });
}

/** Takes away the markers of bold, italic and struck text where Slack would act on them: around words. */
function unmarked(text: string): string {
  const around = (marker: string) =>
    new RegExp(
      `(^|[\\s([{"'>*_~])\\${marker}(?=\\S)([^${marker}\\n]*[^\\s${marker}])\\${marker}(?=$|[\\s.,:;!?)\\]}"'*_~-])`,
      'g',
    );
  return ['*', '_', '~'].reduce((result, marker) => result.replace(around(marker), '$1$2'), text);
}

function entities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function name(id: unknown, nameOf: NameOf): string {
  return nameOf(String(id)) ?? String(id);
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function lines(parts: string[]): string {
  return parts.filter(Boolean).join('\n');
}

function words(parts: string[]): string {
  return parts.filter(Boolean).join(' ');
}
