import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { ListChange, Ticks, TypedQuery } from '../application/change-list.js';
import type { ChoiceKind, PageStart } from '../application/search-ports.js';
import { ACTIONS } from './action-ids.js';
import { parseJson } from './clicked-request.js';
import { NO_CHOICE } from './views/list-controls.js';
import { LEFT_OUT } from './views/list-view.js';

type Viewed = Pick<ViewOutput, 'private_metadata' | 'blocks' | 'state'>;
type Action = BlockAction['actions'][number];

/** A list that nobody has. */
const NO_LIST = '00000000-0000-0000-0000-000000000000';
/** More than one page ever shows. */
const IDS_LIMIT = 100;

const metadata = z.object({ listId: z.guid() });
const requestId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const pageStart = z.object({
  at: z.iso.datetime({ offset: true }).nullable(),
  id: requestId,
  waits: z.literal(true).optional(),
});
const options = z.array(z.object({ value: z.string() }));
const choice = z.enum(['owner', 'repo', 'permission']);

/** The list of a modal, or that from which it was opened; undefined when there is none. */
export function listBehind(view: { private_metadata: string }): string | undefined {
  return metadata.safeParse(parseJson(view.private_metadata)).data?.listId;
}

/** The list that a modal shows; one that nobody has, when its metadata is not ours. */
export function viewedList(view: { private_metadata: string }): string {
  return listBehind(view) ?? NO_LIST;
}

/** A modal that remembers from which list it was opened. */
export function overList(view: ModalView, listId: string): ModalView {
  const own = z.record(z.string(), z.unknown()).safeParse(parseJson(view.private_metadata ?? '')).data;
  return { ...view, private_metadata: JSON.stringify({ ...own, listId }) };
}

/** The check boxes of a list's page as the person has them; they come with every interaction. */
export function ticksOf(view: Viewed): Ticks {
  const block = tickBoxesOf(view);
  if (block === undefined) return { shown: [], ticked: [] };
  const state = view.state.values[block.block_id ?? '']?.[ACTIONS.listSelect];
  return { shown: idsOf(block.element.options), ticked: idsOf(state?.selected_options) };
}

/** What stands in the search field of a list, if it is not what we had put there; also that comes with everything. */
export function typedOf(view: Viewed): TypedQuery | undefined {
  const field = searchFieldOf(view);
  if (field === undefined) return undefined;
  const over = field.element.initial_value ?? '';
  const text = view.state.values[field.block_id]?.[ACTIONS.listSearch]?.value ?? '';
  return text === over ? undefined : { text, over };
}

/** How many organizations a list says that it leaves out. */
export function leftOutOf({ blocks }: Pick<ViewOutput, 'blocks'>): number {
  const ids = blocks.map((block) => z.object({ block_id: z.string() }).safeParse(block).data?.block_id ?? '');
  const [, count] = ids.find((id) => id.startsWith(`${LEFT_OUT}.`))?.split('.') ?? [];
  return Number(count ?? 0);
}

/** Where an error about the selection can stand: at the boxes, else at the search field. */
export function selectionBlock(view: Viewed): string | undefined {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  return tickBoxesOf(view)?.block_id ?? inputs[0]?.block_id;
}

/** What an action of a list's asks for; `again` for one that is not ours. */
export function changeOf(action: Action | undefined): ListChange {
  const again = { kind: 'again' } as const;
  if (action === undefined) return again;
  switch (action.action_id) {
    case ACTIONS.listSelect:
      return { kind: 'tick' };
    case ACTIONS.listPrevious:
      return { kind: 'previous' };
    case ACTIONS.listSelectAll:
      return { kind: 'select-all' };
    case ACTIONS.listClear:
      return { kind: 'clear' };
    case ACTIONS.listShowAll:
      return { kind: 'search', text: '' };
    case ACTIONS.listSearch:
      return { kind: 'search', text: action.type === 'plain_text_input' ? (action.value ?? '') : '' };
    case ACTIONS.listNext: {
      const from = action.type === 'button' ? clickedStart(action.value) : undefined;
      return from === undefined ? again : { kind: 'next', from };
    }
    default:
      return filterOf(action) ?? again;
  }
}

/** Which filter an element is, by its `action_id`. */
export function filterNamed(actionId: string): ChoiceKind | undefined {
  return choice.safeParse(actionId.slice(ACTIONS.listFilter.length + 1)).data;
}

/** The request that was chosen in a menu; 0, which nobody has, when the value is not ours. */
export function chosenRequest(action: Action | undefined): number {
  const value = action?.type === 'static_select' ? action.selected_option?.value : undefined;
  return requestId.safeParse(value).data ?? 0;
}

function filterOf(action: Action): ListChange | undefined {
  const of = filterNamed(action.action_id);
  if (of === undefined || action.type !== 'multi_external_select') return undefined;
  const chosen = (action.selected_options ?? []).flatMap(({ value }) => (value ? [value] : []));
  const values = chosen.filter((value) => value !== NO_CHOICE);
  return { kind: 'filter', of, values };
}

function clickedStart(value: string | undefined): PageStart | undefined {
  return pageStart.safeParse(parseJson(value ?? '')).data;
}

function tickBoxesOf({ blocks }: Viewed) {
  return blocks
    .map((block) => tickBoxes.safeParse(block).data)
    .find((block) => block?.element.action_id === ACTIONS.listSelect);
}

function searchFieldOf({ blocks }: Viewed) {
  return blocks
    .map((block) => searchField.safeParse(block).data)
    .find((block) => block?.element.action_id === ACTIONS.listSearch);
}

const searchField = z.object({
  block_id: z.string(),
  element: z.object({ action_id: z.string(), initial_value: z.string().optional() }),
});

const tickBoxes = z.object({
  block_id: z.string(),
  element: z.object({ action_id: z.string(), options }),
});

function idsOf(chosen: unknown): number[] {
  const found = options.safeParse(chosen ?? []).data ?? [];
  return found.slice(0, IDS_LIMIT).flatMap(({ value }) => requestId.safeParse(value).data ?? []);
}
