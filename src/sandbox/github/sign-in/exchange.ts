import { createHash } from 'node:crypto';
import type { Reply } from '../api-reply.js';
import type { ServerParts } from '../server-parts.js';
import { type TokenPair, tokenAnswer } from '../user-authorizations.js';

export const TOKEN_PATH = '/login/oauth/access_token';

const KNOWN = new Set([
  'client_id',
  'client_secret',
  'code',
  'redirect_uri',
  'code_verifier',
  'repository_id',
  'grant_type',
  'refresh_token',
]);

const DOCUMENTATION = 'https://docs.github.com/apps';
const TROUBLE = `${DOCUMENTATION}/managing-oauth-apps/troubleshooting`;

// https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
const ERRORS = {
  incorrect_client_credentials: [
    'The client_id and/or client_secret passed are incorrect.',
    `${TROUBLE}-oauth-app-access-token-request-errors/#incorrect-client-credentials`,
  ],
  redirect_uri_mismatch: [
    'The redirect_uri MUST match the registered callback URL for this application.',
    `${TROUBLE}-authorization-request-errors/#redirect-uri-mismatch2`,
  ],
  bad_verification_code: [
    'The code passed is incorrect or expired.',
    `${TROUBLE}-oauth-app-access-token-request-errors/#bad-verification-code`,
  ],
  bad_refresh_token: ['The refresh token passed is incorrect or expired.', DOCUMENTATION],
  unsupported_grant_type: ['The grant type is not supported.', DOCUMENTATION],
} as const;

type ErrorName = keyof typeof ERRORS;

/** Trades a code, or a refresh token, for user access tokens. GitHub answers 200 also where it refuses. */
export function exchange(parts: ServerParts, fields: URLSearchParams): Reply {
  for (const name of new Set(fields.keys())) {
    if (!KNOWN.has(name)) parts.onViolation(`${TOKEN_PATH}: ${name} is not known`);
  }
  const clientId = fields.get('client_id') ?? '';
  // The one refusal with another status: https://github.com/octokit/auth-oauth-user.js/issues/239
  if (clientId !== parts.addresses.app.clientId) return { status: 404, body: { error: 'Not Found' } };
  const outcome = parts.credentials.isClient(clientId, fields.get('client_secret') ?? '')
    ? granted(parts, fields)
    : 'incorrect_client_credentials';
  if (typeof outcome !== 'string') return { status: 200, body: tokenAnswer(outcome) };
  const [description, uri] = ERRORS[outcome];
  return { status: 200, body: { error: outcome, error_description: description, error_uri: uri } };
}

function granted(parts: ServerParts, fields: URLSearchParams): TokenPair | ErrorName {
  switch (fields.get('grant_type')) {
    case null:
    case 'authorization_code':
      return byCode(parts, fields);
    case 'refresh_token':
      return parts.credentials.people.refresh(fields.get('refresh_token') ?? '') ?? 'bad_refresh_token';
    default:
      return 'unsupported_grant_type';
  }
}

function byCode({ credentials }: ServerParts, fields: URLSearchParams): TokenPair | ErrorName {
  const code = credentials.people.takeCode(fields.get('code') ?? '');
  if (!code) return 'bad_verification_code';
  const redirectUri = fields.get('redirect_uri');
  if (redirectUri !== null && redirectUri !== code.redirectUri) return 'redirect_uri_mismatch';
  // "Required if `code_challenge` was sent"; which error comes without it is not documented.
  if (code.challenge !== null && s256(fields.get('code_verifier')) !== code.challenge) {
    return 'bad_verification_code';
  }
  return credentials.people.mint(code.user);
}

function s256(verifier: string | null): string | undefined {
  return verifier === null ? undefined : createHash('sha256').update(verifier).digest('base64url');
}
