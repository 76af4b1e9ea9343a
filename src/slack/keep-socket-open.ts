import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../application/ports.js';
import { backoffMs } from '../domain/backoff.js';

type Client = SocketModeReceiver['client'];

export interface Socket {
  start(): void;
  isOpen(): boolean;
  stop(): Promise<void>;
}

const LONGEST_WAIT_MS = 30_000;

/**
 * Opens the Socket Mode connection and opens it again whenever it ends. The library's own reconnection gives up,
 * with a rejection that nobody can catch, when Slack answers with an error just then.
 */
export function keepSocketOpen(client: Client, log: Logger): Socket {
  let failures = 0;
  let open = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    try {
      await client.start();
      failures = 0;
      open = true;
    } catch (error) {
      log.error(
        { err: error },
        'Socket Mode cannot be opened: is SLACK_APP_TOKEN right, and Slack reachable?',
      );
      again();
    }
  }

  function again(): void {
    open = false;
    if (stopped) return;
    clearTimeout(timer);
    // Slack asks for a new connection now and then: the first try follows at once.
    const wait = failures === 0 ? 50 : Math.min(backoffMs(failures), LONGEST_WAIT_MS);
    failures += 1;
    timer = setTimeout(() => void connect(), wait);
  }

  client.on('disconnected', again);
  return {
    start: () => void connect(),
    isOpen: () => open,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client.disconnect();
    },
  };
}
