import { describe, expect, it } from '@jest/globals';
import { tellsOfPicks, tellsOfTyping } from '../../../../src/sandbox/page/client/blocks/dispatching.js';

const input = (more: object = {}) => ({ type: 'input', block_id: 'b', ...more });
const typed = (...triggers: string[]) => ({
  type: 'plain_text_input',
  ...(triggers.length > 0 && { dispatch_action_config: { trigger_actions_on: triggers } }),
});

describe('the bot is told at once', () => {
  it.each([
    ['of a pick in a section', { type: 'section', block_id: 'b' }, true],
    ['of a pick in an input block that dispatches', input({ dispatch_action: true }), true],
    ['of no pick in another input block', input(), false],
  ])('%s', (_what, block, expected) => {
    expect(tellsOfPicks(block, { type: 'checkboxes' })).toBe(expected);
  });

  it.each([
    ['at Enter where the block dispatches', input({ dispatch_action: true }), typed(), [true, false]],
    [
      'at each character where the element wants that',
      input({ dispatch_action: true }),
      typed('on_character_entered'),
      [false, true],
    ],
    ['never where the block does not', input(), typed('on_enter_pressed'), [false, false]],
  ])('of typing %s', (_when, block, element, expected) => {
    const told = (['on_enter_pressed', 'on_character_entered'] as const).map((trigger) =>
      tellsOfTyping(block, element, trigger),
    );

    expect(told).toEqual(expected);
    expect(tellsOfPicks(block, element)).toBe(false);
  });
});
