import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CardModel, NoticeModel } from '../../../src/application/models.js';
import type { Decision } from '../../../src/domain/decision.js';
import type { Permission, TokenRequest, TokenRequestState } from '../../../src/domain/token-request.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { cardView } from '../../../src/slack/views/card-view.js';
import { denyView } from '../../../src/slack/views/deny-view.js';
import {
  detailsView,
  loadingView,
  modalOf,
  REPOSITORIES_A_PAGE,
} from '../../../src/slack/views/details-view.js';
import { homeLoadingView } from '../../../src/slack/views/home-view.js';
import { noticeView } from '../../../src/slack/views/notice-view.js';
import {
  ACME,
  aCardModel,
  aDecision,
  aNotice,
  aTokenRequest,
  MONA,
  NOW,
  OLIVIA,
  someRepositories,
} from '../../support/builders.js';
import { HOSTILE, messageFaults, viewFaults } from '../../support/slack-faults.js';

const t = english;

type Json = Record<string, unknown>;
const STATES: TokenRequestState[] = [
  'pending',
  'deciding',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'closed',
];
const PATHS = ['card', 'deny-modal', 'details-modal', 'github'] as const;

/** A card in every state, decided by every path, and by nobody whom we know. */
function everyCard(request: Partial<TokenRequest> = {}, decision: Partial<Decision> = {}): CardModel[] {
  return STATES.flatMap((state) => {
    const endedAt = state === 'pending' || state === 'deciding' ? null : NOW;
    const card = aCardModel({ request: aTokenRequest({ ...request, state, endedAt }) });
    if (!['deciding', 'approved', 'denied', 'closed'].includes(state)) return [card];
    const decided = PATHS.flatMap((path) =>
      (['approve', 'deny'] as const).map((action) => ({
        ...card,
        decision: aDecision({ action, path, ...decision }),
        requesterSlackId: 'U0MONA',
        approverSlackId: path === 'github' ? null : 'U0OLIVIA',
      })),
    );
    const unnamed = aDecision({
      path: 'github',
      approver: { github: { id: 0, login: 'ghost' }, slackUserId: null },
    });
    return [card, ...decided, { ...card, decision: unnamed }];
  });
}

const KINDS = [
  ...(['waiting', 'decided', 'expired', 'decision-failed'] as const),
  ...(['no-address', 'reminder', 'expired-undecided'] as const),
];

function everyNotice(card: CardModel): NoticeModel[] {
  return KINDS.map((kind) => ({ ...card, kind }));
}

/** A card in each state, decided by us where it was decided: enough for what looks the same in the others. */
function someCards(request: Partial<TokenRequest> = {}, decision: Partial<Decision> = {}): CardModel[] {
  return STATES.map((state) =>
    aCardModel({
      request: aTokenRequest({ ...request, state, endedAt: NOW }),
      decision: aDecision({ action: 'deny', path: 'deny-modal', ...decision }),
    }),
  );
}

/** Everything that we would send to Slack about these cards that Slack would refuse or act on. */
function faultsOf(cards: readonly CardModel[]): string[] {
  const faults = cards.flatMap((card) => [
    ...messageFaults(cardView(t, card)),
    ...everyNotice(card).flatMap((notice) => messageFaults(noticeView(t, notice))),
    ...viewFaults(denyView(t, card)),
    ...viewFaults(detailsView(t, { card, mayDecide: true })),
    ...viewFaults(detailsView(t, { card, mayDecide: false })),
  ]);
  return [...new Set(faults)];
}

const EMOJI = '🦄';
const manyPermissions = (count: number): Permission[] =>
  Array.from({ length: count }, (_, index) => ({
    group: (['organization', 'repository', 'other'] as const)[index % 3] ?? 'other',
    name: `organization_very_long_permission_name_${index}`,
    level: (['read', 'write', 'admin'] as const)[index % 2] ?? 'read',
  }));

