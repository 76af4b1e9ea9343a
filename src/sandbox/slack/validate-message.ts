import { formatProblem, isObject } from './rule.js';
import { elementsOf, validateBlocks } from './validate-blocks.js';

/** Why Slack refuses a message: its error name and details. */
export interface Refusal {
  error: string;
  messages: string[];
}

// Undocumented; measured by others at 13,172 to 13,297: https://github.com/slackapi/bolt-js/issues/2509
const allBlocksLimit = 13_200;
const perBlock = 125;

/** Finds why Slack would refuse a message; `maxText` bytes are 40,000 when posting. */
export function validateMessage(
  message: { text?: unknown; blocks?: unknown; attachments?: unknown },
  userExists: (id: string) => boolean,
  maxText = 40_000,
): Refusal | undefined {
  const { text, blocks, attachments } = message;
  if (text !== undefined && typeof text !== 'string')
    return refusal('invalid_arguments', 'text must be a string');
  const empty = (value: unknown) => !Array.isArray(value) || value.length === 0;
  if (!text && empty(blocks) && empty(attachments)) return refusal('no_text');
  // Bytes, since Slack counts so: an update with 4,000 two-byte characters is refused.
  if (Buffer.byteLength(text ?? '') > maxText) return refusal('msg_too_long');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refusal('invalid_blocks_format');
  const problems = validateBlocks(blocks, 'message', userExists);
  if (problems.length > 0) return { error: 'invalid_blocks', messages: problems.map(formatProblem) };
  if (visibleLength(blocks) + perBlock * blocks.length > allBlocksLimit)
    return refusal('msg_blocks_too_long');
  return undefined;
}

/** What Slack accepts yet mangles: a message without `text` notifies nobody of anything readable. */
export function messageDefects(message: { text?: unknown; blocks?: unknown }): string[] {
  const defects: string[] = [];
  if (!message.text) defects.push('has no top-level text: its notification would be empty');
  const blocks = Array.isArray(message.blocks) ? message.blocks.filter(isObject) : [];
  const unnamed = blocks.flatMap(elementsOf).filter((element) => element.action_id === undefined);
  if (unnamed.length > 0) defects.push('has an element without action_id: no listener can name it');
  return defects;
}

function refusal(error: string, ...messages: string[]): Refusal {
  return { error, messages: messages.map((message) => `[ERROR] ${message}`) };
}

function visibleLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + visibleLength(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, entry]) =>
      sum + (key === 'text' && typeof entry === 'string' ? entry.length : visibleLength(entry)),
    0,
  );
}
