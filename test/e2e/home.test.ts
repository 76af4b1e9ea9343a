import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  modalThatSays,
  PEOPLE,
  pendingCard,
  quiet,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

/** Another organization, which Omar owns and Olivia does not. */
function globex({ github }: StandIns): void {
  github.addOrganization({ login: 'globex', owners: ['omar'], members: ['olivia', 'mona'] });
  github.addRepository({ org: 'globex', name: 'reactor', private: true });
}

function askGlobex(trial: Trial, name = 'reactor-bot') {
  return askForAccess(trial, { org: 'globex', name, reason: 'Watches the core', repositories: ['reactor'] });
}

async function openHome(trial: Trial, user: string, text: string): Promise<string> {
  await trial.slack.openHome({ user });
  return homeThatSays(trial, user, text);
}

function homeThatSays(trial: Trial, user: string, text: string): Promise<string> {
  return trial.eventually(`a Home of ${user} that says “${text}”`, () => {
    const said = home(trial, user);
    return said.includes(text) ? said : undefined;
  });
}

function home({ slack }: Trial, user: string): string {
  const view = slack.home(user);
  return view ? slack.read(view) : '';
}

/** Clicks a button of the first request in Home. */
function clickInHome(trial: Trial, user: string, action: keyof typeof ACTIONS) {
  const view = trial.slack.home(user);
  if (!view) throw new Error(`${user} has no Home`);
  return trial.slack.click({ user, viewId: view.id, actionId: ACTIONS[action] });
}

function publishes({ slack }: Trial, user: string): number {
  return slack.calls.filter(({ method, args }) => method === 'views.publish' && args.user_id === user).length;
}

describe.each(['http', 'socket'] as const)('App Home, in %s mode', (mode) => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ mode, before: globex });
    await synced(trial);
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('shows an owner what waits, with the actions of the card; one click approves it', async () => {
    const { request } = askForAccess(trial);
    await pendingCard(trial);

    const said = await openHome(trial, PEOPLE.olivia, '1 request waits for a decision');

    expect(said).toContain('mona asks for access to acme with deploy-bot');
    expect(said).toContain('Deploys payments from CI');
    expect(said).toContain('[Approve] [Deny…] [Details]');
    expect(said).toContain('[Open the list] [History] [My requests]');
    expect(said).toContain('The token policy of acme');

    const clicked = await clickInHome(trial, PEOPLE.olivia, 'approve');

    expect(clicked.status).toBe(200);
    const after = await homeThatSays(trial, PEOPLE.olivia, 'No request waits for a decision.');
    expect(after).not.toContain('[Approve]');
    await homeThatSays(trial, PEOPLE.olivia, 'deploy-bot of mona, acme: :white_check_mark: Approved by');
    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    await quiet(trial);
    expect(request.state).toBe('approved');
    expect(decisionsSent(trial)).toBe(1);
    expect(await trial.rows('SELECT path FROM decisions')).toEqual([{ path: 'home' }]);
  });
});

/** These change nothing, so one workspace does for all of them. */
describe('App Home, looked at', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({ before: globex });
    await synced(trial);
    askForAccess(trial);
    await pendingCard(trial);
  });
  afterAll(async () => {
    await endHealthy(trial);
  });

  it('opens the details of a request', async () => {
    await openHome(trial, PEOPLE.olivia, '[Details]');

    await clickInHome(trial, PEOPLE.olivia, 'details');

    await modalThatSays(trial, PEOPLE.olivia, 'acme/payments (private)');
  });

  it('tells a newcomer what to do first', async () => {
    const said = await openHome(trial, PEOPLE.max, 'What to do first');

    expect(said).toContain('[Connect GitHub]');
    expect(said).not.toContain('deploy-bot');
  });

  it('is not published again when it is opened and nothing has changed', async () => {
    await openHome(trial, PEOPLE.olivia, '1 request waits');
    await quiet(trial);
    const before = publishes(trial, PEOPLE.olivia);

    await trial.slack.openHome({ user: PEOPLE.olivia });

    await quiet(trial);
    expect(publishes(trial, PEOPLE.olivia)).toBe(before);
  });

  it('is there as soon as Slack answers again', async () => {
    trial.slack.faults.add({ method: 'views.publish', times: 2, effect: { status: 500 } });

    await openHome(trial, PEOPLE.omar, '1 request waits');

    await quiet(trial);
  });
});

