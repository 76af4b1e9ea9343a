import { afterEach, describe, expect, it } from '@jest/globals';
import type { SlackMessage } from '../../src/sandbox/slack/slack-objects.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  decisionsSent,
  endHealthy,
  PEOPLE,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const HOUR_MS = 3_600_000;

let trial: Trial;
/** How far the bot's clock is ahead. */
let ahead: number;

/** People work around the clock, so that the test does not depend on when it runs. */
const start = async (environment: Record<string, string> = {}) => {
  ahead = 0;
  trial = await startTrial({
    clock: { now: () => new Date(Date.now() + ahead) },
    sweepSeconds: 1,
    environment: { WORKING_DAYS: 'mon-sun', WORKING_HOURS: '00:00-23:59', ...environment },
  });
  await synced(trial);
};

afterEach(async () => {
  await endHealthy(trial);
});

/** What somebody is told in their own conversation with us, once it says `text`. */
const directly = (user: string, text: string): Promise<SlackMessage> =>
  trial.eventually(`a direct message to ${user} that says “${text}”`, () =>
    trial.slack.directMessages(user).find((message) => trial.slack.read(message).includes(text)),
  );

/** Clicks Approve beside one of the requests that a message names. */
const approveIn = (message: SlackMessage, user: string, request: { readonly id: number }) => {
  const ids = (message.blocks ?? []).map(({ block_id }) => String(block_id));
  const blockId = ids.find((id) => id.startsWith('decide/') && id.endsWith(`/${request.id}`));
  return trial.slack.click({
    user,
    channel: message.channel,
    ts: message.ts,
    actionId: ACTIONS.approve,
    blockId,
  });
};

/** Both owners are told of what has waited for longer than 24 hours; returns what olivia reads. */
async function reminded(): Promise<SlackMessage> {
  ahead = 24 * HOUR_MS + 600_000;
  await trial.eventually('what is due together is gathered', async () => {
    const waiting = await trial.rows("SELECT id FROM deliveries WHERE kind = 'owner-reminders'");
    return waiting.length > 0;
  });
  ahead += 180_000;
  await directly(PEOPLE.omar, '2 requests for access to acme have waited for long');
  return directly(PEOPLE.olivia, '2 requests for access to acme have waited for long');
}

describe('a request that nobody decides', () => {
  it('is recalled in its thread, then told to owners, who decide it where they read of it', async () => {
    await start();
    const { slack } = trial;
    const { request } = askForAccess(trial, { name: 'first-bot' });
    askForAccess(trial, { name: 'second-bot' });
    const card = await cardThatSays(trial, 'first-bot');
    await cardThatSays(trial, 'second-bot');
    await quiet(trial);

    ahead = 4 * HOUR_MS + 120_000;
    const replies = () => slack.thread(REVIEW_CHANNEL, card.ts).slice(1);
    await trial.eventually('a reminder in the thread', () => replies().length === 1);
    const reminder = await reminded();
    await approveIn(reminder, PEOPLE.olivia, request);

    const mended = await directly(PEOPLE.olivia, 'Approved by');
    await directly(PEOPLE.omar, 'Approved by');
    await cardThatSays(trial, 'Approved by');
    const shown = slack.read(mended);
    expect(slack.read(replies()[0] as SlackMessage)).toContain('Still waiting: mona');
    expect(mended.ts).toBe(reminder.ts);
    expect(shown).toContain('1 request for access to acme has waited for long');
    expect(shown.match(/\[Approve\]/g)).toHaveLength(1);
    expect(decisionsSent(trial)).toBe(1);
  });

  it('and was decided unnoticed is answered in words, and the others stay in the message', async () => {
    await start({ REMIND_AFTER_HOURS: '0' });
    const { slack } = trial;
    const { request } = askForAccess(trial, { name: 'first-bot' });
    askForAccess(trial, { name: 'second-bot' });
    await cardThatSays(trial, 'second-bot');
    await quiet(trial);
    const reminder = await reminded();
    await trial.rows(
      "UPDATE token_requests SET state = 'closed', ended_at = now() WHERE pat_request_id = $1",
      [request.id],
    );

    await approveIn(reminder, PEOPLE.olivia, request);

    const mended = await directly(PEOPLE.olivia, 'Gone from GitHub');
    const answers = slack.ephemerals(PEOPLE.olivia).map((message) => slack.read(message));
    expect(mended.ts).toBe(reminder.ts);
    expect(slack.read(mended)).toContain('second-bot');
    expect(slack.read(mended).match(/\[Approve\]/g)).toHaveLength(1);
    expect(answers.join()).toContain('Gone from GitHub');
    expect(decisionsSent(trial)).toBe(0);
  });
});
