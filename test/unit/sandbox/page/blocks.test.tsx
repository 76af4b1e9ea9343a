import { describe, expect, it } from '@jest/globals';
import type { BlockContext } from '../../../../src/sandbox/page/client/blocks/block-context.js';
import { renderBlock } from '../../../../src/sandbox/page/client/blocks/blocks.js';
import { Mrkdwn } from '../../../../src/sandbox/page/client/blocks/mrkdwn.js';
import { Overflow } from '../../../../src/sandbox/page/client/blocks/overflow.js';
import { Picker } from '../../../../src/sandbox/page/client/blocks/picker.js';
import { toHtml } from './to-html.js';

const pressed: unknown[] = [];
const context: BlockContext = {
  surface: 'message',
  dates: { now: new Date('2026-03-04T12:00:00Z'), locale: 'en-US', timeZone: 'Europe/Paris' },
  me: 'U1',
  nameOf: (id) => ({ U1: 'Olivia Owens', U2: 'Mona Moreau' })[id],
  channelNameOf: (id) => ({ C1: 'review' })[id],
  channels: [
    { id: 'C1', name: 'review', isPrivate: false },
    { id: 'C2', name: 'owners', isPrivate: true },
  ],
  entered: (_block, element) => element.initial_value as string | undefined,
  chosen: () => [],
  enter: () => undefined,
  dispatch: () => undefined,
  press: (_block, element) => pressed.push(element.action_id),
  isBusy: (_block, element) => element.action_id === 'busy',
  load: async () => ({ options: [] }),
  errorOf: (block) => (block.block_id === 'wrong' ? 'Too long.' : undefined),
};
const opaque = [Picker, Overflow];
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

function render(block: object): string {
  return toHtml(renderBlock({ block_id: 'b', type: '', ...block }, context), opaque);
}

function element(given: object): string {
  return render({ type: 'actions', elements: [{ action_id: 'a', ...given }] });
}

