import type { IncomingMessage, ServerResponse } from 'node:http';
import { forward } from './forward.js';

/** `GITHUB_WEB_URL` of the sandbox is this part of the page. */
const GITHUB = '/github';

/** Where a person's browser is sent to authorize PATrol. */
export const AUTHORIZE_PAGE = `${GITHUB}/login/oauth/authorize`;

/** Where PATrol trades codes for tokens. */
export const TOKEN_ENDPOINT = `${GITHUB}/login/oauth/access_token`;

/** Whether an address is one of the stand-in for GitHub, which answers it by itself. */
export function isSignIn(path: string): boolean {
  return path === AUTHORIZE_PAGE || path === TOKEN_ENDPOINT;
}

/** Hands a request on as it is, and the answer back; no answer stays no answer. */
export function forwardSignIn(gitHubUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  forward(gitHubUrl + pathname.slice(GITHUB.length) + search, request, response);
}
