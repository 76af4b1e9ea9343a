import { boolean, type Inspection, isObject, type Problem, report, shape, string } from './rule.js';
import { plainText } from './text-rules.js';
import { validateBlocks } from './validate-blocks.js';

const common = {
  private_metadata: string({ min: 0, max: 3000 }),
  callback_id: string({ min: 0, max: 255 }),
  external_id: string({ min: 0, max: 255 }),
};

const viewRules = {
  modal: shape(
    { title: plainText(24), blocks: () => undefined },
    {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
    },
  ),
  home: shape({ blocks: () => undefined }, common),
};

/** Finds everything that Slack would refuse in a view of the given type. */
export function validateView(
  view: unknown,
  type: 'modal' | 'home',
  userExists: (id: string) => boolean,
  pointer = '/view',
): Problem[] {
  if (!isObject(view)) return [{ pointer, message: 'must provide an object' }];
  const inspection: Inspection = { surface: type, userExists, problems: [] };
  if (view.type !== type) report(inspection, `${pointer}/type`, `value must be "${type}"`);
  viewRules[type](view, pointer, inspection);
  const blocks = view.blocks === undefined ? [] : view.blocks;
  inspection.problems.push(...validateBlocks(blocks, type, userExists, `${pointer}/blocks`));
  const hasInput = Array.isArray(blocks) && blocks.some((block) => isObject(block) && block.type === 'input');
  if (type === 'modal' && hasInput && !view.submit) {
    report(inspection, pointer, 'missing required field: submit');
  }
  return inspection.problems;
}
