import { App, Octokit } from 'octokit';
import { type Meter, unmetered } from '../application/meter.js';
import type { Config } from '../config.js';
import { impatientFetch, leanFetch } from '../lean-fetch.js';
import { meteredFetch, meteredOctokit } from './metered.js';

/** The App, and the ways to speak to GitHub that are not its installations'. */
export interface GitHubApp {
  readonly app: App;
  /** Gives up in time, and is metered. */
  readonly fetch: typeof fetch;
  /** With a user access token. */
  asUser(accessToken: string): Octokit;
  /** As the App's OAuth client. */
  asClient(clientId: string, clientSecret: string): Octokit;
}

/** No call to GitHub takes longer than this. */
const TIMEOUT_MS = 10_000;

/**
 * GitHub's client. Octokit's own retries and throttling are off: it would repeat a POST whose outcome is unknown
 * (invariant 1), and waiting is what our jobs do.
 */
export function createGitHubApp(config: Config['github'], meter: Meter = unmetered): GitHubApp {
  const OurOctokit = Octokit.plugin(meteredOctokit(meter)).defaults({
    baseUrl: config.apiUrl,
    userAgent: 'patrol',
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: leanFetch(TIMEOUT_MS) },
    // Octokit warns of deprecated endpoints on the console; what matters comes back as an error.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const app = new App({
    appId: config.appId,
    privateKey: config.privateKey,
    webhooks: { secret: config.webhookSecret },
    Octokit: OurOctokit,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  return {
    app,
    // Those of the sign-in want a real `Response`.
    fetch: meteredFetch(meter, impatientFetch(TIMEOUT_MS)),
    asUser: (accessToken) => new OurOctokit({ auth: accessToken }),
    asClient: (clientId, clientSecret) => {
      const octokit = new OurOctokit();
      const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      octokit.hook.before('request', (options) => {
        options.headers.authorization = `basic ${credentials}`;
      });
      return octokit;
    },
  };
}

function ignore(): void {}
