import type { ComponentChildren } from 'preact';
import { type BlockContext, isNode, textOf } from './block-context.js';
import { withEmoji } from './emoji.js';
import { Mrkdwn } from './mrkdwn.js';

/** A text object: markup where it is mrkdwn, else as it stands. */
export function text(value: unknown, context: BlockContext): ComponentChildren {
  if (!isNode(value)) return null;
  if (value.type === 'mrkdwn') return <Mrkdwn text={textOf(value)} context={context} />;
  return value.emoji === false ? textOf(value) : withEmoji(textOf(value));
}
