import type { ActionsBlock, Button, KnownBlock, RichTextBlock } from '@slack/types';
import type { CardModel } from '../../application/models.js';
import { isFinal, type TokenRequest } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { decideBlockId } from '../request-value.js';
import { accessLines, headline, warningLine } from './request-lines.js';
import {
  bullets,
  clip,
  clipUnits,
  foreign,
  foreignLines,
  type Inline,
  link,
  plain,
  quote,
  richText,
  section,
} from './rich-text.js';
import { stateLine } from './state-line.js';

export interface MessageContent {
  /** What notifications and screen readers say; all that matters. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

const ON_THE_CARD = { repositories: 5, permissions: 8 };
const REASON_ON_THE_CARD = 400;

/** One token request as a message: what is asked, and either the buttons or what became of it. */
export function cardView(t: Translator, card: CardModel): MessageContent {
  const { request } = card;
  const lines = headline(t, card);
  const warning = isFinal(request.state) ? [] : warningLine(t, request);
  const blocks: KnownBlock[] = [
    richText(section(...lines), ...reasonElements(t, request)),
    // The risk stands above the particulars: it is what should be read first.
    ...(warning.length > 0 ? [richText(section(...warning))] : []),
    richText(bullets(accessLines(t, request, ON_THE_CARD))),
    ...(isDecidable(card) ? [buttons(t, card)] : [outcome(t, card), onGitHub(t, card)]),
  ];
  return {
    text: clip(
      t.text('words.sentences', { first: plain(lines), second: plain(stateLine(t, card)).trim() }),
      1_000,
    ),
    blocks,
  };
}

/** Whether it can be decided here: where the App does not work, GitHub's own page is the only way. */
export function isDecidable({ request, appState }: CardModel): boolean {
  return request.state === 'pending' && appState === 'installed';
}

/** The requester's own reason, as a quotation. */
export function reasonElements(
  t: Translator,
  { reason }: Pick<TokenRequest, 'reason'>,
  limit = REASON_ON_THE_CARD,
) {
  if (reason === undefined) return [section(t.text('card.reason.unknown'))];
  if (reason === null || reason.trim() === '') return [section(t.text('card.reason.none'))];
  return [quote(foreignLines(reason, limit))];
}

/** What became of the request, with the approver's reason. */
export function outcome(t: Translator, card: CardModel): RichTextBlock {
  const reason = card.decision?.reason;
  const said: Inline[] = stateLine(t, card);
  return reason ? richText(section(...said), quote(foreignLines(reason, 1_024))) : richText(section(...said));
}

/** The way to GitHub's own page of the request. */
export function onGitHub(t: Translator, { requestUrl }: CardModel): RichTextBlock {
  return richText(section(link(requestUrl, t.text('card.on-github'))));
}

/** Approve, Deny… and Details of one request. */
export function decisionButtons(
  t: Translator,
  request: Pick<TokenRequest, 'id' | 'tokenName' | 'requester'>,
): Button[] {
  const named = { token: foreign(request.tokenName, 30), requester: foreign(request.requester.login, 20) };
  const button = (action: 'approve' | 'deny' | 'details', style?: 'primary' | 'danger'): Button => ({
    type: 'button',
    action_id: ACTIONS[action],
    value: String(request.id),
    text: { type: 'plain_text', text: t.text(`card.${action}`), emoji: false },
    accessibility_label: clipUnits(t.text(`card.${action}.label`, named), 75),
    ...(style ? { style } : {}),
  });
  return [button('approve', 'primary'), button('deny', 'danger'), button('details')];
}

function buttons(t: Translator, { request, requestUrl }: CardModel): ActionsBlock {
  const page: Button = {
    type: 'button',
    action_id: ACTIONS.openPage,
    url: requestUrl,
    text: { type: 'plain_text', text: t.text('card.on-github'), emoji: false },
  };
  return {
    type: 'actions',
    block_id: decideBlockId(request),
    elements: [...decisionButtons(t, request), page],
  };
}
