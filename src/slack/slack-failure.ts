import { ErrorCode, type WebAPICallError } from '@slack/web-api';
import { OutsideError } from '../domain/errors.js';
import { networkFailure } from '../domain/network-failure.js';

/** Slack's own troubles, and ours that the operator can mend: nothing was carried out, and another try may do. */
const WORTH_ANOTHER_TRY = new Set([
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'accesslimited',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  // A private channel to which nobody has invited the bot does not exist for it either.
  'channel_not_found',
  'not_in_channel',
]);
/** Slack says of these that it may have carried the call out. */
const MAY_HAVE_HAPPENED = new Set(['fatal_error', 'internal_error']);

/** Translates what the Web API client throws; keeps Slack's code, never a token. */
export function toSlackFailure(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (!isCallError(error)) return new OutsideError('slack', 'unknown', 'unexpected', { cause: error });
  switch (error.code) {
    case ErrorCode.RateLimitedError:
      return new OutsideError('slack', 'unavailable', 'ratelimited', {
        retryAfterMs: error.retryAfter * 1_000,
      });
    case ErrorCode.PlatformError:
      return platformFailure(error.data.error, error.data.response_metadata?.messages);
    case ErrorCode.HTTPError:
      return new OutsideError(
        'slack',
        // Slack answers 200 also to what it refuses: a 4xx is a proxy's.
        error.statusCode >= 500 ? 'unknown' : 'unavailable',
        String(error.statusCode),
      );
    case ErrorCode.RequestError: {
      const { neverLeft } = networkFailure(error.original);
      const cause = error.original;
      return new OutsideError('slack', neverLeft ? 'unavailable' : 'unknown', 'network', { cause });
    }
  }
}

function platformFailure(code: string, messages: string[] | undefined): OutsideError {
  const detail = messages?.join('; ').slice(0, 500);
  if (WORTH_ANOTHER_TRY.has(code)) return new OutsideError('slack', 'unavailable', code, { detail });
  if (MAY_HAVE_HAPPENED.has(code)) return new OutsideError('slack', 'unknown', code, { detail });
  return new OutsideError('slack', 'refused', code, { detail });
}

function isCallError(error: unknown): error is WebAPICallError {
  return (
    error instanceof Error && Object.values<unknown>(ErrorCode).includes((error as { code?: unknown }).code)
  );
}
