import type { Meter } from '../application/meter.js';
import { leanFetch } from '../lean-fetch.js';

/**
 * What Slack's clients fetch with, so that the meter is told of every call, and each gives up after `withinMs`. Their
 * retries are off, so one call of a method is one fetch.
 */
export function meteredFetch(meter: Meter, apiUrl: string | undefined, withinMs: number): typeof fetch {
  const fetchUrl = leanFetch(withinMs);
  return async (input, init) => {
    const call = methodOf(input instanceof Request ? input.url : String(input), apiUrl);
    const started = performance.now();
    const told = (status: string, seconds: number) =>
      meter.called({ service: 'slack', call, status, seconds });
    const elapsed = () => (performance.now() - started) / 1_000;
    try {
      const response = await fetchUrl(input, init);
      const seconds = elapsed();
      if (response.status === 200) void codeOf(response.clone()).then((code) => told(code, seconds));
      else told(String(response.status), seconds);
      return response;
    } catch (error) {
      told('none', elapsed());
      throw error;
    }
  };
}

/** `chat.postMessage`; of the addresses that Slack gives us for one answer, not the secret in it. */
function methodOf(url: string, apiUrl = 'https://slack.com/api/'): string {
  const base = apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
  return url.startsWith(base) ? url.slice(base.length).replace(/\?.*$/s, '') : 'response_url';
}

/** Slack answers 200 to what it refuses, with a code in the body. Never rejects, for nobody waits for it. */
async function codeOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error?: unknown };
    return typeof error === 'string' ? error : '200';
  } catch {
    return '200';
  }
}
