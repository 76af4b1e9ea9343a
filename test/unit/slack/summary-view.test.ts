import { describe, expect, it } from '@jest/globals';
import type { Summary } from '../../../src/application/summary-ports.js';
import { english } from '../../../src/i18n/translator.js';
import { validateBlocks } from '../../../src/sandbox/slack/validate-blocks.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import { summaryView } from '../../../src/slack/views/summary-view.js';
import { ACME, NOW } from '../../support/builders.js';

function aSummary(over: Partial<Summary> = {}): Summary {
  return {
    ...{
      id: 1,
      organization: ACME,
      appState: 'installed',
      kind: 'burst',
      channel: 'C1',
      ts: null,
      digest: '',
      openedAt: NOW,
    },
    counts: { pending: 480, deciding: 2, approved: 12, denied: 3, expired: 1, cancelled: 1, closed: 1 },
    ...over,
  };
}

const buttonsOf = (summary: Summary) =>
  summaryView(english, summary).blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => 'action_id' in element && element.action_id)
      : [],
  );

describe('the summary of many requests', () => {
  it('says how many are announced, wait, were approved, denied, and ended otherwise', () => {
    const { text } = summaryView(english, aSummary());

    expect(text).toBe(
      'Many token requests for acme came within a short time. 500 more are announced here together, without cards of ' +
        'their own. 482 wait for a decision; 12 approved, 3 denied, 3 ended otherwise.',
    );
  });

  it.each(['suspended', 'uninstalled'] as const)(
    'says that what waits can be decided on GitHub only where the App is %s, and leads to no list',
    (appState) => {
      const summary = aSummary({ appState });

      expect(summaryView(english, summary).text).toContain('on GitHub only: PATrol’s GitHub App');
      expect(buttonsOf(summary)).toEqual([ACTIONS.openHistory]);
    },
  );

  it('says that PATrol found them when it came', () => {
    const { text } = summaryView(english, aSummary({ kind: 'first-sync', counts: { pending: 1 } }));

    expect(text).toBe(
      'PATrol now watches acme. 1 token request was waiting there already. 1 waits for a decision; none decided yet.',
    );
  });

  it('leads to the list of its organization while something waits, and to the history in any case', () => {
    expect(buttonsOf(aSummary())).toEqual([ACTIONS.openList, ACTIONS.openHistory]);
    expect(buttonsOf(aSummary({ counts: { approved: 2 } }))).toEqual([ACTIONS.openHistory]);
  });

  it('keeps to Slack’s limits with the longest name', () => {
    const organization = { ...ACME, login: 'o'.repeat(100) };

    const { blocks } = summaryView(english, aSummary({ organization }));

    expect(validateBlocks(blocks, 'message', () => true)).toEqual([]);
  });
});
