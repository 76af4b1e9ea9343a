import type { Translator } from '../../i18n/translator.js';
import { type Inline, styled } from './rich-text.js';

export const AUDIT_EXAMPLE = '/tokens audit by:olivia action:deny newer:1w';

/** What `/tokens` can do, a line each. */
export function subcommandLines(t: Translator): Inline[][] {
  return [
    line(t, '/tokens pending', t.text('tokens.pending')),
    line(t, '/tokens history', t.text('tokens.history')),
    line(t, '/tokens mine', t.text('tokens.mine')),
    line(t, '/tokens audit', t.text('tokens.audit')),
    line(t, '/tokens status', t.text('tokens.status')),
    line(t, '/tokens show', t.text('tokens.show')),
    line(t, '/tokens settings', t.text('tokens.settings')),
    line(t, '/tokens link', t.text('tokens.link')),
    line(t, '/tokens unlink', t.text('tokens.unlink')),
    line(t, '/tokens help', t.text('tokens.help')),
  ];
}

/** The same with an example for each. */
export function subcommandExamples(t: Translator): Inline[][] {
  return [
    line(t, '/tokens', t.text('tokens.alone')),
    line(t, '/tokens pending owner:mona older:3d', t.text('tokens.pending')),
    line(t, '/tokens history decided-by:olivia is:denied', t.text('tokens.history')),
    line(t, '/tokens mine', t.text('tokens.mine')),
    line(t, AUDIT_EXAMPLE, t.text('tokens.audit')),
    line(t, '/tokens status', t.text('tokens.status')),
    line(t, '/tokens show deploy-bot', t.text('tokens.show')),
    line(t, '/tokens settings', t.text('tokens.settings')),
    line(t, '/tokens link', t.text('tokens.link')),
    line(t, '/tokens unlink', t.text('tokens.unlink')),
    line(t, '/tokens help', t.text('tokens.help')),
  ];
}

function line(t: Translator, command: string, does: string): Inline[] {
  return t.parts<Inline>('tokens.command', { command: styled(command, { code: true }), does });
}
