import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BulkModel, BulkNoticeModel, BulkResult } from '../../../src/application/models.js';
import type { BulkOutcome, BulkRefusal, BulkState } from '../../../src/domain/bulk-decision.js';
import type { DecisionAction } from '../../../src/domain/decision.js';
import type { TokenRequestState } from '../../../src/domain/token-request.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { bulkNoticeView } from '../../../src/slack/views/bulk-notice-view.js';
import {
  bulkLoadingView,
  bulkProgressView,
  bulkResultsView,
} from '../../../src/slack/views/bulk-results-view.js';
import { bulkView } from '../../../src/slack/views/bulk-view.js';
import { decideSelectedView } from '../../../src/slack/views/decide-selected-view.js';
import { ACME, aDecision, MONA, NOW, OSCAR } from '../../support/builders.js';
import { aBulkModel, aBulkNotice, aBulkResult } from '../../support/bulk-builders.js';
import { HOSTILE, messageFaults, viewFaults } from '../../support/slack-faults.js';

const t = english;

const OUTCOMES: BulkOutcome[] = ['waiting', 'submitted', 'done', 'refused', 'already-decided', 'cancelled'];
const REFUSALS: BulkRefusal[] = [
  'already-decided',
  'app-not-installed',
  'github-silent',
  'not-owner',
  'own-request',
  'request-gone',
  'token-expired',
];
const FAILURES = [
  'superseded',
  'github-403',
  'github-404',
  'github-422',
  'lost',
  'outcome-unknown',
  'new-one',
];
const STATES: TokenRequestState[] = [
  'pending',
  'deciding',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'closed',
];
const BULK_STATES: BulkState[] = ['drafted', 'asked', 'ended'];

/** Every combination of what the records may say of one request. */
function everyResult(request: Partial<BulkResult['request']> = {}): BulkResult[] {
  return OUTCOMES.flatMap((outcome) =>
    STATES.flatMap((state) => [
      aBulkResult(outcome, {}, { ...request, state }),
      aBulkResult(outcome, {}, { ...request, state, decision: null }),
      ...REFUSALS.map((refusal) => aBulkResult(outcome, { refusal }, { ...request, state })),
      ...FAILURES.map((failure) => aBulkResult(outcome, { failure }, { ...request, state })),
    ]),
  );
}

/** Everything that we would send to Slack about a bulk decision that Slack would refuse or act on. */
function faultsOf(models: readonly BulkModel[]): string[] {
  const faults = models.flatMap((model) => [
    ...messageFaults(bulkView(t, model)),
    ...viewFaults(bulkProgressView(t, model)),
    ...viewFaults(bulkResultsView(t, model)),
    ...viewFaults(decideSelectedView(t, model)),
  ]);
  return [...new Set(faults)];
}

/** The same results in every state, for both actions, with a reason and without. */
function everyModel(results: readonly BulkResult[], over: Partial<BulkModel> = {}): BulkModel[] {
  return BULK_STATES.flatMap((state) => [
    aBulkModel(results, { state, action: state === 'drafted' ? null : 'approve' }, over),
    aBulkModel(results, { state, action: state === 'drafted' ? null : 'deny', reason: 'Use the App' }, over),
  ]);
}

function pagesOf(results: readonly BulkResult[]): BulkModel[] {
  const whole = aBulkModel(results, { state: 'ended', reason: 'd'.repeat(1_024) });
  return Array.from({ length: whole.pages }, (_, index) => ({
    ...whole,
    page: index + 1,
    results: results.slice(index * 20, (index + 1) * 20),
  }));
}

const shownIn = (view: { blocks: unknown }) => plainText({ blocks: view.blocks });
const times = (count: number, make: (index: number) => BulkResult) =>
  Array.from({ length: count }, (_, index) => make(index));

