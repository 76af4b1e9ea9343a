import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import type { BulkModel } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { bulkHeadline, bulkWhose, headlineBlock, resultBlocks } from './bulk-lines.js';
import { bulkBlocks, progressBlocks } from './bulk-view.js';
import { modalOf } from './details-view.js';
import { richText, section } from './rich-text.js';

/** The modal from which many requests were decided: how far it is; once it has ended, the results. */
export function bulkProgressView(t: Translator, model: BulkModel): ModalView {
  if (model.bulk.state === 'ended') return bulkResultsView(t, model);
  const note = richText(section(t.text('bulk.may-close')));
  return modal(t, model, [...bulkBlocks(t, model), note]);
}

/** A page of what became of each request, those that went wrong first. */
export function bulkResultsView(t: Translator, model: BulkModel): ModalView {
  return modal(t, model, [
    headlineBlock(bulkHeadline(t, model)),
    richText(section(...bulkWhose(t, model))),
    ...progressBlocks(t, model),
    ...resultBlocks(t, model, model.results),
    ...pageButtons(t, model),
  ]);
}

/** Shown at once, for a trigger lives three seconds. */
export function bulkLoadingView(t: Translator): ModalView {
  return modalOf(t, t.text('bulk.results.title'), [t.text('bulk.loading')]);
}

function modal(t: Translator, { bulk }: BulkModel, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    private_metadata: JSON.stringify({ bulkId: bulk.id }),
    title: { type: 'plain_text', text: t.text('bulk.results.title') },
    close: { type: 'plain_text', text: t.text('details.close') },
    blocks,
  };
}

function pageButtons(t: Translator, { bulk, page, pages }: BulkModel): ActionsBlock[] {
  const button = (key: 'details.previous' | 'details.next' | 'bulk.refresh', target: number): Button => ({
    type: 'button',
    action_id: `${ACTIONS.bulkPage}.${target}`,
    value: JSON.stringify({ bulkId: bulk.id, page: target }),
    text: { type: 'plain_text', text: t.text(key) },
  });
  const elements = [
    ...(page > 1 ? [button('details.previous', page - 1)] : []),
    ...(bulk.state === 'ended' ? [] : [button('bulk.refresh', page)]),
    ...(page < pages ? [button('details.next', page + 1)] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'pages', elements }];
}
