import { afterEach, describe, expect, it } from '@jest/globals';
import type { IncomingCall } from '../../src/sandbox/github/fault-list.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  messageTo,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial, type TrialOptions } from '../support/trial.js';

let trial: Trial;

const start = async (options?: TrialOptions) => {
  trial = await startTrial(options);
  await synced(trial);
  return trial;
};

afterEach(async () => {
  await endHealthy(trial);
});

/** A message in the review channel. */
const said = (text: string) => cardThatSays(trial, text);
const redelivered = () => trial.github.webhookDeliveries.filter(({ redelivery }) => redelivery);

describe('webhooks that are lost, doubled or reordered', () => {
  it('come again out of GitHub’s log within seconds, though the lists show nothing', async () => {
    const { github } = await start({ recoverySeconds: 1 });
    github.holdLists();
    github.webhookMode = 'lose';
    const { request } = askForAccess(trial);
    github.webhookMode = 'deliver';

    await pendingCard(trial);
    github.webhookMode = 'lose';
    github.decideOnPage({ requestId: request.id, by: 'omar', action: 'deny' });
    github.webhookMode = 'deliver';

    await said('Denied on GitHub by @Omar Ortiz (omar)');
    await messageTo(trial, PEOPLE.mona, 'gets no access to acme');
    await quiet(trial);
    expect(redelivered().map(({ action, status }) => [action, status])).toEqual([
      ['created', 202],
      ['denied', 202],
    ]);
  });

  it('come again after an outage, with their outcome, whatever order they come in', async () => {
    const { github, slack } = await start({ recoverySeconds: 1 });
    github.webhookMode = 'lose';
    const { request } = askForAccess(trial);
    github.cancel(request.id);
    askForAccess(trial, { name: 'second' });
    github.webhookMode = 'deliver';

    await said('second');
    await trial.eventually('everything redelivered', () => redelivered().length === 3);
    await quiet(trial);

    const rows = await trial.rows('SELECT token_name, state FROM token_requests ORDER BY pat_request_id');
    expect(rows).toEqual([
      { token_name: 'deploy-bot', state: 'cancelled' },
      { token_name: 'second', state: 'pending' },
    ]);
    expect(slack.directMessages(PEOPLE.mona).length).toBeLessThanOrEqual(2);
  });

  it('have one effect when each comes twice', async () => {
    const { github, slack } = await start();
    github.webhookMode = 'twice';
    const { request } = askForAccess(trial);
    await pendingCard(trial);
    // What was decided before they could be told of it is no news that it waits.
    await messageTo(trial, PEOPLE.mona, 'waits for an owner of acme');

    github.decideOnPage({ requestId: request.id, by: 'omar', action: 'approve' });

    await said('Approved on GitHub by @Omar Ortiz (omar)');
    await quiet(trial);
    expect(slack.messages(REVIEW_CHANNEL)).toHaveLength(1);
    expect(slack.directMessages(PEOPLE.mona)).toHaveLength(2);
    expect(await trial.rows('SELECT state FROM decisions')).toEqual([{ state: 'done' }]);
  });
});

