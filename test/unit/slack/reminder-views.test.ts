import { describe, expect, it } from '@jest/globals';
import type { OwnerReminderModel } from '../../../src/application/reminder-ports.js';
import { english } from '../../../src/i18n/translator.js';
import { validateBlocks } from '../../../src/sandbox/slack/validate-blocks.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import { ownerReminderView, summaryReminderView } from '../../../src/slack/views/reminder-views.js';
import { ACME, ASKED_AT, aDecision, NOW } from '../../support/builders.js';
import { aListedRequest } from '../../support/bulk-builders.js';

const requests = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aListedRequest({ id: index + 1, patRequestId: 9_001 + index, tokenName: `token-${index + 1}` }),
  );

function aReminder(over: Partial<OwnerReminderModel> = {}): OwnerReminderModel {
  return {
    organization: ACME,
    isOpen: true,
    requests: requests(2),
    further: 0,
    webUrl: 'https://github.example',
    ...over,
  };
}

const shownBy = (reminder: OwnerReminderModel) => JSON.stringify(ownerReminderView(english, reminder).blocks);

/** The buttons, each with the number of its request. */
const buttonsOf = (reminder: OwnerReminderModel) =>
  ownerReminderView(english, reminder).blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) =>
          element.type === 'button' ? [`${element.action_id} ${element.value}`] : [],
        )
      : [],
  );

describe('the reminder to an owner', () => {
  it('names each request, with the buttons of its card, and leads to the list', () => {
    const reminder = aReminder({ requests: requests(1) });

    const { text } = ownerReminderView(english, reminder);

    expect(text).toBe('1 request for access to acme has waited for long, and you may decide.');
    expect(shownBy(reminder)).toContain('token-1');
    expect(buttonsOf(reminder)).toEqual([
      `${ACTIONS.approve} 1`,
      `${ACTIONS.deny} 1`,
      `${ACTIONS.details} 1`,
      `${ACTIONS.openList} org:acme`,
    ]);
  });

  it('counts those that it does not name', () => {
    const reminder = aReminder({ requests: requests(10), further: 3 });

    const { text } = ownerReminderView(english, reminder);

    expect(text).toContain('13 requests for access to acme have waited for long');
    expect(shownBy(reminder)).toContain('and 3 more');
  });

  it('has no buttons for what was decided since, and says what became of it', () => {
    const [first, second] = requests(2);
    const decided = {
      ...aListedRequest(first),
      state: 'approved' as const,
      endedAt: NOW,
      decision: aDecision(),
    };

    const reminder = aReminder({ requests: [decided, aListedRequest(second)] });

    expect(buttonsOf(reminder)).toEqual([
      `${ACTIONS.approve} 2`,
      `${ACTIONS.deny} 2`,
      `${ACTIONS.details} 2`,
      `${ACTIONS.openList} org:acme`,
    ]);
    expect(shownBy(reminder)).toContain('Approved by ');
    expect(ownerReminderView(english, reminder).text).toContain('1 request for access');
  });

  it('says when nothing of it waits any more', () => {
    const ended = requests(2).map((request) => ({ ...request, state: 'cancelled' as const, endedAt: NOW }));

    const { text } = ownerReminderView(english, aReminder({ requests: ended }));

    expect(text).toBe('None of these requests for access to acme waits any more.');
  });

  it('has no buttons where the App does not work', () => {
    expect(buttonsOf(aReminder({ isOpen: false }))).toEqual([`${ACTIONS.openList} org:acme`]);
  });

  it('is taken by Slack, however long and strange the names are', () => {
    const strange = `<!channel> *bold* ${'🦄'.repeat(300)}\u202e`;
    const listed = requests(10).map((request) => ({
      ...request,
      tokenName: strange,
      requester: { id: 11, login: strange },
      repositoryNames: Array(3).fill(strange),
      repositoryCount: 9_999,
    }));
    const organization = { ...ACME, login: strange };

    const { blocks, text } = ownerReminderView(
      english,
      aReminder({ organization, requests: listed, further: 9 }),
    );

    expect(validateBlocks(blocks, 'message', () => true)).toEqual([]);
    expect(text).not.toContain('<!channel>');
    expect(text.length).toBeLessThan(4_000);
  });
});

describe('the reminder in the thread of a summary', () => {
  it('says how many wait still, since when, and leads to the list', () => {
    const reminder = { organization: ACME, waiting: 12, oldestSince: ASKED_AT };

    const { text, blocks } = summaryReminderView(english, reminder);

    expect(text).toContain(
      '12 of these requests still wait for a decision. The oldest was made on Mar 2, 2026',
    );
    expect(JSON.stringify(blocks)).toContain('org:acme');
    expect(validateBlocks(blocks, 'message', () => true)).toEqual([]);
  });
});
