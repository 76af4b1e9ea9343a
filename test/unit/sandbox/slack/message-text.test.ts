import { describe, expect, it } from '@jest/globals';
import { broadcastWarnings } from '../../../../src/sandbox/slack/broadcast-warnings.js';
import { mrkdwnText, plainText } from '../../../../src/sandbox/slack/message-text.js';

const names = (id: string) => ({ U1: 'Alice Smith', C1: 'tokens' })[id];

describe('the text that a person reads', () => {
  it.each([
    ['*Approved* by <@U1>', 'Approved by @Alice Smith'],
    ['in <#C1> or <#C2|other>', 'in #tokens or #other'],
    ['<https://a.test|the token> of _bob_', 'the token of bob'],
    ['<!date^1700000000^{date}|Nov 14> ~gone~', 'Nov 14 gone'],
    ['`*kept*` &lt;b&gt; a*b*c 2 * 3 * 4', '*kept* <b> a*b*c 2 * 3 * 4'],
    ['*bold _both_*', 'bold both'],
    ['<!here> snake_case_name', '@here snake_case_name'],
  ])('of %s', (text, read) => {
    expect(mrkdwnText(text, names)).toBe(read);
  });

  it('of blocks is what they show, not the notification', () => {
    const message = {
      text: 'notification',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'A *token*' } },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'user', user_id: 'U1' },
                { type: 'text', text: ' until ' },
                { type: 'date', timestamp: 1, format: '{date}', fallback: 'Jan 1' },
              ],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'https://a.test' }] }],
            },
          ],
        },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: 'Approve' } },
            { type: 'button', text: { type: 'plain_text', text: 'Deny…' } },
          ],
        },
      ],
    };

    const read = plainText(message, names);

    expect(read).toBe('A *token*\n@Alice Smith until Jan 1\n• https://a.test\n[Approve] [Deny…]');
  });

  it('of a message without blocks is its text', () => {
    expect(plainText({ text: 'Hello <@U1>' }, names)).toBe('Hello @Alice Smith');
  });
});

describe('broadcasts', () => {
  it('are found wherever Slack would act on them', () => {
    const content = {
      text: 'now <!here>',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '<!channel|x> <!subteam^S1>' } },
        { type: 'header', text: { type: 'plain_text', text: '<!everyone>' } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: '&lt;!channel&gt;' }] },
      ],
    };

    const warnings = broadcastWarnings(content);

    expect(warnings).toEqual([
      '<!here> takes effect at /text',
      '<!channel|x> takes effect at /blocks/0/text',
      '<!subteam^S1> takes effect at /blocks/0/text',
    ]);
  });
});
