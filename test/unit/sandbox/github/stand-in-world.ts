import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, Octokit } from 'octokit';
import {
  type GitHubStandIn,
  type GitHubStandInOptions,
  startGitHubStandIn,
} from '../../../../src/sandbox/github/github-stand-in.js';

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const APP_ID = 4711;
export const SECRET = 'webhook-secret';
export const CLIENT = { id: 'Iv1.abc', secret: 'client-secret' };
export const LIST = '/orgs/acme/personal-access-token-requests';
export const PERMISSIONS = { repository: { metadata: 'read', contents: 'read' } } as const;

/** Alice owns acme, Bob and Carol are members; `vault` and `plans` are private, `site` is public. */
export async function startAcme(options: Partial<GitHubStandInOptions> = {}): Promise<GitHubStandIn> {
  const gitHub = await startGitHubStandIn({
    app: {
      id: APP_ID,
      slug: 'patrol',
      publicKey: keys.publicKey,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
    },
    webhook: { secret: SECRET },
    ...options,
  });
  for (const login of ['alice', 'bob', 'carol']) gitHub.addUser({ login });
  gitHub.addOrganization({ login: 'acme', owners: ['alice'], members: ['bob', 'carol'] });
  gitHub.addRepository({ org: 'acme', name: 'vault', private: true });
  gitHub.addRepository({ org: 'acme', name: 'plans', private: true });
  gitHub.addRepository({ org: 'acme', name: 'site', private: false });
  return gitHub;
}

/** Bob's token that asks for all repositories of acme. */
export function bobsToken(gitHub: GitHubStandIn, name = 'ci') {
  const { request, ...created } = gitHub.createToken({
    owner: 'bob',
    org: 'acme',
    name,
    reason: 'to build',
    repositorySelection: 'all',
    permissions: PERMISSIONS,
  });
  if (!request) throw new Error('The token needs no approval');
  return { ...created, request };
}

/** The real Octokit, which neither waits nor tries again. */
export function octokitApp(gitHub: GitHubStandIn): App {
  const impatient = { throttle: { enabled: false }, retry: { enabled: false } };
  return new App({
    appId: APP_ID,
    privateKey: keys.privateKey,
    webhooks: { secret: SECRET },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    Octokit: Octokit.defaults({ baseUrl: gitHub.url, ...impatient }),
  });
}

/** An Octokit with acme's installation token. */
export async function acmeOctokit(gitHub: GitHubStandIn): Promise<Octokit> {
  const installationId = gitHub.organization('acme')?.installation?.id ?? 0;
  return octokitApp(gitHub).getInstallationOctokit(installationId);
}

/** A JWT of the App with these claims instead of the right ones. */
export function appJwt(claims: Record<string, unknown> = {}, now = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = encode({ iat: seconds - 30, exp: seconds + 300, iss: APP_ID, ...claims });
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${payload}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(keys.privateKey, 'base64url')}`;
}

export interface ApiAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

interface PlainCall {
  token?: string;
  /** The App's client id and client secret, instead of a token. */
  client?: { id: string; secret: string };
  method?: string;
  body?: unknown;
}

/** A plain call, for what Octokit would smooth over. */
export async function call<Body = { message: string }>(
  gitHub: GitHubStandIn,
  path: string,
  { token, client, body, method = body === undefined ? 'GET' : 'POST' }: PlainCall = {},
): Promise<ApiAnswer<Body>> {
  const basic = client && `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
  const authorization = token ? `Bearer ${token}` : basic;
  const response = await fetch(`${gitHub.url}${path}`, {
    method,
    headers: { connection: 'close', ...(authorization && { authorization }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** The token that acme's installation acts with. */
export async function installationToken(gitHub: GitHubStandIn, org = 'acme'): Promise<string> {
  const id = gitHub.organization(org)?.installation?.id;
  const path = `/app/installations/${id}/access_tokens`;
  const { body } = await call<{ token: string }>(gitHub, path, { token: appJwt(), body: {} });
  return body.token;
}

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  text: string;
  payload: { action: string; sender: { login: string; type: string } };
}

export interface WebhookReceiver {
  url: string;
  received: ReceivedWebhook[];
  /** The status that it answers with; 0: no answer at all. */
  status: number;
  close(): Promise<void>;
}

/** A small server that takes webhooks. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    receiver.received.push({ headers: request.headers, text, payload: JSON.parse(text) });
    if (receiver.status > 0) response.writeHead(receiver.status).end('seen');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/github/webhooks`;
  const receiver: WebhookReceiver = { url, received: [], status: 200, close };
  return receiver;
}
