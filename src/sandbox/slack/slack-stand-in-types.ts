import type { Internet } from './download-pictures.js';
import type {
  EnteredValue,
  Json,
  NewSlackChannel,
  NewSlackUser,
  SlackChannel,
  SlackMessage,
  SlackOption,
  SlackUser,
  SlackView,
} from './slack-objects.js';

/**
 * How a request to the bot went: `error` is 'timeout' (no answer in 3 s), 'http_<status>', 'not_connected', or
 * 'invalid_options' for a menu whose options Slack would not show.
 */
export interface Delivered {
  status: number;
  ackBody: unknown;
  error?: string;
  ms: number;
}

export interface Submitted extends Delivered {
  /** By block id: what Slack's client refuses before it asks the bot. Then nothing was sent (status 0). */
  clientErrors?: Record<string, string>;
  /** By block id: what the bot answered with `response_action: 'errors'`. */
  errors?: Record<string, string>;
  /** What happened to the modal. */
  outcome: 'refused' | 'errors' | 'closed' | 'cleared' | 'updated' | 'pushed' | 'failed';
}

export interface DeliveredEvent extends Delivered {
  eventId: string;
  attempts: number;
}

export interface LoadedOptions extends Delivered {
  options: SlackOption[];
  optionGroups?: { label: Json; options: SlackOption[] }[];
}

/** Where an element stands: in a message that the person sees, or in a view that is open before them. */
export type Spot =
  | { user: string; channel: string; ts: string; viewId?: undefined }
  | { user: string; viewId: string; channel?: undefined; ts?: undefined };

export type Click = Spot & { actionId: string; blockId?: string; value?: EnteredValue };
export type OptionsQuery = Spot & { actionId: string; blockId?: string; value: string };
export type EnteredValues = Record<string, Record<string, EnteredValue>>;

export interface SlackCall {
  method: string;
  /** Without the token; `blocks`, `view` and the like decoded. */
  args: Json;
  status: number;
  ok: boolean;
  error?: string;
  /** The answer's body; absent when none was sent. */
  response?: Json;
  ms: number;
  at: Date;
}

/** A request that was sent to the bot. */
export interface SlackRequest extends Delivered {
  kind: 'interactive' | 'slash_commands' | 'events_api';
  /** 'block_actions', 'view_submission', 'app_home_opened', '/tokens' … */
  type: string;
  payload: Json;
  transport: 'http' | 'socket';
  retryNum?: number;
  at: Date;
}

export type FaultEffect =
  | { status: 429; retryAfter: number }
  | { status: 500 }
  | { error: string }
  | { hang: true; executed: boolean }
  | { reset: true; executed: boolean }
  | { delayMs: number };

export interface Fault {
  /** A Web API method, or 'response_url'. Every method when absent. */
  method?: string | RegExp;
  /** How often; until `clear()` when absent. */
  times?: number;
  /** Only calls with such arguments, e.g. those to one channel. */
  when?: (args: Json) => boolean;
  effect: FaultEffect;
}

export interface SlackFaults {
  add(fault: Fault): void;
  clear(): void;
}

export interface SlackStandInOptions {
  team: { id: string; name: string; domain: string };
  app: {
    id: string;
    botToken: string;
    botUserId: string;
    botId: string;
    name: string;
    signingSecret: string;
    appToken?: string;
  };
  /** Where events, interactions and commands are POSTed in HTTP mode. */
  requestUrl?: string;
  /** Slash commands of the app, e.g. ['/tokens']. */
  commands?: string[];
  /** Shortcuts of the app, as its manifest names them. */
  shortcuts?: readonly { callbackId: string; type: 'global' | 'message' }[];
  /** Bot scopes; all that the stand-in knows when absent. */
  scopes?: string[];
  rateLimits?: 'real' | 'off';
  /** 0 or absent: a free one. */
  port?: number;
  now?: () => Date;
  /** How long the bot may take to acknowledge; Slack's 3,000 when absent. */
  ackTimeoutMs?: number;
  /** How pictures are downloaded; as Node does when absent. */
  internet?: Internet;
}

