import { EventEmitter } from 'node:events';
import { ApiError } from './api-error.js';
import type {
  NewSlackChannel,
  NewSlackUser,
  SlackChannel,
  SlackMessage,
  SlackOption,
  SlackUser,
  SlackView,
  ViewState,
} from './slack-objects.js';
import type { SlackStandInOptions } from './slack-stand-in-types.js';

/** What the stand-in remembers: people, channels, messages, views and what was wrong with the calls. */
export class Workspace {
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  readonly posted = new Map<string, SlackMessage[]>();
  readonly ephemerals: SlackMessage[] = [];
  readonly homes = new Map<string, SlackView>();
  readonly stacks = new Map<string, SlackView[]>();
  /** What people picked in messages, by `user|channel|ts`: each sees their own choice. */
  readonly messageStates = new Map<string, ViewState>();
  /** Options that external menus got from the bot, by `user|block id|action id`. */
  readonly loadedOptions = new Map<string, SlackOption[]>();
  readonly violations: string[] = [];
  readonly warnings: string[] = [];
  readonly emitter = new EventEmitter();
  readonly scopes: ReadonlySet<string> | undefined;
  /** The error that every call gets once the app was uninstalled or its token revoked. */
  revoked: 'account_inactive' | 'token_revoked' | undefined;
  #counter = 0;
  #lastTs = 0;

  constructor(
    readonly options: SlackStandInOptions,
    readonly now: () => Date = options.now ?? (() => new Date()),
  ) {
    // Any number of people may wait for something at once.
    this.emitter.setMaxListeners(0);
    this.scopes = options.scopes && new Set(options.scopes);
    const { app } = options;
    const bot = { name: app.name.toLowerCase(), realName: app.name, isBot: true };
    this.addUser({ id: app.botUserId, ...bot });
  }

  /** A fresh id such as 'C000000001'. */
  id(prefix: string): string {
    this.#counter += 1;
    return prefix + this.#counter.toString(36).toUpperCase().padStart(9, '0');
  }

  /** A message timestamp: unique and growing even when the clock stands still. */
  ts(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, this.now().getTime() * 1000);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  changed(): void {
    this.emitter.emit('change');
  }

  addUser(user: NewSlackUser): SlackUser {
    const added: SlackUser = {
      ...user,
      id: user.id ?? this.id('U'),
      teamId: user.teamId ?? this.options.team.id,
      tz: user.tz ?? 'Etc/UTC',
      locale: user.locale ?? 'en-US',
      isBot: user.isBot ?? false,
      deleted: user.deleted ?? false,
      isGuest: user.isGuest ?? false,
    };
    this.users.set(added.id, added);
    this.changed();
    return added;
  }

  addChannel(channel: NewSlackChannel): SlackChannel {
    for (const member of channel.members) this.user(member);
    const added: SlackChannel = {
      id: channel.id ?? this.id('C'),
      name: channel.name,
      isPrivate: channel.isPrivate ?? false,
      archived: channel.archived ?? false,
      members: new Set(channel.members),
    };
    this.channels.set(added.id, added);
    this.changed();
    return added;
  }

  /** The person; throws for an id that nobody has, since the caller is a test or the page. */
  user(id: string): SlackUser {
    const user = this.users.get(id);
    if (!user) throw new Error(`no such user: ${id}`);
    return user;
  }

  channel(id: string): SlackChannel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`no such channel: ${id}`);
    return channel;
  }

  /** The bot's direct conversation with a person, opened when there is none yet. */
  directChannel(userId: string): SlackChannel {
    const existing = [...this.channels.values()].find((channel) => channel.imUser === userId);
    if (existing) return existing;
    const members = new Set([userId, this.options.app.botUserId]);
    const id = this.id('D');
    const opened = { id, name: 'directmessage', isPrivate: true, archived: false, imUser: userId, members };
    this.channels.set(id, opened);
    return opened;
  }

  messagesIn(channelId: string): SlackMessage[] {
    const list = this.posted.get(channelId) ?? [];
    this.posted.set(channelId, list);
    return list;
  }

  /** A posted message or reply. */
  message(channelId: string, ts: string): SlackMessage | undefined {
    return this.messagesIn(channelId).find((message) => message.ts === ts);
  }

  /** Adds a message, and counts it in its thread. */
  post(message: SlackMessage): SlackMessage {
    const root = message.thread_ts ? this.message(message.channel, message.thread_ts) : undefined;
    if (message.thread_ts && !root) throw new ApiError('thread_not_found');
    this.messagesIn(message.channel).push(message);
    if (root) {
      root.thread_ts = root.ts;
      root.reply_count = (root.reply_count ?? 0) + 1;
    }
    this.changed();
    return message;
  }

  stack(userId: string): SlackView[] {
    const stack = this.stacks.get(userId) ?? [];
    this.stacks.set(userId, stack);
    return stack;
  }

  /** The open modal or Home view with this id, and whose it is. */
  findView(match: (view: SlackView) => boolean): { userId: string; view: SlackView } | undefined {
    const open = [...this.stacks].flatMap(([userId, views]) => views.map((view) => ({ userId, view })));
    const homes = [...this.homes].map(([userId, view]) => ({ userId, view }));
    return [...open, ...homes].find(({ view }) => match(view));
  }

  violate(text: string): void {
    this.violations.push(text);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }
}
