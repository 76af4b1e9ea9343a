import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EnteredValues } from '../../src/sandbox/slack/slack-stand-in-types.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import { askForAccess, endHealthy, modalThatSays, PEOPLE, quiet, REVIEW_CHANNEL } from '../support/acts.js';
import { postInteraction, recordInteractions } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

const user = PEOPLE.olivia;
const DENY: EnteredValues = { decision: { decision: 'deny' }, reason: { reason: 'Use the App' } };

let trial: Trial;

beforeEach(async () => {
  trial = await startTrial();
});

afterEach(async () => {
  await quiet(trial);
  await endHealthy(trial);
});

/** Mona asks that often, and Olivia has the question before her what to decide about all of it. */
async function openQuestion(count: number): Promise<string> {
  for (let index = 1; index <= count; index += 1) askForAccess(trial, { name: `token-${index}` });
  await trial.eventually(`${count} requests on record`, async () => {
    const [row] = await trial.rows<{ count: number }>('SELECT count(*)::int AS count FROM token_requests');
    return row?.count === count;
  });
  await trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text: 'pending' });
  const list = await modalThatSays(trial, user, `Select all ${count} that match`);
  await trial.slack.click({ user, viewId: list.id, actionId: ACTIONS.listSelectAll });
  await modalThatSays(trial, user, `${count} requests are selected`);
  await trial.slack.submitView({ user, viewId: list.id });
  return (await modalThatSays(trial, user, 'GitHub is told at once')).id;
}

/** Decisions that left for GitHub, one by one or together. */
const sent = () =>
  trial.github.calls.filter(({ method, path }) => method === 'POST' && path.includes('-requests')).length;

const front = () => trial.slack.views(user).at(-1);

describe('the question about many requests', () => {
  it('keeps all that was entered when GitHub does not say in time who the person is', async () => {
    const viewId = await openQuestion(2);
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 2_000 },
    });

    const refused = await trial.slack.submitView({ user, viewId, values: DENY });
    const kept = front()?.state.values;
    trial.github.faults.clear();
    const taken = await trial.slack.submitView({ user, viewId });

    expect(refused).toMatchObject({
      outcome: 'errors',
      errors: { decision: expect.stringContaining('GitHub did not say in time') },
    });
    expect(JSON.stringify(kept)).toContain('Use the App');
    expect(taken.outcome).toBe('updated');
    await modalThatSays(trial, user, 'Denied all 2 requests');
  });

  it('says so to somebody who is no owner any more, and sends nothing', async () => {
    const viewId = await openQuestion(2);
    trial.github.setRole('acme', 'olivia', 'member');

    const submitted = await trial.slack.submitView({ user, viewId, values: DENY });

    expect(submitted.outcome).toBe('updated');
    await modalThatSays(trial, user, 'Only an active owner of acme can decide this');
    expect(sent()).toBe(0);
  });

  it('takes no missing choice for a denial', async () => {
    const seen = recordInteractions(trial);
    const viewId = await openQuestion(2);
    trial.github.setRole('acme', 'olivia', 'member');
    await trial.slack.submitView({ user, viewId, values: DENY });
    trial.github.setRole('acme', 'olivia', 'admin');
    const payload = seen.last as { view: { state: { values: Record<string, unknown> } } };
    delete payload.view.state.values.decision;

    const answer = await postInteraction(trial, payload);

    expect(answer.body).toEqual({
      response_action: 'errors',
      errors: { decision: 'Choose one of the two.' },
    });
    expect(sent()).toBe(0);
  });

  it('is answered once: a second submission is told that the first was taken', async () => {
    const seen = recordInteractions(trial);
    const viewId = await openQuestion(2);
    await trial.slack.submitView({ user, viewId, values: DENY });

    const again = await postInteraction(trial, seen.last);

    expect(JSON.stringify(again.body)).toContain('You have sent this decision already');
    await modalThatSays(trial, user, 'Denied all 2 requests');
    expect(sent()).toBe(1);
  });
});

describe('the results of a decision on many requests', () => {
  it('stand in the modal and, behind a button, in the message, page by page', async () => {
    const viewId = await openQuestion(25);
    await trial.slack.submitView({ user, viewId, values: DENY });
    await modalThatSays(trial, user, 'Denied all 25 requests');

    await trial.slack.click({ user, viewId, actionId: `${ACTIONS.bulkPage}.2` });
    const second = trial.slack.read(await modalThatSays(trial, user, '[Previous]'));
    await trial.slack.closeView({ user, viewId });
    const left = trial.slack.views(user).map((view) => trial.slack.read(view));
    for (const view of trial.slack.views(user)) await trial.slack.closeView({ user, viewId: view.id });
    const message = await trial.eventually('the message with the outcome', () =>
      trial.slack.directMessages(user).find((shown) => trial.slack.read(shown).includes('Denied all 25')),
    );
    const { channel, ts } = message;
    await trial.slack.click({ user, channel, ts, actionId: ACTIONS.bulkResults });

    expect(second.match(/:no_entry: denied/g)).toHaveLength(5);
    expect(left).toEqual([expect.stringContaining('Pending requests')]);
    const first = trial.slack.read(await modalThatSays(trial, user, ':no_entry: denied'));
    expect(first.match(/:no_entry: denied/g)).toHaveLength(20);
    expect(first).toContain('[Next]');
    expect(trial.slack.directMessages(user)).toHaveLength(1);
  });

  it('are for whoever asked, and for nobody else', async () => {
    const seen = recordInteractions(trial);
    const viewId = await openQuestion(25);
    await trial.slack.submitView({ user, viewId, values: DENY });
    await modalThatSays(trial, user, 'Denied all 25 requests');
    await trial.slack.click({ user, viewId, actionId: `${ACTIONS.bulkPage}.2` });
    await modalThatSays(trial, user, '[Previous]');

    await postInteraction(trial, { ...seen.last, user: { id: PEOPLE.omar, team_id: 'T0ACME' } });

    const shown = trial.slack.read(await modalThatSays(trial, user, 'not known here any more'));
    expect(shown).not.toContain('token-');
  });
});
