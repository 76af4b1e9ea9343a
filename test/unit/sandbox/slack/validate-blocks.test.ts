import { describe, expect, it } from '@jest/globals';
import type { Surface } from '../../../../src/sandbox/slack/rule.js';
import { formatProblem } from '../../../../src/sandbox/slack/rule.js';
import { validateBlocks } from '../../../../src/sandbox/slack/validate-blocks.js';
import { validateMessage } from '../../../../src/sandbox/slack/validate-message.js';
import { validateView } from '../../../../src/sandbox/slack/validate-view.js';

const knows = (id: string) => id === 'UALICE';
const x = (length: number) => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const plain = (length: number) => ({ type: 'plain_text', text: x(length) });
const md = (length: number) => ({ type: 'mrkdwn', text: x(length) });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain(5), ...more });
const option = (value: string, more: object = {}) => ({ text: plain(5), value, ...more });
const options = (count: number) => times(count, (index) => option(`v${index}`));
const section = (accessory: object) => ({ type: 'section', text: md(5), accessory });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(5), element, ...more });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const date = (more: object) =>
  rich({ type: 'date', timestamp: 1_700_000_000, format: '{date_long}', ...more });
const confirm = (more: object) => actions(button({ confirm: { text: md(300), ...more } }));
const menu = (more: object) => section({ type: 'static_select', action_id: 'm', ...more });
const view = (more: object = {}) => ({
  type: 'modal',
  title: plain(24),
  blocks: [{ type: 'divider' }],
  ...more,
});
const text = { type: 'plain_text_input', action_id: 't' };

function found(blocks: unknown, surface: Surface = 'message'): string[] {
  return validateBlocks(blocks, surface, knows).map(formatProblem);
}

describe('the limits of blocks', () => {
  const limits: [string, (n: number) => object, number][] = [
    ['section text', (n) => ({ type: 'section', text: md(n) }), 3000],
    ['a field', (n) => ({ type: 'section', fields: [md(n)] }), 2000],
    ['fields', (n) => ({ type: 'section', fields: times(n, () => md(5)) }), 10],
    ['header', (n) => ({ type: 'header', text: plain(n) }), 150],
    ['button text', (n) => actions(button({ text: plain(n) })), 75],
    ['button value', (n) => actions(button({ value: x(n) })), 2000],
    ['button url', (n) => actions(button({ url: `https://a.test/${x(n - 15)}` })), 3000],
    ['accessibility label', (n) => actions(button({ accessibility_label: x(n) })), 75],
    ['alt text', (n) => ({ type: 'image', image_url: 'https://a.test/i.png', alt_text: x(n) }), 2000],
    ['confirm text', (n) => confirm({ text: md(n) }), 300],
    ['confirm title', (n) => confirm({ title: plain(n) }), 100],
    ['confirm button', (n) => confirm({ confirm: plain(n) }), 30],
    ['confirm deny', (n) => confirm({ deny: plain(n) }), 30],
    ['action_id', (n) => actions(button({ action_id: x(n) })), 255],
    ['block_id', (n) => ({ type: 'divider', block_id: x(n) }), 255],
    ['option text', (n) => menu({ options: [option('v', { text: plain(n) })] }), 75],
    ['option value', (n) => menu({ options: [option(x(n))] }), 150],
    ['option description', (n) => menu({ options: [option('v', { description: plain(n) })] }), 75],
    ['select options', (n) => menu({ options: options(n) }), 100],
    [
      'option groups',
      (n) => menu({ option_groups: times(n, (i) => ({ label: plain(5), options: [option(`${i}`)] })) }),
      100,
    ],
    ['options of a group', (n) => menu({ option_groups: [{ label: plain(75), options: options(n) }] }), 100],
    ['placeholder', (n) => menu({ options: options(1), placeholder: plain(n) }), 150],
    ['checkboxes', (n) => section({ type: 'checkboxes', action_id: 'c', options: options(n) }), 10],
    ['radio buttons', (n) => section({ type: 'radio_buttons', action_id: 'c', options: options(n) }), 10],
    ['overflow', (n) => section({ type: 'overflow', action_id: 'o', options: options(n) }), 5],
    ['actions elements', (n) => actions(...times(n, (i) => button({ action_id: `a${i}` }))), 25],
    ['context elements', (n) => ({ type: 'context', elements: times(n, () => md(5)) }), 10],
    ['input label', (n) => input(text, { label: plain(n) }), 2000],
    ['input hint', (n) => input(text, { hint: plain(n) }), 2000],
    ['max_length', (n) => input({ ...text, max_length: n }), 3000],
    ['initial text', (n) => input({ ...text, initial_value: x(n) }), 3000],
    ['markdown', (n) => ({ type: 'markdown', text: x(n) }), 12_000],
    ['table rows', (n) => ({ type: 'table', rows: times(n, () => [{ type: 'raw_text', text: 'x' }]) }), 100],
    ['card body', (n) => ({ type: 'card', body: md(n) }), 200],
  ];

  it.each(limits)('accepts %s at the limit and refuses it beyond', (_name, make, limit) => {
    const within = found([make(limit)]);
    const beyond = found([make(limit + 1)]);

    expect(within).toEqual([]);
    expect(beyond).toHaveLength(1);
  });

  it.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('limits the number of blocks of a %s', (surface, limit) => {
    const blocks = times(limit + 1, () => ({ type: 'divider' }));

    expect(found(blocks.slice(1), surface)).toEqual([]);
    expect(found(blocks, surface)).toEqual([
      `[ERROR] no more than ${limit} items allowed [json-pointer:/blocks]`,
    ]);
  });
});