/** The largest request that GitHub lets a member make. */
const LARGEST: Partial<TokenRequest> = {
  tokenName: 'n'.repeat(40),
  reason: 'r'.repeat(1_024),
  requester: { id: MONA.id, login: 'l'.repeat(39) },
  organization: { ...ACME, login: 'o'.repeat(39) },
  repositoryCount: 5_000,
  repositories: someRepositories(5_000, (index) => `${'o'.repeat(39)}/${'r'.repeat(95)}-${index}`),
  permissions: manyPermissions(80),
  tokenExpiresAt: null,
};

describe('every message and modal', () => {
  it('is what Slack accepts, in every state', () => {
    const cards = everyCard();

    const faults = faultsOf(cards);

    expect(cards).toHaveLength(43);
    expect(faults).toEqual([]);
  });

  it('is what Slack accepts of the largest request', () => {
    const cards = everyCard(LARGEST, { reason: 'd'.repeat(1_024) });

    const faults = faultsOf(cards);

    expect(faults).toEqual([]);
  });

  it('is what Slack accepts of names and reasons of emoji', () => {
    const request = { tokenName: EMOJI.repeat(40), reason: EMOJI.repeat(1_024) };

    const faults = faultsOf(everyCard(request, { reason: EMOJI.repeat(1_024) }));

    expect(faults).toEqual([]);
  });

  it('is what Slack accepts when GitHub tells next to nothing', () => {
    const request = {
      tokenName: '',
      reason: undefined,
      repositories: undefined,
      repositoryCount: null,
      permissions: [],
      tokenExpiresAt: null,
    };

    const faults = faultsOf(everyCard(request, { approver: { github: OLIVIA, slackUserId: null } }));

    expect(faults).toEqual([]);
  });

  it.each(['none', 'all', 'subset'] as const)('is what Slack accepts when it asks for %s', (selection) => {
    const request = { repositorySelection: selection, repositories: [], repositoryCount: 0 };

    const faults = faultsOf(someCards(request));

    expect(faults).toEqual([]);
  });
});

describe('foreign text', () => {
  it.each(HOSTILE)('with %s takes no effect in a token’s name, a reason or a permission', (_, text) => {
    const permissions: Permission[] = [{ group: 'repository', name: text, level: 'write' }];
    const cards = someCards({ tokenName: text, reason: text, permissions }, { reason: text });

    const faults = faultsOf(cards);

    expect(faults).toEqual([]);
  });

  it.each(HOSTILE)('with %s takes no effect in a repository’s name', (_, text) => {
    const repositories = someRepositories(150, () => text);
    const cards = someCards({ repositories, repositoryCount: 150 });

    const faults = faultsOf(cards);

    expect(faults).toEqual([]);
  });

  it.each(HOSTILE)('with %s takes no effect in a login', (_, text) => {
    const cards = someCards(
      { requester: { id: 1, login: text }, organization: { ...ACME, login: text } },
      { approver: { github: { id: 2, login: text }, slackUserId: null } },
    );

    const faults = faultsOf(cards);

    expect(faults).toEqual([]);
  });

  it('is shown as it is, on one line and without what hides', () => {
    const tokenName = '<!channel> *x*\n<http://evil.example|bank>\u202e\0';

    const { text, blocks } = cardView(t, aCardModel({ request: aTokenRequest({ tokenName }) }));

    expect(text).toContain('&lt;!channel&gt; *x* &lt;http://evil.example|bank&gt;');
    expect(JSON.stringify(blocks)).toContain('"text":"<!channel> *x* <http://evil.example|bank>"');
  });

  it('keeps the lines of a reason', () => {
    const reason = 'one\r\ntwo\rthree\0';

    const { blocks } = cardView(t, aCardModel({ request: aTokenRequest({ reason }) }));

    expect(plainText({ blocks })).toContain('one\ntwo\nthree');
  });

  it('whatever it is, breaks no rule of Slack’s', () => {
    const foreign = fc.string({ unit: 'binary', maxLength: 200 });
    const pieces = fc.array(fc.constantFrom('<', '>', '&', '!', '@', '|', '*', '`', '\n', '\0', 'x'), {
      maxLength: 60,
    });
    const texts = fc.oneof(
      foreign,
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      pieces.map((all) => all.join('')),
    );
    const cards = fc.record({ name: texts, reason: texts, said: texts, repository: texts });

    const property = fc.property(cards, ({ name, reason, said, repository }) => {
      const repositories = someRepositories(3, () => repository);
      const request = aTokenRequest({ tokenName: name, reason, repositories });
      const pending = aCardModel({ request });
      const denied = {
        ...aCardModel({ request: { ...request, state: 'denied', endedAt: NOW } }),
        decision: aDecision({ action: 'deny', reason: said }),
      };
      const faults = faultsOf([pending, denied]);
      expect(faults).toEqual([]);
    });

    expect(() => fc.assert(property, { numRuns: 60 })).not.toThrow();
  });
});

