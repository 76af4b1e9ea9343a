import type { InputBlock, ModalView } from '@slack/types';
import type { CardModel } from '../../application/models.js';
import { REASON_LIMIT } from '../../domain/decision.js';
import type { Translator } from '../../i18n/translator.js';
import { INPUTS, VIEWS } from '../action-ids.js';
import { headline } from './request-lines.js';
import { richText, section } from './rich-text.js';

/** S10: the confirmation with an optional reason. */
export function denyView(t: Translator, card: CardModel): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.deny,
    private_metadata: JSON.stringify({ tokenRequestId: card.request.id }),
    title: { type: 'plain_text', text: t.text('deny.title') },
    submit: { type: 'plain_text', text: t.text('deny.submit') },
    close: { type: 'plain_text', text: t.text('deny.cancel') },
    blocks: [
      richText(section(...headline(t, card))),
      reasonInput(t, t.text('deny.reason'), t.text('deny.reason.placeholder')),
    ],
  };
}

/** An optional reason that the requester will read. */
export function reasonInput(t: Translator, label: string, placeholder: string): InputBlock {
  return {
    type: 'input',
    block_id: INPUTS.reason,
    optional: true,
    label: { type: 'plain_text', text: label },
    hint: { type: 'plain_text', text: t.text('deny.reason.hint') },
    element: {
      type: 'plain_text_input',
      action_id: INPUTS.reason,
      multiline: true,
      max_length: REASON_LIMIT,
      placeholder: { type: 'plain_text', text: placeholder },
    },
  };
}
