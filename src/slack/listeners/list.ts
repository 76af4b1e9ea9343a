import type { BlockAction, BlockSuggestion, RespondFn } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { changeList, type ListChanged } from '../../application/change-list.js';
import { findChoices } from '../../application/find-choices.js';
import type { ListKind } from '../../application/list-ports.js';
import { queryKindOf } from '../../application/own-list.js';
import { BULK_LIMIT } from '../../domain/bulk-decision.js';
import { parseQuery } from '../../domain/parse-query.js';
import { printQuery } from '../../domain/print-query.js';
import { ACTIONS } from '../action-ids.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage } from '../explain-problem.js';
import {
  changeOf,
  chosenRequest,
  filterNamed,
  overList,
  ticksOf,
  typedOf,
  viewedList,
} from '../list-payload.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, type Problem } from '../listener-wrapper.js';
import { detailsFor } from '../open-details.js';
import { openList, openView } from '../open-list.js';
import { fillModal, openModal } from '../open-modal.js';
import { listProblem, refreshList } from '../refresh-list.js';
import { registerListSubmission } from '../submit-list.js';
import { loadingView } from '../views/details-view.js';
import { choiceOptions, noChoice } from '../views/list-controls.js';
import { unreadListView } from '../views/list-view.js';
import { queryProblemLines } from '../views/query-problem-lines.js';
import type { Inline } from '../views/rich-text.js';

const OPENERS: readonly (readonly [string, Exclude<ListKind, 'found'>])[] = [
  [ACTIONS.openList, 'pending'],
  [ACTIONS.openHistory, 'history'],
  [ACTIONS.openMine, 'mine'],
];

const CHANGES = [
  ACTIONS.listSelect,
  ACTIONS.listSearch,
  ACTIONS.listPrevious,
  ACTIONS.listNext,
  ACTIONS.listSelectAll,
  ACTIONS.listClear,
  ACTIONS.listShowAll,
  ACTIONS.listAgain,
  /^list\.filter\./,
];

/** The lists of requests: their buttons everywhere, and all that can be done in one. */
export function registerList(on: Listeners): void {
  for (const [actionId, kind] of OPENERS) {
    on.action(actionId, async (context, { ack, body, client, respond }) => {
      await ack();
      await openClicked(context, kind, { body, client, respond });
    });
  }
  for (const actionId of CHANGES) {
    on.action(actionId, async (context, { ack, body, client }) => {
      await ack();
      await changeClicked(context, { body, client });
    });
  }
  on.action(ACTIONS.listDetails, async (context, { ack, body, client }) => {
    await ack();
    await openChosen(context, { body, client });
  });
  on.options(/^list\.filter\./, async (context, { ack, body }) => {
    await ack({ options: await choicesFor(context, body) });
  });
  registerListSubmission(on);
}

interface Click {
  readonly body: BlockAction;
  readonly client: WebClient;
}

async function openClicked(
  context: ListenerContext,
  kind: Exclude<ListKind, 'found'>,
  { body, client, respond }: Click & { readonly respond: RespondFn },
): Promise<void> {
  const { t } = context;
  const [action] = body.actions;
  const text = action?.type === 'button' ? (action.value ?? '') : '';
  const place = {
    client,
    triggerId: body.trigger_id,
    viewId: body.view?.type === 'modal' ? body.view.id : undefined,
  };
  // A button stays in its message for ever, and what it asks may not be understood any more.
  const { query, problems } = parseQuery(text, queryKindOf(kind));
  const problem = problems
    ? await openView(context, place, unreadListView(t, kind, queryProblemLines(t, problems)))
    : await openList(context, {
        ...place,
        kind,
        actor: actorOf(body, context.ourTeam()),
        query: printQuery(query),
      });
  if (problem) await tell(problem, { body, client, respond });
}

/** Where somebody clicked in App Home, only their own conversation with us has room for an answer. */
async function tell(
  { text }: Problem,
  { body, client, respond }: Click & { readonly respond: RespondFn },
): Promise<void> {
  const message = inlineMessage([text]);
  if (body.view) await client.chat.postMessage({ channel: body.user.id, ...message });
  else await respond({ response_type: 'ephemeral', replace_original: false, ...message });
}

async function changeClicked(
  context: ListenerContext,
  { body, client }: Click,
  alsoSaid: readonly Inline[][] = [],
): Promise<void> {
  const { view } = body;
  if (view === undefined) return;
  const actor = actorOf(body, context.ourTeam());
  const listId = viewedList(view);
  const change = changeOf(body.actions[0]);
  let changed: ListChanged | undefined;
  const problem = await attempt(context, async () => {
    changed = await changeList(context, {
      actor,
      listId,
      change,
      ticks: ticksOf(view),
      typed: typedOf(view),
    });
  });
  if (problem || changed === undefined) {
    return fillModal(context, client, view, listProblem(context.t, listId, problem));
  }
  const said = [...alsoSaid, ...changesSaid(context, changed)];
  const ticked = change.kind === 'tick' && !changed.isSearched ? view : undefined;
  await refreshList(context, { client, viewId: view.id, actor, listId, said, ticked });
}

function changesSaid({ t }: ListenerContext, { problems, isFull }: ListChanged): Inline[][] {
  return [
    ...queryProblemLines(t, problems),
    ...(isFull ? [[t.text('list.full', { limit: BULK_LIMIT })]] : []),
  ];
}

/** A trigger lives three seconds, so the details come first; then the menu beneath is made ready to be used again. */
async function openChosen(context: ListenerContext, { body, client }: Click): Promise<void> {
  const { view } = body;
  if (view === undefined) return;
  const opened = await openModal(context, () =>
    client.views.push({ trigger_id: body.trigger_id, view: loadingView(context.t) }),
  );
  const fill = async () => {
    const actor = actorOf(body, context.ourTeam());
    const details = await detailsFor(context, actor, chosenRequest(body.actions[0]), 0);
    await fillModal(context, client, opened.view, overList(details, viewedList(view)));
  };
  await Promise.all([
    opened.problem ? undefined : fill(),
    changeClicked(context, { body, client }, opened.problem ? [[opened.problem.text]] : []),
  ]);
}

async function choicesFor(context: ListenerContext, body: BlockSuggestion): Promise<PlainTextOption[]> {
  const { view, action_id: actionId, value: typed } = body;
  const of = filterNamed(actionId);
  if (view === undefined || of === undefined) return [];
  let found: Awaited<ReturnType<typeof findChoices>> | undefined;
  const problem = await attempt(context, async () => {
    const actor = actorOf(body, context.ourTeam());
    found = await findChoices(context, { actor, listId: viewedList(view), of, typed });
  });
  if (problem || found === undefined) return noChoice(context.t, problem?.code === 'list-gone');
  const options = choiceOptions(found.choices);
  return options.length === 0 && found.silent.length > 0 ? noChoice(context.t, false) : options;
}