describe('the card', () => {
  it('answers who asks for what, how risky it is, and since when', () => {
    const request = aTokenRequest({
      repositoryCount: 7,
      repositories: someRepositories(7),
      permissions: [
        { group: 'organization', name: 'members', level: 'write' },
        { group: 'repository', name: 'pull_requests', level: 'read' },
        { group: 'other', name: 'gists', level: 'read' },
      ],
      tokenExpiresAt: null,
    });

    const { blocks } = cardView(t, aCardModel({ request, requesterSlackId: 'U0MONA' }));

    const shown = plainText({ blocks }, (id) => (id === 'U0MONA' ? 'Mona' : undefined));
    expect(shown).toContain('mona (@Mona) asks for access to acme with the token deploy-bot');
    expect(shown).toContain('Deploys payments from CI');
    expect(shown).toContain('Repositories: 7, among them acme/repository-0 (private), acme/repository-1,');
    expect(shown).toContain('acme/repository-4 (private)');
    expect(shown).not.toContain('acme/repository-5');
    expect(shown).toContain('Organization permissions: members: write');
    expect(shown).toContain('Repository permissions: pull requests: read');
    expect(shown).toContain('Account permissions: gists: read');
    expect(shown).toContain('Token expires: never');
    expect(shown).toContain('Last used: never');
    expect(shown).toContain('Waiting since: ');
    expect(shown).toContain('Look twice: it can change settings or members and it never expires.');
    expect(shown).toContain('[Approve] [Deny…] [Details]');
  });

  it('leads to GitHub’s page of the request and to the requester’s profile', () => {
    const { blocks } = cardView(t, aCardModel());

    const links = [...JSON.stringify(blocks).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url);
    expect(links).toEqual([
      'https://github.example/mona',
      'https://github.example/organizations/acme/settings/personal-access-token-requests/9001',
    ]);
  });

  it.each(STATES)('has buttons only while the request pends: %s', (state) => {
    const card = aCardModel({ request: aTokenRequest({ state, endedAt: NOW }), decision: aDecision() });

    const { blocks } = cardView(t, card);

    expect(blocks.filter(({ type }) => type === 'actions')).toHaveLength(state === 'pending' ? 1 : 0);
  });

  it.each([
    ['suspended', 'PATrol’s GitHub App is suspended in acme'],
    ['uninstalled', 'PATrol’s GitHub App was uninstalled from acme'],
  ] as const)(
    'of a request that waits has no button where the App is %s, and leads to GitHub’s page',
    (appState, why) => {
      const card = aCardModel({ appState });

      const { text, blocks } = cardView(t, card);

      expect(text).toContain(why);
      expect(JSON.stringify(blocks)).toContain('on GitHub only');
      expect(JSON.stringify(blocks)).toContain(card.requestUrl);
      expect(blocks.filter(({ type }) => type === 'actions')).toEqual([]);
    },
  );

  it('gives every button the number of the request, and a label that names the token and who asks', () => {
    const { blocks } = cardView(t, aCardModel({ request: aTokenRequest({ id: 77 }) }));

    const actions = blocks.find(({ type }) => type === 'actions') as { elements?: Json[] } | undefined;
    expect(actions?.elements?.map(({ action_id, value }) => [action_id, value])).toEqual([
      ['token-request.approve', '77'],
      ['token-request.deny', '77'],
      ['token-request.details', '77'],
      ['token-request.open-page', undefined],
    ]);
    for (const { accessibility_label: label } of actions?.elements?.slice(0, 3) ?? []) {
      expect(label).toMatch(/deploy-bot.*mona/);
    }
  });

  it.each([
    ['approved', { action: 'approve', path: 'card' }, '@U0OLIVIA (olivia)', 'Approved by'],
    ['denied', { action: 'deny', path: 'deny-modal' }, '@U0OLIVIA (olivia)', 'Denied by'],
    ['approved', { action: 'approve', path: 'github' }, 'olivia', 'Approved on GitHub by'],
    ['denied', { action: 'deny', path: 'github' }, 'olivia', 'Denied on GitHub by'],
  ] as const)('that is %s says who decided, when and why: %#', (state, decision, who, how) => {
    const card = aCardModel({
      request: aTokenRequest({ state, endedAt: NOW }),
      decision: aDecision({ ...decision, reason: 'Too much access' }),
      approverSlackId: decision.path === 'github' ? null : 'U0OLIVIA',
    });

    const { text, blocks } = cardView(t, card);

    const shown = plainText({ blocks });
    expect(shown).toContain(`${how} ${who}, Mar 2, 2026, 9:00 AM`);
    expect(shown).toContain('Too much access');
    expect(text).toContain(how);
    expect(text).toContain('olivia');
  });

  it.each([
    ['cancelled', 'Cancelled by mona'],
    ['expired', 'before anybody decided'],
    ['closed', 'GitHub does not say what ended it'],
    ['approved', 'Approved on GitHub, '],
    ['denied', 'Denied on GitHub, '],
  ] as const)('that is %s without a decision on record says what happened', (state, says) => {
    const card = aCardModel({ request: aTokenRequest({ state, endedAt: NOW }) });

    const { text, blocks } = cardView(t, card);

    expect(plainText({ blocks })).toContain(says);
    expect(text).toContain(says);
  });

  it.each([
    ['approve', 'approves it; on its way to GitHub…'],
    ['deny', 'denies it; on its way to GitHub…'],
  ] as const)('whose decision is on its way says so: %s', (action, says) => {
    const card = aCardModel({
      request: aTokenRequest({ state: 'deciding' }),
      decision: aDecision({ action, state: 'sent', endedAt: null }),
    });

    const shown = plainText({ blocks: cardView(t, card).blocks });

    expect(shown).toContain(`olivia ${says}`);
  });

  it('shortens a long reason, which the details show whole', () => {
    const card = aCardModel({ request: aTokenRequest({ reason: `${'r'.repeat(1_023)}E` }) });

    const onCard = plainText({ blocks: cardView(t, card).blocks });
    const inDetails = plainText({ blocks: detailsView(t, { card, mayDecide: false }).blocks });

    expect(onCard).toContain(`${'r'.repeat(399)}…`);
    expect(onCard).not.toContain('r'.repeat(400));
    expect(inDetails).toContain(`${'r'.repeat(1_023)}E`);
  });
});

