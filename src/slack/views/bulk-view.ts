import type { ActionsBlock, KnownBlock, RichTextBlock } from '@slack/types';
import type { BulkModel } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import {
  bulkHeadline,
  bulkWhose,
  countWrong,
  headlineBlock,
  listOf,
  progressBar,
  progressLines,
  resultBlocks,
  wentWrong,
} from './bulk-lines.js';
import type { MessageContent } from './card-view.js';
import { bullets, clip, foreignLines, plain, quote, richText, section } from './rich-text.js';

/** How much of what went wrong a message names; the modal has room for everything. */
const WRONG_IN_A_MESSAGE = 10;

/** The approver's message about a decision on many requests: how far it is, then how it ended. */
export function bulkView(t: Translator, model: BulkModel): MessageContent {
  const headline = bulkHeadline(t, model);
  const isUnderWay = model.bulk.state !== 'ended';
  const progress = isUnderWay ? [listOf(t, progressLines(t, model))] : [];
  return {
    text: clip(plain([[headline, ...progress].join(' ')]), 1_000),
    blocks: [...bulkBlocks(t, model), allResults(t, model)],
  };
}

/** Headline, whose they are, progress while there is any, the reason, and what went wrong. */
export function bulkBlocks(t: Translator, model: BulkModel): KnownBlock[] {
  return [
    headlineBlock(bulkHeadline(t, model)),
    richText(section(...bulkWhose(t, model))),
    ...progressBlocks(t, model),
    ...wrongBlocks(t, model),
  ];
}

/** How far it is, while it is under way, and the reason that everybody reads. */
export function progressBlocks(t: Translator, model: BulkModel): RichTextBlock[] {
  const { state, reason } = model.bulk;
  const progress = [
    richText(section(progressBar(model))),
    richText(bullets(progressLines(t, model).map((line) => [line]))),
  ];
  return [
    ...(state === 'ended' ? [] : progress),
    ...(reason ? [richText(quote(foreignLines(reason, 1_024)))] : []),
  ];
}

function wrongBlocks(t: Translator, model: BulkModel): RichTextBlock[] {
  const shown = model.results.filter(wentWrong).slice(0, WRONG_IN_A_MESSAGE);
  const more = countWrong(model) - shown.length;
  return [
    ...resultBlocks(t, model, shown),
    ...(shown.length > 0 && more > 0 ? [richText(section(t.text('bulk.more', { count: more })))] : []),
  ];
}

function allResults(t: Translator, { bulk, total }: BulkModel): ActionsBlock {
  return {
    type: 'actions',
    block_id: 'results',
    elements: [
      {
        type: 'button',
        action_id: ACTIONS.bulkResults,
        value: String(bulk.id),
        text: { type: 'plain_text', text: t.text('bulk.results') },
        accessibility_label: t.text('bulk.results.label', { total }),
      },
    ],
  };
}
