import type { ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { loadCard } from '../application/load-card.js';
import { type ListModel, showList } from '../application/show-list.js';
import type { Translator } from '../i18n/translator.js';
import { leftOutOf, listBehind } from './list-payload.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal } from './open-modal.js';
import { modalOf } from './views/details-view.js';
import { listProblemView, listView } from './views/list-view.js';
import { tokenInline } from './views/request-lines.js';
import type { Inline } from './views/rich-text.js';
import { stateLine } from './views/state-line.js';

export interface ShownList {
  readonly client: WebClient;
  /** The modal that shows it, also while another one covers it. */
  readonly viewId: string;
  readonly actor: SlackActor;
  readonly listId: string;
  /** What the person should read first, a line each. */
  readonly said?: readonly (readonly Inline[])[];
  /**
   * What the modal shows, when all that has changed is what is ticked. That is on record already, so while GitHub is
   * silent the view stays, rather than showing less than before.
   */
  readonly ticked?: Pick<ViewOutput, 'blocks'>;
}

interface Behind extends Pick<ShownList, 'client' | 'actor'> {
  readonly view: Pick<ViewOutput, 'private_metadata' | 'previous_view_id'>;
  readonly tokenRequestId?: number;
}

/** Somebody who clicks faster than that sees the last state after the next click. */
const ROUNDS = 5;

/**
 * Shows a list as it is now. When it has been changed meanwhile it is shown again, so that after quick clicks, in
 * whatever order they are answered, the last state stands there.
 */
export async function refreshList(context: ListenerContext, shown: ShownList): Promise<void> {
  const { client, viewId, listId } = shown;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { view, revision } = await currentView(context, shown);
    if (view === undefined) return;
    await fillModal(context, client, { id: viewId }, view);
    const now = await context.database.lists.find(listId);
    if (revision === undefined || now === undefined || now.revision === revision) return;
  }
}

/**
 * Shows the list under a modal as it is now, if there is one, with what became of a request that was decided in the
 * modal.
 */
export async function refreshListBehind(
  context: ListenerContext,
  { client, actor, view, tokenRequestId }: Behind,
): Promise<void> {
  const listId = listBehind(view);
  const viewId = view.previous_view_id;
  if (listId === undefined || viewId === null) return;
  const card =
    tokenRequestId === undefined
      ? undefined
      : await loadCard({ ...context, records: context.database }, tokenRequestId);
  const decided = card && card.request.state !== 'pending' ? card : undefined;
  const said = decided ? [[tokenInline(decided.request), ' ', ...stateLine(context.t, decided)]] : [];
  await refreshList(context, { client, viewId, actor, listId, said });
}

async function currentView(
  context: ListenerContext,
  { actor, listId, said = [], ticked }: ShownList,
): Promise<{ view?: ModalView; revision?: number }> {
  const { t, webUrl } = context;
  let model: ListModel | undefined;
  const problem = await attempt(context, async () => {
    model = await showList(context, { actor, listId, tidy: ticked === undefined });
  });
  if (ticked && said.length === 0 && showsLess(ticked, model, problem)) return {};
  if (model && !problem) return { view: listView(t, model, { webUrl, said }), revision: model.list.revision };
  return { view: listProblem(t, listId, problem) };
}

/** True when GitHub or we were too slow to show all that stands there. */
function showsLess(
  ticked: Pick<ViewOutput, 'blocks'>,
  model: ListModel | undefined,
  problem: Problem | undefined,
): boolean {
  if (problem) return problem.code === 'too-slow' || problem.code === 'github-silent';
  return model !== undefined && model.silent.length > leftOutOf(ticked);
}

/** A list that cannot be shown: why, and where it may help a way to try again. */
export function listProblem(t: Translator, listId: string, problem: Problem | undefined): ModalView {
  const text = problem?.text ?? t.text('error.list-gone');
  const helps = problem && ['unknown', 'too-slow', 'github-silent'].includes(problem.code);
  return helps ? listProblemView(t, listId, text) : modalOf(t, t.text('error.title.reading'), [text]);
}
