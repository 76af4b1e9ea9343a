import type { ServerParts } from '../server-parts.js';
import type { User } from '../world-entities.js';
import type { AuthorizeRequest } from './authorize-request.js';

/** Somebody presses Authorize; returns where GitHub sends their browser. */
export function authorize(parts: ServerParts, asked: AuthorizeRequest, user: User): string {
  const { redirectUri, challenge } = asked;
  const code = parts.credentials.people.issueCode({ user, redirectUri, challenge });
  return wayBack(parts, asked, { code });
}

/** Somebody presses Cancel; returns where GitHub sends their browser. */
export function deny(parts: ServerParts, asked: AuthorizeRequest): string {
  return wayBack(parts, asked, {
    error: 'access_denied',
    error_description: 'The user has denied your application access.',
    error_uri:
      'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied',
  });
}

function wayBack(
  { addresses, behaviour }: ServerParts,
  { redirectUri, state }: AuthorizeRequest,
  answer: Record<string, string>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  // Since April 2026, by RFC 9207: https://github.com/openiddict/openiddict-core/pull/2529
  if (behaviour.issuerInRedirect) url.searchParams.set('iss', `${addresses.web}/login/oauth`);
  return url.href;
}