/** The largest names that there are, and then some. */
const LONGEST = {
  tokenName: 'n'.repeat(300),
  requester: { ...MONA, login: 'l'.repeat(300) },
  organization: { ...ACME, login: 'o'.repeat(300) },
  permissions: [{ group: 'repository', name: 'p'.repeat(300), level: 'admin' }],
  tokenExpiresAt: null,
  decision: aDecision({
    action: 'deny',
    approver: { github: { ...OSCAR, login: 'a'.repeat(300) }, slackUserId: null },
  }),
} as const;
const EMOJI_NAMES = {
  ...LONGEST,
  tokenName: '🦄'.repeat(300),
  requester: { ...MONA, login: '🦄'.repeat(300) },
  organization: { ...ACME, login: '🦄'.repeat(300) },
} as const;

describe('what Slack is told of a bulk decision', () => {
  it('is what it accepts, for every outcome, refusal and failure, in every state', () => {
    const results = everyResult();
    const chunks = Array.from({ length: Math.ceil(results.length / 20) }, (_, index) =>
      results.slice(index * 20, (index + 1) * 20),
    );

    const models = chunks.flatMap((chunk) => [
      aBulkModel(chunk, { action: 'approve' }),
      aBulkModel(chunk, { state: 'ended' }),
    ]);

    const faults = faultsOf([...models, ...everyModel(results)]);

    expect(faults).toEqual([]);
  });

  it.each([
    ['the longest names', LONGEST],
    ['names of emoji', EMOJI_NAMES],
  ])('is what it accepts of 1,000 results with %s, on every page', (_, names) => {
    const results = times(1_000, (index) =>
      aBulkResult(index < 500 ? 'already-decided' : 'refused', { failure: 'github-403' }, names),
    );
    const requesters = times(1_000, () => aBulkResult('done', {}, names)).map(({ request }) => ({
      login: request.requester.login,
      count: 1,
    }));
    const organizations = requesters.map(({ login }) => ({ ...ACME, login }));
    const pages = pagesOf(results).map((model) => ({ ...model, requesters, organizations }));

    const faults = faultsOf([...pages, ...everyModel(results, { requesters, organizations })]);

    expect(pages).toHaveLength(50);
    expect(faults).toEqual([]);
  });

  it.each(HOSTILE)('takes no effect, though %s stands in names and reasons', (_, text) => {
    const names = {
      tokenName: text,
      requester: { ...MONA, login: text },
      organization: { ...ACME, login: text },
      decision: aDecision({ approver: { github: { ...OSCAR, login: text }, slackUserId: null } }),
    };
    const results = OUTCOMES.map((outcome) => aBulkResult(outcome, {}, { ...names, tokenExpiresAt: null }));
    const models = everyModel(results, {
      requesters: [{ login: text, count: 6 }],
      organizations: [{ ...ACME, login: text }],
    }).map((model) => ({ ...model, bulk: { ...model.bulk, reason: text } }));
    const notice = aBulkNotice(31, { reason: text, approver: names.decision.approver }, names);

    const faults = [...faultsOf(models), ...messageFaults(bulkNoticeView(t, notice))];

    expect(faults).toEqual([]);
  });

  it('breaks no rule of Slack’s, whatever names it shows', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ maxLength: 100 }));
    const property = fc.property(texts, texts, (tokenName, login) => {
      const request = { tokenName, requester: { ...MONA, login } };
      const results = OUTCOMES.map((outcome) => aBulkResult(outcome, {}, request));
      const notice = bulkNoticeView(t, aBulkNotice(3, { reason: login }, request));
      const models = [aBulkModel(results), aBulkModel(results, { state: 'ended', reason: tokenName })];
      expect([...faultsOf(models), ...messageFaults(notice)]).toEqual([]);
    });

    expect(() => fc.assert(property, { numRuns: 15 })).not.toThrow();
  });
});

