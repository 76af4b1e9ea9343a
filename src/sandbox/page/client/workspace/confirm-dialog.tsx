import type { VNode } from 'preact';
import type { Json } from '../../../slack/slack-objects.js';
import { type BlockContext, textOf } from '../blocks/block-context.js';
import { text } from '../blocks/text-object.js';
import { Dialog } from '../dialog.js';

interface ConfirmProps {
  confirm: Json;
  context: BlockContext;
  onAnswer: (isConfirmed: boolean) => void;
}

/** "Are you sure?", as an element's `confirm` object words it. */
export function ConfirmDialog({ confirm, context, onAnswer }: ConfirmProps): VNode {
  const style = confirm.style === 'danger' ? 'button-danger' : 'button-primary';
  return (
    <Dialog label={textOf(confirm.title)} className="dialog-confirm" onEscape={() => onAnswer(false)}>
      <header class="dialog-head">
        <h2>{textOf(confirm.title)}</h2>
      </header>
      <div class="dialog-body text">{text(confirm.text, context)}</div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={() => onAnswer(false)}>
          {textOf(confirm.deny)}
        </button>
        <button type="button" class={`button ${style}`} onClick={() => onAnswer(true)}>
          {textOf(confirm.confirm)}
        </button>
      </footer>
    </Dialog>
  );
}
