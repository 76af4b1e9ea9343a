import type { ServerParts } from '../server-parts.js';

export const AUTHORIZE_PATH = '/login/oauth/authorize';

/** What an App asks of the person whom it sent to GitHub. */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly state: string | null;
  /** Of PKCE. */
  readonly challenge: string | null;
  /** The account that the App suggests. */
  readonly suggested: string | null;
  /** As they came, for the form. */
  readonly fields: URLSearchParams;
}

/** Why GitHub shows a page instead of asking. */
export interface AuthorizeRefusal {
  readonly status: 400 | 404;
  readonly title: string;
  readonly refused: string;
}

// https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
const KNOWN = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'code_challenge',
  'code_challenge_method',
  'login',
  'allow_signup',
  'prompt',
]);

/** What the App asks, or GitHub's refusal; what is wrong is recorded as a violation. */
export function readAuthorizeRequest(
  parts: ServerParts,
  fields: URLSearchParams,
): AuthorizeRequest | AuthorizeRefusal {
  const refuse = (status: 400 | 404, title: string, refused: string): AuthorizeRefusal => {
    parts.onViolation(`${AUTHORIZE_PATH}: ${refused}`);
    return { status, title, refused };
  };
  for (const name of new Set(fields.keys())) {
    if (!KNOWN.has(name)) parts.onViolation(`${AUTHORIZE_PATH}: ${name} is not known for a GitHub App`);
  }
  if (fields.get('client_id') !== parts.addresses.app.clientId) {
    return refuse(404, 'Not Found', 'No App has this client_id.');
  }
  const redirectUri = fields.get('redirect_uri') ?? parts.callbackUrls[0];
  if (redirectUri === undefined || !parts.callbackUrls.includes(redirectUri)) {
    return refuse(400, 'Be careful!', 'The redirect_uri is not associated with this application.');
  }
  if (!isPkceRight(fields)) {
    return refuse(400, 'Bad request', 'PKCE needs a code_challenge of 43 characters, by the method S256.');
  }
  return {
    redirectUri,
    state: fields.get('state'),
    challenge: fields.get('code_challenge'),
    suggested: fields.get('login'),
    fields,
  };
}

/**
 * What the App asks with this address of GitHub's page.
 * @throws Error when it is another page's address, or GitHub refuses
 */
export function authorizeRequestAt(parts: ServerParts, url: string): AuthorizeRequest {
  const page = parts.addresses.web + AUTHORIZE_PATH;
  const { origin, pathname, searchParams } = new URL(url);
  if (origin + pathname !== page)
    throw new Error(`People authorize the App at ${page}, not at ${origin}${pathname}`);
  const asked = readAuthorizeRequest(parts, searchParams);
  if ('refused' in asked) throw new Error(asked.refused);
  return asked;
}

function isPkceRight(fields: URLSearchParams): boolean {
  const challenge = fields.get('code_challenge');
  const method = fields.get('code_challenge_method');
  if (challenge === null && method === null) return true;
  return method === 'S256' && /^[\w-]{43}$/.test(challenge ?? '');
}