// GitHub counts characters: text that is cut by UTF-16 units would lose half of these.
describe('a reason of 1,024 characters', () => {
  const reason = `${EMOJI.repeat(1_023)}E`;

  it('of the requester is shown whole in the details, though it is of emoji', () => {
    const card = aCardModel({ request: aTokenRequest({ reason }) });

    const shown = plainText({ blocks: detailsView(t, { card, mayDecide: true }).blocks });

    expect(shown).toContain(reason);
  });

  it('of the approver is shown whole on the card and in the notice, though it is of emoji', () => {
    const request = aTokenRequest({ state: 'denied', endedAt: NOW });
    const card = aCardModel({ request, decision: aDecision({ action: 'deny', reason }) });

    const shown = [cardView(t, card), noticeView(t, { ...card, kind: 'decided' })].map(({ blocks }) =>
      plainText({ blocks }),
    );

    expect(shown.filter((text) => text.includes(reason))).toHaveLength(2);
  });
});

describe('the details', () => {
  it('show all of 5,000 repositories, a page at a time, and every page leads on', () => {
    const repositories = someRepositories(5_000);
    const card = aCardModel({ request: aTokenRequest({ id: 7, repositories, repositoryCount: 5_000 }) });
    const pages = Array.from({ length: 5_000 / REPOSITORIES_A_PAGE }, (_, page) => page);

    const views = pages.map((page) => detailsView(t, { card, mayDecide: true }, page));

    const shown = views.map((view) => plainText({ blocks: view.blocks })).join('\n');
    const named = [...shown.matchAll(/acme\/repository-(\d+)/g)].map(([, number]) => Number(number));
    expect(named).toEqual(repositories.map((_, index) => index));
    expect(plainText({ blocks: views.at(-1)?.blocks })).toContain('Repositories 4951–5000 of 5000');
    expect(views.flatMap(viewFaults)).toEqual([]);
    expect(views.map(pageButtons)).toEqual(
      pages.map((page) => [page - 1, page + 1].filter((to) => to >= 0 && to < pages.length)),
    );
  });

  it('have no block of more than 3,000 characters, however long the names of repositories are', () => {
    const repositories = someRepositories(500).map((repository) => ({
      ...repository,
      fullName: `acme/${'r'.repeat(100)}-${repository.id}`,
    }));
    const card = aCardModel({ request: aTokenRequest({ repositories }) });

    const { blocks } = detailsView(t, { card, mayDecide: true });

    const lengths = blocks.map((block) => plainText({ blocks: [block] }).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3_200);
    expect(plainText({ blocks })).toContain(repositories[49]?.fullName);
  });

  it('have a page that Slack accepts, however far a click leads', () => {
    const card = aCardModel({ request: aTokenRequest({ repositories: someRepositories(250) }) });

    const views = [2, 3, 1_000_000].map((page) => detailsView(t, { card, mayDecide: true }, page));

    expect(views.flatMap(viewFaults)).toEqual([]);
  });

  it('show the number by which a request is found, and a neutral hint for the reason', () => {
    const card = aCardModel({ request: aTokenRequest({ patRequestId: 9_001 }) });

    const view = detailsView(t, { card, mayDecide: true });

    expect(plainText({ blocks: view.blocks })).toContain('GitHub’s number of it: #9001');
    expect(JSON.stringify(view)).toContain('Why you decide this way');
    expect(JSON.stringify(view)).not.toContain('What should be different?');
    expect(JSON.stringify(denyView(t, card))).toContain('What should be different?');
  });

  it('show all of 80 permissions', () => {
    const card = aCardModel({ request: aTokenRequest({ permissions: manyPermissions(80) }) });

    const shown = plainText({ blocks: detailsView(t, { card, mayDecide: false }).blocks });

    for (let index = 0; index < 80; index += 1) {
      expect(shown).toMatch(new RegExp(`permission name ${index}: (read|write)`));
    }
  });

  it('offer the decision, with a reason, to those who may make it only', () => {
    const card = aCardModel();

    const [forOwner, forRequester] = [true, false].map((mayDecide) => detailsView(t, { card, mayDecide }));

    expect(forOwner?.submit).toBeDefined();
    expect(forOwner?.blocks.filter(({ type }) => type === 'input')).toHaveLength(2);
    expect(forRequester?.submit).toBeUndefined();
    expect(forRequester?.blocks.filter(({ type }) => type === 'input')).toEqual([]);
  });
});

