import { createHash } from 'node:crypto';
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  InputBlock,
  MultiExternalSelect,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { CHOICE_LIMIT } from '../../application/find-choices.js';
import { generationOf } from '../../application/list-generation.js';
import type { ChoiceKind } from '../../application/search-ports.js';
import { isSelectable, type ListModel } from '../../application/show-list.js';
import { BULK_LIMIT } from '../../domain/bulk-decision.js';
import { valuesOf } from '../../domain/query-values.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { lineOption, lineTitle } from './list-line.js';
import { clipUnits, foreign } from './rich-text.js';

/** Slack's limit for the text of an option, in UTF-16 units. */
const OPTION_TEXT = 75;
/** Stands in a menu for why it offers nothing; whoever chooses it changes nothing. */
export const NO_CHOICE = '?';

const FILTERS: readonly (readonly [ChoiceKind, MessageKey])[] = [
  ['owner', 'list.filter.owner'],
  ['repo', 'list.filter.repo'],
  ['permission', 'list.filter.permission'],
];

/** The query as text. Its field is another one when we change the query, so that Slack shows ours. */
export function searchInput(t: Translator, { list }: ListModel): InputBlock {
  return {
    type: 'input',
    block_id: `search.${versionOf(list.query)}`,
    optional: true,
    dispatch_action: true,
    label: plainText(t.text('list.search')),
    hint: plainText(t.text('list.search.hint')),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.listSearch,
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      placeholder: plainText(t.text('list.search.placeholder')),
      ...(list.query === '' ? {} : { initial_value: list.query }),
    },
  };
}

/** Owner, Repository and Permission (S11), with what the query says of them. */
export function filterSections(t: Translator, model: ListModel): SectionBlock[] {
  return FILTERS.map(([of, label]) => ({
    type: 'section',
    block_id: `filter-${of}.${generationOf(model.list)}`,
    text: plainText(t.text(label)),
    accessory: filterMenu(t, model, of),
  }));
}

function filterMenu(t: Translator, { query }: ListModel, of: ChoiceKind): MultiExternalSelect {
  const options = choiceOptions(valuesOf(query, of)).slice(0, 100);
  return {
    type: 'multi_external_select',
    action_id: `${ACTIONS.listFilter}.${of}`,
    min_query_length: 0,
    placeholder: plainText(t.text('list.filter.any')),
    ...(options.length > 0 ? { initial_options: options } : {}),
  };
}

/** What a filter offers, as far as Slack can show it. */
export function choiceOptions(values: readonly string[]): PlainTextOption[] {
  return values
    .filter((value) => value !== '' && value.length <= CHOICE_LIMIT)
    .map((value) => ({ value, text: plainText(clipUnits(foreign(value, OPTION_TEXT), OPTION_TEXT)) }));
}

/** Slack would say "No results" of an empty menu, also when we could not look. */
export function noChoice(t: Translator, isListGone: boolean): PlainTextOption[] {
  const text = t.text(isListGone ? 'list.choices.gone' : 'list.choices.silent');
  return [{ value: NO_CHOICE, text: plainText(clipUnits(text, OPTION_TEXT)) }];
}

/** A check box for each request of the page that can be decided; undefined when none can. */
export function tickBoxes(t: Translator, model: ListModel): InputBlock | undefined {
  const shown = model.requests.filter((request) => isSelectable(request, model));
  const look = { several: model.organizations.length > 1, now: model.now };
  const options = shown.map((request) => ({ id: request.id, option: lineOption(t, request, look) }));
  const selected = new Set(model.list.selected);
  const ticked = options.filter(({ id }) => selected.has(id)).map(({ option }) => option);
  if (options.length === 0) return undefined;
  // Slack may take a box whose words have changed, such as its age, for another one, and forget that it was ticked.
  const version = versionOf(JSON.stringify(options));
  return {
    type: 'input',
    block_id: `selected.${generationOf(model.list)}.${version}`,
    // Requests of other pages may be selected.
    optional: true,
    dispatch_action: true,
    // Above the lines as well: below them it may be out of sight.
    label: plainText(t.text('list.select', { count: model.list.selected.length })),
    element: {
      type: 'checkboxes',
      action_id: ACTIONS.listSelect,
      options: options.map(({ option }) => option),
      ...(ticked.length > 0 ? { initial_options: ticked } : {}),
    },
  };
}

/** Previous, Next, and what selects many at once; undefined when there is nothing to press. */
export function pageButtons(t: Translator, model: ListModel): ActionsBlock | undefined {
  const { list, next } = model;
  const elements: ActionsBlockElement[] = [
    ...(list.pages.length > 0 ? [button(ACTIONS.listPrevious, t.text('details.previous'))] : []),
    ...(next ? [button(ACTIONS.listNext, t.text('details.next'), JSON.stringify(next))] : []),
    ...(list.kind === 'pending' ? selectionButtons(t, model) : []),
  ];
  return elements.length === 0 ? undefined : { type: 'actions', block_id: 'pages', elements };
}

function selectionButtons(t: Translator, { list, selectable: { count, capped } }: ListModel): Button[] {
  const all = capped
    ? t.text('list.select-first', { count: BULK_LIMIT })
    : t.text('list.select-all', { count });
  return [
    ...(count > 0 ? [button(ACTIONS.listSelectAll, all)] : []),
    ...(list.selected.length > 0 ? [button(ACTIONS.listClear, t.text('list.clear'))] : []),
  ];
}

/** A menu of the page's requests, each of which opens in detail; another one after each use, so that it is empty. */
export function detailsMenu(t: Translator, model: ListModel): ActionsBlock | undefined {
  const several = model.organizations.length > 1 || model.list.kind === 'found' || model.list.kind === 'mine';
  const menu: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.listDetails,
    placeholder: plainText(t.text('list.details')),
    options: model.requests.map((request) => ({
      value: String(request.id),
      text: plainText(lineTitle(request, { several, numbered: model.list.kind === 'found' })),
    })),
  };
  if (model.requests.length === 0) return undefined;
  return { type: 'actions', block_id: `details.${generationOf(model.list)}`, elements: [menu] };
}

export function button(actionId: string, text: string, value?: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(text),
    ...(value === undefined ? {} : { value }),
  };
}

/** Goes into the name of a block, so that Slack shows what we put there instead of what was entered before. */
function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}

/** Text in which nothing takes effect, not even an emoji's name. */
function plainText(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
