import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS, SHORTCUTS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  endHealthy,
  ephemeralTo,
  modalThatSays,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { postCommand, recordCommands } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

/** Another organization, which Omar owns and Olivia does not. */
function globex({ github }: StandIns): void {
  github.addOrganization({ login: 'globex', owners: ['omar'], members: ['olivia', 'mona'] });
  github.addRepository({ org: 'globex', name: 'reactor', private: true });
}

function askGlobex(trial: Trial) {
  return askForAccess(trial, {
    org: 'globex',
    name: 'reactor-bot',
    reason: 'Watches the core',
    repositories: ['reactor'],
  });
}

async function tokens(trial: Trial, user: string, text = '') {
  const sent = await trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text });
  expect(sent).toMatchObject({ status: 200 });
  expect(sent.error).toBeUndefined();
  return sent;
}

/** What that person was answered last. */
function answers({ slack }: Trial, user: string): string[] {
  return slack.ephemerals(user, REVIEW_CHANNEL).map((message) => slack.read(message));
}

const idOf = async (trial: Trial, name: string) => {
  const [row] = await trial.rows<{ id: string }>(
    'SELECT pat_request_id AS id FROM token_requests WHERE token_name = $1',
    [name],
  );
  return String(row?.id);
};

describe.each(['http', 'socket'] as const)('/tokens, in %s mode', (mode) => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({ mode });
    await synced(trial);
    askForAccess(trial);
    await pendingCard(trial);
  });
  afterAll(async () => {
    await endHealthy(trial);
  });

  it('alone tells an owner how things stand, with the ways to the lists', async () => {
    await tokens(trial, PEOPLE.olivia);

    const said = await ephemeralTo(trial, PEOPLE.olivia, '1 request waits for a decision');
    expect(said).toContain('acme 1');
    expect(said).toContain('The oldest waits since');
    expect(said).toContain('Median waiting time: less than an hour.');
    expect(said).toContain('[Open the list] [History] [My requests]');
    await quiet(trial);
  });

  it('opens the list', async () => {
    await tokens(trial, PEOPLE.olivia, 'pending owner:mona');

    await modalThatSays(trial, PEOPLE.olivia, 'deploy-bot');
    await quiet(trial);
  });
});

