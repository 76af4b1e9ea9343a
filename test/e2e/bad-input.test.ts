import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  modalThatSays,
  openDeny,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { postInteraction, postWebhook, recordInteractions } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

describe('bad input', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await endHealthy(trial);
  });
  const recorded = async () => {
    const rows = await trial.rows('SELECT delivery_id FROM webhook_deliveries');
    return rows.length;
  };

  it('refuses clicks whose signature is wrong, stale or from the future', async () => {
    const interactions = recordInteractions(trial);
    askForAccess(trial);
    await click(trial, PEOPLE.mona, await pendingCard(trial), 'approve');
    const payload = { ...interactions.last, user: { id: PEOPLE.olivia, team_id: 'T0ACME' } };

    const wrong = await postInteraction(trial, payload, { secret: 'guessed' });
    const stale = await postInteraction(trial, payload, { ageSeconds: 400 });
    const future = await postInteraction(trial, payload, { ageSeconds: -400 });

    expect([wrong.status, stale.status, future.status]).toEqual([401, 401, 401]);
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(0);
  });

  it('refuses webhooks whose signature is wrong or missing, and stores nothing', async () => {
    const body = JSON.stringify({ action: 'created' });

    const wrong = await postWebhook(trial, body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` });
    const missing = await postWebhook(trial, body, { 'x-hub-signature-256': '' });

    expect([wrong.status, missing.status]).toEqual([401, 401]);
    expect(await recorded()).toBe(0);
  });

  it('answers 400, with the reason in the log, to a webhook that lacks what is needed', async () => {
    const lacking = await postWebhook(trial, JSON.stringify({ action: 'created', organization: { id: 1 } }));
    const noJson = await postWebhook(trial, 'payload=%7B%7D');

    expect([lacking.status, noJson.status]).toEqual([400, 400]);
    expect(await lacking.text()).toContain('personal_access_token_request');
    expect(trial.log.map(({ msg }) => msg)).toContain('webhook lacks what is needed');
    expect(await recorded()).toBe(0);
  });

  it('lets unknown events, actions and fields pass', async () => {
    const unknownEvent = await postWebhook(trial, '{}', { 'x-github-event': 'star' });
    const unknownAction = await postWebhook(trial, JSON.stringify({ action: 'pondered' }));

    expect([unknownEvent.status, unknownAction.status]).toEqual([200, 200]);
  });

  it('answers a click on a card whose request is gone, and brings the card up to date', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);
    await quiet(trial);
    await trial.rows('DELETE FROM deliveries');
    await trial.rows('DELETE FROM cards');
    await trial.rows('DELETE FROM token_requests');

    await click(trial, PEOPLE.olivia, card, 'approve');

    await ephemeralTo(trial, PEOPLE.olivia, 'This request is not known here any more');
    const mended = await cardThatSays(trial, 'This request is not known here any more');
    expect(trial.slack.read(mended)).not.toContain('[Approve]');
  });

  it('keeps the modal open, with the error in it, for a reason that Slack let through but GitHub would not', async () => {
    const interactions = recordInteractions(trial);
    const { request } = askForAccess(trial);
    const modal = await openDeny(trial, PEOPLE.mona, await pendingCard(trial));
    await trial.slack.submitView({ user: PEOPLE.mona, viewId: modal.id });
    const payload = interactions.last;
    Object.assign(payload, { user: { id: PEOPLE.olivia, team_id: 'T0ACME' } });
    const view = payload.view as { state: { values: object } };
    view.state.values = { reason: { reason: { type: 'plain_text_input', value: 'x'.repeat(1_025) } } };

    const answer = await postInteraction(trial, payload);

    expect(answer).toMatchObject({
      status: 200,
      body: {
        response_action: 'errors',
        errors: { reason: expect.stringContaining('1,025 characters; GitHub takes 1,024') },
      },
    });
    expect(request.state).toBe('pending');
  });

  it('decides nothing when a submission of Details names neither decision', async () => {
    const interactions = recordInteractions(trial);
    const { request } = askForAccess(trial);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'details');
    const modal = await modalThatSays(trial, PEOPLE.olivia, 'Decision');
    await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { decision: { decision: 'approve' } },
    });
    await quiet(trial);
    const second = askForAccess(trial, { name: 'second' }).request;
    await cardThatSays(trial, 'second');
    const [row] = await trial.rows<{ id: number }>(
      "SELECT id FROM token_requests WHERE token_name = 'second'",
    );
    const payload = interactions.last;
    const view = payload.view as { private_metadata: string; state: { values: object } };
    view.private_metadata = JSON.stringify({ tokenRequestId: row?.id });
    const selected = { value: 'whatever', text: { type: 'plain_text', text: 'Whatever' } };
    view.state.values = { decision: { decision: { type: 'radio_buttons', selected_option: selected } } };

    const answer = await postInteraction(trial, payload);

    expect(answer.status).toBe(200);
    await quiet(trial);
    expect([request.state, second.state]).toEqual(['approved', 'pending']);
  });

  it('shows hostile names and reasons as they are written, and nothing of them takes effect (invariant 8)', async () => {
    const hostile = '<!channel> *x* <http://evil.example|bank> @here';
    askForAccess(trial, { name: hostile, reason: `${hostile}\n<script>alert(1)</script>` });

    const card = await pendingCard(trial);

    expect(trial.slack.read(card)).toContain(hostile);
    const dm = await trial.eventually('a direct message', () => trial.slack.directMessages(PEOPLE.mona)[0]);
    for (const message of [card, dm]) {
      expect(message.text).toContain('&lt;!channel&gt;');
      expect(message.text).not.toContain('<!channel>');
    }
    await quiet(trial);
  });

  it('answers what it does not know with 404 and 405, never with a page of secrets', async () => {
    const statuses = [];

    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/slack/events'],
      ['GET', '/github/webhooks'],
      ['POST', '/healthz'],
    ] as const) {
      statuses.push((await fetch(`${trial.url}${path}`, { method })).status);
    }

    expect(statuses).toEqual([404, 404, 405, 405]);
    expect(trial.slack.messages(REVIEW_CHANNEL)).toEqual([]);
  });

  it('says that it lives and is ready, and measures itself', async () => {
    await trial.eventually('GitHub asked for its pending list', () =>
      trial.github.calls.find(({ path }) => path === '/app/installations'),
    );

    const [alive, ready, metrics] = await Promise.all(
      ['/healthz', '/readyz', '/metrics'].map((path) => fetch(`${trial.url}${path}`)),
    );

    expect([alive?.status, ready?.status, metrics?.status]).toEqual([200, 200, 200]);
    expect(await ready?.json()).toMatchObject({
      ...{ database: 'ok', slack: 'ok', github: 'ok' },
      ...{ webhooksWaiting: 0, deliveriesWaiting: 0, oldestDeliverySeconds: 0 },
    });
    expect(await metrics?.text()).toContain('patrol_deliveries_waiting');
  });
});
