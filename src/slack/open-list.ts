import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import type { ListKind } from '../application/list-ports.js';
import type { ListModel } from '../application/show-list.js';
import { startList } from '../application/start-list.js';
import { problemModal } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal, type OpenedView, openModal } from './open-modal.js';
import { modalOf } from './views/details-view.js';
import { listLoadingView, listView } from './views/list-view.js';

/** Where a list is opened. */
export interface ListPlace {
  readonly client: WebClient;
  readonly triggerId: string;
  /** The modal that is open already and shall show it; a new one is opened when there is none. */
  readonly viewId?: string;
}

export interface ListOpening extends ListPlace {
  readonly actor: SlackActor;
  readonly kind: ListKind;
  /** As `printQuery` writes it, '' for all; of `found` the name that was asked for. */
  readonly query: string;
}

/**
 * Opens a list in a modal: at once, for a trigger lives three seconds, then filled when GitHub has said what may be
 * shown. What goes wrong is told in the modal; only that there is none is left to the caller to tell.
 */
export async function openList(context: ListenerContext, opening: ListOpening): Promise<Problem | undefined> {
  const { client, triggerId, kind, viewId } = opening;
  const opened: { view?: OpenedView; problem?: Problem } =
    viewId === undefined
      ? await openModal(context, () =>
          client.views.open({ trigger_id: triggerId, view: listLoadingView(context.t, kind) }),
        )
      : { view: { id: viewId } };
  if (opened.problem) return opened.problem;
  await fillModal(context, client, opened.view, await firstPage(context, opening));
  return undefined;
}

/** Shows a view that is ready where a list would be opened. */
export async function openView(
  context: ListenerContext,
  { client, triggerId, viewId }: ListPlace,
  view: ModalView,
): Promise<Problem | undefined> {
  if (viewId === undefined) {
    const open = () => client.views.open({ trigger_id: triggerId, view });
    return (await openModal(context, open)).problem;
  }
  await fillModal(context, client, { id: viewId }, view);
  return undefined;
}

async function firstPage(context: ListenerContext, { actor, kind, query }: ListOpening): Promise<ModalView> {
  const { t, webUrl } = context;
  let model: ListModel | undefined;
  const problem = await attempt(context, async () => {
    model = await startList(context, actor, { id: randomUUID(), kind, query });
  });
  if (model && !problem) return listView(t, model, { webUrl });
  const title = t.text('error.title.reading');
  if (problem === undefined) return modalOf(t, title, [t.text('error.list-gone')]);
  const resume = kind === 'found' ? null : ({ kind: 'list', list: kind, query } as const);
  return problemModal(context, problem, { title, line: [problem.text], resume });
}
