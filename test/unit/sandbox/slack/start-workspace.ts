import type { AddressInfo, Server } from 'node:net';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import {
  type SlackStandIn,
  type SlackStandInOptions,
  startSlackStandIn,
} from '../../../../src/sandbox/slack/slack-stand-in.js';

export const slackApp = {
  id: 'A1',
  botToken: 'xoxb-test',
  botUserId: 'UBOT',
  botId: 'B1',
  name: 'PATrol',
  signingSecret: 'signing-secret',
  appToken: 'xapp-test',
};

export interface TestWorkspace {
  slack: SlackStandIn;
  client: WebClient;
  close(): Promise<void>;
}

/** A workspace with Alice and Bob in #tokens (C1), and a client that never retries. */
export async function startWorkspace(options: Partial<SlackStandInOptions> = {}): Promise<TestWorkspace> {
  const slack = await startSlackStandIn({
    team: { id: 'T1', name: 'Acme', domain: 'acme' },
    app: slackApp,
    commands: ['/tokens'],
    shortcuts: [{ callbackId: 'open', type: 'global' }],
    rateLimits: 'off',
    ...options,
  });
  slack.addUser({ id: 'UALICE', name: 'alice', realName: 'Alice Smith', email: 'alice@acme.test' });
  slack.addUser({ id: 'UBOB', name: 'bob', realName: 'Bob Jones' });
  slack.addChannel({ id: 'C1', name: 'tokens', members: ['UALICE', 'UBOB', slackApp.botUserId] });
  const client = new WebClient(slackApp.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: quiet,
  });
  return { slack, client, close: () => slack.close() };
}

/** Says nothing: the refusals under test would fill the output. */
export const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Runs a Bolt app against the stand-in, over HTTP or Socket Mode. */
export async function startBolt(
  slack: SlackStandIn,
  mode: 'http' | 'socket',
  register: (app: App) => void,
): Promise<() => Promise<void>> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  if (mode === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: slackApp.appToken,
      logger: quiet,
      clientPingTimeout: 500,
      installerOptions: { clientOptions },
    });
    const app = new App({ token: slackApp.botToken, receiver, clientOptions, logger: quiet });
    register(app);
    await app.start();
    return async () => {
      await app.stop();
    };
  }
  const app = new App({
    token: slackApp.botToken,
    signingSecret: slackApp.signingSecret,
    clientOptions,
    logger: quiet,
  });
  register(app);
  const server = (await app.start(0)) as unknown as Server;
  slack.setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return async () => {
    await app.stop();
  };
}

/** The error that Slack's API answers a call with. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    const { data, message } = error as { data?: { error?: string }; message: string };
    return data?.error ?? message;
  }
}
