import * as oauth from 'oauth4webapi';
import type { Octokit } from 'octokit';
import { z } from 'zod';
import type { GitHubSignIn, SignIn } from '../application/link-ports.js';
import type { Clock } from '../application/ports.js';
import { OutsideError } from '../domain/errors.js';
import type { GitHubApp } from './github-app.js';
import { toGitHubFailure } from './github-failure.js';

export interface SignInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** GitHub's base URL for people: where they sign in, and where codes are traded for tokens. */
  readonly webUrl: string;
  readonly clock: Clock;
}

const person = z.object({ id: z.number(), login: z.string() });
/** GitHub's own, beside OAuth's. */
const refreshLife = z.object({ refresh_token_expires_in: z.coerce.number().positive().optional() });

/**
 * GitHub's sign-in of people through the App, the web application flow with PKCE
 * (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app).
 */
export function createGitHubSignIn(app: GitHubApp, options: SignInOptions): GitHubSignIn {
  const { clientId, clientSecret, webUrl, clock } = options;
  const server: oauth.AuthorizationServer = {
    issuer: `${webUrl}/login/oauth`,
    authorization_endpoint: `${webUrl}/login/oauth/authorize`,
    token_endpoint: `${webUrl}/login/oauth/access_token`,
  };
  const client: oauth.Client = { client_id: clientId };
  const authentication = oauth.ClientSecretPost(clientSecret);
  const how = {
    [oauth.customFetch]: conformingFetch(app.fetch),
    // GitHub Enterprise Server in a closed network, and tests.
    [oauth.allowInsecureRequests]: webUrl.startsWith('http:'),
  };

  return {
    async authorizeUrl({ state, verifier, redirectUri }) {
      const url = new URL(server.authorization_endpoint ?? '');
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        allow_signup: 'false',
        // Whoever is signed in with two accounts is asked which one they mean.
        prompt: 'select_account',
      }).toString();
      return url.href;
    },
    exchange: ({ parameters, state, verifier, redirectUri }) =>
      guard(async () => {
        const valid = oauth.validateAuthResponse(server, client, parameters, state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          valid,
          redirectUri,
          verifier,
          how,
        );
        return toSignIn(await oauth.processAuthorizationCodeResponse(server, client, response), clock);
      }),
    renew: (refreshToken) =>
      renewal(async () => {
        const response = await oauth.refreshTokenGrantRequest(
          server,
          client,
          authentication,
          refreshToken,
          how,
        );
        return toSignIn(await oauth.processRefreshTokenResponse(server, client, response), clock);
      }),
    whoIs: (accessToken) =>
      guard(async () => {
        const { data } = await app.asUser(accessToken).request('GET /user');
        const { id, login } = person.parse(data);
        return { id, login };
      }),
    revoke: (accessToken) => guard(() => revoke(app.asClient(clientId, clientSecret), clientId, accessToken)),
  };
}

async function revoke(octokit: Octokit, clientId: string, accessToken: string): Promise<void> {
  await octokit.request('DELETE /applications/{client_id}/token', {
    client_id: clientId,
    access_token: accessToken,
  });
}

/** GitHub answers 200 to what it refuses, where OAuth wants 400 (RFC 6749, 5.2). */
function conformingFetch(fetchUrl: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchUrl(input, init);
    if (response.status !== 200) return response;
    const text = await response.text();
    const status = isRefusal(text) ? 400 : 200;
    return new Response(text, { status, headers: response.headers });
  };
}

function isRefusal(text: string): boolean {
  try {
    return typeof (JSON.parse(text) as { error?: unknown }).error === 'string';
  } catch {
    return false;
  }
}

function toSignIn(answer: oauth.TokenEndpointResponse, clock: Clock): SignIn {
  const inSeconds = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(clock.now().getTime() + seconds * 1_000);
  return {
    accessToken: answer.access_token,
    accessExpiresAt: inSeconds(answer.expires_in),
    refreshToken: answer.refresh_token ?? null,
    refreshExpiresAt: inSeconds(refreshLife.parse(answer).refresh_token_expires_in),
  };
}

/** What GitHub says of a refresh token that is good no more; all else is about us, and the token stays. */
const ENDED = ['bad_refresh_token', 'invalid_grant'];

async function renewal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await guard(work);
  } catch (error) {
    const isOurs =
      error instanceof OutsideError && error.failure === 'refused' && !ENDED.includes(error.code);
    throw isOurs ? new OutsideError('github', 'unavailable', error.code, error.options) : error;
  }
}

/** The library's errors carry what GitHub was sent and has answered, secrets too: only the code is kept. */
async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError) {
      throw new OutsideError('github', 'refused', error.error.slice(0, 60));
    }
    if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
      throw new OutsideError('github', 'unknown', 'not-oauth');
    }
    throw toGitHubFailure(error);
  }
}
