import { ApiError } from './api-error.js';
import { assignIds } from './assign-ids.js';
import { isObject } from './rule.js';
import type { Json, SlackChannel, SlackMessage } from './slack-objects.js';
import {
  checkMessage,
  isYes,
  tier,
  visibleChannel,
  type WebApiMethod,
  writableChannel,
} from './web-api-method.js';
import type { Workspace } from './workspace.js';

const maxUpdateText = 4000;
const content = ['text', 'blocks', 'attachments', 'metadata', 'parse', 'link_names', 'thread_ts', 'mrkdwn'];
const looks = ['unfurl_links', 'unfurl_media', 'reply_broadcast', 'username', 'icon_emoji', 'icon_url'];

/** The `chat.*` methods. */
export const chatMethods: Record<string, WebApiMethod> = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    perMinute: 'post',
    required: ['channel'],
    optional: [...content, ...looks, 'client_msg_id'],
    run: ({ workspace }, args) => {
      const channel = destination(workspace, args.channel);
      checkMessage(workspace, args, 'chat.postMessage');
      const message = workspace.post(botMessage(workspace, channel.id, args));
      return { channel: channel.id, ts: message.ts, message };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    perMinute: tier.three,
    required: ['channel', 'ts'],
    optional: [...content, ...looks, 'as_user', 'file_ids'],
    run: ({ workspace }, args) => updateMessage(workspace, args),
  },
  'chat.delete': {
    scopes: ['chat:write'],
    perMinute: tier.three,
    required: ['channel', 'ts'],
    optional: ['as_user'],
    run: ({ workspace }, args) => {
      const message = ownMessage(workspace, args, 'cant_delete_message');
      const list = workspace.messagesIn(message.channel);
      list.splice(list.indexOf(message), 1);
      workspace.changed();
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    scopes: ['chat:write'],
    perMinute: tier.four,
    required: ['channel', 'user'],
    optional: [...content, ...looks, 'as_user'],
    run: ({ workspace }, args) => {
      const channel = writableChannel(workspace, args.channel);
      const user = String(args.user);
      if (!channel.members.has(user)) throw new ApiError('user_not_in_channel');
      checkMessage(workspace, args, 'chat.postEphemeral');
      return { message_ts: showEphemeral(workspace, channel.id, user, args).ts };
    },
  },
  'chat.getPermalink': {
    perMinute: tier.special,
    required: ['channel', 'message_ts'],
    run: ({ workspace }, args) => {
      const channel = visibleChannel(workspace, args.channel);
      const ts = String(args.message_ts);
      if (!workspace.message(channel.id, ts)) throw new ApiError('message_not_found');
      const host = `https://${workspace.options.team.domain}.slack.com`;
      return { channel: channel.id, permalink: `${host}/archives/${channel.id}/p${ts.replace('.', '')}` };
    },
  },
};

function destination(workspace: Workspace, id: unknown): SlackChannel {
  const user = workspace.users.get(String(id));
  if (!user) return writableChannel(workspace, id);
  if (user.deleted || user.isBot) throw new ApiError('channel_not_found');
  return workspace.directChannel(user.id);
}

/** A message of the bot's, not yet posted. */
export function botMessage(workspace: Workspace, channelId: string, args: Json): SlackMessage {
  const { app, team } = workspace.options;
  const { text, blocks, attachments, metadata, thread_ts } = args;
  return {
    type: 'message',
    channel: channelId,
    ts: workspace.ts(),
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    team: team.id,
    text: String(text ?? ''),
    ...(Array.isArray(blocks) && blocks.length > 0 && { blocks: assignIds(workspace, blocks) }),
    ...(Array.isArray(attachments) && { attachments: attachments.filter(isObject) }),
    ...(isObject(metadata) && { metadata }),
    ...(typeof thread_ts === 'string' && { thread_ts }),
  };
}

/** Shows a message of the bot's to one person only. */
export function showEphemeral(
  workspace: Workspace,
  channelId: string,
  userId: string,
  args: Json,
): SlackMessage {
  const message = { ...botMessage(workspace, channelId, args), ephemeralFor: userId };
  workspace.ephemerals.push(message);
  workspace.changed();
  return message;
}

function ownMessage(workspace: Workspace, args: Json, refusal: string): SlackMessage {
  const channel = writableChannel(workspace, args.channel);
  const message = workspace.message(channel.id, String(args.ts));
  if (!message) throw new ApiError('message_not_found');
  if (message.bot_id !== workspace.options.app.botId) throw new ApiError(refusal);
  return message;
}

function updateMessage(workspace: Workspace, args: Json): Json {
  const message = ownMessage(workspace, args, 'cant_update_message');
  checkMessage(workspace, args, 'chat.update', maxUpdateText);
  applyUpdate(workspace, message, args);
  return { channel: message.channel, ts: message.ts, text: message.text, message };
}

/** Puts new content into a message; blocks and metadata that are not named stay as they are. */
export function applyUpdate(workspace: Workspace, message: SlackMessage, args: Json): void {
  const { app } = workspace.options;
  if (args.text !== undefined) message.text = String(args.text);
  if (Array.isArray(args.blocks)) message.blocks = assignIds(workspace, args.blocks);
  if (Array.isArray(args.attachments)) message.attachments = args.attachments.filter(isObject);
  if (isObject(args.metadata)) message.metadata = args.metadata;
  if (isYes(args.reply_broadcast)) workspace.warn('chat.update: reply_broadcast is not modelled');
  message.edited = { user: app.botUserId, ts: workspace.ts() };
  workspace.changed();
}
