import type { Translator } from '../../i18n/translator.js';
import { type Inline, styled } from './rich-text.js';

/** What `/tokens` can do, a line each. */
export function subcommandLines(t: Translator): Inline[][] {
  return [
    line('/tokens pending', t.text('tokens.pending')),
    line('/tokens history', t.text('tokens.history')),
    line('/tokens mine', t.text('tokens.mine')),
    line('/tokens show', t.text('tokens.show')),
    line('/tokens help', t.text('tokens.help')),
  ];
}

/** The same with an example for each. */
export function subcommandExamples(t: Translator): Inline[][] {
  return [
    line('/tokens', t.text('tokens.alone')),
    line('/tokens pending owner:mona older:3d', t.text('tokens.pending')),
    line('/tokens history decided-by:olivia is:denied', t.text('tokens.history')),
    line('/tokens mine', t.text('tokens.mine')),
    line('/tokens show deploy-bot', t.text('tokens.show')),
    line('/tokens help', t.text('tokens.help')),
  ];
}

function line(command: string, does: string): Inline[] {
  return [styled(command, { code: true }), ` ${does}`];
}
