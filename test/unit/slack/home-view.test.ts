import { describe, expect, it } from '@jest/globals';
import type {
  HomeModel,
  ListedRequest,
  OwnRequests,
  WaitingRequests,
} from '../../../src/application/models.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { helpView } from '../../../src/slack/views/help-view.js';
import { homeLoadingView, homeView } from '../../../src/slack/views/home-view.js';
import { overviewView } from '../../../src/slack/views/overview-view.js';
import { queryProblemView } from '../../../src/slack/views/query-problem-view.js';
import { ACME, aDecision, NOW } from '../../support/builders.js';
import { aListedRequest } from '../../support/bulk-builders.js';
import { HOSTILE, messageFaults, viewFaults } from '../../support/slack-faults.js';
import { EIGHT_WEEKS } from '../../support/some-weeks.js';

const t = english;
const CHANNEL = 'C0REVIEW';
const own = (waiting: ListedRequest[], ended: ListedRequest[] = [], more = 0): OwnRequests => ({
  waiting,
  waitingCount: { count: waiting.length + more, capped: false },
  ended,
  endedCount: { count: ended.length + more, capped: false },
});
const NOTHING_OWN = own([]);
const NONE_WAITS: WaitingRequests = {
  organizations: [],
  further: 0,
  count: { count: 0, capped: false },
  oldestSince: null,
  medianWaitMs: null,
};
const basics = {
  slackUserId: 'U0OLIVIA',
  channels: [CHANNEL],
  webUrl: 'https://github.example',
  canConnect: true,
};

function anOwnersHome(over: Partial<Extract<HomeModel, { kind: 'owner' }>> = {}): HomeModel {
  return {
    ...basics,
    kind: 'owner',
    login: 'olivia',
    needsSignIn: false,
    organizations: [ACME],
    waiting: NONE_WAITS,
    pending: [],
    lately: [],
    own: NOTHING_OWN,
    silent: [],
    charts: [],
    ...over,
  };
}

function aMembersHome(theirs: OwnRequests, silent: string[] = []): HomeModel {
  return { ...basics, kind: 'member', login: 'mona', own: theirs, silent };
}

const newcomer: HomeModel = { ...basics, slackUserId: 'U0MAX', kind: 'newcomer' };
const stranger: HomeModel = { ...basics, slackUserId: 'U0GUS', kind: 'stranger' };

const waits = (count: number, capped = false): WaitingRequests => ({
  organizations: [{ organization: ACME, count: { count, capped } }],
  further: 0,
  count: { count, capped },
  oldestSince: NOW,
  medianWaitMs: 3 * 3_600_000,
});

const decided = (over: Partial<ListedRequest> = {}) =>
  aListedRequest({ state: 'denied', endedAt: NOW, decision: aDecision({ action: 'deny' }), ...over });

const many = (count: number, make: (id: number) => ListedRequest) =>
  Array.from({ length: count }, (_, index) => make(index + 1));

/** Everything at once, as full as it gets. */
function aFullHome(text: string): HomeModel {
  const hostile = {
    tokenName: text,
    reason: text,
    requester: { id: 11, login: text },
    organization: { ...ACME, login: text },
    repositoryNames: [text, text, text],
    repositoryCount: 5_000,
    permissions: many(60, () => aListedRequest()).flatMap(({ permissions }) => permissions),
  };
  const decision = aDecision({ action: 'deny', reason: text });
  const waiting = many(10, (id) => aListedRequest({ id, ...hostile }));
  const ended = many(10, (id) => decided({ id, ...hostile, decision }));
  return anOwnersHome({
    organizations: many(40, (id) => aListedRequest({ id })).map(({ id }) => ({
      ...ACME,
      id,
      login: `${text}${id}`,
    })),
    waiting: {
      ...waits(999, true),
      organizations: many(10, (id) => aListedRequest({ id })).map(({ id }) => ({
        organization: { ...ACME, id, login: text },
        count: { count: 7, capped: false },
      })),
      further: 30,
    },
    pending: waiting,
    lately: ended,
    own: own(waiting, ended, 90),
    silent: Array.from({ length: 40 }, () => text),
    charts: [1, 2].map((id) => ({
      organization: text,
      timeZone: 'UTC',
      until: NOW,
      weeks: EIGHT_WEEKS,
      url: `https://patrol.example/charts/${id}.png`,
    })),
  });
}

