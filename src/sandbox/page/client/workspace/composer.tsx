import type { VNode } from 'preact';
import type { PageBasics } from '../../page-state.js';
import { Problem } from '../problem.js';
import { type ComposerTarget, useComposer } from './use-composer.js';

/** Where one writes: messages, and slash commands with a hint at what they take. */
export function Composer({ placeholder, ...target }: ComposerTarget & { placeholder: string }): VNode {
  const { text, setText, isSending, problem, offered, send } = useComposer(target);
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = offered;
    const completes = event.key === 'Tab' && !event.shiftKey && first && !text.includes(' ');
    const sends = event.key === 'Enter' && !event.shiftKey;
    if (!completes && !sends) return;
    event.preventDefault();
    if (completes) setText(`${first.command} `);
    else void send();
  };
  return (
    <div class="composer">
      <OfferedCommands offered={offered} choose={(command) => setText(`${command} `)} />
      <Problem text={problem} />
      <div class="composer-box">
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

interface OfferedCommandsProps {
  offered: PageBasics['commands'];
  choose: (command: string) => void;
}

function OfferedCommands({ offered, choose }: OfferedCommandsProps): VNode | null {
  if (offered.length === 0) return null;
  return (
    <ul class="offered-commands" aria-label="Commands">
      {offered.map(({ command, usageHint, description }) => (
        <li key={command}>
          <button type="button" onClick={() => choose(command)}>
            <strong>{command}</strong> <span class="usage">{usageHint}</span>
            <small>{description}</small>
          </button>
        </li>
      ))}
    </ul>
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
