import { ApiError } from './api-error.js';
import type { Json, SlackUser } from './slack-objects.js';
import { isYes, page, tier, type WebApiMethod } from './web-api-method.js';
import type { Workspace } from './workspace.js';

/** The methods about people, the bot, the team and the connection. */
export const userMethods: Record<string, WebApiMethod> = {
  'auth.test': {
    perMinute: tier.special,
    run: ({ workspace }) => {
      const { team, app } = workspace.options;
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: app.name.toLowerCase(),
        team_id: team.id,
        user_id: app.botUserId,
        bot_id: app.botId,
        is_enterprise_install: false,
      };
    },
  },
  'users.info': {
    scopes: ['users:read'],
    perMinute: tier.four,
    required: ['user'],
    optional: ['include_locale'],
    run: ({ workspace }, args) => {
      const user = workspace.users.get(String(args.user));
      if (!user) throw new ApiError('user_not_found');
      return { user: userJson(workspace, user, isYes(args.include_locale)) };
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    perMinute: tier.three,
    required: ['email'],
    run: ({ workspace }, args) => {
      const email = String(args.email).toLowerCase();
      const { team } = workspace.options;
      const user = [...workspace.users.values()].find(
        (candidate) => candidate.email?.toLowerCase() === email && candidate.teamId === team.id,
      );
      if (!user || user.deleted) throw new ApiError('users_not_found');
      return { user: userJson(workspace, user, false) };
    },
  },
  'users.list': {
    scopes: ['users:read'],
    perMinute: tier.two,
    optional: ['cursor', 'limit', 'include_locale', 'team_id'],
    run: ({ workspace }, args) => {
      const users = [...workspace.users.values()].map((user) =>
        userJson(workspace, user, isYes(args.include_locale)),
      );
      return page(args, users, 'members');
    },
  },
  'bots.info': {
    scopes: ['users:read'],
    perMinute: tier.three,
    optional: ['bot', 'team_id'],
    run: ({ workspace }, args) => {
      const { app } = workspace.options;
      if (args.bot !== app.botId) throw new ApiError('bot_not_found');
      return {
        bot: { id: app.botId, app_id: app.id, user_id: app.botUserId, name: app.name, deleted: false },
      };
    },
  },
  'team.info': {
    scopes: ['team:read'],
    perMinute: tier.three,
    optional: ['team', 'domain'],
    run: ({ workspace }) => ({ team: { ...workspace.options.team, url: teamUrl(workspace) } }),
  },
  'apps.connections.open': {
    token: 'app',
    perMinute: tier.one,
    run: ({ sockets }) => ({ url: sockets.newTicketUrl() }),
  },
};

function teamUrl(workspace: Workspace): string {
  return `https://${workspace.options.team.domain}.slack.com/`;
}

function userJson(workspace: Workspace, user: SlackUser, withLocale: boolean): Json {
  // Of people of other workspaces, Slack says so only while they share no channel with us.
  const sharesChannel = [...workspace.channels.values()].some(({ members }) => members.has(user.id));
  const isOurs = user.teamId === workspace.options.team.id;
  const stranger = !isOurs && !sharesChannel;
  const readsEmail = workspace.scopes?.has('users:read.email') ?? true;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    is_admin: false,
    is_owner: false,
    is_bot: user.isBot,
    is_app_user: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    ...(stranger && { is_stranger: true }),
    ...(withLocale && { locale: user.locale }),
    profile: {
      real_name: user.realName,
      display_name: user.name,
      team: user.teamId,
      ...(user.email && readsEmail && isOurs && { email: user.email }),
    },
  };
}