const shown = (home: HomeModel) => plainText({ blocks: homeView(t, home).blocks });

/** The review channel is ours, and may be linked. */
function homeFaults(home: HomeModel): string[] {
  const ours = `channel: ${JSON.stringify({ type: 'channel', channel_id: CHANNEL })}`;
  return viewFaults(homeView(t, home)).filter((fault) => fault !== ours);
}

describe('App Home', () => {
  it('tells a newcomer what this is and what to do first', () => {
    const text = shown(newcomer);

    expect(text).toContain('an owner has to approve it');
    expect(text).toContain('What to do first');
    expect(text).toContain('[Connect GitHub]');
    expect(text).toContain('Classic tokens need no approval');
  });

  it('tells a newcomer whom to ask where people cannot connect by themselves', () => {
    const text = shown({ ...newcomer, canConnect: false });

    expect(text).toContain('“U0MAX=your GitHub login” to SLACK_GITHUB_USERS');
    expect(text).not.toContain('Connect GitHub');
  });

  it('asks an owner to connect before the first decision, if that is sent in their own name', () => {
    const [asked, ready] = [true, false].map((needsSignIn) => shown(anOwnersHome({ needsSignIn })));

    expect(asked).toContain('[Connect GitHub]');
    expect(ready).not.toContain('Connect GitHub');
  });

  it('names each channel in which requests of the owner’s organizations are posted', () => {
    const { blocks } = homeView(t, { ...anOwnersHome(), channels: ['C0ACME', 'C0GLOBEX'] });

    const line = JSON.stringify(blocks.find((block) => JSON.stringify(block).includes('C0ACME')));
    expect(line).toContain('"Requests are posted in "');
    expect(line).toContain('" and "');
    expect(line).toContain('"channel_id":"C0GLOBEX"');
  });

  it('tells a stranger nothing but that they are one', () => {
    const text = shown(stranger);

    expect(text).toContain('Only people of this workspace');
    expect(text).not.toContain(CHANNEL);
  });

  it('shows an owner how many wait where, since when, and for how long', () => {
    const text = shown(anOwnersHome({ waiting: waits(12), pending: [aListedRequest()] }));

    expect(text).toContain('12 requests wait for a decision');
    expect(text).toContain('acme 12');
    expect(text).toContain('The oldest waits since Mar 2, 2026');
    expect(text).toContain('Median waiting time: 3 hours.');
  });

  it('says that there are more than it counted', () => {
    const text = shown(anOwnersHome({ waiting: waits(999, true) }));

    expect(text).toContain('More than 999 requests wait');
    expect(text).toContain('acme 999+');
  });

  it('has the buttons of the card at each request that waits, and none at one on its way', () => {
    const deciding = aListedRequest({
      id: 2,
      state: 'deciding',
      decision: aDecision({ state: 'asked', endedAt: null }),
    });

    const text = shown(anOwnersHome({ waiting: waits(1), pending: [aListedRequest(), deciding] }));

    expect(text.split('[Approve] [Deny…] [Details]')).toHaveLength(2);
    expect(text).toContain('approves it; on its way to GitHub…');
  });

  it('offers nobody to decide their own request', () => {
    const theirs = aListedRequest({ requester: { id: 21, login: 'Olivia' } });

    const text = shown(anOwnersHome({ waiting: waits(1), pending: [theirs] }));

    expect(text).toContain('Your own request: another owner has to decide it.');
    expect(text).not.toContain('[Approve]');
  });

  it('shows what matters of a request: who, access, expiry, the risk, the reason', () => {
    const request = aListedRequest({
      repositorySelection: 'all',
      permissions: [{ group: 'repository', name: 'contents', level: 'write' }],
      tokenExpiresAt: null,
    });

    const text = shown(anOwnersHome({ waiting: waits(1), pending: [request] }));

    expect(text).toContain('mona asks for access to acme with deploy-bot, since Mar 2, 2026');
    expect(text).toContain('all of acme, also those to come · contents: write · never expires');
    expect(text).toContain('Look twice: it can change every repository and it never expires.');
    expect(text).toContain('Deploys payments from CI');
  });

  it('shows an owner who decided what lately, with the reason', () => {
    const lately = [decided({ decision: aDecision({ action: 'deny', reason: 'Too broad' }) })];

    const text = shown(anOwnersHome({ lately }));

    expect(text).toContain('deploy-bot of mona, acme: :no_entry: Denied by @U0OLIVIA (olivia), Mar 2, 2026');
    expect(text).toContain('“Too broad”');
  });

  it('tells a member what waits, why calls fail meanwhile, and what became of the rest', () => {
    const theirs = own([aListedRequest()], [decided({ id: 2, patRequestId: 9_002, tokenName: 'old-bot' })]);

    const text = shown(aMembersHome(theirs));

    expect(text).toContain('#9001 deploy-bot for acme waits since Mar 2, 2026');
    expect(text).toContain('calls to anything private answer “not found”');
    expect(text).toContain('#9002 old-bot for acme: :no_entry: Denied by @U0OLIVIA (olivia)');
    expect(text).not.toContain('more');
    expect(text).not.toContain('[Approve]');
  });

  it('says how many more there are than it shows, and leads to them', () => {
    const owner = anOwnersHome({
      waiting: waits(22),
      pending: [...many(9, (id) => aListedRequest({ id })), aListedRequest({ id: 10, state: 'deciding' })],
      own: own([aListedRequest()], [decided()], 4),
    });
    const thousands = anOwnersHome({ waiting: waits(999, true), pending: [aListedRequest()] });

    const [text, capped] = [shown(owner), shown(thousands)];

    expect(text).toMatch(/and 13 more\n+\[Open the list\]/);
    expect(text.match(/and 4 more/g)).toHaveLength(2);
    expect(capped).toContain('and 998+ more');
  });

  it('names the organizations about which GitHub was silent', () => {
    const text = shown(aMembersHome(NOTHING_OWN, ['acme', 'globex']));

    expect(text).toContain('whether you may decide in acme and globex, so nothing of that is shown');
  });

  it('leads owners to the token policies, ten at most', () => {
    const organizations = many(12, (id) => aListedRequest({ id })).map(({ id }) => ({
      ...ACME,
      id,
      login: `org-${id}`,
    }));

    const { blocks } = homeView(t, anOwnersHome({ organizations }));

    const links = JSON.stringify(blocks).match(/"[^"]*\/settings\/personal-access-tokens"/g) ?? [];
    expect(links).toHaveLength(10);
    expect(links[0]).toBe('"https://github.example/organizations/org-1/settings/personal-access-tokens"');
    expect(plainText({ blocks })).toContain('and 2 more');
  });

  it.each([
    [20 * 60_000, 'less than an hour'],
    [61 * 60_000, 'an hour'],
    [26.4 * 3_600_000, '26 hours'],
    [72 * 3_600_000, '3 days'],
  ])('rounds the waiting time, so that it does not change with every minute: %d ms', (medianWaitMs, said) => {
    const text = shown(anOwnersHome({ waiting: { ...waits(2), medianWaitMs } }));

    expect(text).toContain(`Median waiting time: ${said}.`);
  });

  it('is what Slack accepts, for everybody', () => {
    const faults = [newcomer, stranger, anOwnersHome(), aMembersHome(NOTHING_OWN)].flatMap(homeFaults);

    expect(faults).toEqual([]);
    expect(viewFaults(homeLoadingView(t))).toEqual([]);
  });

  it.each(HOSTILE)(
    'is what Slack accepts when it is full of %s, and nothing of it takes effect',
    (_, text) => {
      const home = aFullHome(text);

      expect(homeFaults(home)).toEqual([]);
      expect(homeView(t, home).blocks.length).toBeLessThanOrEqual(100);
    },
  );
});