/** They change nothing, so one workspace does for all of them. */
describe('/tokens', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({ before: globex });
    await synced(trial);
    askForAccess(trial);
    await pendingCard(trial);
  });
  afterEach(async () => {
    for (const user of [PEOPLE.olivia, PEOPLE.mona, PEOPLE.gus]) {
      const [view] = trial.slack.views(user);
      if (view) await trial.slack.closeView({ user, viewId: view.id, all: true });
    }
  });
  afterAll(async () => {
    await endHealthy(trial);
  });

  it('tells a member of their own requests, and a newcomer what to do first', async () => {
    await tokens(trial, PEOPLE.mona);
    await tokens(trial, PEOPLE.max);

    const member = await ephemeralTo(trial, PEOPLE.mona, 'One of your tokens waits for approval.');
    expect(member).toContain('deploy-bot for acme waits since');
    const newcomer = await ephemeralTo(trial, PEOPLE.max, 'What to do first');
    expect(newcomer).not.toContain('deploy-bot');
  });

  it('leads from the overview to the lists', async () => {
    await tokens(trial, PEOPLE.olivia);
    await ephemeralTo(trial, PEOPLE.olivia, '[Open the list]');
    const overview = trial.slack
      .ephemerals(PEOPLE.olivia, REVIEW_CHANNEL)
      .find((message) => trial.slack.read(message).includes('[Open the list]'));

    await trial.slack.click({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      ts: overview?.ts ?? '',
      actionId: ACTIONS.openList,
    });

    await modalThatSays(trial, PEOPLE.olivia, 'deploy-bot');
  });

  it('shows a request by the name of its token, its id, or its address on GitHub', async () => {
    const id = await idOf(trial, 'deploy-bot');
    const page = `https://github.com/organizations/acme/settings/personal-access-token-requests/${id}`;

    for (const text of ['show Deploy-Bot', `show #${id}`, id, page]) {
      await tokens(trial, PEOPLE.olivia, text);
      const modal = await modalThatSays(trial, PEOPLE.olivia, 'acme/payments (private)');
      expect(trial.slack.read(modal)).toContain('Decision');
      await trial.slack.closeView({ user: PEOPLE.olivia, viewId: modal.id });
    }
  });

  it('asks what to show when nothing is named', async () => {
    await tokens(trial, PEOPLE.olivia, 'show');

    await ephemeralTo(trial, PEOPLE.olivia, 'Which one? Type the id of a request');
  });

  it('helps, with the policy page of each organization that the reader owns', async () => {
    await tokens(trial, PEOPLE.olivia, 'help');
    await tokens(trial, PEOPLE.mona, 'help');

    const owner = await ephemeralTo(trial, PEOPLE.olivia, 'The token policy of acme');
    const member = await ephemeralTo(trial, PEOPLE.mona, 'Classic tokens need no approval');
    expect(owner).toContain('/tokens pending owner:mona older:3d');
    expect(owner).not.toContain('globex');
    expect(member).not.toContain('The token policy of');
  });

  it('helps with the nearest match when it does not know a word', async () => {
    await tokens(trial, PEOPLE.olivia, 'pendign owner:mona');

    const said = await ephemeralTo(
      trial,
      PEOPLE.olivia,
      'I do not know pendign. Did you mean /tokens pending owner:mona?',
    );
    expect(said).toContain('/tokens history');
    expect(trial.slack.views(PEOPLE.olivia)).toEqual([]);
  });

  it('names what it cannot read in a query, with the command as it would be right, and opens nothing', async () => {
    await tokens(trial, PEOPLE.olivia, 'pending onwer:mona is:pendin');

    const said = await ephemeralTo(
      trial,
      PEOPLE.olivia,
      'There is no qualifier onwer:. Did you mean owner:?',
    );
    expect(said).toContain('Did you mean is:pending?');
    expect(said).toContain('This would be right: /tokens pending owner:mona is:pending');
    expect(trial.slack.views(PEOPLE.olivia)).toEqual([]);
  });

  it('acknowledges at once, also while GitHub is silent, and says so', async () => {
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 2_000 },
    });

    const sent = await tokens(trial, PEOPLE.olivia);

    expect(sent.ms).toBeLessThan(1_500);
    await ephemeralTo(
      trial,
      PEOPLE.olivia,
      'GitHub did not say in time whether you may decide in acme and globex',
    );
    trial.github.faults.clear();
  });

  it('opens a modal before it asks GitHub what may be shown in it', async () => {
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 1_000 },
    });

    await tokens(trial, PEOPLE.olivia, 'show deploy-bot');

    await modalThatSays(trial, PEOPLE.olivia, 'Asking GitHub whether you may see this…');
    trial.github.faults.clear();
    await modalThatSays(trial, PEOPLE.olivia, 'acme/payments (private)');
  });

  it('has a shortcut that opens the list from anywhere, and tells whoever may decide nowhere', async () => {
    for (const user of [PEOPLE.olivia, PEOPLE.mona, PEOPLE.gus]) {
      await trial.slack.shortcut({ user, callbackId: SHORTCUTS.pending });
    }

    await modalThatSays(trial, PEOPLE.olivia, 'deploy-bot');
    const member = await modalThatSays(trial, PEOPLE.mona, '[Your own requests]');
    const stranger = await modalThatSays(trial, PEOPLE.gus, 'Only people of this workspace');
    for (const view of [member, stranger]) expect(trial.slack.read(view)).not.toContain('deploy-bot');
  });

  it.each([
    ['PENDING  repo:payments', 'deploy-bot'],
    ['list “deploy-bot”', 'deploy-bot'],
    ['owner:@Mona', 'deploy-bot'],
    ['mine is:approved', 'Your token requests'],
    ['history', 'Nothing has been decided in acme yet.'],
    ['is:denied', 'History'],
  ])('opens a list for %j', async (text, said) => {
    const before = answers(trial, PEOPLE.olivia);

    await tokens(trial, PEOPLE.olivia, text);

    await modalThatSays(trial, PEOPLE.olivia, said);
    expect(answers(trial, PEOPLE.olivia)).toEqual(before);
  });

  it.each([
    ['10,000 characters', 'x'.repeat(10_000)],
    ['10,000 characters of a query', `pending ${'owner:x '.repeat(1_250)}`],
    ['control characters', 'pending \u0000\u0007 owner:\u0000x\u001b[31m'],
    ['a name with control characters', 'show a\u0000b\u0007'],
    ['SQL', "show '; DROP TABLE token_requests; --"],
    ['SQL in a query', "pending owner:'; text%_\\ -- "],
    ['mrkdwn', '<!channel> *bold* <https://evil.example|bank>'],
    ['mrkdwn in a query', 'pending onwer:<!channel> is:<@U0OLIVIA>'],
    ['emoji', '🦄🦄🦄'],
    ['emoji in a name', 'show 🦄'],
    ['half an emoji', 'show \ud83e'],
    ['a bidirectional override', 'show \u202eabc'],
    ['10,000 quotes', `pending ${'"'.repeat(10_000)}`],
    ['an id that is too large', 'show 99999999999999999999'],
    ['an id that does not exist', 'show 4711'],
  ])('answers %s with clear text, and nothing of it takes effect', async (_, text) => {
    const before = answers(trial, PEOPLE.olivia).length;

    await tokens(trial, PEOPLE.olivia, text);

    const seen = await trial.eventually('an answer or a modal', () => {
      const [modal] = trial.slack.views(PEOPLE.olivia).map((view) => trial.slack.read(view));
      return answers(trial, PEOPLE.olivia)[before] ?? (modal?.includes('Asking GitHub') ? undefined : modal);
    });
    expect(seen).not.toMatch(/undefined|Error:|at .*\.[jt]s:\d|Something went wrong/);
    for (const message of trial.slack.ephemerals(PEOPLE.olivia)) {
      expect(message.text).not.toMatch(/<[!@]/);
    }
    expect(await trial.rows('SELECT token_name AS name FROM token_requests')).toEqual([
      { name: 'deploy-bot' },
    ]);
  });
});

