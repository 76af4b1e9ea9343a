import type { VNode } from 'preact';
import { textOf } from './block-context.js';
import { tellsOfTyping } from './dispatching.js';
import { type ElementProps, fieldNames } from './elements.js';

const TYPES: Readonly<Record<string, 'text' | 'email' | 'url' | 'date' | 'time' | 'datetime-local'>> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** What is typed: text, numbers, dates and times. */
export function TextInput(props: ElementProps): VNode {
  const { block, element, context } = props;
  const isMoment = element.type === 'datetimepicker';
  const entered = context.entered(block, element);
  const value = isMoment ? toLocal(entered) : String(entered ?? '');
  const enter = (event: Event) => {
    const typed = (event.currentTarget as HTMLInputElement).value;
    context.enter(block, element, isMoment ? fromLocal(typed) : typed || null);
  };
  const isSentAtEnter = tellsOfTyping(block, element, 'on_enter_pressed');
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSentAtEnter || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    // Else the browser would submit the modal.
    event.preventDefault();
    context.dispatch(block, element);
  };
  const shared = {
    ...fieldNames(props),
    value,
    placeholder: textOf(element.placeholder) || undefined,
    onInput: enter,
    onKeyDown,
    'aria-required': block.type === 'input' && !block.optional,
  };
  if (element.type === 'plain_text_input' && element.multiline)
    return (
      <>
        <div class="text-input">
          <textarea rows={4} {...shared} />
          <Counter used={value.length} limit={element.max_length} />
        </div>
        {isSentAtEnter ? <EnterHint /> : null}
      </>
    );
  return (
    <>
      <div class="text-input">
        {/* Preact's types want one type at a time, with that one's roles. */}
        <input {...shared} type={(TYPES[String(element.type)] ?? 'text') as 'text'} />
        <Counter used={value.length} limit={element.max_length} />
      </div>
      {isSentAtEnter ? <EnterHint /> : null}
    </>
  );
}

/** Slack says so under every field that is sent at Enter. */
function EnterHint(): VNode {
  return <p class="hint enter-hint">Press Enter to submit</p>;
}

/** How many characters are left; below nought when there are too many. */
function Counter({ used, limit }: { used: number; limit: unknown }): VNode | null {
  if (typeof limit !== 'number') return null;
  const left = limit - used;
  return <span class={left < 0 ? 'counter counter-over' : 'counter'}>{left}</span>;
}

function toLocal(entered: unknown): string {
  if (entered === null || entered === undefined || entered === '') return '';
  const date = new Date(Number(entered) * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocal(typed: string): number | null {
  return typed === '' ? null : Math.floor(new Date(typed).getTime() / 1000);
}