export interface SlackSockets {
  /** Open Socket Mode connections. */
  readonly size: number;
  /** Asks every connection to reconnect, as Slack does when it recycles a host; resolves when they are gone. */
  disconnect(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): Promise<void>;
  /** Sends the last envelope once more under its old `envelope_id`. */
  resendLast(): Promise<Delivered>;
}

export interface SlackStandIn {
  /** 'http://127.0.0.1:PORT/api/', for SLACK_API_URL. */
  readonly apiUrl: string;
  setRequestUrl(url: string): void;
  addUser(user: NewSlackUser): SlackUser;
  addChannel(channel: NewSlackChannel): SlackChannel;
  user(id: string): SlackUser;
  channel(id: string): SlackChannel;
  users(): SlackUser[];
  /** All channels without direct conversations. */
  channels(): SlackChannel[];
  join(channelId: string, userId: string): void;
  leave(channelId: string, userId: string): void;
  archive(channelId: string): void;

  /** Clicks or changes an element; throws if that person cannot see it or there is no such element. */
  click(click: Click): Promise<Delivered>;
  /** Types into a modal without submitting it. */
  fill(entry: { user: string; viewId: string; values: EnteredValues }): void;
  submitView(entry: { user: string; viewId: string; values?: EnteredValues }): Promise<Submitted>;
  /** Closes the topmost modal, or with `all` (the ✕) the whole stack. */
  closeView(entry: { user: string; viewId: string; all?: boolean }): Promise<void>;
  command(entry: { user: string; channel: string; command: string; text?: string }): Promise<Delivered>;
  openHome(entry: { user: string; tab?: 'home' | 'messages' }): Promise<DeliveredEvent>;
  loadOptions(query: OptionsQuery): Promise<LoadedOptions>;
  /** A global shortcut, or with `channel` and `ts` a message shortcut. */
  shortcut(entry: { user: string; callbackId: string; channel?: string; ts?: string }): Promise<Delivered>;
  /** Writes a message as a person. No event is sent: send one with `event()` if the app subscribes to it. */
  say(entry: { user: string; channel: string; text: string; threadTs?: string }): SlackMessage;
  /** Hides a message that only this person sees; the bot hears nothing of it. */
  dismiss(entry: { user: string; channel: string; ts: string }): void;
  /** Any Events API event; `app_uninstalled` and `tokens_revoked` make the tokens invalid too. */
  event(event: Json & { type: string }, options?: { eventId?: string }): Promise<DeliveredEvent>;
  /** Makes Slack's later retries (after one and five minutes) of the events that failed, now. */
  retryEvents(): Promise<DeliveredEvent[]>;
  /** Makes the tokens valid again. */
  reinstall(): void;

  /** Messages of a conversation without replies in threads, oldest first. */
  messages(channelId: string): SlackMessage[];
  /** The thread's first message and its replies. */
  thread(channelId: string, ts: string): SlackMessage[];
  ephemerals(userId: string, channelId?: string): SlackMessage[];
  /** The bot's direct conversation with that person. */
  directMessages(userId: string): SlackMessage[];
  /** That conversation itself, opened when there is none yet. */
  directChannel(userId: string): SlackChannel;
  home(userId: string): SlackView | undefined;
  /** The modals open before that person, the topmost last. */
  views(userId: string): SlackView[];
  /** What a person reads in a message or view, with people's and channels' names. */
  read(shown: SlackMessage | SlackView): string;

  readonly calls: SlackCall[];
  /** All that Slack would refuse or mangle whatever the circumstances: bugs of the bot. */
  readonly violations: string[];
  readonly warnings: string[];
  readonly faults: SlackFaults;
  readonly sockets: SlackSockets;
  on(event: 'change', listener: () => void): void;
  on(event: 'call', listener: (call: SlackCall) => void): void;
  on(event: 'request', listener: (request: SlackRequest) => void): void;
  off(event: 'change' | 'call' | 'request', listener: (...args: never[]) => void): void;
  /** Resolves with the first truthy value of `look`, asked again at every change, call, request and 20 ms; rejects after `ms`. */
  until<T>(look: () => T | undefined | null | false | '' | 0, ms?: number): Promise<T>;
  /** Resolves when no request to the bot and no call of the bot's is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
