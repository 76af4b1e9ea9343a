import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { BulkModel, ListedRequest } from '../../application/models.js';
import { requestPage } from '../../domain/token-request.js';
import { warningsOf } from '../../domain/warnings.js';
import type { Translator } from '../../i18n/translator.js';
import { INPUTS, VIEWS } from '../action-ids.js';
import { bulkSubject, bulkWhose, listOf } from './bulk-lines.js';
import { reasonInput } from './deny-view.js';
import { bulletBlocks } from './listed-lines.js';
import { emoji, type Inline, richText, section, styled } from './rich-text.js';

/** How many far-reaching ones are named before the rest is counted. */
const NAMED = 5;

/** S12: asks once before many requests are decided, and takes the decision and one optional reason. */
export function decideSelectedView(t: Translator, model: BulkModel): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.decideSelected,
    private_metadata: JSON.stringify({ bulkId: model.bulk.id }),
    title: { type: 'plain_text', text: t.text('bulk.title') },
    submit: { type: 'plain_text', text: t.text('bulk.submit') },
    close: { type: 'plain_text', text: t.text('bulk.back') },
    blocks: [
      richText(section(...summary(t, model))),
      ...warningBlocks(t, model),
      richText(section(t.text('bulk.what-happens'))),
      decisionInput(t),
      reasonInput(t, t.text('bulk.reason'), t.text('details.reason.placeholder')),
    ],
  };
}

/** "12 requests: 5 of mona, 4 of max, and 3 of 2 others, in acme". */
function summary(t: Translator, model: BulkModel): Inline[] {
  return t
    .parts<Inline | Inline[]>('bulk.summary', {
      requests: styled(t.text('bulk.requests', { count: model.total }), { bold: true }),
      whose: bulkWhose(t, model),
    })
    .flat();
}

/** What should be looked at twice; the worst of it by name. */
function warningBlocks(t: Translator, { farReaching, webUrl }: BulkModel): KnownBlock[] {
  const count = farReaching.length;
  if (count === 0) return [];
  const shown = farReaching.slice(0, NAMED);
  return [
    richText(section(emoji('warning'), ' ', t.text('bulk.warning', { count }))),
    ...bulletBlocks(shown.map((request) => farReachingLine(t, request, webUrl))),
    ...(count > shown.length
      ? [richText(section(t.text('bulk.more', { count: count - shown.length })))]
      : []),
  ];
}

function farReachingLine(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  const dangers = warningsOf(request).map((warning) => t.text(`card.warning.${warning}`));
  return t
    .parts<Inline | Inline[]>('bulk.result', {
      subject: bulkSubject(t, { request, requestUrl: requestPage(webUrl, request) }, webUrl),
      outcome: listOf(t, dangers),
    })
    .flat();
}

/** Nothing is chosen beforehand: whoever decides many requests says which way. */
function decisionInput(t: Translator): InputBlock {
  const option = (value: 'approve' | 'deny') => ({
    value,
    text: { type: 'plain_text' as const, text: t.text(`bulk.decision.${value}`) },
  });
  return {
    type: 'input',
    block_id: INPUTS.decision,
    label: { type: 'plain_text', text: t.text('details.decision') },
    element: {
      type: 'radio_buttons',
      action_id: INPUTS.decision,
      options: [option('approve'), option('deny')],
    },
  };
}
