import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Logger } from '../application/ports.js';
import type { Config } from '../config.js';
import { createListeners } from './create-listeners.js';
import { BODY_LIMIT, guardedListener } from './guarded-listener.js';
import { keepSocketOpen } from './keep-socket-open.js';
import type { SharedContext } from './listener-context.js';
import { registerListeners } from './listeners/index.js';
import { meteredFetch } from './metered-fetch.js';
import { createSlackLogger } from './slack-logger.js';

export interface SlackApp {
  /** Serves `POST /slack/events`; absent in Socket Mode. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Opens the socket in Socket Mode; asks Slack who we are. Slack being down stops nothing. */
  start(): void;
  /** Closes the socket and waits for the work in flight. */
  stop(): Promise<void>;
  /** False while the socket of Socket Mode is not open. */
  isConnected(): boolean;
}

/** Bolt on HTTP or Socket Mode, with every listener registered. */
export function createSlackApp(config: Config['slack'], context: Omit<SharedContext, 'ourTeam'>): SlackApp {
  const logger = createSlackLogger(context.log);
  // A click is answered within three seconds or not at all: no retries, no waiting for a rate limit.
  const clientOptions: WebClientOptions = {
    slackApiUrl: config.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: meteredFetch(context.meter, config.apiUrl, 2_400),
  };
  const receiver = createReceiver(config, clientOptions, { logger, log: context.log });
  const app = new App({
    receiver,
    // Not `token`: Bolt would ask Slack at start, and webhooks must be taken while Slack is down, too.
    authorize: async () => ({ botToken: config.botToken, trace: randomUUID() }),
    clientOptions,
    logger,
    // What failed is told with the trace of the click.
    extendedErrorHandler: true,
    // We listen to no messages, and keep nothing of a conversation.
    ignoreSelf: false,
    convoStore: false,
  });
  const socket =
    receiver instanceof SocketModeReceiver ? keepSocketOpen(receiver.client, context.log) : undefined;
  app.error(async ({ error, context: { trace } }: FailedEvent) =>
    context.log.error({ err: error, trace }, 'a Slack listener failed'),
  );

  const identity = createIdentity(new WebClient(config.botToken, { ...clientOptions, logger }), context.log);
  const listeners = createListeners(app, { ...context, ourTeam: identity.team });
  registerListeners(listeners);
  return {
    requestListener:
      receiver instanceof HTTPReceiver ? guardedListener(receiver, config, context.log) : undefined,
    start() {
      void identity.ask();
      socket?.start();
    },
    async stop() {
      identity.stop();
      await socket?.stop();
      await listeners.settled();
    },
    isConnected: () => socket?.isOpen() ?? true,
  };
}

/** What Bolt tells of a listener that threw, as far as we use it. */
interface FailedEvent {
  readonly error: Error;
  readonly context: Readonly<Record<string, unknown>>;
}

function createReceiver(
  config: Config['slack'],
  clientOptions: WebClientOptions,
  { logger, log }: { logger: ReturnType<typeof createSlackLogger>; log: Logger },
): Receiver {
  if (config.appToken !== undefined) {
    return new SocketModeReceiver({
      appToken: config.appToken,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions },
      logger,
    });
  }
  return new HTTPReceiver({
    signingSecret: config.signingSecret ?? '',
    endpoints: '/slack/events',
    bodyLimit: BODY_LIMIT,
    // What listeners throw never comes here: this is of a payload that makes no sense to Bolt.
    processEventErrorHandler: async ({ error, response }) => {
      log.warn({ err: error }, 'a request to /slack/events made no sense');
      if (!response.headersSent) response.writeHead(400).end();
      return false;
    },
    logger,
  });
}

/** Who we are in Slack, asked again every minute until it is known. */
function createIdentity(client: WebClient, log: Logger) {
  let team: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  async function ask(): Promise<void> {
    try {
      const answer = await client.auth.test();
      team = answer.team_id;
    } catch (error) {
      log.warn(
        { err: error },
        'Slack does not answer, or refuses SLACK_BOT_TOKEN; it is asked again in a minute',
      );
      timer = setTimeout(() => void ask(), 60_000).unref();
    }
  }
  return { ask, team: () => team, stop: () => clearTimeout(timer) };
}
