import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTroubleSwitches } from '../../../../src/sandbox/page/trouble.js';
import { addPeople } from '../../../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../../../src/sandbox/stand-ins.js';

describe('the trouble switches', () => {
  let standIns: StandIns;

  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
    addPeople(standIns);
  });

  afterEach(async () => {
    await standIns.close();
  });

  const slackStatus = async () =>
    (await fetch(`${standIns.slack.apiUrl}auth.test`, { method: 'POST' })).status;

  it('make Slack answer 429, and stop it again', async () => {
    const switches = createTroubleSwitches(standIns, () => undefined);

    switches.set('slack-429', true);
    const while429 = await slackStatus();
    switches.set('slack-429', false);

    expect([while429, await slackStatus()]).toEqual([429, 200]);
  });

  it('leave trying a token alone while GitHub fails for the bot', async () => {
    const { token } = standIns.github.createClassicToken({ owner: 'mona' });
    const read = async (authorization?: string) => {
      const headers = { 'user-agent': 'test', ...(authorization && { authorization }) };
      return (await fetch(`${standIns.github.url}/repos/acme/payments`, { headers })).status;
    };

    createTroubleSwitches(standIns, () => undefined).set('github-502', true);

    expect([await read(), await read(`Bearer ${token}`)]).toEqual([502, 200]);
  });

  it('turn "GitHub answers 502" off when GitHub no longer answers', () => {
    const switches = createTroubleSwitches(standIns, () => undefined);

    switches.set('github-502', true);
    switches.set('github-timeout', true);

    expect(switches.state()).toMatchObject({ 'github-502': false, 'github-timeout': true });
  });

  it('lose one webhook, then deliver again', async () => {
    standIns.github.setWebhookUrl('http://127.0.0.1:9/');
    const switches = createTroubleSwitches(standIns, () => undefined);

    switches.set('lose-next-webhook', true);
    standIns.github.ping();

    expect(switches.state()['lose-next-webhook']).toBe(false);
    expect(standIns.github.webhookMode).toBe('deliver');
  });
});