describe('the question before many requests are decided', () => {
  const draft = (results: BulkResult[], over: Partial<BulkModel> = {}) =>
    aBulkModel(results, { state: 'drafted', action: null }, over);
  const harmless = times(12, () => aBulkResult('waiting'));

  it('says how many requests of whose and of which organizations', () => {
    const requesters = [
      { login: 'mona', count: 5 },
      { login: 'max', count: 4 },
      { login: 'kim', count: 1 },
      { login: 'lee', count: 1 },
      { login: 'ada', count: 1 },
    ];

    const view = decideSelectedView(t, draft(harmless, { requesters }));

    expect(shownIn(view)).toContain(
      '12 requests: 5 of mona, 4 of max, 1 of kim, and 2 of 2 others, in acme.',
    );
  });

  it('names the fourth requester, too, rather than counting one other', () => {
    const requesters = ['a', 'b', 'c', 'd'].map((login) => ({ login, count: 3 }));
    const organizations = [ACME, { ...ACME, id: 2, login: 'umbrella' }];

    const view = decideSelectedView(t, draft(harmless, { requesters, organizations }));

    expect(shownIn(view)).toContain('3 of a, 3 of b, 3 of c, and 3 of d, in acme and umbrella.');
  });

  it('counts the organizations that are too many to name', () => {
    const organizations = times(9, () => aBulkResult('done')).map((_, id) => ({
      ...ACME,
      id,
      login: `o${id}`,
    }));

    const view = decideSelectedView(t, draft(harmless, { organizations }));

    expect(shownIn(view)).toContain('in o0, o1, o2, o3, o4, and 4 more.');
  });

  it('has no choice made beforehand, takes one optional reason, and says what happens', () => {
    const view = decideSelectedView(t, draft(harmless));

    const [decision, reason] = view.blocks.filter(({ type }) => type === 'input');
    expect(decision).toMatchObject({ block_id: 'decision', element: { type: 'radio_buttons' } });
    expect(decision).not.toHaveProperty('element.initial_option');
    expect(decision).not.toHaveProperty('optional');
    expect(reason).toMatchObject({ block_id: 'reason', optional: true, element: { max_length: 1_024 } });
    expect(shownIn(view)).toContain('Requests that somebody decides meanwhile are left as they are.');
    expect([view.title.text, view.submit?.text, view.close?.text]).toEqual([
      'Request selected…',
      'Send decisions',
      'Back',
    ]);
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({ bulkId: 31 });
  });

  it('names what is far-reaching', () => {
    const wide = times(7, (index) =>
      aBulkResult('waiting', {}, { tokenName: `wide-${index}`, tokenExpiresAt: null }),
    );
    const farReaching = wide.map(({ request }) => request);

    const shown = shownIn(decideSelectedView(t, { ...draft(harmless), farReaching }));

    expect(shown).toContain('7 of them ask for far-reaching access: look twice');
    expect(shown).toContain('mona, wide-4 (acme): it never expires');
    expect(shown).not.toContain('wide-5');
    expect(shown).toContain('and 2 more');
  });

  it('warns of nothing where nothing is far-reaching', () => {
    const shown = shownIn(decideSelectedView(t, draft(harmless)));

    expect(shown).not.toContain('far-reaching');
  });
});

