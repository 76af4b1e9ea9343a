import type { BotLink } from './bot-link.js';
import type { ResponseUrls } from './response-urls.js';
import type { Json } from './slack-objects.js';
import type { Triggers } from './triggers.js';
import type { Workspace } from './workspace.js';

/** What people's doings need. */
export interface Parts {
  workspace: Workspace;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  link: BotLink;
}

/** What every interaction payload says: who acted, in which team, to which app. */
export function interactionBasics({ workspace }: Parts, userId: string): Json {
  const { team, app } = workspace.options;
  const user = workspace.user(userId);
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    team: { id: team.id, domain: team.domain },
    api_app_id: app.id,
    token: 'verification-token-is-deprecated',
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** The time of an action, as Slack writes it. */
export function actionTs(workspace: Workspace): string {
  return workspace.ts();
}

/** A conversation as payloads name it; those that are not public have no name of their own there. */
export function channelInPayload(workspace: Workspace, channelId: string): { id: string; name: string } {
  const channel = workspace.channel(channelId);
  if (channel.imUser) return { id: channel.id, name: 'directmessage' };
  return { id: channel.id, name: channel.isPrivate ? 'privategroup' : channel.name };
}

/** Throws unless that person is in the conversation. */
export function mustSee(workspace: Workspace, userId: string, channelId: string): void {
  const user = workspace.user(userId);
  const channel = workspace.channel(channelId);
  if (user.deleted) throw new Error(`${user.name} is deactivated`);
  if (!channel.members.has(userId)) throw new Error(`${user.name} is not in #${channel.name}`);
}
