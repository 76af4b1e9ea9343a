import type { ActionsBlock } from '@slack/types';
import type { LinkResume } from '../../application/link-attempt.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';

/** Button values hold this much; a longer query is not offered again. */
const VALUE_LIMIT = 2_000;

/** The way to GitHub's sign-in; what the person wanted to do is offered again afterwards. */
export function connectBlock(t: Translator, resume: LinkResume | null): ActionsBlock {
  const value = JSON.stringify({ resume });
  return {
    type: 'actions',
    block_id: 'connect',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.connect,
        style: 'primary',
        text: { type: 'plain_text', text: t.text('link.connect'), emoji: false },
        value: value.length <= VALUE_LIMIT ? value : JSON.stringify({ resume: null }),
      },
    ],
  };
}