describe('an organization', () => {
  it('that uninstalls the App has its cards say so, without buttons, until it is back', async () => {
    const { github, slack } = await start();
    askForAccess(trial);
    const before = await pendingCard(trial);
    await quiet(trial);

    github.uninstall('acme');
    await said('was uninstalled from acme. 1 request waits there');
    const gone = slack.read(await said('on GitHub only: PATrol’s GitHub App was uninstalled from acme'));
    await click(trial, PEOPLE.olivia, before, 'approve').catch(() => undefined);
    github.install('acme');

    await said('works in acme again');
    await pendingCard(trial);
    await quiet(trial);
    expect(gone).not.toContain('[Approve]');
    expect(gone).toContain('Open on GitHub');
    expect(await trial.rows('SELECT state FROM token_requests')).toEqual([{ state: 'pending' }]);
  });

  it.each([
    ['suspend', 'was suspended in acme'],
    ['uninstall', 'was uninstalled from acme'],
  ] as const)(
    'of whose change no webhook told answers a click on an old card in words: %s',
    async (change, told) => {
      const { github, slack } = await start();
      askForAccess(trial);
      const card = await pendingCard(trial);
      await quiet(trial);
      github.webhookMode = 'vanish';
      github[change]('acme');
      const answers = () =>
        slack.ephemerals(PEOPLE.olivia, REVIEW_CHANNEL).map((answer) => slack.read(answer));

      // While the App's token is younger than five seconds, Octokit takes GitHub's refusal of it for a delay.
      await trial.eventually('GitHub’s word that the App is gone', async () => {
        const before = answers().length;
        await click(trial, PEOPLE.olivia, card, 'approve');
        await trial.eventually('an answer', () => answers().length > before);
        return answers().at(-1)?.includes('is not installed in acme, or is suspended there');
      });

      await said(told);
      await quiet(trial);
    },
  );

  it.each(['owner', 'app'])(
    'that is renamed goes on being decided, though no webhook told: as the %s',
    async (decideAs) => {
      const { github } = await start({ environment: { DECIDE_AS: decideAs } });
      askForAccess(trial);
      const card = await pendingCard(trial);
      await quiet(trial);
      github.webhookMode = 'vanish';
      github.renameOrganization('acme', 'acme-inc');

      await click(trial, PEOPLE.olivia, card, 'approve');

      await said('Approved by @Olivia Owens (olivia)');
      await quiet(trial);
      expect(github.grants('acme-inc')).toHaveLength(1);
    },
  );

  it('that is renamed is so on its cards at once, by webhook', async () => {
    const { github } = await start();
    askForAccess(trial);
    await pendingCard(trial);
    await quiet(trial);

    github.renameOrganization('acme', 'acme-inc');

    const card = await said('asks for access to acme-inc');
    expect(JSON.stringify(card.blocks)).toContain('/organizations/acme-inc/settings/');
    await quiet(trial);
  });

  it('whose list cannot be read does not keep another one from being read', async () => {
    const isListOf = (org: string) => (call: IncomingCall) =>
      call.method === 'GET' && call.path === `/orgs/${org}/personal-access-token-requests`;
    trial = await startTrial({
      before: (standIns) => {
        const { github } = standIns;
        github.addOrganization({ login: 'zeta', owners: ['olivia'], members: ['mona'] });
        github.faults.add({ match: isListOf('acme'), effect: { status: 200, body: { not: 'a list' } } });
        askForAccess(standIns, { org: 'zeta', repositorySelection: 'all', repositories: [] });
      },
    });

    await said('PATrol now watches zeta');

    await trial.eventually('a warning', () =>
      trial.log.find(
        ({ msg, organization }) => msg === 'organization could not be read' && organization === 'acme',
      ),
    );
    await quiet(trial);
  });
});

describe('people and repositories', () => {
  it('that were renamed are so on the cards that wait', async () => {
    const passed = { ms: 0 };
    const { github } = await start({
      clock: { now: () => new Date(Date.now() + passed.ms) },
      environment: { SYNC_INTERVAL_SECONDS: '1' },
    });
    askForAccess(trial);
    await pendingCard(trial);

    github.renameUser('mona', 'mona-m');
    github.renameRepository({ org: 'acme', name: 'payments', to: 'money' });

    await said('mona-m asks for access');
    passed.ms = 25 * 3_600_000;
    await said('acme/money (private)');
    await quiet(trial);
  });

  it('whose account is deleted has their request closed, and said on the card', async () => {
    const passed = { ms: 0 };
    const { github } = await start({
      clock: { now: () => new Date(Date.now() + passed.ms) },
      environment: { SYNC_INTERVAL_SECONDS: '1' },
    });
    askForAccess(trial);
    await pendingCard(trial);
    await quiet(trial);

    github.deleteUser('mona');
    passed.ms = 6 * 60_000;

    await said('Gone from GitHub');
    await quiet(trial);
  });

  it('whose account is deleted decides nothing any more', async () => {
    const { github } = await start();
    askForAccess(trial);
    const card = await pendingCard(trial);
    await quiet(trial);
    github.deleteUser('olivia');

    await click(trial, PEOPLE.olivia, card, 'approve');

    await ephemeralTo(trial, PEOPLE.olivia, 'Only an active owner of acme can decide this');
    expect(decisionsSent(trial)).toBe(0);
  });
});

describe('a pending list', () => {
  it('that has not changed costs nothing of GitHub’s limit', async () => {
    const { github } = await start({ environment: { SYNC_INTERVAL_SECONDS: '1' } });
    askForAccess(trial);
    await pendingCard(trial);
    const lists = () =>
      github.calls.filter(
        ({ method, path }) => method === 'GET' && path === '/orgs/acme/personal-access-token-requests',
      );
    const isRead = () =>
      lists().filter(({ query }) => query.page === '1' && query['token_id[]'] === undefined);

    await trial.eventually('three lists in a row that have not changed', () => {
      const statuses = isRead().map(({ status }) => status);
      return statuses.slice(-3).join() === '304,304,304';
    });

    await quiet(trial);
    expect(isRead().filter(({ status }) => status === 200).length).toBeLessThanOrEqual(3);
  });
});