describe('App Home', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ before: globex });
    await synced(trial);
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('denies through the modal, and shows it', async () => {
    askForAccess(trial);
    await openHome(trial, PEOPLE.olivia, '[Approve]');
    await clickInHome(trial, PEOPLE.olivia, 'deny');
    const modal = await modalThatSays(trial, PEOPLE.olivia, 'Deny the request');

    await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { reason: { reason: 'Use the deploy key' } },
    });

    const said = await homeThatSays(trial, PEOPLE.olivia, 'Denied by');
    expect(said).toContain('“Use the deploy key”');
    await quiet(trial);
  });

  it('shows a member what waits, why calls fail meanwhile, and what became of it', async () => {
    askForAccess(trial);
    const waiting = await openHome(trial, PEOPLE.mona, 'deploy-bot for acme waits since');
    expect(waiting).toContain('calls to anything private answer “not found”');
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    const said = await homeThatSays(
      trial,
      PEOPLE.mona,
      'deploy-bot for acme: :white_check_mark: Approved by',
    );
    expect(said).toContain('None of your tokens waits for approval.');
    expect(said).not.toContain('[Approve]');
    await quiet(trial);
  });

  it('follows what happens elsewhere: a new request, a click on a card, a decision on GitHub’s page', async () => {
    await openHome(trial, PEOPLE.olivia, 'No request waits for a decision.');

    const first = askForAccess(trial).request;
    await homeThatSays(trial, PEOPLE.olivia, '1 request waits');
    await click(trial, PEOPLE.omar, await pendingCard(trial), 'approve');
    await homeThatSays(trial, PEOPLE.olivia, 'Approved by @Omar Ortiz (omar)');
    const second = askForAccess(trial, { name: 'second' }).request;
    await homeThatSays(trial, PEOPLE.olivia, 'with second');
    trial.github.decideOnPage({ by: 'omar', requestId: second.id, action: 'deny' });

    await homeThatSays(trial, PEOPLE.olivia, 'second of mona, acme: :no_entry: Denied on GitHub by');
    expect(first.state).toBe('approved');
    await quiet(trial);
  });

  it('tells in a modal that somebody else was faster, and shows the truth', async () => {
    askForAccess(trial);
    await openHome(trial, PEOPLE.olivia, '[Approve]');
    const stale = trial.slack.home(PEOPLE.olivia);
    trial.slack.faults.add({ method: 'views.publish', effect: { status: 500 } });
    await click(trial, PEOPLE.omar, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by @Omar Ortiz (omar)');

    await trial.slack.click({ user: PEOPLE.olivia, viewId: stale?.id ?? '', actionId: ACTIONS.approve });

    const modal = await modalThatSays(trial, PEOPLE.olivia, 'You were too late.');
    expect(trial.slack.read(modal)).toContain('Approved by @Omar Ortiz (omar)');
    trial.slack.faults.clear();
    await trial.slack.closeView({ user: PEOPLE.olivia, viewId: modal.id });
    await homeThatSays(trial, PEOPLE.olivia, 'No request waits for a decision.');
    await quiet(trial);
  });

  it('tells by direct message what comes too late for a modal', async () => {
    askForAccess(trial);
    await openHome(trial, PEOPLE.olivia, '[Approve]');
    await quiet(trial);
    trial.github.setRole('acme', 'olivia', 'member');
    trial.slack.faults.add({ method: 'views.open', times: 1, effect: { error: 'expired_trigger_id' } });

    await clickInHome(trial, PEOPLE.olivia, 'approve');

    await trial.eventually('a direct message', () =>
      trial.slack
        .directMessages(PEOPLE.olivia)
        .find((message) =>
          trial.slack.read(message).includes('Only an active owner of acme can decide this'),
        ),
    );
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(0);
  });
});

