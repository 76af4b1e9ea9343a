import type { Inline } from './rich-text.js';

/**
 * Slack's reference names no limit for a block of rich text, but 3,000 characters for every other text, and messages
 * of some 13,000 are refused: https://github.com/slackapi/bolt-js/issues/2509
 */
const BLOCK_LIMIT = 3_000;

/** Rows, in their order, in parts that each have room in one block of rich text. */
export function inParts(rows: readonly Inline[][]): Inline[][][] {
  const parts: Inline[][][] = [];
  let room = 0;
  for (const row of rows) {
    const length = row.reduce<number>((sum, inline) => sum + lengthOf(inline), 0);
    const last = parts.at(-1);
    if (last !== undefined && length <= room) last.push(row);
    else parts.push([row]);
    room = (last !== undefined && length <= room ? room : BLOCK_LIMIT) - length;
  }
  return parts;
}

/** In UTF-16 units. Where a link leads counts as well, for Slack may count it. */
function lengthOf(inline: Inline): number {
  if (typeof inline !== 'object') return String(inline).length;
  switch (inline.type) {
    case 'text':
      return inline.text.length;
    case 'link':
      return inline.url.length + (inline.text ?? '').length;
    case 'date':
      return inline.format.length + (inline.fallback ?? '').length;
    default:
      return 20;
  }
}
