import { isObject } from './rule.js';

// Slack acts on these wherever mrkdwn is parsed: https://docs.slack.dev/messaging/formatting-message-text#special-mentions
const special = /<!(channel|here|everyone|subteam\^[A-Z0-9]+)(\|[^>]*)?>/g;

/** Lists mentions of whole channels or groups that would take effect in a message or view. */
export function broadcastWarnings(content: {
  text?: unknown;
  blocks?: unknown;
  attachments?: unknown;
}): string[] {
  const warnings = mentionsIn(content.text, '/text');
  for (const key of ['blocks', 'attachments'] as const) walk(content[key], `/${key}`, warnings);
  return warnings;
}

function mentionsIn(text: unknown, pointer: string): string[] {
  if (typeof text !== 'string') return [];
  return [...text.matchAll(special)].map((match) => `${match[0]} takes effect at ${pointer}`);
}

function walk(value: unknown, pointer: string, warnings: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, `${pointer}/${index}`, warnings);
    return;
  }
  if (!isObject(value)) return;
  if (value.type === 'mrkdwn') warnings.push(...mentionsIn(value.text, pointer));
  if (value.type === 'markdown') warnings.push(...mentionsIn(value.text, pointer));
  if (value.type === 'broadcast') warnings.push(`@${value.range} takes effect at ${pointer}`);
  if (value.type === 'usergroup')
    warnings.push(`user group ${value.usergroup_id} is mentioned at ${pointer}`);
  for (const [key, entry] of Object.entries(value)) walk(entry, `${pointer}/${key}`, warnings);
}
