import type { VNode } from 'preact';
import { isNode } from './block-context.js';
import { Dropdown } from './dropdown.js';
import type { ElementProps } from './elements.js';

/** A menu of the channels that the person can see, as far as its filter wants them. */
export function Conversations(props: ElementProps): VNode {
  const { element, context } = props;
  const filter = isNode(element.filter) ? element.filter : {};
  const kinds = Array.isArray(filter.include) ? filter.include : ['private', 'public'];
  const offered = context.channels.filter(({ isPrivate }) =>
    kinds.includes(isPrivate ? 'private' : 'public'),
  );
  const initial = String(element.initial_conversation ?? '');
  // One that they cannot see is shown as Slack shows it.
  const unseen = initial !== '' && !offered.some(({ id }) => id === initial);
  const options = [
    ...(unseen ? [{ value: initial, text: { type: 'plain_text', text: 'private channel' } }] : []),
    ...offered.map(({ id, name, isPrivate }) => ({
      value: id,
      text: { type: 'plain_text', text: `${isPrivate ? '🔒 ' : '# '}${name}` },
    })),
  ];
  return <Dropdown {...props} element={{ ...element, options }} />;
}
