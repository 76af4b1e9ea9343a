import { DATABASE_SCENARIOS, PEOPLE_SCENARIOS, WEBHOOK_SCENARIOS } from './database-scenarios.js';
import { DIGEST_SCENARIOS } from './digest-scenarios.js';
import { GITHUB_SCENARIOS } from './github-scenarios.js';
import type { Scenario } from './scenario.js';
import { MAIL_SCENARIOS, SLACK_SCENARIOS } from './slack-scenarios.js';
import { TOKEN_SCENARIOS } from './token-scenarios.js';
import { USUAL_SCENARIOS } from './usual-scenarios.js';

/** A crash point is tried in the first of them that reaches it. */
export const SCENARIOS: readonly Scenario[] = [
  ...USUAL_SCENARIOS,
  ...GITHUB_SCENARIOS,
  ...TOKEN_SCENARIOS,
  ...SLACK_SCENARIOS,
  ...MAIL_SCENARIOS,
  ...WEBHOOK_SCENARIOS,
  ...DATABASE_SCENARIOS,
  ...PEOPLE_SCENARIOS,
  ...DIGEST_SCENARIOS,
];