describe('a bulk decision on its way', () => {
  const results = [
    ...times(2, () => aBulkResult('already-decided')),
    ...times(100, () => aBulkResult('submitted')),
    ...times(50, () => aBulkResult('waiting')),
    ...times(48, () => aBulkResult('done')),
  ];
  const model = aBulkModel(results, { reason: 'Use the App' });

  it('shows how far it is, in the message and in the modal', () => {
    const message = bulkView(t, model);
    const shown = [shownIn(message), shownIn(bulkProgressView(t, model))];

    for (const text of shown) {
      expect(text).toContain('Denying 200 requests…');
      expect(text).toContain('█████▒▒▒▒▒▒▒▒▒▒░░░░░');
      expect(text).toContain('50 of 200 finished');
      expect(text).toContain('48 denied');
      expect(text).toContain('100 are submitted, and GitHub has yet to confirm it');
      expect(text).toContain('50 are still to be sent to GitHub');
      expect(text).toContain('2 were decided by others');
      expect(text).toContain('Use the App');
    }
    expect(message.text).toBe(
      'Denying 200 requests… 50 of 200 finished, 48 denied, 100 are submitted, and GitHub has yet to confirm it, ' +
        '50 are still to be sent to GitHub, and 2 were decided by others',
    );
  });

  it('says already what went wrong, and nothing yet of the rest', () => {
    const shown = shownIn(bulkView(t, model));

    expect(shown.match(/left as it is/g)).toHaveLength(2);
    expect(shown).not.toContain('submitted; GitHub has yet');
  });

  it('tells in the modal that it goes on when that is closed, and leads back to the list', () => {
    const view = bulkProgressView(t, model);

    expect(shownIn(view)).toContain('You can close this: it goes on');
    expect(view.clear_on_close ?? false).toBe(false);
    expect(view.submit).toBeUndefined();
  });

  it('can be looked at again in its results', () => {
    const [refresh, next] = pageButtons(bulkResultsView(t, model));

    expect(refresh).toMatchObject({ text: { text: 'Refresh' }, value: '{"bulkId":31,"page":1}' });
    expect(next).toMatchObject({ text: { text: 'Next' }, value: '{"bulkId":31,"page":2}' });
  });

  it.each([
    [0, '░░░░░░░░░░░░░░░░░░░░'],
    [1, '░░░░░░░░░░░░░░░░░░░░'],
    [999, '███████████████████░'],
    [1_000, '████████████████████'],
  ])('has a bar that is full only at the end: %d of 1,000', (done, bar) => {
    const all = [
      ...times(done, () => aBulkResult('done')),
      ...times(1_000 - done, () => aBulkResult('waiting')),
    ];

    const shown = shownIn(bulkView(t, aBulkModel(all)));

    expect(shown).toContain(bar);
  });
});

describe('a bulk decision that has ended', () => {
  const ended = (results: BulkResult[], action: DecisionAction = 'deny') =>
    aBulkModel(results, { state: 'ended', action, endedAt: NOW });

  it.each([
    ['deny', 'Denied all 250 requests'],
    ['approve', 'Approved all 250 requests'],
  ] as const)('says that all went well: %s', (action, headline) => {
    const message = bulkView(
      t,
      ended(
        times(250, () => aBulkResult('done')),
        action,
      ),
    );

    expect(message.text).toBe(headline);
    expect(shownIn(message)).toBe(`${headline}\n250 of mona, in acme.\n[Show all results]`);
  });

  it.each([
    ['deny', 'Denied 1 request'],
    ['approve', 'Approved 1 request'],
  ] as const)('does not say “all” of one: %s', (action, headline) => {
    const message = bulkView(t, ended([aBulkResult('done')], action));

    expect(message.text).toBe(headline);
  });

  it('says how many were done, and what became of the others', () => {
    const model = ended([
      aBulkResult('refused', { failure: 'github-422' }),
      aBulkResult('cancelled'),
      ...times(3, () => aBulkResult('already-decided')),
      ...times(245, () => aBulkResult('done')),
    ]);

    const message = bulkView(t, model);

    expect(message.text).toBe(
      'Denied 245 of 250 requests; 3 were decided by others, 1 was cancelled or had expired, and 1 was refused',
    );
    expect(shownIn(message)).toContain(message.text);
    expect(shownIn(message)).not.toContain('█');
  });

  it('names in the message the first ten that went wrong, counts the rest, and leads to all results', () => {
    const model = ended([
      ...times(17, () => aBulkResult('cancelled')),
      ...times(3, () => aBulkResult('done')),
    ]);

    const message = bulkView(t, model);

    const shown = shownIn(message);
    expect(shown.match(/Cancelled by mona/g)).toHaveLength(10);
    expect(shown).toContain('and 7 more');
    expect(message.blocks.at(-1)).toMatchObject({
      elements: [{ action_id: 'bulk-decision.results', value: '31' }],
    });
  });

  it('shows all results in the modal, a page at a time', () => {
    const results = times(250, (index) =>
      aBulkResult(index < 30 ? 'refused' : 'done', {}, { tokenName: `token-${index}.` }),
    );

    const views = pagesOf(results).map((model) => bulkResultsView(t, model));

    const named = [
      ...views
        .map(shownIn)
        .join('\n')
        .matchAll(/token-(\d+)\./g),
    ].map(([, number]) => number);
    expect(named).toEqual(results.map((_, index) => String(index)));
    const targets = views.map((view) => pageButtons(view).map(({ value = '' }) => JSON.parse(value).page));
    expect(targets).toEqual(
      views.map((_, index) => [index, index + 2].filter((page) => page >= 1 && page <= 13)),
    );
  });

  it('shows its results in the modal from which it was asked', () => {
    const model = ended([aBulkResult('done')]);

    const view = bulkProgressView(t, model);

    expect(view).toEqual(bulkResultsView(t, model));
  });

  it('shows a page without results as well', () => {
    const view = bulkResultsView(t, { ...ended([aBulkResult('done')]), results: [] });

    expect(viewFaults(view)).toEqual([]);
  });
});

