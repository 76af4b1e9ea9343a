import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { BulkModel, BulkResult } from '../../application/models.js';
import { warningsOf } from '../../domain/warnings.js';
import type { Translator } from '../../i18n/translator.js';
import { INPUTS, VIEWS } from '../action-ids.js';
import { bulkSubject, inlineList, listOf, NAME_IN_A_LINE } from './bulk-lines.js';
import { reasonInput } from './deny-view.js';
import { bulletBlocks } from './listed-lines.js';
import { emoji, foreign, type Inline, richText, section, styled } from './rich-text.js';

/** How many are named before the rest is counted. */
const NAMED = { requesters: 3, organizations: 5, farReaching: 5 };

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
      reasonInput(t, t.text('bulk.reason')),
    ],
  };
}

/** "12 requests: 5 of mona, 4 of max, and 3 of 2 others; in acme". */
function summary(t: Translator, model: BulkModel): Inline[] {
  return t
    .parts<Inline | Inline[]>('bulk.summary', {
      requests: styled(t.text('bulk.requests', { count: model.total }), { bold: true }),
      requesters: inlineList(t, requesterRows(t, model)),
      organizations: inlineList(t, organizationRows(t, model)),
    })
    .flat();
}

function requesterRows(t: Translator, { requesters }: BulkModel): Inline[][] {
  const named = requesters.length > NAMED.requesters + 1 ? NAMED.requesters : requesters.length;
  const rows = requesters.slice(0, named).map(({ login, count }) =>
    t.parts<Inline>('bulk.of', {
      count,
      login: styled(foreign(login, NAME_IN_A_LINE), { bold: true }),
    }),
  );
  const others = requesters.slice(named);
  if (others.length === 0) return rows;
  const count = others.reduce((sum, other) => sum + other.count, 0);
  return [...rows, [t.text('bulk.of-others', { count, others: others.length })]];
}

function organizationRows(t: Translator, { organizations }: BulkModel): Inline[][] {
  const named = organizations.length > NAMED.organizations + 1 ? NAMED.organizations : organizations.length;
  const rows: Inline[][] = organizations
    .slice(0, named)
    .map(({ login }) => [styled(foreign(login, NAME_IN_A_LINE), { bold: true })]);
  const more = organizations.length - named;
  return more > 0 ? [...rows, [t.text('bulk.more-organizations', { count: more })]] : rows;
}

/** What should be looked at twice, as far as the first page tells. */
function warningBlocks(t: Translator, model: BulkModel): KnownBlock[] {
  const found = model.results.filter(({ request }) => warningsOf(request).length > 0);
  if (found.length === 0) return [];
  const isAll = model.results.length >= model.total;
  const text = t.text(isAll ? 'bulk.warning' : 'bulk.warning.at-least', { count: found.length });
  const shown = found.slice(0, NAMED.farReaching);
  return [
    richText(section(emoji('warning'), ' ', text)),
    ...bulletBlocks(shown.map((result) => farReachingLine(t, result, model.webUrl))),
    ...(found.length > shown.length
      ? [richText(section(t.text('bulk.more', { count: found.length - shown.length })))]
      : []),
  ];
}

function farReachingLine(t: Translator, result: BulkResult, webUrl: string): Inline[] {
  const dangers = warningsOf(result.request).map((warning) => t.text(`card.warning.${warning}`));
  return t
    .parts<Inline | Inline[]>('bulk.result', {
      subject: bulkSubject(t, result, webUrl),
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