function pageButtons(view: { blocks: unknown }): number[] {
  const blocks = view.blocks as { block_id?: string; elements?: { value?: string }[] }[];
  const buttons = blocks.find(({ block_id }) => block_id === 'pages')?.elements ?? [];
  return buttons.map(({ value = '{}' }) => JSON.parse(value).page);
}

describe('the modal in which a request is denied', () => {
  it('names the request, and takes a reason of at most 1,024 characters, or none', () => {
    const view = denyView(t, aCardModel({ request: aTokenRequest({ id: 77 }) }));

    const input = view.blocks.find(({ type }) => type === 'input');
    expect(plainText({ blocks: view.blocks })).toContain(
      'mona asks for access to acme with the token deploy-bot',
    );
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({ tokenRequestId: 77 });
    expect(input).toMatchObject({ optional: true, element: { max_length: 1_024, multiline: true } });
  });
});

describe('a notice', () => {
  const denied = { request: aTokenRequest({ state: 'denied', endedAt: NOW }), approverSlackId: 'U0OLIVIA' };

  it.each([
    ['waiting', {}, ['deploy-bot', 'acme', 'reads public resources only', 'You will be told here']],
    ['expired', {}, ['deploy-bot', 'acme', 'expired before anybody', 'Make a new one']],
    ['no-address', {}, ['mona', 'Please tell them yourself']],
    ['reminder', {}, ['Still waiting', 'mona', 'acme', 'deploy-bot', 'nobody has decided']],
    ['expired-undecided', {}, ['mona', 'deploy-bot', 'expired before anybody decided']],
    [
      'decided',
      { decision: aDecision() },
      ['deploy-bot', 'has access to acme', 'olivia', 'You can use it right away'],
    ],
    [
      'decided',
      { ...denied, decision: aDecision({ action: 'deny', reason: 'Use the App' }) },
      ['deploy-bot', 'no access to acme', 'olivia', 'Use the App', 'Make a new token with less access'],
    ],
    [
      'decided',
      { ...denied, decision: aDecision({ action: 'deny' }) },
      ['deploy-bot', 'No reason was given.', 'talk to the owner'],
    ],
    [
      'decision-failed',
      { decision: aDecision({ state: 'released', failure: 'github-down' }) },
      ['deploy-bot', 'mona', 'acme', 'not carried out', 'quarter of an hour', 'Open on GitHub'],
    ],
  ] as const)('%s says what matters, in its blocks and in its notification: %#', (kind, over, says) => {
    const message = noticeView(t, aNotice(kind, over));

    const shown = plainText({ blocks: message.blocks });
    for (const part of says) {
      expect(shown).toContain(part);
      expect(message.text).toContain(part);
    }
  });

  it.each([
    'not-owner',
    'not-linked',
    'own-request',
    'github-down',
    'github-403',
    'github-404',
    'github-422',
    'superseded',
    'lost',
    'github-410',
    'something-new',
  ])('of a decision that failed says why in words: %s', (failure) => {
    const decision = aDecision({ state: 'refused', failure });

    const { text } = noticeView(t, aNotice('decision-failed', { decision }));

    expect(text).toMatch(/not carried out\. [A-Z][^.]{10,}/);
    if (failure.includes('-')) expect(text).not.toContain(failure);
  });

  it('says that a denial on GitHub has no reason that we know, rather than that none was given', () => {
    const decision = aDecision({ action: 'deny', path: 'github' });

    const { text } = noticeView(t, aNotice('decided', { ...denied, decision }));

    expect(text).not.toContain('No reason was given');
  });

  it('of a decision by somebody unnamed says that it was made on GitHub', () => {
    const decision = aDecision({
      path: 'github',
      approver: { github: { id: 0, login: 'ghost' }, slackUserId: null },
    });

    const { text } = noticeView(t, aNotice('decided', { decision }));

    expect(text).toContain('it was approved on GitHub');
    expect(text).not.toContain('ghost');
  });
});

describe('what has no request', () => {
  it('is what Slack accepts: the Home tab, the loading modal and one that only says something', () => {
    const views = [homeLoadingView(t), loadingView(t), modalOf(t, t.text('error.title'), ['No. <!channel>'])];

    const faults = views.flatMap(viewFaults);

    expect(faults).toEqual([]);
  });
});
