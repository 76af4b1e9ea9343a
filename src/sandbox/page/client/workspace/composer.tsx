import type { VNode } from 'preact';
import { Problem } from '../problem.js';
import { OfferedEntries } from './offered-entries.js';
import { ShortcutsButton } from './shortcuts-button.js';
import { type ComposerTarget, useComposer } from './use-composer.js';

/** Where one writes: messages, and slash commands with a hint at what they take. */
export function Composer({ placeholder, ...target }: ComposerTarget & { placeholder: string }): VNode {
  const { text, setText, isSending, problem, offered, send, run } = useComposer(target);
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = offered.commands;
    const completes = event.key === 'Tab' && !event.shiftKey && first && !text.includes(' ');
    const sends = event.key === 'Enter' && !event.shiftKey;
    if (!completes && !sends) return;
    event.preventDefault();
    if (completes) setText(`${first.command} `);
    else void send();
  };
  return (
    <div class="composer">
      <OfferedEntries offered={offered} choose={(command) => setText(`${command} `)} run={run} />
      <Problem text={problem} />
      <div class="composer-box">
        {target.shortcuts.length > 0 ? <ShortcutsButton shortcuts={target.shortcuts} run={run} /> : null}
        <textarea
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          onInput={(event) => setText((event.currentTarget as HTMLTextAreaElement).value)}
          onKeyDown={onKeyDown}
        />
        <SendButton isSending={isSending} isEmpty={text.trim() === ''} send={send} />
      </div>
    </div>
  );
}

interface SendButtonProps {
  isSending: boolean;
  isEmpty: boolean;
  send: () => Promise<void>;
}

function SendButton({ isSending, isEmpty, send }: SendButtonProps): VNode {
  return (
    <button
      type="button"
      class="send"
      aria-label="Send"
      aria-busy={isSending}
      disabled={isEmpty}
      onClick={() => void send()}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 3.2 17.4 10 3 16.8l1.8-5.6L11 10 4.8 8.8Z" fill="currentColor" />
      </svg>
    </button>
  );
}
