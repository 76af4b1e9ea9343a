import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { SlackMessage } from '../../src/sandbox/slack/slack-objects.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  messageTo,
  modalThatSays,
  openDeny,
  PEOPLE,
  pendingCard,
  quiet,
  readRepository,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

/** The same as the bot would send them. */
function buttonsOf({ blocks = [] }: SlackMessage): KnownBlock[] {
  return (blocks as KnownBlock[]).filter(({ type }) => type === 'actions');
}

describe.each(['http', 'socket'] as const)('a decision in Slack, in %s mode', (mode) => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ mode });
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('approves with one click: the token works, the card says who, the requester is told', async () => {
    const { token } = askForAccess(trial);
    const card = await pendingCard(trial);
    expect(await readRepository(trial, token, 'payments')).toBe(404);

    const clicked = await click(trial, PEOPLE.olivia, card, 'approve');

    expect(clicked.status).toBe(200);
    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    expect(await readRepository(trial, token, 'payments')).toBe(200);
    expect(await readRepository(trial, token, 'infrastructure')).toBe(404);
    await messageTo(trial, PEOPLE.mona, 'Your token deploy-bot waits for an owner of acme');
    await messageTo(trial, PEOPLE.mona, '@Olivia Owens (olivia) approved it');
    const mail = await mailThatSays(trial, 'Approved: your token “deploy-bot” for acme');
    expect(mail.to).toEqual(['mona@acme.example']);
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(1);
  });

  it('decides nothing by a card whose number another request has by now, as after a restore', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);
    await trial.rows('UPDATE token_requests SET pat_request_id = pat_request_id + 1');

    // At the same time, for each of them brings the card up to date.
    await Promise.all([
      click(trial, PEOPLE.olivia, card, 'approve'),
      click(trial, PEOPLE.olivia, card, 'details'),
    ]);

    await ephemeralTo(trial, PEOPLE.olivia, 'not known here any more');
    await modalThatSays(trial, PEOPLE.olivia, 'not known here any more');
    expect(await trial.rows('SELECT state FROM token_requests')).toEqual([{ state: 'pending' }]);
    await trial.rows('UPDATE token_requests SET pat_request_id = pat_request_id - 1');
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(0);
  });

  it('shows nothing of the request that has the number by now to whoever clicks on an old message', async () => {
    askForAccess(trial, { name: 'secret-of-others' });
    const card = await pendingCard(trial);
    const { id } = trial.slack.directChannel(PEOPLE.max);
    const bot = new WebClient(trial.environment.SLACK_BOT_TOKEN, { slackApiUrl: trial.slack.apiUrl });
    const { ts = '' } = await bot.chat.postMessage({ channel: id, text: 'Go on', blocks: buttonsOf(card) });
    await trial.rows('UPDATE token_requests SET pat_request_id = pat_request_id + 1');

    await trial.slack.click({ user: PEOPLE.max, channel: id, ts, actionId: ACTIONS.approve });

    const said = await messageTo(trial, PEOPLE.max, 'not known here any more');
    expect(said).not.toContain('secret-of-others');
    expect(said).not.toContain('[Approve]');
    await trial.rows('UPDATE token_requests SET pat_request_id = pat_request_id - 1');
    await quiet(trial);
  });

  it('denies with a reason that the requester reads', async () => {
    const { token, request } = askForAccess(trial);
    const modal = await openDeny(trial, PEOPLE.olivia, await pendingCard(trial));

    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { reason: { reason: 'Please use the deploy key' } },
    });

    expect(submitted.outcome).toBe('cleared');
    const card = await cardThatSays(trial, 'Denied by @Olivia Owens (olivia)');
    expect(trial.slack.read(card)).toContain('Please use the deploy key');
    expect(trial.slack.read(card)).not.toContain('[Approve]');
    expect(request.decisionReason).toBe('Please use the deploy key');
    expect(await readRepository(trial, token, 'payments')).toBe(404);
    expect(await messageTo(trial, PEOPLE.mona, 'gets no access to acme')).toContain(
      'Please use the deploy key',
    );
    const mail = await mailThatSays(trial, 'Denied: your token “deploy-bot” for acme');
    expect(mail.parsed.text).toContain('Please use the deploy key');
    expect(mail.parsed.html).toContain('Please use the deploy key');
    await quiet(trial);
  });
});

describe('a decision in Slack', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('denies without a reason', async () => {
    const { request } = askForAccess(trial);
    const modal = await openDeny(trial, PEOPLE.omar, await pendingCard(trial));

    await trial.slack.submitView({ user: PEOPLE.omar, viewId: modal.id });

    await cardThatSays(trial, 'Denied by @Omar Ortiz (omar)');
    expect(request).toMatchObject({ state: 'denied', decisionReason: null });
    await messageTo(trial, PEOPLE.mona, 'No reason was given.');
    await quiet(trial);
  });

  it('is made once when two owners click at the same time, and the loser is told who decided (invariant 1)', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);

    await Promise.all([
      click(trial, PEOPLE.olivia, card, 'approve'),
      click(trial, PEOPLE.omar, card, 'approve'),
    ]);

    const decided = await cardThatSays(trial, 'Approved by');
    const winner = trial.slack.read(decided).includes('(olivia)') ? 'olivia' : 'omar';
    const loser = winner === 'olivia' ? PEOPLE.omar : PEOPLE.olivia;
    expect(await ephemeralTo(trial, loser, 'You were too late.')).toContain(`(${winner})`);
    await quiet(trial);
    expect(decisionsSent(trial)).toBe(1);
  });

  it('shows who is deciding while GitHub is slow, without buttons', async () => {
    trial.github.faults.add({
      match: ({ method, path }) => method === 'POST' && path.includes('-requests/'),
      times: 1,
      effect: { delayMs: 300 },
    });
    askForAccess(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    const deciding = await cardThatSays(trial, '@Olivia Owens (olivia) approves it');
    expect(trial.slack.read(deciding)).not.toContain('[Approve]');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);
  });

  it('can be made in Details, with a reason', async () => {
    const { request } = askForAccess(trial);
    const card = await pendingCard(trial);
    await click(trial, PEOPLE.olivia, card, 'details');
    const modal = await modalThatSays(trial, PEOPLE.olivia, 'Repositories 1–1 of 1');

    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { decision: { decision: 'approve' }, reason: { reason: 'Fine for this quarter' } },
    });

    expect(submitted.outcome).toBe('cleared');
    const decided = await cardThatSays(trial, 'Approved by');
    expect(trial.slack.read(decided)).toContain('Fine for this quarter');
    expect(request).toMatchObject({ state: 'approved', decisionReason: 'Fine for this quarter' });
    await quiet(trial);
  });

  it('takes reasons of 1,024 characters and keeps the modal open for longer ones', async () => {
    const { request } = askForAccess(trial);
    const modal = await openDeny(trial, PEOPLE.olivia, await pendingCard(trial));
    const submit = (reason: string) =>
      trial.slack.submitView({ user: PEOPLE.olivia, viewId: modal.id, values: { reason: { reason } } });

    const tooLong = await submit('x'.repeat(1_025));
    const longest = await submit('y'.repeat(1_024));

    expect(tooLong.outcome).toBe('refused');
    expect(longest.outcome).toBe('cleared');
    await cardThatSays(trial, 'Denied by');
    expect(request.decisionReason).toBe('y'.repeat(1_024));
    await quiet(trial);
  });
});
