import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCommand, runShortcut } from './act-by-command.js';
import { clickElement } from './act-on-element.js';
import { closeView, fillView, submitView } from './act-on-view.js';
import { ApiServer } from './api-server.js';
import { BotLink } from './bot-link.js';
import { EventSender } from './event-sender.js';
import { FaultList } from './fault-list.js';
import { loadOptions } from './load-options.js';
import { mustSee, type Parts } from './parts.js';
import { ResponseUrls } from './response-urls.js';
import type { SlackStandIn, SlackStandInOptions } from './slack-stand-in-types.js';
import { SocketHub } from './socket-hub.js';
import { Triggers } from './triggers.js';
import { until } from './until.js';
import { WebApiMethods } from './web-api-methods.js';
import { Workspace } from './workspace.js';
import { workspaceReading } from './workspace-reading.js';

export type * from './slack-objects.js';
export type * from './slack-stand-in-types.js';

/** Starts a stand-in for Slack on 127.0.0.1: a workspace in memory with Web API, Socket Mode and people. */
export async function startSlackStandIn(options: SlackStandInOptions): Promise<SlackStandIn> {
  const workspace = new Workspace(options);
  const server = createServer();
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sockets = new SocketHub(server, workspace);
  const triggers = new Triggers(workspace);
  const responseUrls = new ResponseUrls(workspace, base);
  const link = new BotLink(workspace, sockets);
  const faults = new FaultList();
  const methods = new WebApiMethods({ workspace, triggers, sockets });
  const api = new ApiServer(workspace, methods, responseUrls, faults);
  server.on('request', (request, response) => void api.handle(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    apiUrl: `${base()}api/`,
    ...workspaceReading(workspace),
    ...doings({ workspace, triggers, responseUrls, link }),
    ...watching(workspace, () => link.underWay + api.underWay === 0),
    calls: api.calls,
    faults,
    sockets,
    close: () => closeAll(api, sockets, server),
  };
}

/** Following what happens, for tests and for a live page. */
function watching(workspace: Workspace, isIdle: () => boolean) {
  const { emitter, violations, warnings } = workspace;
  return {
    violations,
    warnings,
    on: (event: string, listener: (...args: never[]) => void) => {
      emitter.on(event, listener as () => void);
    },
    off: (event: string, listener: (...args: never[]) => void) => {
      emitter.off(event, listener as () => void);
    },
    until: <T>(look: () => T | undefined | null | false | '' | 0, ms?: number) => until(workspace, look, ms),
    settled: async () => {
      while (!isIdle()) await new Promise((resolve) => emitter.once('idle', resolve));
    },
  };
}

async function closeAll(api: ApiServer, sockets: SocketHub, server: Server): Promise<void> {
  api.close();
  await sockets.close();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/** What people and Slack itself do. */
function doings(parts: Parts) {
  const { workspace, link } = parts;
  const events = new EventSender(parts);
  return {
    setRequestUrl: (url) => {
      link.requestUrl = url;
    },
    click: (click) => clickElement(parts, click),
    fill: (entry) => fillView(parts, entry),
    submitView: (entry) => submitView(parts, entry),
    closeView: (entry) => closeView(parts, entry),
    command: (entry) => runCommand(parts, entry),
    shortcut: (entry) => runShortcut(parts, entry),
    loadOptions: (query) => loadOptions(parts, query),
    openHome: ({ user, tab }) => events.openHome(user, tab),
    event: (event, { eventId } = {}) => events.send(event, eventId),
    retryEvents: () => events.retry(),
    reinstall: () => {
      workspace.revoked = undefined;
    },
    dismiss: ({ user, channel, ts }) => {
      const index = workspace.ephemerals.findIndex(
        (message) => message.ts === ts && message.channel === channel && message.ephemeralFor === user,
      );
      if (index < 0) throw new Error(`${user} has no such message in ${channel}`);
      workspace.ephemerals.splice(index, 1);
      workspace.changed();
    },
    say: ({ user, channel, text, threadTs }) => {
      mustSee(workspace, user, channel);
      const team = workspace.user(user).teamId;
      const ts = workspace.ts();
      return workspace.post({ type: 'message', channel, ts, user, team, text, thread_ts: threadTs });
    },
  } satisfies Partial<SlackStandIn>;
}
