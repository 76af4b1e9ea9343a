import {
  request as callGitHub,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

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
  const { method, headers } = request;
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const target = gitHubUrl + pathname.slice(GITHUB.length) + search;
  const forwarded = callGitHub(
    target,
    { method, headers: without(headers, 'host', 'connection') },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, without(answer.headers, 'connection', 'keep-alive'));
      answer.pipe(response);
    },
  );
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}

function without(headers: IncomingHttpHeaders, ...names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
