import type { ActionsBlock, Button, InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { TokenRequestDetails } from '../../application/read-token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS, INPUTS, VIEWS } from '../action-ids.js';
import { onGitHub, outcome, reasonElements } from './card-view.js';
import { reasonInput } from './deny-view.js';
import { inParts } from './parts.js';
import { accessLines, headline, repositoryInlines, warningLine } from './request-lines.js';
import { bullets, type Inline, richText, section, styled } from './rich-text.js';

/** Repositories a page: a token may name thousands, with 140 characters each. */
export const REPOSITORIES_A_PAGE = 50;

const WHOLE = { repositories: 0, permissions: 1_000 };

/** Shown at once, for a trigger lives three seconds and the check of authority may take longer than that. */
export function loadingView(t: Translator): ModalView {
  return modalOf(t, t.text('details.title'), [t.text('details.loading')]);
}

/** A modal that only says something. */
export function modalOf(t: Translator, title: string, said: readonly Inline[]): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: t.text('details.close') },
    blocks: [richText(section(...said))],
  };
}

/** Everything about one request (S8), and the decision for those who may make it. */
export function detailsView(t: Translator, { card, mayDecide }: TokenRequestDetails, page = 0): ModalView {
  const { request } = card;
  const warning = warningLine(t, request);
  const blocks: KnownBlock[] = [
    richText(section(...headline(t, card)), ...reasonElements(t, request, 1_024)),
    ...(warning.length > 0 ? [richText(section(...warning))] : []),
    richText(bullets([...accessLines(t, request, WHOLE), numberLine(t, request)])),
    outcome(t, card),
    onGitHub(t, card),
    ...(mayDecide
      ? [decisionInput(t), reasonInput(t, t.text('details.reason'), t.text('details.reason.placeholder'))]
      : []),
    // Last, for there may be thousands, and the decision must not lie below them.
    ...repositoryBlocks(t, card.request, page),
  ];
  return {
    type: 'modal',
    callback_id: VIEWS.details,
    private_metadata: JSON.stringify({ tokenRequestId: request.id }),
    title: { type: 'plain_text', text: t.text('details.title') },
    close: { type: 'plain_text', text: t.text('details.close') },
    ...(mayDecide ? { submit: { type: 'plain_text' as const, text: t.text('details.submit') } } : {}),
    blocks,
  };
}

/** By which `/tokens show` finds it. */
function numberLine(t: Translator, { patRequestId }: TokenRequestDetails['card']['request']): Inline[] {
  const number = styled(`#${patRequestId}`, { code: true });
  return t.parts<Inline>('details.number', { number });
}

function repositoryBlocks(
  t: Translator,
  request: TokenRequestDetails['card']['request'],
  page: number,
): KnownBlock[] {
  const repositories = request.repositories ?? [];
  if (repositories.length === 0) return [];
  const start = page * REPOSITORIES_A_PAGE;
  const shown = repositories.slice(start, start + REPOSITORIES_A_PAGE);
  const range = { from: start + 1, to: start + shown.length, count: repositories.length };
  const heading = [`${t.text('details.repositories', range)}\n`];
  const named = inParts(shown.map((repository) => repositoryInlines(t, [repository])));
  const list = named.map((part, index) =>
    richText(
      section(
        ...(index === 0 ? heading : []),
        ...part.flatMap((one, at) => (at === 0 ? one : [t.text('words.comma'), ...one])),
      ),
    ),
  );
  const pages = pageButtons(t, request.id, page, Math.ceil(repositories.length / REPOSITORIES_A_PAGE));
  return pages === undefined ? list : [...list, pages];
}

function pageButtons(
  t: Translator,
  tokenRequestId: number,
  page: number,
  pages: number,
): ActionsBlock | undefined {
  const button = (key: 'details.previous' | 'details.next', target: number): Button => ({
    type: 'button',
    action_id: `${ACTIONS.detailsPage}.${target}`,
    value: JSON.stringify({ tokenRequestId, page: target }),
    text: { type: 'plain_text', text: t.text(key) },
  });
  const elements = [
    ...(page > 0 ? [button('details.previous', page - 1)] : []),
    ...(page < pages - 1 ? [button('details.next', page + 1)] : []),
  ];
  return elements.length === 0 ? undefined : { type: 'actions', block_id: 'pages', elements };
}

function decisionInput(t: Translator): InputBlock {
  const option = (value: 'approve' | 'deny') => ({
    value,
    text: { type: 'plain_text' as const, text: t.text(`details.decision.${value}`) },
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
