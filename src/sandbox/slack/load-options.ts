import { findElement, origin, surroundings } from './act-on-element.js';
import { rememberOptions } from './known-options.js';
import { interactionBasics, type Parts } from './parts.js';
import { formatProblem, type Inspection, isObject, list, type Rule } from './rule.js';
import type { Json, SlackOption } from './slack-objects.js';
import type { LoadedOptions, OptionsQuery } from './slack-stand-in-types.js';
import { checkOptions, menuOption, optionGroup } from './text-rules.js';

const defaultMinQuery = 3;

/** Types into an external menu: asks the bot for options by `block_suggestion` and checks what it offers. */
export async function loadOptions(parts: Parts, query: OptionsQuery): Promise<LoadedOptions> {
  const place = surroundings(parts.workspace, query);
  const { block, element } = findElement(place.blocks, { actionId: query.actionId, blockId: query.blockId });
  if (!String(element.type).endsWith('external_select'))
    throw new Error(`a ${element.type} loads no options`);
  const least = Number(element.min_query_length ?? defaultMinQuery);
  if (query.value.length < least)
    throw new Error(`Slack asks only from ${least} characters on (min_query_length)`);
  const { state: _state, response_url: _url, ...where } = origin(parts, query.user, place);
  const payload: Json = {
    type: 'block_suggestion',
    ...interactionBasics(parts, query.user),
    ...where,
    action_id: element.action_id,
    block_id: block.block_id,
    value: query.value,
  };
  const delivered = await parts.link.deliver('interactive', 'block_suggestion', payload);
  if (delivered.error) return { ...delivered, options: [] };
  const offered = checked(parts, delivered.ackBody);
  if (!offered) return { ...delivered, error: 'invalid_options', options: [] };
  const options = offered.options ?? offered.optionGroups?.flatMap((group) => group.options) ?? [];
  const ids = { userId: query.user, blockId: block.block_id, actionId: String(element.action_id) };
  rememberOptions(parts.workspace, ids, options);
  return { ...delivered, ...offered, options };
}

function checked(parts: Parts, body: unknown): Partial<LoadedOptions> | undefined {
  const { workspace } = parts;
  const inspection: Inspection = {
    surface: 'modal',
    userExists: (id) => workspace.users.has(id),
    problems: [],
  };
  const [name, rule]: [string, Rule] =
    isObject(body) && body.option_groups !== undefined
      ? ['option_groups', list(optionGroup, { max: 100, min: 0 })]
      : ['options', list(menuOption, { max: 100, min: 0 })];
  const offered = isObject(body) ? body[name] : undefined;
  rule(offered, `/${name}`, inspection);
  if (isObject(body)) checkOptions(body, `/${name}`, inspection);
  if (inspection.problems.length > 0) {
    workspace.violate(`block_suggestion: ${inspection.problems.map(formatProblem).join(' ')}`);
    return undefined;
  }
  if (name === 'options') return { options: offered as SlackOption[] };
  return { optionGroups: offered as LoadedOptions['optionGroups'] };
}
