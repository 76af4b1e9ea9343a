import { expect } from '@jest/globals';
import type { NewToken } from '../../src/sandbox/github/token-acts.js';
import type { PatRequest } from '../../src/sandbox/github/world-entities.js';
import { PEOPLE, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import type { SlackMessage, SlackView } from '../../src/sandbox/slack/slack-objects.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import type { Trial } from './trial.js';

/** Mona makes a token that asks for the private repository payments. */
export function askForAccess(trial: Pick<Trial, 'github'>, token: Partial<NewToken> = {}) {
  const { github } = trial;
  const made = github.createToken({
    owner: 'mona',
    org: 'acme',
    name: 'deploy-bot',
    reason: 'Deploys payments from CI',
    repositorySelection: 'subset',
    repositories: ['payments'],
    permissions: { repository: { contents: 'read' } },
    ...token,
  });
  return { token: made.token, tokenId: made.tokenId, request: made.request as PatRequest };
}

/** The only card of the review channel, once it says `text`. */
export function cardThatSays(trial: Trial, text: string): Promise<SlackMessage> {
  const { slack } = trial;
  return trial.eventually(`a card that says “${text}”`, () =>
    slack.messages(REVIEW_CHANNEL).find((message) => slack.read(message).includes(text)),
  );
}

/** Waits for a card with buttons. */
export function pendingCard(trial: Trial): Promise<SlackMessage> {
  return cardThatSays(trial, '[Approve]');
}

export function click(trial: Trial, user: string, card: SlackMessage, action: keyof typeof ACTIONS) {
  return trial.slack.click({ user, channel: REVIEW_CHANNEL, ts: card.ts, actionId: ACTIONS[action] });
}

/** Clicks Deny… and waits for its modal. */
export async function openDeny(trial: Trial, user: string, card: SlackMessage): Promise<SlackView> {
  await click(trial, user, card, 'deny');
  return modalThatSays(trial, user, 'Deny the request');
}

export function modalThatSays(trial: Trial, user: string, text: string): Promise<SlackView> {
  const { slack } = trial;
  return trial.eventually(`a modal that says “${text}”`, () =>
    slack.views(user).find((view) => slack.read(view).includes(text)),
  );
}

export function messageTo(trial: Trial, user: string, text: string): Promise<string> {
  const { slack } = trial;
  return trial.eventually(`a direct message to ${user} that says “${text}”`, () =>
    slack
      .directMessages(user)
      .map((message) => slack.read(message))
      .find((said) => said.includes(text)),
  );
}

/** What only that person sees in the review channel. */
export function ephemeralTo(trial: Trial, user: string, text: string): Promise<string> {
  const { slack } = trial;
  return trial.eventually(`an ephemeral to ${user} that says “${text}”`, () =>
    slack
      .ephemerals(user, REVIEW_CHANNEL)
      .map((message) => slack.read(message))
      .find((said) => said.includes(text)),
  );
}

export async function mailThatSays(trial: Trial, text: string) {
  return trial.eventually(`an e-mail that says “${text}”`, () =>
    trial.mailbox.mails.find(({ parsed }) => `${parsed.subject}\n${parsed.text}`.includes(text)),
  );
}

/** The status with which GitHub answers a token that reads a repository. */
export async function readRepository(
  trial: Pick<Trial, 'github'>,
  token: string,
  name: string,
): Promise<number> {
  const response = await fetch(`${trial.github.url}/repos/acme/${name}`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'curl' },
  });
  await response.arrayBuffer();
  return response.status;
}

/** Decisions that left for GitHub. */
export function decisionsSent(trial: Pick<Trial, 'github'>): number {
  return trial.github.calls.filter(({ method, path }) => method === 'POST' && /-requests\/\d+$/.test(path))
    .length;
}

/** Waits until no webhook, no delivery and no decision is on its way. */
export async function quiet(trial: Trial): Promise<void> {
  await trial.github.settled();
  await trial.eventually('everything delivered', async () => {
    const [row] = await trial.rows<{ open: number }>(
      `SELECT (SELECT count(*) FROM webhook_deliveries WHERE payload IS NOT NULL)::int
            + (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))::int
            + (SELECT count(*) FROM decisions WHERE state IN ('asked', 'checking', 'sent'))::int AS open`,
    );
    return row?.open === 0;
  });
}

/** Waits until the bot knows where it is installed. */
export async function synced(trial: Trial): Promise<void> {
  await trial.eventually('every organization compared with GitHub', async () => {
    const rows = await trial.rows<{ synced_at: Date | null }>('SELECT synced_at FROM organizations');
    return rows.length > 0 && rows.every((row) => row.synced_at !== null);
  });
}

/** Ends a trial in which nobody did anything that Slack or GitHub would refuse, and nothing needs an operator. */
export async function endHealthy(trial: Trial): Promise<void> {
  await trial.close();
  expect(trial.slack.violations).toEqual([]);
  expect(trial.slack.warnings).toEqual([]);
  expect(trial.github.violations).toEqual([]);
  expect(trial.log.filter(({ level }) => level === 'error')).toEqual([]);
}

export { PEOPLE, REVIEW_CHANNEL };