function pageButtons(view: { blocks: unknown }) {
  const blocks = view.blocks as { block_id?: string; elements?: { value?: string }[] }[];
  return blocks.find(({ block_id }) => block_id === 'pages')?.elements ?? [];
}

describe('a result', () => {
  const lineOf = (result: BulkResult, action: DecisionAction = 'deny') =>
    shownIn({ blocks: bulkResultsView(t, aBulkModel([result], { state: 'ended', action })).blocks });

  it('says whose token it is, for which organization, and leads to GitHub’s page', () => {
    const result = aBulkResult('done');

    const { blocks } = bulkResultsView(t, aBulkModel([result]));

    expect(shownIn({ blocks })).toContain('• mona, deploy-bot (acme): :no_entry: denied');
    expect(JSON.stringify(blocks)).toContain(`"url":"${result.requestUrl}","text":"deploy-bot"`);
  });

  it('of an approval says so', () => {
    expect(lineOf(aBulkResult('done'), 'approve')).toContain(':white_check_mark: approved');
  });

  it('of what somebody else has decided says who and when', () => {
    const decision = aDecision({ approver: { github: OSCAR, slackUserId: null } });

    const line = lineOf(aBulkResult('already-decided', {}, { decision }));

    expect(line).toMatch(/left as it is\. :white_check_mark: Approved by oscar, Mar 2, 2026/);
  });

  it('of what somebody else is deciding says who', () => {
    const decision = aDecision({ approver: { github: OSCAR, slackUserId: null } });
    const result = aBulkResult('already-decided', {}, { decision, state: 'deciding' });

    expect(lineOf(result)).toContain('oscar approves it; on its way to GitHub');
  });

  it.each([
    ['cancelled', 'Cancelled by mona'],
    ['expired', 'The token expired'],
    ['closed', 'Gone from GitHub'],
  ] as const)('of what was ended otherwise says how: %s', (state, says) => {
    expect(lineOf(aBulkResult('cancelled', {}, { state }))).toContain(says);
  });

  it.each(REFUSALS)('of what was not tried says why, and what to do: %s', (refusal) => {
    const line = lineOf(aBulkResult('refused', { refusal }));

    expect(line).toMatch(/\(acme\): :warning: [A-Za-z].{20}/);
    expect(line).not.toContain(refusal);
  });

  it('of a token that expired before anybody noted it says that it has', () => {
    const line = lineOf(aBulkResult('cancelled', { refusal: 'token-expired' }, { state: 'pending' }));

    expect(line).toContain('the token has expired');
  });

  it.each(FAILURES)('of what was not carried out says why in words: %s', (failure) => {
    const line = lineOf(aBulkResult('refused', { failure }));

    expect(line).toMatch(/not carried out\. [A-Z][^.]{10,}/);
    expect(line).not.toContain('new-one');
  });

  it('of what GitHub has promised tells why it takes so long', () => {
    const line = lineOf(aBulkResult('submitted', { failure: 'outcome-unknown' }));

    expect(line).toContain('submitted; GitHub has yet to confirm it. GitHub’s answer was lost');
  });

  it('of what may still be carried out does not say why it would not be', () => {
    const line = lineOf(aBulkResult('submitted', { failure: 'github-403' }));

    expect(line).toMatch(/submitted; GitHub has yet to confirm it\.$/);
  });
});