describe('/tokens show', () => {
  it('lists what it found when it is more than one', async () => {
    const trial = await startTrial();
    await synced(trial);
    askForAccess(trial);
    askForAccess(trial, { repositories: ['mobile-app'] });
    await trial.eventually('two cards', () => trial.slack.messages(REVIEW_CHANNEL).length === 2);

    await tokens(trial, PEOPLE.olivia, 'show deploy-bot');

    await modalThatSays(trial, PEOPLE.olivia, '2 requests are called deploy-bot.');
    await endHealthy(trial);
  });
});

describe('who reads what by /tokens (invariant 5)', () => {
  let trial: Trial;
  const start = async (environment: Record<string, string> = {}) => {
    trial = await startTrial({ before: globex, environment });
    await synced(trial);
    askForAccess(trial);
    askGlobex(trial);
    trial.github.createToken({
      owner: 'max',
      org: 'acme',
      name: 'max-token',
      repositorySelection: 'all',
      permissions: { repository: { contents: 'read' } },
    });
    for (const name of ['reactor-bot', 'deploy-bot', 'max-token']) await cardThatSays(trial, name);
  };

  describe('of this workspace', () => {
    beforeAll(() => start());
    afterAll(async () => {
      await endHealthy(trial);
    });

    it('lets whoever asked see their own request, and nobody else', async () => {
      await tokens(trial, PEOPLE.mona, 'show deploy-bot');
      const own = await modalThatSays(trial, PEOPLE.mona, 'acme/payments (private)');
      await trial.slack.closeView({ user: PEOPLE.mona, viewId: own.id });

      await tokens(trial, PEOPLE.mona, 'show max-token');

      await modalThatSays(trial, PEOPLE.mona, 'I found no request max-token that you may see');
    });

    it('tells an owner nothing of an organization that they do not own', async () => {
      await tokens(trial, PEOPLE.omar);
      await tokens(trial, PEOPLE.olivia);
      await tokens(trial, PEOPLE.olivia, 'show reactor-bot');

      expect(await ephemeralTo(trial, PEOPLE.omar, '3 requests wait')).toContain('globex 1');
      expect(await ephemeralTo(trial, PEOPLE.olivia, '2 requests wait')).not.toContain('globex');
      await modalThatSays(trial, PEOPLE.olivia, 'I found no request reactor-bot that you may see');
    });
  });

  it('tells whoever has lost the role nothing any more', async () => {
    await start();
    trial.github.setRole('globex', 'omar', 'member');

    await tokens(trial, PEOPLE.omar);
    await tokens(trial, PEOPLE.omar, 'help');
    await tokens(trial, PEOPLE.omar, `show ${await idOf(trial, 'reactor-bot')}`);

    const said = await ephemeralTo(trial, PEOPLE.omar, '2 requests wait');
    const help = await ephemeralTo(trial, PEOPLE.omar, 'The token policy of acme');
    for (const text of [said, help]) expect(text).not.toContain('globex');
    await modalThatSays(trial, PEOPLE.omar, 'I found no request');
    await endHealthy(trial);
  });

  it('tells a person of another workspace nothing, whatever they are linked to', async () => {
    await start({ SLACK_GITHUB_USERS: `${PEOPLE.gus}=olivia` });
    const recorded = recordCommands(trial);
    await tokens(trial, PEOPLE.max, 'help');

    for (const text of ['', 'help', 'pending', 'show deploy-bot']) {
      await postCommand(trial, { ...recorded.last, user_id: PEOPLE.gus, team_id: 'T0ELSEWHERE', text });
    }

    await trial.eventually('four answers', () => trial.slack.ephemerals(PEOPLE.max).length === 5);
    const [, ...refusals] = answers(trial, PEOPLE.max);
    for (const said of refusals) expect(said).toContain('Only people of this workspace');
    expect(trial.slack.views(PEOPLE.gus)).toEqual([]);
    await endHealthy(trial);
  });
});
