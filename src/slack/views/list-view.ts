import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/types';
import type { ListKind } from '../../application/list-ports.js';
import type { ListedRequest } from '../../application/models.js';
import { isSelectable, type ListModel } from '../../application/show-list.js';
import { isFinal } from '../../domain/token-request.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS, VIEWS } from '../action-ids.js';
import { modalOf } from './details-view.js';
import { button, detailsMenu, filterSections, pageButtons, searchInput, tickBoxes } from './list-controls.js';
import { emptyLine, leftOutLine, queryLine, summaryLine } from './list-summary.js';
import { bulletBlocks, decidedLine, ownLine } from './listed-lines.js';
import { type Inline, moment, richText, section } from './rich-text.js';

const TITLES: Record<ListKind, MessageKey> = {
  pending: 'list.title.pending',
  history: 'list.title.history',
  mine: 'list.title.mine',
  found: 'list.title.found',
};

/** Begins the name of the block that says which organizations are left out; then comes how many. */
export const LEFT_OUT = 'left-out';

const OPENERS: Record<Exclude<ListKind, 'found'>, string> = {
  pending: ACTIONS.openList,
  history: ACTIONS.openHistory,
  mine: ACTIONS.openMine,
};

/** Shown at once, for a trigger lives three seconds and GitHub may need longer than that. */
export function listLoadingView(t: Translator, kind: ListKind): ModalView {
  return modalOf(t, t.text(TITLES[kind]), [t.text('list.loading')]);
}

/** A list that cannot be shown just now, with a way to try again. */
export function listProblemView(t: Translator, listId: string, problem: string): ModalView {
  const view = modalOf(t, t.text('error.title.reading'), [problem]);
  const again = buttons(button(ACTIONS.listAgain, t.text('list.again')));
  return { ...view, private_metadata: metadata(listId), blocks: [...view.blocks, again] };
}

/** Instead of a list whose query cannot be read: why, and a way to see all of it. */
export function unreadListView(
  t: Translator,
  kind: keyof typeof OPENERS,
  said: readonly (readonly Inline[])[],
): ModalView {
  const { blocks, ...view } = modalOf(t, t.text(TITLES[kind]), [t.text('list.bad-link')]);
  const all = buttons(button(OPENERS[kind], t.text('list.show-all')));
  return { ...view, blocks: [...blocks, ...said.flatMap(lines), all] };
}

/** One page of a list of requests, with all that can be done with it; `said` stands on top. */
export function listView(
  t: Translator,
  model: ListModel,
  { webUrl, said = [] }: { readonly webUrl: string; readonly said?: readonly (readonly Inline[])[] },
): ModalView {
  const { list } = model;
  const isPending = list.kind === 'pending' && mayRead(model);
  return {
    type: 'modal',
    callback_id: VIEWS.list,
    private_metadata: metadata(list.id),
    title: { type: 'plain_text', text: t.text(TITLES[list.kind]) },
    close: { type: 'plain_text', text: t.text('details.close') },
    ...(isPending ? { submit: { type: 'plain_text' as const, text: t.text('list.submit') } } : {}),
    blocks: [
      ...said.filter((line) => line.length > 0).map((line) => richText(section(...line))),
      ...(mayRead(model) ? pageBlocks(t, model, webUrl) : nowhereBlocks(t, model)),
    ],
  };
}

/** False for lists of organizations' requests when the reader may decide nowhere. */
function mayRead({ list, organizations }: ListModel): boolean {
  return organizations.length > 0 || list.kind === 'mine' || list.kind === 'found';
}

function nowhereBlocks(t: Translator, model: ListModel): KnownBlock[] {
  const mine = button(ACTIONS.openMine, t.text('list.open-mine'));
  if (model.silent.length === 0) return [...lines([t.text('list.nowhere')]), buttons(mine)];
  return [...leftOut(t, model), buttons(button(ACTIONS.listAgain, t.text('list.again')), mine)];
}

