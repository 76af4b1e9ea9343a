/** An object as it travels over the wire. */
export type Json = Record<string, unknown>;

/** A block, with the `block_id` that Slack gives to blocks that came without one. */
export type SlackBlock = Json & { type: string; block_id: string };

/** A choice of a menu, as Slack's wire format has it. */
export interface SlackOption {
  text: { type: string; text: string; emoji?: boolean };
  value: string;
  description?: { type: string; text: string };
}

/** What a person enters or picks: the option's value, ids, a date, text … or `null` to clear. */
export type EnteredValue = string | number | string[] | SlackOption | SlackOption[] | Json | null;

export interface SlackUser {
  id: string;
  teamId: string;
  name: string;
  realName: string;
  email?: string;
  tz: string;
  locale: string;
  isBot: boolean;
  deleted: boolean;
  isGuest: boolean;
}

export interface NewSlackUser {
  id?: string;
  name: string;
  realName: string;
  email?: string;
  tz?: string;
  locale?: string;
  /** Another team's id makes a stranger, as Slack Connect brings them. */
  teamId?: string;
  isBot?: boolean;
  deleted?: boolean;
  isGuest?: boolean;
}

export interface SlackChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  archived: boolean;
  /** Set for a direct conversation of the bot with this person. */
  imUser?: string;
  members: Set<string>;
}

export interface NewSlackChannel {
  id?: string;
  name: string;
  isPrivate?: boolean;
  /** User ids; name the bot's user id too when the bot is in the channel. */
  members: string[];
  archived?: boolean;
}

/** A message as Slack's API shows it. */
export interface SlackMessage {
  type: 'message';
  channel: string;
  ts: string;
  user: string;
  bot_id?: string;
  app_id?: string;
  team: string;
  text: string;
  blocks?: SlackBlock[];
  attachments?: Json[];
  metadata?: Json;
  edited?: { user: string; ts: string };
  thread_ts?: string;
  reply_count?: number;
  /** Replies in this message's thread, oldest first. */
  replies?: SlackMessage[];
  /** The only person who sees it. */
  ephemeralFor?: string;
}

export type ViewState = Record<string, Record<string, Json>>;

/** A modal or Home view as Slack's API shows it, with what the person sees beyond it in `errors`. */
export interface SlackView {
  id: string;
  type: 'modal' | 'home';
  team_id: string;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
  callback_id: string;
  external_id: string;
  private_metadata: string;
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  blocks: SlackBlock[];
  state: { values: ViewState };
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  /** By block id, as the last `response_action: 'errors'` put them beside the inputs. */
  errors?: Record<string, string>;
  /** By block id: the hash of the view with which the block came. What was entered in it is kept as long as it stays. */
  since: Record<string, string>;
}