describe('who reads what in App Home (invariant 5)', () => {
  let trial: Trial;
  const start = async (environment: Record<string, string> = {}) => {
    trial = await startTrial({ before: globex, environment });
    await synced(trial);
    askForAccess(trial);
    askGlobex(trial);
    await cardThatSays(trial, 'reactor-bot');
    await cardThatSays(trial, 'deploy-bot');
  };

  describe('as GitHub says', () => {
    beforeAll(async () => {
      await start();
      trial.github.createToken({
        owner: 'max',
        org: 'acme',
        name: 'max-token',
        repositorySelection: 'all',
        permissions: { repository: { contents: 'read' } },
      });
      await cardThatSays(trial, 'max-token');
    });
    afterAll(async () => {
      await endHealthy(trial);
    });

    it('shows an owner nothing of an organization that they do not own', async () => {
      const both = await openHome(trial, PEOPLE.omar, '3 requests wait');
      const one = await openHome(trial, PEOPLE.olivia, '2 requests wait');

      expect(both).toContain('reactor-bot');
      expect(one).toContain('deploy-bot');
      for (const secret of ['reactor', 'globex', 'Watches the core']) expect(one).not.toContain(secret);
    });

    it('shows a member their own requests only', async () => {
      const said = await openHome(trial, PEOPLE.mona, 'deploy-bot');

      expect(said).toContain('reactor-bot');
      expect(said).not.toContain('max-token');
    });

    it('shows nothing of an organization about which GitHub is silent, and names it', async () => {
      trial.github.faults.add({
        match: ({ path }) => path.includes('/orgs/globex/memberships/'),
        effect: { delayMs: 2_000 },
      });

      const said = await openHome(
        trial,
        PEOPLE.omar,
        'GitHub did not say in time whether you may decide in globex',
      );

      expect(said).toContain('deploy-bot');
      expect(said).not.toContain('reactor');
      trial.github.faults.clear();
      await openHome(trial, PEOPLE.omar, 'reactor-bot');
    });
  });

  describe('that is stale', () => {
    afterEach(async () => {
      await endHealthy(trial);
    });

    it('shows nothing any more to whoever has lost the role, at the next change and when it is opened', async () => {
      await start();
      await openHome(trial, PEOPLE.omar, '2 requests wait');
      trial.github.setRole('globex', 'omar', 'member');

      askForAccess(trial, { name: 'third' });

      const changed = await homeThatSays(trial, PEOPLE.omar, 'third');
      const opened = await openHome(trial, PEOPLE.omar, '2 requests wait');
      for (const said of [changed, opened]) expect(said).not.toContain('reactor');
      await quiet(trial);
    });

    it('takes what is stale for no permission: a click of somebody who has lost the role tells them nothing new', async () => {
      await start();
      await openHome(trial, PEOPLE.olivia, '[Approve]');
      await quiet(trial);
      trial.github.setRole('acme', 'olivia', 'member');
      const stale = trial.slack.home(PEOPLE.olivia)?.id ?? '';
      trial.slack.faults.add({ method: 'views.publish', effect: { status: 500 } });
      await click(trial, PEOPLE.omar, await cardThatSays(trial, 'deploy-bot'), 'approve');
      await cardThatSays(trial, 'Approved by @Omar Ortiz (omar)');

      await trial.slack.click({ user: PEOPLE.olivia, viewId: stale, actionId: ACTIONS.deny });

      const modal = await modalThatSays(trial, PEOPLE.olivia, 'Only owners of acme');
      expect(trial.slack.read(modal)).not.toContain('Omar');
      trial.slack.faults.clear();
      await quiet(trial);
    });

    it('shows a person of another workspace nothing, whatever they are linked to', async () => {
      await start({ SLACK_GITHUB_USERS: `${PEOPLE.gus}=olivia` });

      const said = await openHome(trial, PEOPLE.gus, 'Only people of this workspace');

      expect(said).not.toContain('deploy-bot');
      expect(said).not.toContain('acme');
    });
  });
});
