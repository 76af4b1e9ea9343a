import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  messageTo,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const MAX_TOKEN = { owner: 'max', name: 'max-token' };

describe('telling the requester', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('finds an unlinked requester by the e-mail address that GitHub shows', async () => {
    askForAccess(trial, MAX_TOKEN);

    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');

    await messageTo(trial, PEOPLE.max, 'Your token max-token waits');
    await messageTo(trial, PEOPLE.max, 'has access to acme now');
    const mail = await mailThatSays(trial, 'max-token');
    expect(mail.to).toEqual(['max@acme.example']);
    await quiet(trial);
  });

  it('says once, in the log and in the card’s thread, that a requester cannot be reached', async () => {
    trial.github.setEmail('max', null);
    askForAccess(trial, MAX_TOKEN);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);

    const [, ...replies] = trial.slack
      .thread(REVIEW_CHANNEL, card.ts)
      .map((reply) => trial.slack.read(reply));
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('neither a Slack user nor an e-mail address of max');
    expect(trial.log.filter(({ msg }) => msg === 'requester has no known address')).toHaveLength(1);
    expect(trial.mailbox.mails).toEqual([]);
  });

  it('writes to the address that GitHub shows when no Slack user has it', async () => {
    trial.github.setEmail('max', 'max@home.example');
    askForAccess(trial, MAX_TOKEN);

    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');

    const mail = await mailThatSays(trial, 'max-token');
    expect(mail.to).toEqual(['max@home.example']);
    await quiet(trial);
    expect(trial.slack.directMessages(PEOPLE.max)).toEqual([]);
  });

  it('sends one message each, however often GitHub says the same', async () => {
    const { request } = askForAccess(trial);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);

    for (const { guid } of [...trial.github.webhookDeliveries]) await trial.github.redeliver(guid);
    await trial.restart();
    await quiet(trial);

    expect(request.state).toBe('approved');
    expect(trial.slack.directMessages(PEOPLE.mona)).toHaveLength(2);
    expect(trial.mailbox.mails).toHaveLength(1);
  });
});

describe('telling the requester when the mail server', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await trial.close();
  });

  it('refuses the address: the card and the direct message do not wait for it, and the status says why', async () => {
    trial.mailbox.refuse('mona@acme.example');
    askForAccess(trial);

    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await messageTo(trial, PEOPLE.mona, 'has access to acme now');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);

    const failed = await trial.rows("SELECT kind, last_error FROM deliveries WHERE state = 'failed'");
    expect(failed).toEqual([{ kind: 'requester-mail', last_error: expect.stringContaining('550') }]);
    const asked = { user: PEOPLE.olivia, channel: REVIEW_CHANNEL, command: '/tokens', text: 'status' };
    await trial.slack.command(asked);
    const status = await ephemeralTo(trial, PEOPLE.olivia, 'The mail server does not take mail');
    expect(status).toContain('550');
  });

  it('is down: the mail follows when it is up again', async () => {
    trial.mailbox.setDown(true);
    askForAccess(trial);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await trial.eventually('a failed try', async () => {
      const rows = await trial.rows(
        "SELECT id FROM deliveries WHERE kind = 'requester-mail' AND attempts > 0",
      );
      return rows.length > 0;
    });

    trial.mailbox.setDown(false);

    await mailThatSays(trial, 'Approved: your token “deploy-bot” for acme');
    await quiet(trial);
  });
});
