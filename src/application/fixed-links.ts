import type { Links } from './ports.js';

/** The pairs that the operator has set in `SLACK_GITHUB_USERS`; GitHub's logins know no case. */
export function createFixedLinks(pairs: ReadonlyMap<string, string>): Links {
  const slackUsers = new Map([...pairs].map(([slackUserId, login]) => [login.toLowerCase(), slackUserId]));
  return {
    githubLoginOf: async (slackUserId) => pairs.get(slackUserId),
    slackUserOf: async ({ login }) => slackUsers.get(login.toLowerCase()),
  };
}