describe('the notice to a requester', () => {
  it('names all that was denied, the reason once, and what to do next', () => {
    const message = bulkNoticeView(t, aBulkNotice(3, { reason: 'Use the App.\nSee the wiki.' }));

    for (const shown of [shownIn(message), message.text]) {
      expect(shown).toContain('(olivia) denied 3 of your token requests:');
      for (const token of [1, 2, 3]) expect(shown).toContain(`token-${token} in acme`);
      expect(shown.match(/Use the App\.\nSee the wiki\./g)).toHaveLength(1);
      expect(shown).toContain('Make new tokens with less access');
      expect(shown).toContain('Your tokens on GitHub');
      expect(shown).not.toContain('No reason');
    }
  });

  it('says that no reason was given', () => {
    const message = bulkNoticeView(t, aBulkNotice(2));

    expect(message.text).toContain('No reason was given.');
  });

  it('of approvals says that the tokens work', () => {
    const message = bulkNoticeView(t, aBulkNotice(2, { action: 'approve' }));

    expect(message.text).toContain('approved 2 of your token requests:');
    expect(message.text).toContain('works right away');
    expect(message.text).not.toContain('No reason');
  });

  it('does not look wrong when it is about one', () => {
    const message = bulkNoticeView(t, aBulkNotice(1));

    expect(shownIn(message)).toMatch(/denied 1 of your token requests:\n• token-1 in acme\n/);
    expect(messageFaults(message)).toEqual([]);
  });

  it('names thirty and counts the rest', () => {
    const shown = shownIn(bulkNoticeView(t, aBulkNotice(42)));

    expect(shown).toContain('denied 42 of your token requests');
    expect(shown).toContain('token-30 in acme');
    expect(shown).not.toContain('token-31');
    expect(shown).toContain('and 12 more');
  });

  it('names all thirty of thirty', () => {
    const shown = shownIn(bulkNoticeView(t, aBulkNotice(30)));

    expect(shown).toContain('token-30 in acme');
    expect(shown).not.toContain('more');
  });

  it('names nobody when GitHub attributes the decision to nobody', () => {
    const unnamed = { approver: { github: { id: 0, login: 'ghost' }, slackUserId: null } };
    const notices = (['approve', 'deny'] as const).map((action) => aBulkNotice(2, { action, ...unnamed }));

    const texts = notices.map((notice) => bulkNoticeView(t, notice).text);

    expect(texts[0]).toContain('2 of your token requests were approved on GitHub');
    expect(texts[1]).toContain('2 of your token requests were denied on GitHub');
    expect(texts.join()).not.toContain('ghost');
  });

  it.each([
    ['the longest names', { tokenName: 'n'.repeat(300), organization: { ...ACME, login: 'o'.repeat(300) } }],
    ['names of emoji', { tokenName: '🦄'.repeat(300), organization: { ...ACME, login: '🦄'.repeat(300) } }],
  ])('of 1,000 requests with %s is what Slack accepts', (_, names) => {
    const notices: BulkNoticeModel[] = [1, 30, 31, 1_000].map((count) =>
      aBulkNotice(count, { reason: '🦄'.repeat(1_024) }, names),
    );

    const messages = notices.map((notice) => bulkNoticeView(t, notice));

    expect(messages.flatMap(messageFaults)).toEqual([]);
    for (const { text } of messages) expect([...text].length).toBeLessThanOrEqual(1_000);
  });
});

describe('the modal that waits for results', () => {
  it('is what Slack accepts', () => {
    expect(viewFaults(bulkLoadingView(t))).toEqual([]);
  });
});
