import { createHash } from 'node:crypto';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { CLIENT } from './stand-in-world.js';

export const CALLBACK = 'http://localhost:3000/github/callback';
export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters';
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

type Fields = Record<string, string | undefined>;

/** What the token endpoint answers, tokens or an error. */
export interface Answer extends Record<string, unknown> {
  access_token: string;
  refresh_token: string;
}

function fieldsOf(fields: Fields): URLSearchParams {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(given);
}

/** Where the App sends a person, with these parameters instead of the right ones; undefined: without it. */
export function authorizeUrl(gitHub: GitHubStandIn, changes: Fields = {}): string {
  const fields = fieldsOf({
    client_id: CLIENT.id,
    redirect_uri: CALLBACK,
    state: 'some state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${gitHub.url}/login/oauth/authorize?${fields}`;
}

/** A code that somebody's browser brings back. */
export function codeOf(gitHub: GitHubStandIn, login = 'alice', changes: Fields = {}): string {
  const location = new URL(gitHub.authorize({ login, url: authorizeUrl(gitHub, changes) }));
  return location.searchParams.get('code') ?? '';
}

/** A POST to the token endpoint, as a form that asks for JSON. */
export function askForTokens(gitHub: GitHubStandIn, fields: Fields, headers: Record<string, string> = {}) {
  const client = { client_id: CLIENT.id, client_secret: CLIENT.secret };
  return fetch(`${gitHub.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { connection: 'close', accept: 'application/json', ...headers },
    body: fieldsOf({ ...client, ...fields }),
  });
}

/** Trades a code, with these fields instead of the right ones. */
export async function exchange(gitHub: GitHubStandIn, code: string, changes: Fields = {}): Promise<Answer> {
  const fields = { code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...changes };
  return (await askForTokens(gitHub, fields)).json() as Promise<Answer>;
}

/** Trades a refresh token. */
export async function refresh(gitHub: GitHubStandIn, token: string): Promise<Answer> {
  const fields = { grant_type: 'refresh_token', refresh_token: token };
  return (await askForTokens(gitHub, fields)).json() as Promise<Answer>;
}
