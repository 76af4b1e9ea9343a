import { useState } from 'preact/hooks';
import type { PageBasics } from '../../page-state.js';
import { post } from '../server-link.js';
import { explain } from './explain.js';

export interface ComposerTarget {
  me: string;
  channel: string;
  commands: PageBasics['commands'];
  shortcuts: PageBasics['shortcuts'];
  threadTs?: string;
}

export type Shortcut = PageBasics['shortcuts'][number];

/** What fits that which is typed. */
export type Offered = Pick<PageBasics, 'commands' | 'shortcuts'>;

export interface Composing {
  text: string;
  setText: (text: string) => void;
  isSending: boolean;
  problem: string | undefined;
  offered: Offered;
  send: () => Promise<void>;
  /** Runs a shortcut, and forgets what was typed to find it. */
  run: (shortcut: Shortcut) => void;
}

/** What is being written, and sending it as a message or a slash command. */
export function useComposer(target: ComposerTarget): Composing {
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async () => {
    const said = text.trim();
    if (said === '' || isSending) return;
    setSending(true);
    const wrong = said.startsWith('/') ? await runCommand(target, said) : await say(target, said);
    setSending(false);
    setProblem(wrong);
    if (!wrong) setText('');
  };
  const run = async ({ callbackId }: Shortcut) => {
    if (text.startsWith('/')) setText('');
    const { error } = await post('/api/slack/shortcut', { user: target.me, callbackId });
    setProblem(error && explain(error));
  };
  const offered = offeredFor(target, text);
  return { text, setText, isSending, problem, offered, send, run: (shortcut) => void run(shortcut) };
}

/** Resolves with what is wrong, if anything is. */
async function runCommand({ me, channel, commands, threadTs }: ComposerTarget, said: string) {
  if (threadTs) return 'Slack runs no commands in threads.';
  const [typed = ''] = said.split(' ');
  if (!commands.some(({ command }) => command === typed))
    return `${typed} is not a valid command. PATrol knows ${commands.map(({ command }) => command).join(', ')}.`;
  // A command that fails is told of by Slackbot, in the channel.
  const text = said.slice(typed.length).trim();
  await post('/api/slack/command', { user: me, channel, command: typed, text });
  return undefined;
}

async function say({ me, channel, threadTs }: ComposerTarget, text: string): Promise<string | undefined> {
  const { error } = await post('/api/slack/say', { user: me, channel, text, threadTs });
  return error && explain(error);
}

function offeredFor({ commands, shortcuts, threadTs }: ComposerTarget, text: string): Offered {
  if (threadTs || !text.startsWith('/')) return { commands: [], shortcuts: [] };
  const [typed = ''] = text.split(' ');
  const isWhole = text.includes(' ');
  const words = text.slice(1).trim().toLowerCase();
  return {
    commands: commands.filter(({ command }) => (isWhole ? command === typed : command.startsWith(typed))),
    shortcuts: shortcuts.filter(({ name }) => name.toLowerCase().includes(words)),
  };
}
