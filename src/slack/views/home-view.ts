import type { HomeView } from '@slack/types';
import type { Translator } from '../../i18n/translator.js';
import { richText, section } from './rich-text.js';

/** App Home for a newcomer: what this is, and what happens where. */
export function homeView(t: Translator): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: t.text('home.title') } },
      richText(section(t.text('home.what'))),
      richText(section(t.text('home.how'))),
      { type: 'divider' },
      richText(section(t.text('help.classic'))),
    ],
  };
}
