import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { findOrganizationsToDecide } from '../application/find-organizations-to-decide.js';
import type { LinkResume } from '../application/link-attempt.js';
import type { HomeModel } from '../application/models.js';
import { ROOM_IN_OVERVIEW, readHome } from '../application/read-home.js';
import { readStatus, type StatusModel } from '../application/read-status.js';
import type { Organization } from '../domain/token-request.js';
import { answerLink, answerUnlink } from './answer-link.js';
import { connectBlocks } from './connect.js';
import { inlineMessage } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { meantCommand } from './meant-command.js';
import { openAudit } from './open-audit.js';
import { openList } from './open-list.js';
import { openSettings } from './open-settings.js';
import { type Command, parseCommand } from './parse-command.js';
import { readAuditQuery } from './read-audit-query.js';
import { readTypedQuery } from './read-typed-query.js';
import { showNamed } from './show-named.js';
import type { MessageContent } from './views/card-view.js';
import { helpView, unknownCommandLine } from './views/help-view.js';
import { overviewView } from './views/overview-view.js';
import { queryProblemView } from './views/query-problem-view.js';
import { richText, section, styled } from './views/rich-text.js';
import { statusView } from './views/status-view.js';
import { AUDIT_EXAMPLE } from './views/subcommand-lines.js';

export interface CommandAsked {
  /** What stands after `/tokens`. */
  readonly text: string;
  readonly actor: SlackActor;
  readonly triggerId: string;
  readonly client: WebClient;
  /** Tells the person, and nobody else. */
  answer(content: MessageContent): Promise<void>;
}

/** Does what `/tokens` was asked to do, or says what stands against it. */
export async function answerCommand(context: ListenerContext, asked: CommandAsked): Promise<void> {
  const { t } = context;
  if (asked.actor.isStranger) return asked.answer(inlineMessage([t.text('error.other-workspace')]));
  if (!(await context.commandLimit.take(asked.actor.slackUserId))) {
    return asked.answer(inlineMessage([t.text('error.too-many-tries')]));
  }
  const command = parseCommand(asked.text);
  switch (command.name) {
    case 'overview':
      return tellOverview(context, asked);
    case 'status':
      return tellStatus(context, asked);
    case 'settings':
      return settings(context, asked);
    case 'help':
      return asked.answer(helpView(t, await helpModel(context, asked.actor)));
    case 'unknown':
      return tellUnknown(context, asked, command);
    case 'link':
      return answerLink(context, asked);
    case 'unlink':
      return answerUnlink(context, asked);
    case 'audit':
      return audit(context, asked, command.query);
    case 'show':
      return show(context, asked, command.spellings);
    case 'pending':
    case 'history':
    case 'mine':
      return list(context, asked, command.name, command.query);
  }
}

async function tellOverview(context: ListenerContext, asked: CommandAsked): Promise<void> {
  let home: HomeModel | undefined;
  const problem = await attempt(context, async () => {
    home = await readHome(context, asked.actor, ROOM_IN_OVERVIEW);
  });
  if (problem) return tell(context, asked, problem);
  if (home) await asked.answer(overviewView(context.t, home));
}

async function tellStatus(context: ListenerContext, asked: CommandAsked): Promise<void> {
  let status: StatusModel | undefined;
  const problem = await attempt(context, async () => {
    status = await readStatus(context, asked.actor);
  });
  if (problem) return tell(context, asked, problem);
  if (status) await asked.answer(statusView(context.t, status));
}

async function tellUnknown(
  context: ListenerContext,
  asked: CommandAsked,
  unknown: Command & { name: 'unknown' },
): Promise<void> {
  const { t } = context;
  const line = unknownCommandLine(t, unknown.word, meantCommand(unknown));
  const help = helpView(t, await helpModel(context, asked.actor));
  await asked.answer({
    text: inlineMessage(line).text,
    blocks: [richText(section(...line)), ...help.blocks],
  });
}

/** Help is for everybody; the links to policies are for owners, and only when GitHub answers. */
async function helpModel(context: ListenerContext, actor: SlackActor) {
  const { webUrl } = context;
  let organizations: readonly Organization[] = [];
  await attempt(context, async () => {
    organizations = (await findOrganizationsToDecide(context, actor)).organizations;
  });
  return { organizations, webUrl };
}

async function list(
  context: ListenerContext,
  asked: CommandAsked,
  kind: 'pending' | 'history' | 'mine',
  text: string,
): Promise<void> {
  const typed = readTypedQuery(kind, text);
  if (typed.problems) {
    return asked.answer(queryProblemView(context.t, typed.problems, typed.corrected));
  }
  const { client, triggerId, actor } = asked;
  const problem = await openList(context, { client, triggerId, actor, kind, query: typed.query });
  if (problem) await tell(context, asked, problem, { kind: 'list', list: kind, query: typed.query });
}

async function audit(context: ListenerContext, asked: CommandAsked, text: string): Promise<void> {
  const typed = readAuditQuery(text);
  if (typed.problems) {
    return asked.answer(queryProblemView(context.t, typed.problems, typed.corrected, AUDIT_EXAMPLE));
  }
  const { client, triggerId, actor } = asked;
  const problem = await openAudit(context, { client, triggerId, actor, query: typed.query });
  if (problem) await tell(context, asked, problem);
}

async function settings(context: ListenerContext, asked: CommandAsked): Promise<void> {
  const { client, triggerId, actor } = asked;
  const problem = await openSettings(context, { client, triggerId, actor });
  if (problem) await tell(context, asked, problem);
}

async function show(
  context: ListenerContext,
  asked: CommandAsked,
  [what, ...others]: readonly string[],
): Promise<void> {
  if (what === undefined) {
    const example = styled('/tokens show deploy-bot', { code: true });
    return asked.answer(inlineMessage(context.t.parts('tokens.show.what', { example })));
  }
  const { client, triggerId, actor } = asked;
  const problem = await showNamed(context, { client, triggerId, actor, spellings: [what, ...others] });
  if (problem) await tell(context, asked, problem);
}

async function tell(
  context: ListenerContext,
  asked: CommandAsked,
  problem: Problem,
  resume: LinkResume | null = null,
): Promise<void> {
  const text = problem.code === 'too-slow' ? context.t.text('tokens.too-slow') : problem.text;
  await asked.answer(inlineMessage([text], connectBlocks(context, problem, resume)));
}
