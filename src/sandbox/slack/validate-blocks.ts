import { elementIn, image } from './element-rules.js';
import { richText } from './rich-text-rules.js';
import {
  boolean,
  byType,
  exactlyOne,
  type Inspection,
  integer,
  isObject,
  list,
  oneOf,
  type Problem,
  type Rule,
  report,
  type Surface,
  shape,
  string,
  url,
} from './rule.js';
import { anyText, mrkdwn, plainText } from './text-rules.js';

const block = { block_id: string({ max: 255 }) };
const cell = byType({
  rich_text: richText,
  raw_text: shape({ text: string() }),
  raw_number: shape({ value: (_value) => undefined, text: string() }),
});
const rows = list(list(cell, { max: 20 }), { max: 100 });

const card = shape(
  {},
  {
    ...block,
    hero_image: image,
    icon: image,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(elementIn('card')),
  },
  (value, pointer, inspection) => {
    if (value.hero_image || value.title || value.actions || value.body) return;
    report(inspection, pointer, 'must provide one of hero_image, title, actions, body');
  },
);

const blockRules: Record<string, Rule> = {
  section: shape(
    {},
    {
      ...block,
      text: anyText(3000),
      fields: list(anyText(2000), { max: 10 }),
      accessory: elementIn('section'),
      expand: boolean,
    },
    (value, pointer, inspection) => {
      if (!value.text && !value.fields) report(inspection, pointer, 'must provide one of text, fields');
    },
  ),
  actions: shape({ elements: list(elementIn('actions'), { max: 25 }) }, block),
  context: shape({ elements: list(contextElement(), { max: 10 }) }, block),
  divider: shape({}, block),
  header: shape({ text: plainText(150) }, block),
  image: shape(
    { alt_text: string({ max: 2000 }) },
    { ...block, image_url: url, slack_file: shape({}, { url, id: string() }), title: plainText(2000) },
    (value, pointer, inspection) => {
      const problem = exactlyOne(value, ['image_url', 'slack_file']);
      if (problem) report(inspection, pointer, problem);
    },
  ),
  input: shape(
    { label: plainText(2000), element: elementIn('input') },
    { ...block, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  rich_text: richText,
  markdown: shape({ text: string({ max: 12_000 }) }, block),
  alert: shape(
    { text: anyText(3000) },
    { ...block, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: shape({ elements: list(byType({ card }), { max: 10 }) }, block),
  table: shape(
    { rows },
    {
      ...block,
      column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean }), {
        max: 20,
      }),
    },
  ),
  data_table: shape(
    { rows, caption: string() },
    { ...block, page_size: integer({ min: 1, max: 100 }), row_header_column_index: integer() },
  ),
  context_actions: shape({ elements: list(elementIn('context_actions'), { max: 5 }) }, block),
};

const everywhere = ['section', 'actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text'];

/** Which blocks a surface shows, and how many. */
const surfaces: Record<Surface, { types: string[]; max: number }> = {
  message: { types: Object.keys(blockRules), max: 50 },
  modal: { types: [...everywhere, 'alert'], max: 100 },
  home: { types: [...everywhere, 'card', 'carousel'], max: 100 },
};

function contextElement(): Rule {
  const text = anyText(3000);
  return (value, pointer, inspection) => {
    if (isObject(value) && value.type === 'image') image(value, pointer, inspection);
    else text(value, pointer, inspection);
  };
}

/** Finds everything that Slack would refuse in the blocks of a message, modal or Home tab. */
export function validateBlocks(
  blocks: unknown,
  surface: Surface,
  userExists: (id: string) => boolean,
  pointer = '/blocks',
): Problem[] {
  const inspection: Inspection = { surface, userExists, problems: [] };
  const { types, max } = surfaces[surface];
  list(byType(blockRules, types), { min: surface === 'message' ? 0 : 1, max })(blocks, pointer, inspection);
  if (!Array.isArray(blocks)) return inspection.problems;
  checkIds(blocks.filter(isObject), pointer, inspection);
  return inspection.problems;
}

function checkIds(blocks: Record<string, unknown>[], pointer: string, inspection: Inspection): void {
  const blockIds = blocks.map((entry) => entry.block_id).filter((id) => id !== undefined);
  for (const id of duplicates(blockIds)) report(inspection, pointer, `block_id already exists: ${id}`);
  for (const [index, entry] of blocks.entries()) {
    const actionIds = elementsOf(entry).map((element) => element.action_id);
    const repeated = duplicates(actionIds.filter((id) => id !== undefined));
    for (const id of repeated) report(inspection, `${pointer}/${index}`, `action_id already exists: ${id}`);
  }
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) report(inspection, pointer, 'only one element may have focus_on_load');
  const tables = blocks.filter((entry) => entry.type === 'table');
  if (tables.length > 1) report(inspection, pointer, 'only one table allowed');
}

function duplicates(values: unknown[]): unknown[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** The elements with which people can interact in a block, cards' buttons included. */
export function elementsOf(holder: Record<string, unknown>): Record<string, unknown>[] {
  if (holder.type === 'rich_text' || holder.type === 'context') return [];
  if (holder.type === 'carousel') return [holder.elements].flat().filter(isObject).flatMap(elementsOf);
  return [holder.accessory, holder.element, holder.elements, holder.actions]
    .flat()
    .filter(isObject)
    .filter((element) => element.type !== 'image');
}
