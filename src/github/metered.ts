import { type Octokit, RequestError } from 'octokit';
import type { Meter } from '../application/meter.js';

/** A plugin for Octokit that tells the meter of every call. */
export function meteredOctokit(meter: Meter): (octokit: Pick<Octokit, 'hook'>) => void {
  return (octokit) => {
    octokit.hook.wrap('request', async (request, options) => {
      const told = startCall(meter, routeOf(options.method, options.url));
      try {
        const response = await request(options);
        told(String(response.status));
        return response;
      } catch (error) {
        told(statusOf(error));
        throw error;
      }
    });
  };
}

/** The same for calls of GitHub's sign-in, which are none of its API. */
export function meteredFetch(meter: Meter, fetchUrl: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isOAuth = url.pathname.endsWith('/login/oauth/access_token');
    const told = startCall(meter, isOAuth ? 'POST /login/oauth/access_token' : 'other');
    try {
      const response = await fetchUrl(input, init);
      told(String(response.status));
      return response;
    } catch (error) {
      told('none');
      throw error;
    }
  };
}

function startCall(meter: Meter, call: string): (status: string) => void {
  const started = performance.now();
  return (status) =>
    meter.called({ service: 'github', call, status, seconds: (performance.now() - started) / 1_000 });
}

function statusOf(error: unknown): string {
  return error instanceof RequestError && error.response !== undefined ? String(error.status) : 'none';
}

/** Parts of GitHub's paths that are no names and no ids. */
const WORDS =
  /^(app|installations|installation|access_tokens|orgs|organizations|personal-access-token-requests|personal-access-tokens|repositories|memberships|teams|users?|applications|token|api|v3)$/;

/**
 * The route with its placeholders, without a query. Links to further pages have everything filled in, so there
 * what is none of GitHub's own words becomes a placeholder again.
 */
export function routeOf(method: string, url: string): string {
  if (!/^https?:/.test(url)) return `${method} ${url.replace(/\?.*$/s, '')}`;
  const parts = new URL(url).pathname
    .split('/')
    .filter(Boolean)
    .map((part) => (WORDS.test(part) ? part : '{id}'));
  const path = `/${parts.join('/')}`
    .replace(/^\/api\/v3/, '')
    .replace(/^\/(organizations|orgs)\/[^/]+/, '/orgs/{org}')
    .replace(/(-requests)\/[^/]+/, '$1/{pat_request_id}');
  return `${method} ${path}`;
}
