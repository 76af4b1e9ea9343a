import { type Allowance, perMinute } from '../application/budget-ports.js';

/** Slack takes about a message a second in a channel, and short bursts. */
const POSTS = { burst: 3, everyMs: 1_000 };

/** Calls a minute of the methods that the background uses (https://docs.slack.dev/apis/web-api/rate-limits). */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'chat.update': 50,
  'conversations.join': 50,
  'conversations.open': 50,
  'users.info': 100,
  'users.lookupByEmail': 50,
  'views.publish': 100,
  'views.update': 100,
};

/** What Slack allows of a call; undefined when nothing needs to be counted. */
export function allowanceOf(method: string, channel: unknown): Allowance | undefined {
  if (method === 'chat.postMessage') return { key: `slack/${method}/${channel}`, ...POSTS };
  const count = PER_MINUTE[method];
  return count === undefined ? undefined : perMinute(`slack/${method}`, count);
}
