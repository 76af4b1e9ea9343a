import { ApiError } from './api-error.js';
import type { Json, SlackChannel } from './slack-objects.js';
import { isYes, needScope, page, tier, visibleChannel, type WebApiMethod } from './web-api-method.js';
import type { Workspace } from './workspace.js';

const reading = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** The `conversations.*` methods, and `users.conversations`. */
export const conversationMethods: Record<string, WebApiMethod> = {
  'conversations.open': {
    scopes: ['im:write', 'mpim:write'],
    perMinute: tier.three,
    optional: ['users', 'channel', 'return_im', 'prevent_creation'],
    run: ({ workspace }, args) => openDirect(workspace, args),
  },
  'conversations.info': {
    scopes: reading,
    perMinute: tier.three,
    required: ['channel'],
    optional: ['include_locale', 'include_num_members'],
    run: ({ workspace }, args) => {
      const channel = readableChannel(workspace, args.channel);
      const counted = isYes(args.include_num_members) && { num_members: channel.members.size };
      return { channel: { ...channelJson(workspace, channel), ...counted } };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    perMinute: tier.three,
    required: ['channel'],
    run: ({ workspace }, args) => {
      const channel = visibleChannel(workspace, args.channel);
      if (channel.isPrivate) throw new ApiError('method_not_supported_for_channel_type');
      if (channel.archived) throw new ApiError('is_archived');
      channel.members.add(workspace.options.app.botUserId);
      workspace.changed();
      return { channel: channelJson(workspace, channel) };
    },
  },
  'conversations.members': {
    scopes: reading,
    perMinute: tier.four,
    required: ['channel'],
    optional: ['cursor', 'limit'],
    run: ({ workspace }, args) =>
      page(args, [...readableChannel(workspace, args.channel).members], 'members'),
  },
  'conversations.list': {
    scopes: reading,
    perMinute: tier.two,
    optional: ['cursor', 'limit', 'types', 'exclude_archived', 'team_id'],
    run: ({ workspace }, args) => listChannels(workspace, args, () => true),
  },
  'users.conversations': {
    scopes: reading,
    perMinute: tier.three,
    optional: ['user', 'cursor', 'limit', 'types', 'exclude_archived', 'team_id'],
    run: ({ workspace }, args) => {
      const user = String(args.user ?? workspace.options.app.botUserId);
      return listChannels(workspace, args, (channel) => channel.members.has(user));
    },
  },
};

function openDirect(workspace: Workspace, args: Json): Json {
  if (args.channel) return { channel: { id: visibleChannel(workspace, args.channel).id } };
  const ids = String(args.users ?? '')
    .split(',')
    .filter(Boolean);
  if (ids.length === 0) throw ApiError.defect('users_list_not_supplied');
  if (ids.length > 1) needScope(workspace, 'mpim:write');
  const user = workspace.users.get(ids[0] ?? '');
  if (!user) throw new ApiError('user_not_found');
  if (user.deleted) throw new ApiError('user_disabled');
  if (user.isBot) throw new ApiError('cannot_dm_bot');
  const channel = workspace.directChannel(user.id);
  return { channel: isYes(args.return_im) ? channelJson(workspace, channel) : { id: channel.id } };
}

function readableChannel(workspace: Workspace, id: unknown): SlackChannel {
  const channel = visibleChannel(workspace, id);
  needScope(workspace, `${kindOf(channel)}:read`);
  return channel;
}

function kindOf(channel: SlackChannel): 'im' | 'groups' | 'channels' {
  if (channel.imUser) return 'im';
  return channel.isPrivate ? 'groups' : 'channels';
}

const kinds: Record<string, ReturnType<typeof kindOf>> = {
  public_channel: 'channels',
  private_channel: 'groups',
  im: 'im',
};

function listChannels(workspace: Workspace, args: Json, wanted: (channel: SlackChannel) => boolean): Json {
  const types = String(args.types ?? 'public_channel').split(',');
  const listed = types.map((type) => {
    const kind = kinds[type.trim()];
    if (!kind) throw ApiError.defect('invalid_types');
    needScope(workspace, `${kind}:read`);
    return kind;
  });
  const { botUserId } = workspace.options.app;
  const channels = [...workspace.channels.values()]
    .filter((channel) => listed.includes(kindOf(channel)) && wanted(channel))
    .filter((channel) => !channel.isPrivate || channel.members.has(botUserId))
    .filter((channel) => !(isYes(args.exclude_archived) && channel.archived));
  return page(
    args,
    channels.map((channel) => channelJson(workspace, channel)),
    'channels',
  );
}

function channelJson(workspace: Workspace, channel: SlackChannel): Json {
  const { team, app } = workspace.options;
  const strangers = [...channel.members].some((id) => workspace.users.get(id)?.teamId !== team.id);
  const common = { id: channel.id, is_archived: channel.archived, context_team_id: team.id };
  if (channel.imUser) return { ...common, is_im: true, user: channel.imUser };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_member: channel.members.has(app.botUserId),
    is_shared: strangers,
    is_ext_shared: strangers,
    is_general: false,
  };
}