function richText(...elements: object[]): string {
  return render({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
}

function mrkdwn(text: string): string {
  return toHtml(<Mrkdwn text={text} context={context} />, opaque);
}

describe('a block', () => {
  it.each([
    ['section', { text: { type: 'mrkdwn', text: 'Hi *you*' } }, 'Hi <strong>you</strong>'],
    ['section', { fields: [plain('one'), plain('two')] }, '>two<'],
    ['header', { text: plain('Title') }, 'Title'],
    ['divider', {}, '<hr>'],
    ['context', { elements: [plain('small'), { type: 'image', alt_text: 'face' }] }, 'aria-label="face"'],
    ['image', { alt_text: 'A chart', image_url: 'https://example.com/x.png' }, 'aria-label="A chart"'],
    ['input', { label: plain('Why?'), element: { type: 'plain_text_input', action_id: 'a' } }, 'Why?'],
  ])('of type %s is shown', (type, block, expected) => {
    const html = render({ type, ...block });

    expect(html).toContain(expected);
  });

  it.each([
    ['input', '<fieldset'],
    ['section', 'role="group" aria-label="Rows"'],
  ])('of type %s shows checkboxes with what describes them, as one group', (type, group) => {
    const element = {
      type: 'checkboxes',
      action_id: 'a',
      options: [{ ...option('x'), description: plain('waits 3 hours') }, option('y')],
    };

    const html = render({ type, label: plain('Rows'), text: plain('Rows'), element, accessory: element });

    expect(html).toContain(group);
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
    expect(html).toContain('X<span class="hint">waits 3 hours</span>');
  });

  it('with an error says so beside each of its checkboxes', () => {
    const element = { type: 'checkboxes', action_id: 'a', options: [option('x')] };

    const html = render({ type: 'input', block_id: 'wrong', label: plain('Rows'), element });

    expect(html).toMatch(/<input[^>]*aria-describedby="wrong-error"[^>]*aria-invalid="true"/);
    expect(html).toContain('id="wrong-error" role="alert">Too long.');
  });

  it('that is sent at Enter says so', () => {
    const block = {
      type: 'input',
      label: plain('Query'),
      element: { type: 'plain_text_input', action_id: 'a' },
    };

    expect(render({ ...block, dispatch_action: true })).toContain('Press Enter to submit');
    expect(render(block)).not.toContain('Press Enter to submit');
  });

  it('of an unknown type is a red box that names it', () => {
    const html = render({ type: 'hologram' });

    expect(html).toContain('class="unknown"');
    expect(html).toContain('hologram');
  });

  it('of type input says what is wrong, and that it is optional', () => {
    const html = render({
      ...{ type: 'input', block_id: 'wrong', optional: true, label: plain('Why?'), hint: plain('Be brief') },
      element: { type: 'plain_text_input', action_id: 'a', max_length: 10, initial_value: 'twelve chars' },
    });

    expect(html).toMatch(/Too long\..*Be brief/);
    expect(html).toContain('(optional)');
    expect(html).toContain('aria-describedby="wrong-hint wrong-error"');
    expect(html).toContain('<span class="counter counter-over">-2</span>');
  });
});

describe('an element', () => {
  it.each([
    [{ type: 'button', text: plain('Go'), style: 'danger' }, 'class="button button-danger"'],
    [{ type: 'button', text: plain('Go'), accessibility_label: 'Go there' }, 'aria-label="Go there"'],
    [{ type: 'button', action_id: 'busy', text: plain('Go') }, 'aria-busy="true"'],
    [{ type: 'button', text: plain('Go'), url: 'https://example.com/' }, 'href="https://example.com/"'],
    [{ type: 'static_select', options: [option('a')] }, '<option value="a">A</option>'],
    [{ type: 'checkboxes', options: [option('a')] }, 'type="checkbox"'],
    [{ type: 'radio_buttons', options: [option('a')] }, 'type="radio"'],
    [{ type: 'datepicker' }, 'type="date"'],
    [{ type: 'timepicker' }, 'type="time"'],
    [{ type: 'conversations_select' }, '<option value="C2">🔒 owners</option>'],
    [{ type: 'conversations_select', initial_conversation: 'C9' }, '<option value="C9">private channel<'],
    [{ type: 'overflow', options: [option('a')] }, '<Overflow>'],
    [{ type: 'multi_static_select', options: [option('a')] }, '<Picker>'],
    [{ type: 'external_select' }, '<Picker>'],
    [{ type: 'multi_external_select' }, '<Picker>'],
    [{ type: 'rich_text_input' }, 'class="unknown"'],
  ])('%j is shown', (given, expected) => {
    const html = element(given);

    expect(html).toContain(expected);
  });

  it('that links to the bot opens it in a tab of its own, which knows nothing of this one', () => {
    const html = element({
      type: 'button',
      text: plain('Go'),
      url: 'http://localhost:3000/github/login?ticket=x',
    });

    expect(html).toMatch(/<a [^>]*href="http:\/\/localhost:3000\/github\/login\?ticket=x"/);
    expect(html).toMatch(/<a [^>]*target="_blank" rel="noopener noreferrer"/);
  });

  it('that links to a script is no link', () => {
    const html = element({ type: 'button', text: plain('Go'), url: 'javascript:alert(1)' });

    expect(html).not.toContain('href');
  });
});

describe('rich text', () => {
  it('shows text, styles, people, channels, links, emoji and broadcasts', () => {
    const html = richText(
      { type: 'text', text: 'x', style: { bold: true, code: true } },
      { type: 'user', user_id: 'U1' },
      { type: 'user', user_id: 'U2' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'link', url: 'https://example.com/', text: 'there' },
      { type: 'emoji', name: 'warning' },
      { type: 'broadcast', range: 'here' },
    );

    expect(html).toContain('<strong><code>x</code></strong>');
    expect(html).toContain('<span class="mention mention-me">@Olivia Owens</span>');
    expect(html).toContain('<span class="mention">@Mona Moreau</span>');
    expect(html).toContain('#review');
    expect(html).toContain('rel="noopener noreferrer">there</a>');
    expect(html).toContain('aria-label="warning"');
    expect(html).toContain('@here');
  });

  it('shows a moment in the viewer’s zone', () => {
    const timestamp = Date.parse('2026-03-04T11:05:00Z') / 1000;

    const html = richText({ type: 'date', timestamp, format: '{date_short_pretty}, {time} ({ago})' });

    expect(html.replaceAll('\u202f', ' ')).toContain('>today, 12:05 PM (55 minutes ago)</time>');
  });

  it('shows lists, quotations and preformatted text', () => {
    const item = { type: 'rich_text_section', elements: [{ type: 'text', text: 'item' }] };
    const html = render({
      type: 'rich_text',
      elements: [
        { type: 'rich_text_list', style: 'ordered', offset: 2, elements: [item] },
        { type: 'rich_text_list', style: 'bullet', elements: [item] },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
        { type: 'rich_text_hologram' },
      ],
    });

    expect(html).toContain('<ol class="indent-0" start="3"><li>item</li></ol>');
    expect(html).toContain('<ul class="indent-0"><li>item</li></ul>');
    expect(html).toContain('<blockquote>said</blockquote>');
    expect(html).toContain('<pre>code</pre>');
    expect(html).toContain('rich_text_hologram');
  });

  it('takes nothing of its text for markup', () => {
    const html = richText({ type: 'text', text: '<!channel> *x* <http://evil|bank> :tada: <b>' });

    expect(html).toContain('&lt;!channel&gt; *x* &lt;http://evil|bank&gt; :tada: &lt;b&gt;');
  });
});

describe('mrkdwn', () => {
  it.each([
    ['*bold* _italic_ ~struck~', '<strong>bold</strong> <em>italic</em> <s>struck</s>'],
    ['*_both_*', '<strong><em>both</em></strong>'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['`*raw*`', '<code>*raw*</code>'],
    ['```\na <b>\n```', '<pre>a &lt;b&gt;\n</pre>'],
    ['<@U2> in <#C1>', '<span class="mention">@Mona Moreau</span> in <span class="mention">#review</span>'],
    ['<!here>', '<span class="mention mention-broadcast">@here</span>'],
    ['&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
    ['&gt; said\nnot', '<blockquote>said</blockquote>not'],
    ['<javascript:alert(1)|click>', 'click'],
  ])('%j becomes what Slack shows', (text, expected) => {
    const html = mrkdwn(text);

    expect(html).toBe(expected);
  });

  it('shows links and dates', () => {
    const html = mrkdwn('<https://example.com/a|there> <!date^1772622300^{date_num} {time}|then>');

    expect(html).toContain('href="https://example.com/a"');
    expect(html.replaceAll('\u202f', ' ')).toContain('<time>2026-03-04 12:05 PM</time>');
  });
});
