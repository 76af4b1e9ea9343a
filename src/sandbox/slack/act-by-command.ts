import { surroundings } from './act-on-element.js';
import { ApiError } from './api-error.js';
import { actionTs, channelInPayload, interactionBasics, mustSee, type Parts } from './parts.js';
import { answer } from './response-urls.js';
import { isObject } from './rule.js';
import type { Json } from './slack-objects.js';
import type { Delivered } from './slack-stand-in-types.js';
import { checkMessage } from './web-api-method.js';
import type { Workspace } from './workspace.js';

interface CommandEntry {
  user: string;
  channel: string;
  command: string;
  text?: string;
}

/** Sends a slash command and shows what the acknowledgement says. */
export async function runCommand(parts: Parts, entry: CommandEntry): Promise<Delivered> {
  const { workspace, triggers, responseUrls, link } = parts;
  mustSee(workspace, entry.user, entry.channel);
  if (!workspace.options.commands?.includes(entry.command)) {
    throw new Error(`${entry.command} is not a command of this app`);
  }
  const { team, app } = workspace.options;
  const channel = channelInPayload(workspace, entry.channel);
  const payload: Json = {
    token: 'verification-token-is-deprecated',
    // Of the person: somebody of another workspace is told apart by it.
    team_id: workspace.user(entry.user).teamId,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: entry.user,
    user_name: workspace.user(entry.user).name,
    command: entry.command,
    text: entry.text ?? '',
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: responseUrls.issue(entry.user, entry.channel),
    trigger_id: triggers.issue(entry.user),
  };
  const delivered = await link.deliver('slash_commands', entry.command, payload);
  if (delivered.error) return failed(workspace, entry, delivered);
  return showAcknowledgement(workspace, entry, delivered);
}

function showAcknowledgement(workspace: Workspace, entry: CommandEntry, delivered: Delivered): Delivered {
  const body = typeof delivered.ackBody === 'string' ? { text: delivered.ackBody } : delivered.ackBody;
  if (!isObject(body) || Object.keys(body).length === 0) return delivered;
  try {
    checkMessage(workspace, body, entry.command);
    answer(workspace, entry.user, entry.channel, body);
    return delivered;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    workspace.violate(`${entry.command}: ${error.error} ${JSON.stringify(error.details)}`);
    return failed(workspace, entry, { ...delivered, error: error.error });
  }
}

/** Tells the person what Slack tells them when a command failed. */
function failed(workspace: Workspace, entry: CommandEntry, delivered: Delivered): Delivered {
  const reason = delivered.error === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
  workspace.ephemerals.push({
    type: 'message',
    channel: entry.channel,
    ts: workspace.ts(),
    user: 'USLACKBOT',
    team: workspace.options.team.id,
    text: `${entry.command} failed with the error "${reason}"`,
    ephemeralFor: entry.user,
  });
  workspace.changed();
  return delivered;
}

/** Runs a global shortcut, or one on a message. */
export async function runShortcut(
  parts: Parts,
  entry: { user: string; callbackId: string; channel?: string; ts?: string },
): Promise<Delivered> {
  mustBeKnown(parts.workspace, entry.callbackId, entry.ts === undefined ? 'global' : 'message');
  const common = {
    ...interactionBasics(parts, entry.user),
    callback_id: entry.callbackId,
    trigger_id: parts.triggers.issue(entry.user),
    action_ts: actionTs(parts.workspace),
  };
  if (entry.channel === undefined || entry.ts === undefined) {
    return parts.link.deliver('interactive', 'shortcut', { type: 'shortcut', ...common });
  }
  const { message } = surroundings(parts.workspace, {
    user: entry.user,
    channel: entry.channel,
    ts: entry.ts,
  });
  return parts.link.deliver('interactive', 'message_action', {
    type: 'message_action',
    ...common,
    channel: channelInPayload(parts.workspace, entry.channel),
    message: structuredClone(message),
    message_ts: entry.ts,
    response_url: parts.responseUrls.issue(entry.user, entry.channel, message),
  });
}

function mustBeKnown(workspace: Workspace, callbackId: string, type: 'global' | 'message'): void {
  const { shortcuts = [] } = workspace.options;
  if (shortcuts.some((shortcut) => shortcut.callbackId === callbackId && shortcut.type === type)) return;
  throw new Error(`${callbackId} is not a ${type} shortcut of this app`);
}
