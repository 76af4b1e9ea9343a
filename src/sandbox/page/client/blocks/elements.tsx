import type { ComponentChildren, VNode } from 'preact';
import type { Json, SlackBlock } from '../../../slack/slack-objects.js';
import { isSafeUrl, linkTo } from '../navigation.js';
import { type BlockContext, isNode, nodes, textOf } from './block-context.js';
import { Choices } from './choices.js';
import { Conversations } from './conversations.js';
import { Dropdown } from './dropdown.js';
import { withEmoji } from './emoji.js';
import { Overflow } from './overflow.js';
import { Picker } from './picker.js';
import { TextInput } from './text-input.js';
import { Unknown } from './unknown.js';

export interface ElementProps {
  block: SlackBlock;
  element: Json;
  context: BlockContext;
  /** What an input block calls it. */
  label?: string;
}

/** One interactive element, or an image. */
export function Element(props: Omit<ElementProps, 'context'> & { context: BlockContext | undefined }): VNode {
  if (props.element.type === 'image') return <Picture image={props.element} />;
  const { context } = props;
  if (!context) return <Unknown type={props.element.type} />;
  return interactive({ ...props, context });
}

function interactive(props: ElementProps): VNode {
  switch (props.element.type) {
    case 'button':
      return <Button {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'static_select':
      return <Dropdown {...props} />;
    case 'conversations_select':
      return <Conversations {...props} />;
    case 'external_select':
    case 'multi_static_select':
    case 'multi_external_select':
      return <Picker {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TextInput {...props} />;
    default:
      return <Unknown type={props.element.type} />;
  }
}

function Button({ block, element, context }: ElementProps): VNode {
  const isBusy = context.isBusy(block, element);
  const classes = ['button', element.style ? `button-${element.style}` : '', isBusy ? 'is-busy' : ''];
  const shared = {
    class: classes.filter(Boolean).join(' '),
    'aria-label': typeof element.accessibility_label === 'string' ? element.accessibility_label : undefined,
  };
  const inner: ComponentChildren = isNode(element.text) && (
    <span class="button-text">
      {element.text.emoji === false ? textOf(element.text) : withEmoji(textOf(element.text))}
    </span>
  );
  const press = () => context.press(block, element);
  if (typeof element.url === 'string' && isSafeUrl(element.url)) {
    const { href, onClick, ...link } = linkTo(element.url);
    return (
      <a
        {...shared}
        {...link}
        href={href}
        onClick={(event) => {
          press();
          onClick?.(event);
        }}
      >
        {inner}
      </a>
    );
  }
  return (
    <button type="button" {...shared} aria-busy={isBusy} onClick={isBusy ? undefined : press}>
      {inner}
      {isBusy ? <span class="spinner" /> : null}
    </button>
  );
}

/** Nothing is loaded from elsewhere: a picture of the web is shown by what it is called. The bot's are at this origin. */
function Picture({ image }: { image: Json }): VNode {
  const url = String(image.image_url ?? '');
  const alt = String(image.alt_text ?? '');
  const source = url.startsWith('data:image/') ? url : botsPicture(url);
  if (source !== undefined) return <img src={source} alt={alt} />;
  return (
    <span class="picture" role="img" aria-label={alt} title={url}>
      {alt || 'Image'}
    </span>
  );
}

/** The path of a picture that the page itself hands on from the bot. */
function botsPicture(url: string): string | undefined {
  if (typeof location === 'undefined' || !URL.canParse(url)) return undefined;
  const { hostname, port, pathname } = new URL(url);
  const isHere = hostname === 'localhost' && port === location.port;
  return isHere && pathname.startsWith('/charts/') ? pathname : undefined;
}

/** The options of a menu, those of groups included. */
export function optionsOf(element: Json): Json[] {
  return [
    ...nodes(element.options),
    ...nodes(element.option_groups).flatMap((group) => nodes(group.options)),
  ];
}

/** The attributes by which a field hangs together with its block's label, hint and error. */
export function fieldNames({ block, element, context, label }: ElementProps) {
  const described = [block.hint ? 'hint' : '', context.errorOf(block) ? 'error' : ''].filter(Boolean);
  const placeholder = textOf(element.placeholder);
  return {
    id: block.type === 'input' ? `${block.block_id}-field` : undefined,
    'aria-label': block.type === 'input' ? undefined : label || placeholder || String(element.type),
    'aria-describedby': described.map((part) => `${block.block_id}-${part}`).join(' ') || undefined,
    'data-focus-on-load': element.focus_on_load === true ? true : undefined,
    'aria-invalid': context.errorOf(block) ? ('true' as const) : undefined,
  };
}
