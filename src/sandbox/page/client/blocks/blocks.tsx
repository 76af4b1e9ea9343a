import type { VNode } from 'preact';
import type { Json, SlackBlock } from '../../../slack/slack-objects.js';
import { type BlockContext, isNode, nodes, textOf } from './block-context.js';
import { Element } from './elements.js';
import { withEmoji } from './emoji.js';
import { RichText } from './rich-text.js';
import { text } from './text-object.js';
import { Unknown } from './unknown.js';

/** All blocks of a message, modal or Home tab. */
export function Blocks({ blocks, context }: { blocks: readonly SlackBlock[]; context: BlockContext }): VNode {
  return (
    <div class={`blocks blocks-${context.surface}`}>
      {blocks.map((block) => (
        <div class={`block block-${block.type}`} key={block.block_id}>
          {renderBlock(block, context)}
        </div>
      ))}
    </div>
  );
}

/** One block of Slack's Block Kit; one of an unknown type becomes a red box. */
export function renderBlock(block: SlackBlock, context: BlockContext): VNode {
  switch (block.type) {
    case 'section':
      return section(block, context);
    case 'header':
      return header(block, context);
    case 'divider':
      return <hr />;
    case 'context':
      return <div class="context">{nodes(block.elements).map((item) => contextItem(item, context))}</div>;
    case 'actions':
      return (
        <div class="actions">
          {nodes(block.elements).map((element) => (
            <Element block={block} element={element} context={context} key={element.action_id} />
          ))}
        </div>
      );
    case 'image':
      return <ImageBlock block={block} />;
    case 'input':
      return input(block, context);
    case 'rich_text':
      return <RichText block={block} context={context} />;
    default:
      return <Unknown type={block.type} />;
  }
}

/** A heading below that of the surface; messages have none, and their headers are none either. */
function header(block: SlackBlock, { surface }: BlockContext): VNode {
  const shown = withEmoji(textOf(block.text));
  if (surface === 'message') return <p class="header-block">{shown}</p>;
  return surface === 'home' ? <h2 class="header-block">{shown}</h2> : <h3 class="header-block">{shown}</h3>;
}

function section(block: SlackBlock, context: BlockContext): VNode {
  const fields = nodes(block.fields);
  return (
    <div class="section">
      <div class="section-text">
        {block.text ? <div class="text">{text(block.text, context)}</div> : null}
        {fields.length > 0 ? (
          <div class="fields">
            {fields.map((field) => (
              <div class="text">{text(field, context)}</div>
            ))}
          </div>
        ) : null}
      </div>
      {isNode(block.accessory) ? (
        <div class="accessory">
          <Element block={block} element={block.accessory} context={context} label={textOf(block.text)} />
        </div>
      ) : null}
    </div>
  );
}

function contextItem(item: Json, context: BlockContext): VNode {
  if (item.type === 'image') return <Element block={NO_BLOCK} element={item} context={context} />;
  if (item.type !== 'mrkdwn' && item.type !== 'plain_text') return <Unknown type={item.type} />;
  return <span class="text">{text(item, context)}</span>;
}

const NO_BLOCK: SlackBlock = { type: 'context', block_id: '' };

function ImageBlock({ block }: { block: SlackBlock }): VNode {
  return (
    <figure>
      {block.title ? <figcaption>{textOf(block.title)}</figcaption> : null}
      <Element block={block} element={block} context={undefined} />
    </figure>
  );
}

function input(block: SlackBlock, context: BlockContext): VNode {
  const element = isNode(block.element) ? block.element : {};
  const error = context.errorOf(block);
  const isGroup = element.type === 'radio_buttons' || element.type === 'checkboxes';
  const label = (
    <>
      {withEmoji(textOf(block.label))}
      {block.optional ? <span class="optional"> (optional)</span> : null}
    </>
  );
  const hints = (
    <>
      {error ? (
        <p class="input-error" id={`${block.block_id}-error`} role="alert">
          {error}
        </p>
      ) : null}
      {block.hint ? (
        <p class="hint" id={`${block.block_id}-hint`}>
          {withEmoji(textOf(block.hint))}
        </p>
      ) : null}
    </>
  );
  const field = <Element block={block} element={element} context={context} label={textOf(block.label)} />;
  const classes = error ? 'input input-wrong' : 'input';
  if (!isGroup)
    return (
      <div class={classes}>
        <label for={`${block.block_id}-field`}>{label}</label>
        {field}
        {hints}
      </div>
    );
  return (
    <fieldset class={classes}>
      <legend>{label}</legend>
      {field}
      {hints}
    </fieldset>
  );
}