function pageBlocks(t: Translator, model: ListModel, webUrl: string): KnownBlock[] {
  const isEmpty = model.requests.length === 0;
  return [
    ...lines(isEmpty ? emptyLine(t, model) : summaryLine(t, model)),
    ...(isEmpty && model.list.kind === 'found' ? [] : lines(queryLine(t, model))),
    ...leftOut(t, model),
    ...(isEmpty ? emptyButtons(t, model) : []),
    ...(model.list.kind === 'pending' ? [searchInput(t, model)] : []),
    ...(model.list.kind === 'pending' || model.list.kind === 'history' ? filterSections(t, model) : []),
    ...(model.list.kind === 'pending'
      ? selectableBlocks(t, model, webUrl)
      : readOnlyBlocks(t, model, webUrl)),
    ...present(pageButtons(t, model)),
    ...(model.list.kind === 'pending' ? lines([selectedText(t, model)]) : []),
    ...present(detailsMenu(t, model)),
  ];
}

function emptyButtons(t: Translator, { list, silent }: ListModel): KnownBlock[] {
  const isFiltered = list.query !== '' && list.kind !== 'found';
  const shown = [
    ...(isFiltered ? [button(ACTIONS.listShowAll, t.text('list.show-all'))] : []),
    ...(silent.length > 0 ? [button(ACTIONS.listAgain, t.text('list.again'))] : []),
  ];
  return shown.length > 0 ? [buttons(...shown)] : [];
}

function selectableBlocks(t: Translator, model: ListModel, webUrl: string): KnownBlock[] {
  const others = model.requests.filter((request) => !isSelectable(request, model));
  return [
    ...present(tickBoxes(t, model)),
    ...(others.length > 0 ? lines([t.text('list.not-selectable')]) : []),
    ...bulletBlocks(others.map((request) => otherLine(t, request, model, webUrl))),
  ];
}

function leftOut(t: Translator, model: ListModel): KnownBlock[] {
  return lines(leftOutLine(t, model)).map((block) => ({
    ...block,
    block_id: `${LEFT_OUT}.${model.silent.length}`,
  }));
}

function readOnlyBlocks(t: Translator, { list, requests, ownWait }: ListModel, webUrl: string): KnownBlock[] {
  const toLine = (request: ListedRequest) => {
    if (list.kind === 'mine') return ownLine(t, request, webUrl);
    const line = datedLine(t, request, webUrl);
    // All that were found have one name.
    return list.kind === 'found' ? [`#${request.patRequestId}: `, ...line] : line;
  };
  return [...(ownWait ? lines([t.text('list.mine.why')]) : []), ...bulletBlocks(requests.map(toLine))];
}

/** Who asked for what, and why it cannot be decided here. */
function otherLine(t: Translator, request: ListedRequest, { login }: ListModel, webUrl: string): Inline[] {
  const line = datedLine(t, request, webUrl);
  const isOwn = request.requester.login.toLowerCase() === login.toLowerCase();
  return isOwn && request.state === 'pending' ? [...line, ' ', t.text('list.own-request')] : line;
}

/** Who asked for what and what became of it, and when it was asked if nothing has yet. */
function datedLine(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  const line = decidedLine(t, request, webUrl);
  if (isFinal(request.state)) return line;
  const when = moment(
    request.requestedAt,
    t.date(request.requestedAt),
    '{date_short_pretty}, {time} ({ago})',
  );
  return [...line, ' ', ...t.parts<Inline>('list.since', { when })];
}

function selectedText(t: Translator, { list: { selected }, requests }: ListModel): string {
  const count = selected.length;
  if (count === 0) return t.text('list.selected.none');
  const here = new Set(requests.map(({ id }) => id));
  const elsewhere = selected.filter((id) => !here.has(id)).length;
  if (elsewhere === 0) return t.text('list.selected', { count });
  return t.text('list.selected.elsewhere', { count, elsewhere });
}

function lines(line: readonly Inline[]): KnownBlock[] {
  return line.length > 0 ? [richText(section(...line))] : [];
}

function buttons(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

function present<T>(block: T | undefined): T[] {
  return block === undefined ? [] : [block];
}

function metadata(listId: string): string {
  return JSON.stringify({ listId });
}
