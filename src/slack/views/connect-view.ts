import type { ModalView } from '@slack/types';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { richText, section } from './rich-text.js';

/** Leads to GitHub. The address is for one person and good for minutes, so it stands in no message. */
export function connectView(t: Translator, url: string): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: t.text('link.title') },
    close: { type: 'plain_text', text: t.text('details.close') },
    blocks: [
      richText(section(t.text('link.how'))),
      {
        type: 'actions',
        block_id: 'go',
        elements: [
          {
            type: 'button',
            action_id: ACTIONS.openPage,
            style: 'primary',
            text: { type: 'plain_text', text: t.text('link.go'), emoji: false },
            url,
          },
        ],
      },
      richText(section(t.text('link.private'))),
    ],
  };
}