describe('the overview', () => {
  it('tells an owner how many wait, with the ways to the lists and every subcommand', () => {
    const { text, blocks } = overviewView(t, anOwnersHome({ waiting: waits(12) }));

    const said = plainText({ blocks });
    expect(text).toContain('12 requests wait for a decision');
    expect(said).toContain('[Open the list] [History] [My requests]');
    for (const word of ['pending', 'history', 'mine', 'show', 'help'])
      expect(said).toContain(`/tokens ${word}`);
  });

  it('tells a member of their own', () => {
    const { blocks } = overviewView(t, aMembersHome(own([aListedRequest()], [], 4)));

    const said = plainText({ blocks });
    expect(said).toContain('5 of your tokens wait for approval.');
    expect(said).toContain('and 4 more');
    expect(said).toContain('deploy-bot for acme waits since');
    expect(said).toContain('[My requests]');
    expect(said).not.toContain('[Open the list]');
  });

  it('tells a member once that nothing waits', () => {
    const { blocks } = overviewView(t, aMembersHome(own([], [decided()])));

    const said = plainText({ blocks });
    expect(said.match(/None of your tokens waits/g)).toHaveLength(1);
    expect(said).toContain('Denied by');
  });

  it('tells a newcomer what to do first, and a stranger nothing', () => {
    const [first, nothing] = [newcomer, stranger].map((home) => plainText(overviewView(t, home)));

    expect(first).toContain('[Connect GitHub]');
    expect(nothing).toBe(
      'Only people of this workspace can do this. Ask an owner of the organization here to decide.',
    );
  });

  it.each(HOSTILE)('is what Slack accepts with %s in it', (_, text) => {
    const home = aFullHome(text);
    const theirs =
      home.kind === 'owner' ? { ...home.own, waiting: home.own.waiting.slice(0, 3) } : NOTHING_OWN;

    const faults = [home, aMembersHome(theirs), newcomer, stranger].flatMap((one) =>
      messageFaults(overviewView(t, one)),
    );

    expect(faults).toEqual([]);
  });
});

