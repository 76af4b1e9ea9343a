import { generateKeyPairSync, type KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { type GitHubStandIn, startGitHubStandIn } from './github/github-stand-in.js';
import { type Mailbox, startMailbox } from './mailbox.js';
import type { Internet } from './slack/download-pictures.js';
import { type SlackStandIn, startSlackStandIn } from './slack/slack-stand-in.js';

export interface StandInsOptions {
  readonly mode: 'http' | 'socket';
  /** Slack's real limits, or none. */
  readonly rateLimits: 'real' | 'off';
  /** What the addresses of GitHub's pages start with. */
  readonly webUrl?: string;
  readonly now?: () => Date;
  /** How Slack downloads pictures. */
  readonly internet?: Internet;
}

export interface StandIns {
  readonly github: GitHubStandIn;
  readonly slack: SlackStandIn;
  readonly mailbox: Mailbox;
  /** What PATrol needs to talk to them, as its environment; `SLACK_CHANNEL` and links come from the people. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tells them where PATrol listens. */
  connect(port: number): void;
  close(): Promise<void>;
}

/** Of this process; made once, for that takes a fifth of a second. */
let keys: KeyPairKeyObjectResult | undefined;

/** The bot's scopes, as in manifest.json. */
export const BOT_SCOPES = [
  'channels:join',
  'chat:write',
  'commands',
  'im:write',
  'users:read',
  'users:read.email',
];

/** The callback ids of the bot's global shortcuts, as in manifest.json. */
export const GLOBAL_SHORTCUTS = ['pending-token-requests'];

/** Starts Slack, GitHub and a mail server on this machine, with secrets made for this run alone. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secret = (prefix: string) => `${prefix}${randomBytes(18).toString('hex')}`;
  const webhookSecret = secret('');
  const clientSecret = secret('');
  const app = { botToken: secret('xoxb-'), signingSecret: secret(''), appToken: secret('xapp-') };

  const github = await startGitHubStandIn({
    app: {
      id: 4711,
      slug: 'patrol',
      name: 'PATrol',
      publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      clientId: 'Iv23patrol',
      clientSecret,
    },
    webhook: { secret: webhookSecret },
    webUrl: options.webUrl,
    now: options.now,
  });
  const slack = await startSlackStandIn({
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    app: { ...app, id: 'A0PATROL', botUserId: 'U0PATROL', botId: 'B0PATROL', name: 'PATrol' },
    commands: ['/tokens'],
    shortcuts: GLOBAL_SHORTCUTS.map((callbackId) => ({ callbackId, type: 'global' })),
    scopes: BOT_SCOPES,
    rateLimits: options.rateLimits,
    now: options.now,
    internet: options.internet,
  });
  const mailbox = await startMailbox();
  return {
    github,
    slack,
    mailbox,
    environment: {
      SLACK_BOT_TOKEN: app.botToken,
      ...(options.mode === 'socket'
        ? { SLACK_APP_TOKEN: app.appToken }
        : { SLACK_SIGNING_SECRET: app.signingSecret }),
      SLACK_API_URL: slack.apiUrl,
      GITHUB_APP_ID: '4711',
      GITHUB_PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      GITHUB_WEBHOOK_SECRET: webhookSecret,
      GITHUB_CLIENT_ID: 'Iv23patrol',
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_API_URL: github.url,
      ...(options.webUrl ? { GITHUB_WEB_URL: options.webUrl } : { GITHUB_WEB_URL: github.url }),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'PATrol <patrol@acme.example>',
      PORT: '0',
    },
    connect(port) {
      github.setWebhookUrl(`http://127.0.0.1:${port}/github/webhooks`);
      github.setCallbackUrls(
        ...['127.0.0.1', 'localhost'].map((host) => `http://${host}:${port}/github/callback`),
      );
      slack.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
    },
    async close() {
      await Promise.all([github.close(), slack.close(), mailbox.close()]);
    },
  };
}
