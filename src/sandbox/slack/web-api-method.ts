import { ApiError } from './api-error.js';
import { broadcastWarnings } from './broadcast-warnings.js';
import type { Json, SlackChannel } from './slack-objects.js';
import type { SocketHub } from './socket-hub.js';
import type { Triggers } from './triggers.js';
import { messageDefects, validateMessage } from './validate-message.js';
import type { Workspace } from './workspace.js';

/** What the Web API's methods work on. */
export interface MethodContext {
  workspace: Workspace;
  triggers: Triggers;
  sockets: SocketHub;
}

/** One method: who may call it, how often, with what, and what it does. */
export interface WebApiMethod {
  /** Any one of these scopes is enough; none needed when absent. */
  scopes?: string[];
  token?: 'app';
  /** Calls a minute, after https://docs.slack.dev/apis/web-api/rate-limits; 'post' is one a second and channel. */
  perMinute: number | 'post';
  required?: string[];
  optional?: string[];
  run(context: MethodContext, args: Json): Json;
}

/** Calls a minute of Slack's tiers. */
export const tier = { one: 10, two: 20, three: 50, four: 100, special: 600 };

/** Refuses a call for whose purpose a scope is missing. */
export function needScope(workspace: Workspace, scope: string): void {
  const { scopes } = workspace;
  if (!scopes || scopes.has(scope)) return;
  throw new ApiError('missing_scope', { needed: scope, provided: [...scopes].join(',') }, true);
}

/** A conversation that the bot may know of. */
export function visibleChannel(workspace: Workspace, id: unknown): SlackChannel {
  const channel = workspace.channels.get(String(id));
  const { botUserId } = workspace.options.app;
  if (!channel || (channel.isPrivate && !channel.members.has(botUserId)))
    throw new ApiError('channel_not_found');
  return channel;
}

/** A conversation into which the bot may write. */
export function writableChannel(workspace: Workspace, id: unknown): SlackChannel {
  const channel = visibleChannel(workspace, id);
  if (channel.archived) throw new ApiError('is_archived');
  if (channel.members.has(workspace.options.app.botUserId)) return channel;
  if (workspace.scopes?.has('chat:write.public')) return channel;
  throw new ApiError('not_in_channel');
}

/** Refuses a message that Slack would refuse, and notes what Slack would mangle. */
export function checkMessage(workspace: Workspace, args: Json, where: string, maxText?: number): void {
  const refusal = validateMessage(args, (id) => workspace.users.has(id), maxText);
  if (refusal) throw ApiError.defect(refusal.error, refusal.messages);
  for (const defect of messageDefects(args)) workspace.violate(`${where}: ${defect}`);
  for (const warning of broadcastWarnings(args)) workspace.warn(`${where}: ${warning}`);
}

/** Whether an argument says yes; forms carry booleans as text. */
export function isYes(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

/** One page of a list, with Slack's cursor. */
export function page(args: Json, items: Json[] | string[], name: string): Json {
  const limit = Number(args.limit ?? 100) || 100;
  const start = args.cursor ? Number(Buffer.from(String(args.cursor), 'base64').toString()) : 0;
  if (Number.isNaN(start)) throw ApiError.defect('invalid_cursor');
  const end = start + limit;
  const cursor = end < items.length ? Buffer.from(String(end)).toString('base64') : '';
  return { [name]: items.slice(start, end), response_metadata: { next_cursor: cursor } };
}