describe('help', () => {
  const help = helpView(t, { organizations: [ACME], webUrl: 'https://github.example' });
  const said = plainText({ blocks: help.blocks });

  it('explains subcommands, queries, warnings and classic tokens', () => {
    for (const part of [
      '/tokens pending owner:mona older:3d',
      'permission:contents_write',
      'decided-by:olivia',
      'it can change every repository: it asks to write to all repositories',
      'Classic tokens need no approval',
      'The token policy of acme',
    ]) {
      expect(said).toContain(part);
    }
  });

  it('is what Slack accepts, with hostile organizations and with none', () => {
    const organizations = HOSTILE.map(([, login], id) => ({ ...ACME, id, login }));

    const faults = [[], organizations].flatMap((some) =>
      messageFaults(helpView(t, { organizations: some, webUrl: 'https://github.example' })),
    );

    expect(faults).toEqual([]);
  });
});

describe('what is told of a query that cannot be read', () => {
  it('is a line for each problem, and the command as it would be right', () => {
    const view = queryProblemView(
      t,
      [{ code: 'unknown-qualifier', written: 'onwer:', suggestion: 'owner:', remedy: null }],
      '/tokens pending owner:mona',
    );

    expect(plainText(view)).toContain('onwer:');
    expect(plainText(view)).toContain('Did you mean owner:?');
    expect(plainText(view)).toContain('This would be right: /tokens pending owner:mona');
  });

  it('leads to where it can be asked', () => {
    const denied = {
      code: 'for-history',
      written: 'is:denied',
      suggestion: 'is:denied',
      remedy: null,
    } as const;

    const said = plainText(queryProblemView(t, [denied], null));

    expect(said).toContain('is:denied is for the history: /tokens history is:denied');
  });

  it.each([
    [4, false],
    [5, true],
  ])('of %i problems leaves open whether there are more: %s', (count, isOpen) => {
    const problem = { code: 'missing-value', written: 'owner:', suggestion: null, remedy: null } as const;

    const said = plainText(queryProblemView(t, Array(count).fill(problem), null));

    expect(said.match(/There is no value after owner:/g)).toHaveLength(count);
    expect(said.includes('There may be more of these.')).toBe(isOpen);
  });

  it.each(HOSTILE)('is what Slack accepts with %s in it', (_, text) => {
    const problems = Array.from({ length: 40 }, () => ({
      code: 'unknown-value' as const,
      written: text,
      suggestion: text,
      remedy: null,
    }));

    const faults = messageFaults(queryProblemView(t, problems, `/tokens pending ${text}`));

    expect(faults).toEqual([]);
  });
});
