import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PEOPLE, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import { startTrial, type Trial } from '../support/trial.js';

describe.each(['http', 'socket'] as const)('approving a token request in %s mode', (mode) => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ mode });
  });
  afterEach(async () => {
    await trial.close();
  });

  it('gives the token access and tells the requester by direct message and e-mail', async () => {
    const { github, slack, mailbox } = trial;
    const { token, request } = github.createToken({
      owner: 'mona',
      org: 'acme',
      name: 'deploy-bot',
      reason: 'Deploys payments from CI',
      repositorySelection: 'subset',
      repositories: ['payments'],
      permissions: { repository: { contents: 'read' } },
    });
    const card = await trial.eventually('a card', () => slack.messages(REVIEW_CHANNEL)[0]);
    console.log(slack.read(card));
    await slack.click({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      ts: card.ts,
      actionId: 'token-request.approve',
    });
    await trial.eventually('mail', () => mailbox.mails[0]);
    console.log(mailbox.mails[0]?.raw);
    console.log(slack.directMessages(PEOPLE.mona).map((m) => slack.read(m)));
    console.log(
      slack.read(slack.messages(REVIEW_CHANNEL)[0]!),
      token,
      request?.state,
      slack.violations,
      github.violations,
    );
    console.log(trial.log.filter((l) => l.level >= 40));
    expect(1).toBe(1);
  });
});
