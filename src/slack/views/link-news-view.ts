import type { Button, KnownBlock } from '@slack/types';
import type { LinkResume } from '../../application/link-attempt.js';
import type { LinkNewsModel } from '../../application/models.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { decideBlockId } from '../request-value.js';
import { decisionButtons, type MessageContent } from './card-view.js';
import { connectBlock } from './connect-block.js';
import { messageOf } from './overview-view.js';
import { foreign, richText, section } from './rich-text.js';

/** What became of somebody's link, with what they wanted to do when they had to connect first. */
export function linkNewsView(
  t: Translator,
  { news, login, canConnect, resume }: LinkNewsModel,
): MessageContent {
  if (news === 'revoked') {
    const key = login === null ? 'link.news.revoked' : 'link.news.signed-out';
    return messageOf([[t.text(key)]], canConnect ? [connectBlock(t, null)] : []);
  }
  const made = t.text('link.news.made', { login: foreign(login ?? '', 60) });
  return messageOf([[made]], resumeBlocks(t, resume));
}

function resumeBlocks(t: Translator, resume: LinkNewsModel['resume']): KnownBlock[] {
  if (resume === null) return [];
  const go = richText(section(t.text('link.news.go-on')));
  const elements = resume.kind === 'request' ? decisionButtons(t, resume.request) : [listButton(t, resume)];
  const blockId = resume.kind === 'request' ? decideBlockId(resume.request) : 'resume';
  return [go, { type: 'actions', block_id: blockId, elements }];
}

const LISTS = {
  pending: ['openList', 'home.open-list'],
  history: ['openHistory', 'home.open-history'],
  mine: ['openMine', 'home.open-mine'],
} as const satisfies Record<string, readonly [keyof typeof ACTIONS, MessageKey]>;

function listButton(t: Translator, { list, query }: Extract<LinkResume, { kind: 'list' }>): Button {
  const [action, key] = LISTS[list];
  return {
    type: 'button',
    action_id: ACTIONS[action],
    text: { type: 'plain_text', text: t.text(key), emoji: false },
    ...(query ? { value: query } : {}),
  };
}
