import type { Meter } from '../application/meter.js';
import { leanFetch } from '../lean-fetch.js';

/** Of what is sent to a response_url: nobody waits for it, and the address is good for half an hour. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * What Slack's clients fetch with, so that the meter is told of every call, and each call of a method gives up after
 * `withinMs`. Their retries are off, so one call of a method is one fetch.
 */
export function meteredFetch(meter: Meter, apiUrl: string | undefined, withinMs: number): typeof fetch {
  const callMethod = leanFetch(withinMs);
  const sendAnswer = leanFetch(ANSWER_WITHIN_MS);
  return async (input, init) => {
    const call = methodOf(input instanceof Request ? input.url : String(input), apiUrl);
    const started = performance.now();
    const told = (status: string, seconds: number) =>
      meter.called({ service: 'slack', call, status, seconds });
    const elapsed = () => (performance.now() - started) / 1_000;
    try {
      const response = await (call === RESPONSE_URL ? sendAnswer : callMethod)(input, init);
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

const RESPONSE_URL = 'response_url';

/** `chat.postMessage`; of the addresses that Slack gives us for one answer, not the secret in it. */
function methodOf(url: string, apiUrl = 'https://slack.com/api/'): string {
  const base = apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
  return url.startsWith(base) ? url.slice(base.length).replace(/\?.*$/s, '') : RESPONSE_URL;
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
