import { afterEach, describe, expect, it } from '@jest/globals';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  messageTo,
  modalThatSays,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial, type TrialOptions } from '../support/trial.js';

describe('what happens on GitHub', () => {
  let trial: Trial;
  const start = async (options?: TrialOptions) => {
    trial = await startTrial(options);
    return trial;
  };
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('shows a decision of GitHub’s own page on the card and tells the requester', async () => {
    const { github, slack } = await start();
    const { request } = askForAccess(trial);
    await pendingCard(trial);

    github.decideOnPage({
      requestId: request.id,
      by: 'omar',
      action: 'deny',
      reason: 'Only GitHub knows this',
    });

    const card = await cardThatSays(trial, 'Denied on GitHub by @Omar Ortiz (omar)');
    expect(slack.read(card)).not.toContain('[Approve]');
    await messageTo(trial, PEOPLE.mona, 'gets no access to acme');
    await mailThatSays(trial, 'Denied: your token “deploy-bot” for acme');
    await quiet(trial);
  });

  it('shows that the requester cancelled, without buttons', async () => {
    const { github, slack } = await start();
    const { request } = askForAccess(trial);
    await pendingCard(trial);

    github.cancel(request.id);

    const card = await cardThatSays(trial, 'Cancelled by mona');
    expect(slack.read(card)).not.toContain('[Approve]');
    await quiet(trial);
  });

  it('takes a redelivered webhook in once', async () => {
    const { github, slack } = await start();
    askForAccess(trial);
    await pendingCard(trial);
    await quiet(trial);

    await github.redeliver(github.webhookDeliveries[0]?.guid ?? '');
    await quiet(trial);

    expect(github.webhookDeliveries.at(-1)).toMatchObject({ redelivery: true, status: 202 });
    expect(slack.messages(REVIEW_CHANNEL)).toHaveLength(1);
    expect(slack.directMessages(PEOPLE.mona)).toHaveLength(1);
  });

  it('records a token that GitHub approved by itself, without a card or a message (S13)', async () => {
    const { github, slack } = await start();

    github.createToken({
      owner: 'omar',
      org: 'acme',
      name: 'owners-own',
      repositorySelection: 'all',
      permissions: { repository: { contents: 'write' } },
    });
    await quiet(trial);

    const rows = await trial.rows('SELECT state, requester_login FROM token_requests');
    expect(rows).toEqual([{ state: 'approved', requester_login: 'omar' }]);
    expect(slack.messages(REVIEW_CHANNEL)).toEqual([]);
    expect(slack.directMessages(PEOPLE.omar)).toEqual([]);
  });

  it('shows the outcome when the webhooks come in the wrong order', async () => {
    const { github, slack } = await start();
    github.webhookMode = 'hold';
    const { request } = askForAccess(trial);
    github.decideOnPage({ requestId: request.id, by: 'omar', action: 'deny' });
    const guids = github.webhookDeliveries.map(({ guid }) => guid);

    await github.releaseHeld(guids.toReversed());
    await quiet(trial);

    const rows = await trial.rows('SELECT state FROM token_requests');
    expect(rows).toEqual([{ state: 'denied' }]);
    expect(slack.messages(REVIEW_CHANNEL).map((message) => slack.read(message))).not.toContain('[Approve]');
    await messageTo(trial, PEOPLE.mona, 'gets no access to acme');
  });

  it('announces what waited before it came by one summary, with the way to the list', async () => {
    await start({
      before: (standIns) => ['first', 'second'].forEach((name) => void askForAccess(standIns, { name })),
    });

    const summary = await cardThatSays(trial, '2 token requests were waiting there already');
    await click(trial, PEOPLE.olivia, summary, 'openList');

    await modalThatSays(trial, PEOPLE.olivia, 'Select all 2 that match');
    await quiet(trial);
    expect(trial.slack.messages(REVIEW_CHANNEL)).toHaveLength(1);
  });

  it('finds at the start what was asked while it was not there, with repositories and reason', async () => {
    await start();
    await synced(trial);
    trial.github.webhookMode = 'vanish';
    askForAccess(trial);
    await trial.restart();

    const card = await pendingCard(trial);

    expect(trial.slack.read(card)).toContain('acme/payments (private)');
    expect(trial.slack.read(card)).toContain('Deploys payments from CI');
    await quiet(trial);
  });

  it('finds a request whose webhook was lost, and that a known one has ended', async () => {
    const { github, slack } = await start({ environment: { SYNC_INTERVAL_SECONDS: '1' } });
    const first = askForAccess(trial, { name: 'first' }).request;
    await cardThatSays(trial, 'first');
    github.webhookMode = 'vanish';

    askForAccess(trial, { name: 'second' });
    github.decideOnPage({ requestId: first.id, by: 'omar', action: 'approve' });

    await cardThatSays(trial, 'second');
    await trial.eventually('the first card is approved', () =>
      slack
        .messages(REVIEW_CHANNEL)
        .map((message) => slack.read(message))
        .find((said) => said.includes('first') && said.includes('Approved on GitHub')),
    );
    await messageTo(trial, PEOPLE.mona, 'it was approved on GitHub');
  });

  it('reads every page of the pending list', async () => {
    const pending = () => trial.rows("SELECT id FROM token_requests WHERE state = 'pending'");

    await start({
      before: (standIns) => {
        for (let index = 0; index < 101; index += 1) askForAccess(standIns, { name: `token-${index}` });
      },
    });

    await trial.eventually('101 requests', async () => (await pending()).length === 101);
    await synced(trial);
    expect(await pending()).toHaveLength(101);
  });

  it('tells whoever clicks on a card that was decided elsewhere a moment ago', async () => {
    const { github } = await start();
    const { request } = askForAccess(trial);
    const card = await pendingCard(trial);
    await quiet(trial);
    trial.slack.faults.add({ method: 'chat.update', times: 1, effect: { status: 429, retryAfter: 1 } });
    github.decideOnPage({ requestId: request.id, by: 'omar', action: 'approve' });
    await github.settled();

    await click(trial, PEOPLE.olivia, card, 'approve');

    await ephemeralTo(trial, PEOPLE.olivia, 'You were too late.');
    await ephemeralTo(trial, PEOPLE.olivia, 'Approved on GitHub by @Omar Ortiz (omar)');
    await cardThatSays(trial, 'Approved on GitHub by @Omar Ortiz (omar)');
  });

  it('follows a request for more by a token that has access already', async () => {
    const { github } = await start();
    const { request, tokenId } = askForAccess(trial);
    await pendingCard(trial);
    github.decideOnPage({ requestId: request.id, by: 'omar', action: 'approve' });
    await cardThatSays(trial, 'Approved on GitHub');

    github.requestMore(tokenId, { repository: { contents: 'write' } });

    const more = await pendingCard(trial);
    expect(trial.slack.read(more)).toContain('contents: write');
    await click(trial, PEOPLE.olivia, more, 'approve');
    await cardThatSays(trial, 'Approved by @Olivia Owens');
    await quiet(trial);
  });

  it('ends a request whose token has expired', async () => {
    const passed = { ms: 0 };
    await start({ clock: { now: () => new Date(Date.now() + passed.ms) } });
    askForAccess(trial, { expiresAt: new Date(Date.now() + 60_000) });
    const card = await pendingCard(trial);
    await quiet(trial);
    passed.ms = 61_000;

    await click(trial, PEOPLE.olivia, card, 'approve');

    await ephemeralTo(trial, PEOPLE.olivia, 'The token has expired meanwhile');
    await cardThatSays(trial, 'before anybody decided');
    await messageTo(trial, PEOPLE.mona, 'expired before anybody of acme decided');
  });

  it('shows details however long they are, page by page', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `service-${String(index).padStart(3, '0')}`);
    await start({
      before: ({ github }) => {
        for (const name of names) github.addRepository({ org: 'acme', name, private: true });
      },
    });
    askForAccess(trial, { repositories: names });
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'details');
    const first = await modalThatSays(trial, PEOPLE.olivia, 'Repositories 1–50 of 230');

    await trial.slack.click({
      user: PEOPLE.olivia,
      viewId: first.id,
      actionId: 'token-request.details-page.1',
    });
    const second = await modalThatSays(trial, PEOPLE.olivia, 'Repositories 51–100 of 230');

    expect(trial.slack.read(first)).toContain('service-000');
    expect(trial.slack.read(second)).toContain('service-099');
    expect(trial.slack.read(second)).not.toContain('service-000');
  });
});