describe('what blocks may not be', () => {
  const refused: [string, object[], string, Surface?][] = [
    ['an unknown block', [{ type: 'hologram' }], 'unsupported type: hologram [json-pointer:/blocks/0/type]'],
    ['a video', [{ type: 'video' }], 'unsupported type: video'],
    ['an unknown element', [actions({ type: 'lever' })], 'unsupported type: lever'],
    ['an unknown property', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
    ['a text input among actions', [actions(text)], 'unsupported type: plain_text_input'],
    ['a button in an input', [input(button())], 'unsupported type: button'],
    ['a button in context', [{ type: 'context', elements: [button()] }], 'unsupported type: button'],
    ['an e-mail input in a message', [input({ type: 'email_text_input' })], 'outside modals'],
    ['a table in a modal', [{ type: 'table', rows: [] }], 'unsupported type: table', 'modal'],
    ['a header in mrkdwn', [{ type: 'header', text: md(5) }], 'unsupported type: mrkdwn'],
    ['a button text in mrkdwn', [actions(button({ text: md(5) }))], 'unsupported type: mrkdwn'],
    ['empty text', [{ type: 'section', text: md(0) }], 'must be more than 0 characters'],
    ['a section without text', [{ type: 'section' }], 'must provide one of text, fields'],
    ['a header without text', [{ type: 'header' }], 'missing required field: text'],
    ['an empty select', [menu({ options: [] })], 'no fewer than 1 items allowed'],
    [
      'options and groups',
      [menu({ options: options(1), option_groups: [] })],
      'only one of options, option_groups',
    ],
    [
      'a foreign initial option',
      [menu({ options: options(1), initial_option: option('z') })],
      'one of the options',
    ],
    ['repeated option values', [menu({ options: [option('a'), option('a')] })], 'must be unique'],
    [
      'a repeated block_id',
      times(2, () => ({ type: 'divider', block_id: 'b' })),
      'block_id already exists: b',
    ],
    ['a repeated action_id', [actions(button(), button())], 'action_id already exists: a'],
    [
      'a secondary style',
      [actions(button({ style: 'secondary' }))],
      'value must be one of "primary", "danger"',
    ],
    ['a script for an address', [actions(button({ url: 'javascript:1' }))], 'invalid url'],
    [
      'two tables',
      times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
      'only one table',
    ],
    ['an empty card', [{ type: 'card' }], 'must provide one of hero_image, title, actions, body'],
    ['a fractional date', [date({ timestamp: 1.5 })], 'must be an integer'],
    ['a date without token', [date({ format: 'today' })], 'must contain a date token'],
    ['an unknown date token', [date({ format: '{epoch}' })], 'unknown date token: epoch'],
    ['a mention of nobody', [rich({ type: 'user', user_id: 'UNOBODY' })], 'user not found'],
    ['an unknown rich element', [rich({ type: 'blink' })], 'unsupported type: blink'],
    ['empty rich text', [rich({ type: 'text', text: '' })], 'must be more than 0 characters'],
    [
      'bold of the wrong kind',
      [rich({ type: 'text', text: 'a', style: { bold: 'yes' } })],
      'must be a boolean',
    ],
    [
      'a user in preformatted text',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'UALICE' }] }],
        },
      ],
      'unsupported type: user',
    ],
    ['a bad date', [section({ type: 'datepicker', initial_date: '1.2.2026' })], 'does not match'],
    ['min over max', [input({ ...text, min_length: 9, max_length: 3 })], 'min_length must not exceed'],
    [
      'two focused inputs',
      times(2, (i) => input({ ...text, action_id: `f${i}`, focus_on_load: true })),
      'focus_on_load',
    ],
  ];

  it.each([
    [{ min_value: '5', max_value: '4' }, 'min_value must not exceed max_value'],
    [{ min_value: '5', initial_value: '4' }, 'must not be below min_value'],
    [{ max_value: '5', initial_value: '6' }, 'must not exceed max_value'],
    [{ initial_value: '1.5' }, 'decimal values need is_decimal_allowed'],
    [{ min_value: 5 }, 'must be a string'],
  ])('refuses a number with %j', (numbers, message) => {
    const problems = found([input({ type: 'number_input', is_decimal_allowed: false, ...numbers })], 'modal');

    expect(problems.join('\n')).toContain(message);
  });

  it.each(refused)('refuses %s', (_name, blocks, message, surface = 'message') => {
    const problems = found(blocks, surface);

    expect(problems.join('\n')).toContain(message);
  });

  it('accepts every known element where it belongs', () => {
    const menus = ['users_select', 'conversations_select', 'channels_select', 'external_select'];
    const blocks = [
      ...menus.flatMap((type) => [input({ type }), section({ type: `multi_${type}` }), actions({ type })]),
      ...['datepicker', 'timepicker', 'datetimepicker', 'rich_text_input'].map((type) => input({ type })),
      ...['email_text_input', 'url_text_input'].map((type) => input({ type, placeholder: plain(150) })),
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '0' }),
      rich(
        { type: 'text', text: 'a', style: { bold: true, code: true } },
        { type: 'link', url: 'https://a.test', text: 'a' },
        { type: 'user', user_id: 'UALICE' },
        { type: 'emoji', name: 'key' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'date', timestamp: 1_700_000_000, format: '{date_short} {time}', fallback: 'then' },
        { type: 'color', value: '#00ff00' },
      ),
      { type: 'alert', text: md(5), level: 'warning' },
    ];

    expect(found(blocks, 'modal')).toEqual([]);
  });
});

