import { afterEach, describe, expect, it } from '@jest/globals';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  modalThatSays,
  PEOPLE,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

describe('a burst of new requests', () => {
  let trial: Trial;
  afterEach(async () => {
    await endHealthy(trial);
  });
  const said = () => trial.slack.messages(REVIEW_CHANNEL).map((message) => trial.slack.read(message));
  const cards = () => said().filter((text) => text.includes('[Approve]'));

  it('makes cards up to the limit and one summary, which follows what is decided in its list', async () => {
    trial = await startTrial({ environment: { BURST_LIMIT: '5' } });
    await synced(trial);

    for (let index = 0; index < 60; index += 1) askForAccess(trial, { name: `token-${index}` });
    const summary = await cardThatSays(trial, '55 more are announced here together');
    await quiet(trial);
    await click(trial, PEOPLE.olivia, summary, 'openList');
    await modalThatSays(trial, PEOPLE.olivia, 'Select all 60 that match');
    const member = trial.github.pendingRequests('acme').at(-1);
    trial.github.decideOnPage({ requestId: member?.id ?? 0, by: 'omar', action: 'deny' });

    await cardThatSays(trial, '54 wait for a decision; 1 denied.');
    await quiet(trial);
    expect(cards()).toHaveLength(5);
    expect(said()).toHaveLength(6);
    expect(await trial.rows('SELECT id FROM token_requests WHERE presentation IS NULL')).toEqual([]);
  });
});
