import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { workspaceState } from '../../../../src/sandbox/page/workspace-state.js';
import { addPeople, PEOPLE, REVIEW_CHANNEL } from '../../../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../../../src/sandbox/stand-ins.js';

describe('the workspace of a person', () => {
  let standIns: StandIns;
  let bot: WebClient;

  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
    addPeople(standIns);
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = standIns.environment;
    bot = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL });
  });

  afterEach(async () => {
    await standIns.close();
  });

  it('holds the direct messages of nobody else', async () => {
    await bot.chat.postMessage({ channel: PEOPLE.mona, text: 'for Mona' });

    const seen = Object.values(PEOPLE).filter((id) =>
      JSON.stringify(workspaceState(standIns, id)).includes('for Mona'),
    );

    expect(seen).toEqual([PEOPLE.mona]);
  });

  it('holds only the ephemeral messages that are for this person, in their place', async () => {
    const { ts = '' } = await bot.chat.postMessage({ channel: REVIEW_CHANNEL, text: 'first' });
    const said = { channel: REVIEW_CHANNEL, user: PEOPLE.omar };
    await bot.chat.postEphemeral({ ...said, text: 'secret' });
    await bot.chat.postEphemeral({ ...said, text: 'in the thread', thread_ts: ts });
    await bot.chat.postMessage({ channel: REVIEW_CHANNEL, text: 'last' });

    const texts = (id: string) => {
      const channel = workspaceState(standIns, id).conversations.find((c) => c.id === REVIEW_CHANNEL);
      return channel?.messages.map(({ text, replies }) => [text, ...(replies ?? []).map((r) => r.text)]);
    };

    expect(texts(PEOPLE.omar)).toEqual([['first', 'in the thread'], ['secret'], ['last']]);
    expect(texts(PEOPLE.olivia)).toEqual([['first'], ['last']]);
  });

  it('has no conversation with the bot for somebody of another workspace', () => {
    const kinds = workspaceState(standIns, PEOPLE.gus).conversations.map(({ kind }) => kind);

    expect(kinds).toEqual(['channel']);
  });
});