describe('the limits of views', () => {
  it.each([
    [
      'a long title',
      view({ title: plain(25) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['a long submit', view({ submit: plain(25) }), 'must be less than 25 characters'],
    ['a long close', view({ close: plain(25) }), 'must be less than 25 characters'],
    ['long metadata', view({ private_metadata: x(3001) }), 'must be less than 3001 characters'],
    ['a long callback_id', view({ callback_id: x(256) }), 'must be less than 256 characters'],
    ['no title', { type: 'modal', blocks: [{ type: 'divider' }] }, 'missing required field: title'],
    ['no blocks', { type: 'modal', title: plain(5) }, 'missing required field: blocks'],
    ['an input without submit', view({ blocks: [input(text)] }), 'missing required field: submit'],
    ['an unknown property', view({ submit_disabled: true }), 'invalid additional property: submit_disabled'],
    ['a Home view', { type: 'home', blocks: [{ type: 'divider' }] }, 'value must be "modal"'],
  ])('refuses a modal with %s', (_name, modal, message) => {
    const problems = validateView(modal, 'modal', knows).map(formatProblem);

    expect(problems.join('\n')).toContain(message);
  });

  it('accepts a modal at its limits', () => {
    const modal = view({
      submit: plain(24),
      close: plain(24),
      private_metadata: x(3000),
      callback_id: x(255),
      blocks: [input(text)],
    });

    expect(validateView(modal, 'modal', knows)).toEqual([]);
  });
});

describe('the limits of messages', () => {
  it.each([
    ['nothing', {}, 'no_text'],
    ['empty text and no blocks', { text: '', blocks: [] }, 'no_text'],
    ['40,001 characters', { text: x(40_001) }, 'msg_too_long'],
    ['blocks in a string', { text: 'a', blocks: 'nonsense' }, 'invalid_blocks_format'],
    ['a bad block', { text: 'a', blocks: [{ type: 'hologram' }] }, 'invalid_blocks'],
    [
      'too much in all blocks',
      { text: 'a', blocks: times(5, () => ({ type: 'section', text: md(3000) })) },
      'msg_blocks_too_long',
    ],
  ])('refuses %s', (_name, message, error) => {
    expect(validateMessage(message, knows)?.error).toBe(error);
  });

  it('lets an update have 4,000 bytes of text only', () => {
    expect(validateMessage({ text: x(4000) }, knows, 4000)).toBeUndefined();
    expect(validateMessage({ text: 'é'.repeat(2001) }, knows, 4000)?.error).toBe('msg_too_long');
  });
});
