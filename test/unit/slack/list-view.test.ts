import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { List, ListKind } from '../../../src/application/list-ports.js';
import type { ListedRequest } from '../../../src/application/models.js';
import type { ListModel } from '../../../src/application/show-list.js';
import { parseQuery } from '../../../src/domain/parse-query.js';
import { EMPTY_QUERY } from '../../../src/domain/query.js';
import type { Permission } from '../../../src/domain/token-request.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import {
  changeOf,
  leftOutOf,
  overList,
  selectionBlock,
  ticksOf,
  typedOf,
  viewedList,
} from '../../../src/slack/list-payload.js';
import { choiceOptions, noChoice } from '../../../src/slack/views/list-controls.js';
import { lineDescription, lineTitle } from '../../../src/slack/views/list-line.js';
import {
  listLoadingView,
  listProblemView,
  listView,
  unreadListView,
} from '../../../src/slack/views/list-view.js';
import { queryProblemLines } from '../../../src/slack/views/query-problem-lines.js';
import { ACME, aDecision, MONA, NOW, OLIVIA } from '../../support/builders.js';
import { aListedRequest } from '../../support/bulk-builders.js';
import { HOSTILE, viewFaults } from '../../support/slack-faults.js';

const t = english;
const LIST_ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const webUrl = 'https://github.example';
const DAY_MS = 24 * 3_600_000;
const GLOBEX = { id: 1_002, login: 'globex', installationId: 5_002 };

function aList(over: Partial<List> = {}): List {
  return {
    id: LIST_ID,
    slackUserId: 'U0OLIVIA',
    kind: 'pending',
    query: '',
    selected: [],
    pages: [],
    revision: 0,
    ...over,
  };
}

/** Olivia's list of what waits in acme. */
function aModel(over: Partial<ListModel> = {}): ListModel {
  const list = over.list ?? aList();
  const requests = over.requests ?? [aListedRequest()];
  const query = list.kind === 'found' ? EMPTY_QUERY : parseQuery(list.query, 'pending').query;
  return {
    list,
    query: query ?? EMPTY_QUERY,
    login: OLIVIA.login,
    organizations: [ACME],
    silent: [],
    requests,
    next: null,
    count: { count: requests.length, capped: false },
    selectable: { count: requests.length, capped: false },
    ownWait: false,
    now: NOW,
    ...over,
  };
}

const show = (over: Partial<ListModel> = {}) => listView(t, aModel(over), { webUrl });
const read = (over: Partial<ListModel> = {}) => plainText(show(over));

/** Ten requests, as many as a page holds. */
function aPage(over: (index: number) => Partial<ListedRequest> = () => ({})): ListedRequest[] {
  return Array.from({ length: 10 }, (_, index) =>
    aListedRequest({ id: index + 1, tokenName: `token-${index + 1}`, ...over(index) }),
  );
}

const KINDS: readonly ListKind[] = ['pending', 'history', 'mine', 'found'];
const STATES = ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'] as const;

/** A page of each kind, full of such requests, with everything that can stand around them. */
function everyList(request: Partial<ListedRequest>, text = ''): ListModel[] {
  const pages = [{ at: NOW.toISOString(), id: 77 }];
  const texts = { pending: text, history: text, mine: text, found: text || 'deploy-bot' };
  return KINDS.flatMap((kind) => {
    const list = aList({ kind, query: texts[kind], pages, selected: [1, 2, 99] });
    const requests = aPage((index) => ({ state: STATES[index % 7], endedAt: NOW, ...request }));
    const organizations = [{ ...ACME, ...request.organization }, GLOBEX];
    const full = aModel({
      list,
      requests,
      organizations,
      silent: [request.organization?.login ?? 'initech'],
      next: { at: null, id: 1_000 },
      count: { count: 1_000, capped: true },
      selectable: { count: 1_000, capped: true },
    });
    return [full, { ...full, requests: [] }, { ...full, organizations: [], requests: [] }];
  });
}

