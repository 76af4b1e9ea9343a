import { randomUUID } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { findNamedRequests, type NamedRequests } from '../application/find-named-requests.js';
import { findOrganizationsToDecide } from '../application/find-organizations-to-decide.js';
import type { HomeModel } from '../application/models.js';
import { ROOM_IN_OVERVIEW, readHome } from '../application/read-home.js';
import { nearest } from '../domain/nearest.js';
import type { Organization } from '../domain/token-request.js';
import { inlineMessage } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { openDetails } from './open-details.js';
import { openList } from './open-list.js';
import { parseCommand, SUBCOMMANDS } from './parse-command.js';
import { readTypedQuery } from './read-typed-query.js';
import type { MessageContent } from './views/card-view.js';
import { helpView, unknownCommandLine } from './views/help-view.js';
import { silentBlocks } from './views/home-view.js';
import { overviewView } from './views/overview-view.js';
import { queryProblemView } from './views/query-problem-view.js';
import { foreign, type Inline, richText, section, styled } from './views/rich-text.js';

export interface CommandAsked {
  /** What stands after `/tokens`. */
  readonly text: string;
  readonly actor: SlackActor;
  readonly triggerId: string;
  readonly client: WebClient;
  /** Tells the person, and nobody else. */
  answer(content: MessageContent): Promise<void>;
}

/** Longer names than a token can have find nothing. */
const NAME_LIMIT = 200;

/** Does what `/tokens` was asked to do, or says what stands against it. */
export async function answerCommand(context: ListenerContext, asked: CommandAsked): Promise<void> {
  const { t } = context;
  if (asked.actor.isStranger) return asked.answer(inlineMessage([t.text('error.other-workspace')]));
  const command = parseCommand(asked.text);
  switch (command.name) {
    case 'overview':
      return tellOverview(context, asked);
    case 'help':
      return asked.answer(helpView(t, await helpModel(context, asked.actor)));
    case 'unknown':
      return tellUnknown(context, asked, command.word);
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
  const problem = await attempt(context, randomUUID(), async () => {
    home = await readHome(context, asked.actor, ROOM_IN_OVERVIEW);
  });
  if (problem) return tell(context, asked, problem);
  if (home) await asked.answer(overviewView(context.t, home));
}

async function tellUnknown(context: ListenerContext, asked: CommandAsked, word: string): Promise<void> {
  const { t } = context;
  const near = nearest(word.slice(0, 30), SUBCOMMANDS) ?? null;
  const line = unknownCommandLine(t, styled(foreign(word, 40), { code: true }), near);
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
  await attempt(context, randomUUID(), async () => {
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
  if (problem) await tell(context, asked, problem);
}

async function show(
  context: ListenerContext,
  asked: CommandAsked,
  spellings: readonly string[],
): Promise<void> {
  const [what] = spellings;
  const { t } = context;
  const { client, triggerId, actor } = asked;
  if (what === undefined) {
    const example = styled('/tokens show deploy-bot', { code: true });
    return asked.answer(inlineMessage(t.parts('tokens.show.what', { example })));
  }
  let found: NamedRequests = { name: what, ids: [], silent: [] };
  const problem = await attempt(context, randomUUID(), async () => {
    if (what.length <= NAME_LIMIT) found = await findNamedRequests(context, actor, spellings);
  });
  if (problem) return tell(context, asked, problem);
  const [tokenRequestId, ...others] = found.ids;
  if (tokenRequestId === undefined) return tellNone(context, asked, what, found.silent);
  const opening = { client, triggerId, actor };
  const stands =
    others.length > 0
      ? await openList(context, { ...opening, kind: 'found', query: found.name })
      : await openDetails(context, { ...opening, tokenRequestId });
  if (stands) await tell(context, asked, stands);
}

async function tellNone(
  { t }: ListenerContext,
  asked: CommandAsked,
  what: string,
  silent: readonly string[],
): Promise<void> {
  const line = t.parts<Inline>('tokens.show.none', { what: styled(foreign(what, 80), { code: true }) });
  const content = inlineMessage(line);
  await asked.answer({ ...content, blocks: [...content.blocks, ...silentBlocks(t, silent)] });
}

async function tell({ t }: ListenerContext, asked: CommandAsked, { code, text }: Problem): Promise<void> {
  await asked.answer(inlineMessage([code === 'too-slow' ? t.text('tokens.too-slow') : text]));
}
