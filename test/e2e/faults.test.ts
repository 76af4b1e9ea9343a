import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncomingCall } from '../../src/sandbox/github/fault-list.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  messageTo,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const isDecision = ({ method, path }: IncomingCall) => method === 'POST' && /-requests\/\d+$/.test(path);

describe('when things go wrong on the way', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await trial.close();
    expect(trial.slack.violations).toEqual([]);
    expect(trial.github.violations).toEqual([]);
  });

  it.each([
    ['answers 502', { status: 502, after: 'executed' as const }],
    ['breaks the connection off', { reset: true as const, executed: true }],
  ])('asks GitHub, instead of deciding again, when GitHub decides and %s', async (_, effect) => {
    trial.github.webhookMode = 'vanish';
    await trial.github.settled();
    trial.github.faults.add({ match: isDecision, times: 1, effect });
    await startedByList(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(1);
  });

  it('gives the claim back and tells the approver what to do when GitHub refuses', async () => {
    trial.github.faults.add({ match: isDecision, times: 1, effect: { status: 403 } });
    askForAccess(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    expect(await messageTo(trial, PEOPLE.olivia, 'was not carried out')).toContain('Ask whoever runs PATrol');
    await quiet(trial);
    await pendingCard(trial);
    const rows = await trial.rows('SELECT state, failure FROM decisions');
    expect(rows).toEqual([{ state: 'refused', failure: 'github-403' }]);
  });

  it('tries again when GitHub asks for patience', async () => {
    const effect = { status: 429, headers: { 'retry-after': '1' } };
    trial.github.faults.add({ match: isDecision, times: 1, effect });
    askForAccess(trial);

    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');

    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    expect(decisionsSent(trial)).toBe(2);
    await quiet(trial);
  });

  it('tells who came too late on GitHub’s side: the request was cancelled between click and call', async () => {
    trial.github.webhookMode = 'hold';
    const { request } = askForAccess(trial);
    await trial.github.releaseHeld();
    const card = await pendingCard(trial);
    trial.github.cancel(request.id);

    await click(trial, PEOPLE.olivia, card, 'approve');

    await messageTo(trial, PEOPLE.olivia, 'was ended on GitHub before yours arrived');
    await cardThatSays(trial, 'Gone from GitHub');
    await trial.github.releaseHeld();
    await cardThatSays(trial, 'Cancelled by mona');
    await quiet(trial);
  });

  it('posts the card once Slack lets it, and only once', async () => {
    trial.slack.faults.add({ method: 'chat.postMessage', times: 1, effect: { status: 429, retryAfter: 1 } });

    askForAccess(trial);

    await pendingCard(trial);
    await quiet(trial);
    expect(trial.slack.messages(REVIEW_CHANNEL)).toHaveLength(1);
  });

  it('goes on after the database has closed every connection', async () => {
    await trial.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

    // The first webhook may meet a connection that is just being found dead: GitHub shows it as failed.
    askForAccess(trial);
    await trial.github.settled();
    const [sent] = trial.github.webhookDeliveries;
    if (sent?.status !== 202) await trial.github.redeliver(sent?.guid ?? '');

    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);
  });

  it('finishes what an earlier process left behind', async () => {
    trial.slack.faults.add({ method: 'chat.postMessage', effect: { error: 'service_unavailable' } });
    askForAccess(trial);
    await trial.eventually('a failed try', async () => {
      const rows = await trial.rows('SELECT id FROM deliveries WHERE attempts > 0');
      return rows.length > 0;
    });

    trial.slack.faults.clear();
    await trial.restart();

    await pendingCard(trial);
    await quiet(trial);
  });

  it('posts a card again that somebody deleted while it waits', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);
    await quiet(trial);
    trial.slack.faults.add({ method: 'chat.update', times: 1, effect: { error: 'message_not_found' } });

    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, 'Approved by');
    await quiet(trial);
    expect(trial.slack.messages(REVIEW_CHANNEL).length).toBeGreaterThanOrEqual(1);
  });
});

describe('when Slack recycles the Socket Mode connection', () => {
  it('opens another one, also when Slack answers with an error just then', async () => {
    const trial = await startTrial({ mode: 'socket' });
    askForAccess(trial);
    const card = await pendingCard(trial);
    trial.slack.faults.add({ method: 'apps.connections.open', times: 1, effect: { status: 500 } });
    trial.slack.faults.add({
      method: 'apps.connections.open',
      times: 1,
      effect: { reset: true, executed: false },
    });

    await trial.slack.sockets.disconnect('refresh_requested');
    await trial.eventually('a new connection', () => trial.slack.sockets.size === 1);
    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, 'Approved by');
    await quiet(trial);
    await trial.close();
  });
});

/** A request that only the list told of, so that no webhook settles what the test is about. */
async function startedByList(trial: Trial): Promise<void> {
  await synced(trial);
  askForAccess(trial);
  await trial.restart();
}