function faultsOf(models: readonly ListModel[]): string[] {
  return [...new Set(models.flatMap((model) => viewFaults(listView(t, model, { webUrl }))))];
}

describe('a list', () => {
  it('is what Slack accepts, of every kind, full and empty', () => {
    const models = everyList({});

    const faults = faultsOf(models);

    expect(faults).toEqual([]);
  });

  it('is what Slack accepts of the largest requests', () => {
    const permissions = Array.from(
      { length: 80 },
      (_, index): Permission => ({
        group: 'repository',
        name: `organization_very_long_permission_name_${index}`,
        level: 'admin',
      }),
    );

    const faults = faultsOf(
      everyList({
        tokenName: 'n'.repeat(40),
        requester: { id: MONA.id, login: 'l'.repeat(39) },
        organization: { ...ACME, login: 'o'.repeat(39) },
        repositoryNames: Array.from({ length: 3 }, () => `${'o'.repeat(39)}/${'r'.repeat(100)}`),
        repositoryCount: 5_000,
        permissions,
        tokenExpiresAt: new Date(NOW.getTime() + DAY_MS),
        decision: aDecision({ reason: 'd'.repeat(1_024) }),
      }),
    );

    expect(faults).toEqual([]);
  });

  it.each(HOSTILE)('is what Slack accepts of names and reasons with %s', (_, text) => {
    const permissions: Permission[] = [{ group: 'repository', name: text, level: 'write' }];
    const request: Partial<ListedRequest> = {
      tokenName: text,
      permissions,
      requester: { id: 1, login: text },
      organization: { ...ACME, login: text },
      repositoryNames: [`acme/${text}`],
      decision: aDecision({ reason: text, approver: { github: { id: 2, login: text }, slackUserId: null } }),
    };

    const faults = faultsOf([...everyList(request), aModel({ list: aList({ kind: 'found', query: text }) })]);

    expect(faults).toEqual([]);
  });

  it('whatever the names are, breaks no rule of Slack’s', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ maxLength: 120 }));

    fc.assert(
      fc.property(text, text, text, (tokenName, login, repository) => {
        const requests = [aListedRequest({ tokenName, requester: { id: 1, login } })];
        requests.push(aListedRequest({ id: 2, repositoryNames: [repository] }));

        expect(viewFaults(show({ requests, organizations: [ACME, GLOBEX] }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('says at the top how many wait, where, and in which order', () => {
    const text = read({
      organizations: [ACME, GLOBEX],
      count: { count: 37, capped: false },
      requests: aPage(),
    });

    expect(text).toContain('37 requests wait in acme and globex, oldest first.');
  });

  it.each([
    [{ count: 999, capped: false }, '999 requests wait'],
    [{ count: 1_000, capped: false }, '999+ requests wait'],
    [{ count: 1_000, capped: true }, '999+ requests wait'],
  ])('counts no further than 999', (count, said) => {
    const text = read({ count });

    expect(text).toContain(`${said} in acme`);
  });

  it.each([
    [{ count: 1, capped: false }, '[Select the only match]'],
    [{ count: 1_000, capped: false }, '[Select all 1,000 that match]'],
    [{ count: 1_000, capped: true }, '[Select the first 1,000 that match]'],
  ])('offers to select as many as one decision takes', (selectable, said) => {
    const text = read({ selectable });

    expect(text).toContain(said);
  });

  it('shows the query where it can be changed, and its values in the filters', () => {
    const list = aList({ query: 'owner:mona repo:payments permission:contents_write' });

    const { blocks } = show({ list });

    const initial = blocks.flatMap((block) => {
      if ('element' in block) return [(block.element as { initial_value?: string }).initial_value];
      const accessory = (block as { accessory?: { initial_options?: { value: string }[] } }).accessory;
      return accessory?.initial_options?.map(({ value }) => value) ?? [];
    });
    expect(initial.filter(Boolean)).toEqual([list.query, 'mona', 'payments', 'contents_write']);
  });

  it('names the query where there is no search field', () => {
    const list = aList({ kind: 'history', query: 'owner:mona' });

    const text = read({ list });

    expect(text).toContain('Only those that match owner:mona.');
    expect(show({ list }).submit).toBeUndefined();
  });

  it('counts what is selected, also what is on no page that is shown', () => {
    const texts = [[], [1], [1, 2], [2, 3, 1]].map((selected) => read({ list: aList({ selected }) }));

    const said = texts.map((text) => text.split('\n').filter((line) => line.includes('selected')));
    expect(said).toEqual([
      ['Nothing is selected.'],
      ['Select requests (1 selected)', '1 request is selected.'],
      ['Select requests (2 selected)', '2 requests are selected, 1 of them not on this page.'],
      ['Select requests (3 selected)', '3 requests are selected, 2 of them not on this page.'],
    ]);
  });

  it('lets nobody select what they cannot decide, and says why', () => {
    const requests = [
      aListedRequest({ id: 1 }),
      aListedRequest({ id: 2, state: 'deciding', decision: aDecision() }),
      aListedRequest({ id: 3, tokenExpiresAt: new Date(NOW.getTime() - 1) }),
      aListedRequest({ id: 4, requester: OLIVIA }),
    ];

    const view = show({ requests });

    expect(ticksOf(asSent(view)).shown).toEqual([1]);
    expect(plainText(view)).toContain('you cannot decide them here');
    expect(plainText(view)).toContain('another owner has to decide it');
  });

  it('says that nothing waits, that nothing matches, or that GitHub did not answer', () => {
    const nothing = read({ requests: [] });
    const unmatched = read({ requests: [], list: aList({ query: 'owner:nobody' }) });
    const silent = read({ requests: [], organizations: [], silent: ['acme'] });
    const nowhere = read({ requests: [], organizations: [] });

    expect(nothing).toContain('No request waits in acme.');
    expect(unmatched).toContain('No request matches this search.\n[Show all]');
    expect(silent).toContain('Left out: acme. GitHub did not say in time');
    expect(nowhere).toMatch(/owner of none of the organizations here.*\n.*\[Your own requests\]/);
  });

  it('explains to a requester why calls fail meanwhile, and what was decided and why', () => {
    const reason = 'Too much access';
    const denied = aListedRequest({
      id: 2,
      state: 'denied',
      endedAt: NOW,
      decision: aDecision({ action: 'deny', reason }),
    });

    const text = read({ list: aList({ kind: 'mine' }), requests: [denied], ownWait: true });

    expect(text).toContain('answer “not found”');
    expect(text).toContain('Denied by');
    expect(text).toContain(reason);
  });

  it('says nothing about calls that fail to a requester of whom nothing waits', () => {
    const text = read({ list: aList({ kind: 'mine' }), requests: [aListedRequest({ state: 'approved' })] });

    expect(text).not.toContain('answer “not found”');
  });

  it('tells requests of one name apart by their numbers', () => {
    const list = aList({ kind: 'found', query: 'deploy-bot' });

    const view = show({ list, requests: [aListedRequest(), aListedRequest({ id: 2, patRequestId: 9_002 })] });
    const text = plainText(view);

    expect(text).toMatch(/#9001:? deploy-bot of mona/);
    expect(text).toMatch(/#9002:? deploy-bot of mona/);
    expect(JSON.stringify(view)).toContain('#9002 · mona · deploy-bot · acme');
  });

  it('has no block of much more than 3,000 characters', () => {
    const reason = 'd'.repeat(1_024);
    const login = 'l'.repeat(39);
    const requests = aPage(() => ({
      state: 'denied',
      endedAt: NOW,
      tokenName: 'n'.repeat(40),
      requester: { id: MONA.id, login },
      decision: aDecision({ reason }),
    }));

    const { blocks } = show({ list: aList({ kind: 'history' }), requests });

    const lengths = blocks.map((block) => plainText({ blocks: [block] }).length);
    expect(lengths.reduce((sum, length) => sum + length)).toBeGreaterThan(3_000);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3_000);
  });

  it('gives way to why the query of a button cannot be read, with a way to see all', () => {
    const said = queryProblemLines(t, [
      { code: 'unknown-qualifier', written: 'onwer:', suggestion: 'owner:', remedy: null },
    ]);

    const views = (['pending', 'history', 'mine'] as const).map((kind) => unreadListView(t, kind, said));

    expect(views.flatMap(viewFaults)).toEqual([]);
    expect(views.map((view) => plainText(view))[0]).toMatch(
      /cannot be read any more.*\n.*onwer.*\n\[Show all\]/,
    );
  });

  it('shows what should be read first on top', () => {
    const said = queryProblemLines(t, [
      { code: 'unknown-qualifier', written: 'onwer:', suggestion: 'owner:', remedy: null },
      { code: 'too-long', written: '', suggestion: null, remedy: null },
    ]);

    const view = listView(t, aModel(), { webUrl, said });

    expect(viewFaults(view)).toEqual([]);
    expect(plainText(view)).toMatch(
      /There is no qualifier onwer:\. Did you mean owner:\?\n.*1,000 characters/,
    );
  });

  it('is announced while GitHub is asked, and told when it cannot be shown', () => {
    const loading = KINDS.map((kind) => listLoadingView(t, kind));
    const problem = listProblemView(t, LIST_ID, 'Something went wrong');

    expect([...loading, problem].flatMap(viewFaults)).toEqual([]);
    expect(viewedList({ private_metadata: problem.private_metadata ?? '' })).toBe(LIST_ID);
  });
});

type View = ReturnType<typeof listView>;

/** A view as Slack sends it with an interaction, untouched. */
function asSent(view: View): Parameters<typeof ticksOf>[0] {
  return {
    private_metadata: view.private_metadata ?? '',
    blocks: view.blocks,
    state: { values: {} },
  };
}

const blockIds = (view: View) => view.blocks.flatMap(({ block_id }) => block_id ?? []);
const changedIds = (before: View, after: View) =>
  blockIds(after)
    .filter((id) => !blockIds(before).includes(id))
    .map((id) => id.split('.')[0]);

describe('what was entered in a list', () => {
  it('is kept when a box is ticked', () => {
    const before = show({ list: aList({ revision: 3_007 }) });

    const after = show({ list: aList({ revision: 3_008, selected: [1] }) });

    expect(changedIds(before, after)).toEqual([]);
  });

  it('gives way, for ours to be shown, when the words beside a box change', () => {
    const before = show({ list: aList({ revision: 3_007 }) });

    const later = show({ list: aList({ revision: 3_008 }), now: new Date(NOW.getTime() + DAY_MS) });

    expect(changedIds(before, later)).toEqual(['selected']);
  });

  it('gives way where we change it: boxes and menus with the page, the search field with the query', () => {
    const before = show({ list: aList({ revision: 3_007 }) });

    const paged = show({ list: aList({ revision: 4_000 }) });
    const searched = show({ list: aList({ revision: 4_000, query: 'owner:mona' }) });

    const ours = ['filter-owner', 'filter-repo', 'filter-permission', 'selected', 'details'];
    expect(changedIds(before, paged)).toEqual(ours);
    expect(changedIds(before, searched)).toEqual(['search', ...ours]);
  });
});

describe('one line of a list', () => {
  const describeLine = (over: Partial<ListedRequest>) => lineDescription(t, aListedRequest(over), NOW);

  it('says who and which token, and where when there are several organizations', () => {
    const request = aListedRequest();

    const titles = [
      lineTitle(request, { several: false }),
      lineTitle(request, { several: true }),
      lineTitle(request, { several: true, numbered: true }),
    ];

    expect(titles).toEqual([
      'mona · deploy-bot',
      'mona · deploy-bot · acme',
      '#9001 · mona · deploy-bot · acme',
    ]);
  });

  it('says which access, how strong, and how old', () => {
    const line = describeLine({
      requestedAt: new Date(NOW.getTime() - 3 * DAY_MS),
      repositoryNames: ['acme/payments', 'acme/website', 'acme/zebra'],
      repositoryCount: 3,
      permissions: [
        { group: 'repository', name: 'contents', level: 'write' },
        { group: 'repository', name: 'pull_requests', level: 'write' },
        { group: 'repository', name: 'metadata', level: 'read' },
      ],
    });

    expect(line).toBe('payments and 2 more · write: contents, pull requests · 3 days ago');
  });

  it.each([
    ['all', 'all repositories'],
    ['none', 'public only'],
  ] as const)('names access to %s', (repositorySelection, said) => {
    const line = describeLine({ repositorySelection, repositoryNames: [], permissions: [] });

    expect(line).toBe(`${said} · 1 hr. ago`);
  });

  it.each([
    [null, 'some repositories'],
    [4, '4 repositories'],
  ])('says so when GitHub has not told which repositories', (repositoryCount, said) => {
    const line = describeLine({ repositoryNames: [], repositoryCount });

    expect(line).toBe(`${said} · read: contents · 1 hr. ago`);
  });

  it.each([
    [-30_000, 'just now'],
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 min. ago'],
    [24 * 60_000, '24 min. ago'],
  ])('says how old it is after %d ms', (age, said) => {
    const line = describeLine({ requestedAt: new Date(NOW.getTime() - age) });

    expect(line).toBe(`payments · read: contents · ${said}`);
  });

  it('never says that anything is zero minutes away', () => {
    const lines = [1, 30_000, 59_999].map((ms) =>
      describeLine({ tokenExpiresAt: new Date(NOW.getTime() + ms) }),
    );

    for (const line of lines) expect(line).toContain('expires in 1 min.');
  });

  it('puts the risk first', () => {
    const line = describeLine({ tokenExpiresAt: null });

    expect(line).toBe('⚠ never expires · payments · read: contents · 1 hr. ago');
  });

  it('tells an expiry that is near', () => {
    const lines = [2, 30].map((days) =>
      describeLine({ tokenExpiresAt: new Date(NOW.getTime() + days * DAY_MS) }),
    );

    expect(lines[0]).toContain('expires in 2 days');
    expect(lines[1]).not.toContain('expires');
  });

  it('keeps warnings, age and expiry however long the names are', () => {
    const line = describeLine({
      repositorySelection: 'all',
      repositoryNames: [],
      tokenExpiresAt: null,
      permissions: [{ group: 'repository', name: `administration_${'x'.repeat(300)}`, level: 'admin' }],
    });

    expect(line.length).toBeLessThanOrEqual(75);
    expect(line).toMatch(/^⚠ writes everywhere, administers, never expires · .* 1 hr\. ago$/);
  });

  it('leaves something of each name', () => {
    const long = (letter: string) => letter.repeat(100);
    const request = aListedRequest({
      requester: { id: 1, login: long('l') },
      tokenName: long('t'),
      organization: { ...ACME, login: long('o') },
    });

    const title = lineTitle(request, { several: true });

    expect(title.length).toBe(75);
    expect(title).toMatch(/^l{20,}… · t{20,}… · o{20,}…$/);
  });
});

describe('what Slack sends of a list', () => {
  const view = show({ requests: aPage() });
  const sent = asSent(view);
  const boxes = blockIds(view).find((id) => id.startsWith('selected.')) ?? '';
  const ticked = (...values: string[]) => ({
    ...sent,
    state: {
      values: {
        [boxes]: {
          'list.select': { type: 'checkboxes', selected_options: values.map((value) => ({ value })) },
        },
      },
    },
  });

  it('is read as what stands on the page and what is ticked of it', () => {
    const ticks = ticksOf(ticked('2', '3') as unknown as typeof sent);

    expect(ticks).toEqual({ shown: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ticked: [2, 3] });
  });

  it('is read as a search, when something was typed that we had not put there', () => {
    const list = aList({ query: 'owner:mona' });
    const shown = asSent(show({ list }));
    const field = shown.blocks.map(({ block_id }) => block_id ?? '').find((id) => id.startsWith('search.'));
    const typing = (value: string | null) =>
      ({
        ...shown,
        state: { values: { [field ?? '']: { 'list.search': { type: 'plain_text_input', value } } } },
      }) as unknown as typeof shown;

    const typed = ['owner:mona', 'owner:max', null].map((value) => typedOf(typing(value)));

    expect(typed).toEqual([
      undefined,
      { text: 'owner:max', over: 'owner:mona' },
      { text: '', over: 'owner:mona' },
    ]);
    expect(typedOf({ ...shown, blocks: [] })).toBeUndefined();
  });

  it('tells how many organizations it leaves out', () => {
    const views = [[], ['globex'], ['globex', 'initech']].map((silent) => show({ silent }));

    expect(views.map((one) => leftOutOf(asSent(one)))).toEqual([0, 1, 2]);
  });

  it('chooses nothing when the line is chosen that says why a menu is empty', () => {
    const [none] = noChoice(t, false);
    const action = {
      type: 'multi_external_select',
      action_id: 'list.filter.owner',
      selected_options: [{ value: 'mona' }, none],
    } as unknown as Parameters<typeof changeOf>[0];

    expect(changeOf(action)).toEqual({ kind: 'filter', of: 'owner', values: ['mona'] });
    expect([noChoice(t, true), noChoice(t, false)].flat().map(({ text }) => text.text)).toEqual([
      expect.stringContaining('opened too long ago'),
      expect.stringContaining('GitHub did not answer'),
    ]);
  });

  it.each(['', '0', '-1', '1.5', 'x', '1e99', "1'; DROP TABLE lists"])(
    'counts for nothing when the value of a box is %j',
    (value) => {
      const ticks = ticksOf(ticked(value) as unknown as typeof sent);

      expect(ticks.ticked).toEqual([]);
    },
  );

  it.each(['', '{}', 'null', '{"listId":"x"}', '{"listId":7}', '"'])(
    'stands for a list that nobody has when its metadata are %j',
    (private_metadata) => {
      const id = viewedList({ private_metadata });

      expect(id).toBe('00000000-0000-0000-0000-000000000000');
    },
  );

  it('keeps the list in a modal that is opened over it', () => {
    const over = overList({ ...view, private_metadata: '{"tokenRequestId":7}' }, LIST_ID);

    expect(over.private_metadata).toBe(JSON.stringify({ tokenRequestId: 7, listId: LIST_ID }));
  });

  it('has a place for an error: the boxes, or the search field when there are none', () => {
    const empty = asSent(show({ requests: [] }));

    expect(selectionBlock(sent)).toBe(boxes);
    expect(selectionBlock(empty)).toMatch(/^search\./);
    expect(selectionBlock({ ...sent, blocks: [] })).toBeUndefined();
  });

  it.each([
    '',
    '{}',
    '{"at":"yesterday","id":1}',
    '{"at":null,"id":0}',
    '{"at":7,"id":1}',
    'x'.repeat(2_000),
  ])('only shows the list again when the next page begins at %j', (value) => {
    const action = { type: 'button', action_id: 'list.next', value } as Parameters<typeof changeOf>[0];

    expect(changeOf(action)).toEqual({ kind: 'again' });
  });

  it('names the place of the next page', () => {
    const value = JSON.stringify({ at: '2026-03-02T08:00:00.000001Z', id: 7 });
    const action = { type: 'button', action_id: 'list.next', value } as Parameters<typeof changeOf>[0];

    expect(changeOf(action)).toEqual({
      kind: 'next',
      from: { at: '2026-03-02T08:00:00.000001Z', id: 7 },
    });
  });
});

describe('the choices of a filter', () => {
  it('are shown as far as an option of Slack’s can', () => {
    const options = choiceOptions(['mona', 'r'.repeat(140), 'x'.repeat(151), '']);

    expect(options.map(({ value }) => value?.length)).toEqual([4, 140]);
    expect(options.map(({ text }) => text.text.length)).toEqual([4, 75]);
  });
});
