import { App, Octokit } from 'octokit';
import type { Config } from '../config.js';

/** What GitHub's last answer showed, for `/readyz`. */
export type GitHubState = 'ok' | 'unreachable' | 'unknown';

/** No call to GitHub takes longer than this. */
const TIMEOUT_MS = 10_000;

/**
 * GitHub's client. Octokit's own retries and throttling are off: it would repeat a POST whose outcome is unknown
 * (invariant 1), and waiting is what our jobs do.
 */
export function createGitHubApp(config: Config['github'], seen: (state: GitHubState) => void = ignore): App {
  const OurOctokit = Octokit.defaults({
    baseUrl: config.apiUrl,
    userAgent: 'patrol',
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { fetch: observedFetch(seen) },
    // Octokit warns of deprecated endpoints on the console; what matters comes back as an error.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  return new App({
    appId: config.appId,
    privateKey: config.privateKey,
    webhooks: { secret: config.webhookSecret },
    Octokit: OurOctokit,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** Gives up in time, and tells after each call whether GitHub answers. */
function observedFetch(seen: (state: GitHubState) => void): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    try {
      const response = await fetch(input, { ...init, signal });
      seen(response.status < 500 ? 'ok' : 'unreachable');
      return response;
    } catch (error) {
      seen('unreachable');
      throw error;
    }
  };
}

function ignore(): void {}
