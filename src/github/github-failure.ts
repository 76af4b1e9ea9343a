import { RequestError } from 'octokit';
import { OutsideError } from '../domain/errors.js';
import { networkFailure } from '../domain/network-failure.js';

/** Translates what Octokit throws; the text keeps no header, URL or body, where a secret might be. */
export function toGitHubFailure(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (!(error instanceof RequestError) || error.response === undefined) return withoutAnswer(error);

  const { status, response } = error;
  const retryAfterMs = limitedFor(status, response.headers, messageOf(response.data));
  if (retryAfterMs !== undefined)
    return new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs });
  const sso = ssoPage(response.headers);
  if (sso !== undefined) return new OutsideError('github', 'refused', 'sso', { link: sso });
  // Wrong credentials are the operator's to mend; nothing was carried out.
  if (status === 401) return new OutsideError('github', 'unavailable', '401');
  if (status >= 500) return new OutsideError('github', 'unknown', String(status));
  return new OutsideError('github', 'refused', String(status), { detail: messageOf(response.data) });
}

function withoutAnswer(error: unknown): OutsideError {
  const { code, neverLeft } = networkFailure(error);
  return new OutsideError('github', neverLeft ? 'unavailable' : 'unknown', code, {
    cause: withoutRequest(error),
  });
}

/** Octokit's errors carry the request with its Authorization header. */
function withoutRequest(error: unknown): unknown {
  return error instanceof RequestError ? new Error(error.message) : error;
}

/** GitHub: honour `retry-after`, then `x-ratelimit-reset`, else wait at least a minute. */
function limitedFor(status: number, headers: Record<string, unknown>, message = ''): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter)) return retryAfter * 1_000;
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000 - Date.now();
    return Number.isFinite(reset) ? Math.max(reset, 1_000) : 60_000;
  }
  return status === 429 || /rate limit/i.test(message) ? 60_000 : undefined;
}

/** Where the person of a user access token has to sign in with SAML first, as GitHub's header says it. */
function ssoPage(headers: Record<string, unknown>): string | undefined {
  const [, url] = /^required;\s*url=(\S+)$/.exec(String(headers['x-github-sso'] ?? '')) ?? [];
  return url !== undefined && URL.canParse(url) && /^https?:/.test(url) ? url : undefined;
}

function messageOf(data: unknown): string | undefined {
  const message = (data as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message.slice(0, 200) : undefined;
}
