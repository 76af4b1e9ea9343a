import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import type { ListKind } from '../application/ports.js';
import type { ListModel } from '../application/show-list.js';
import { startList } from '../application/start-list.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal, type OpenedView, openModal } from './open-modal.js';
import { modalOf } from './views/details-view.js';
import { listLoadingView, listView } from './views/list-view.js';
import type { Inline } from './views/rich-text.js';

export interface ListOpening {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly actor: SlackActor;
  readonly kind: ListKind;
  /** As `printQuery` writes it, '' for all; of `found` the name that was asked for. */
  readonly query: string;
  /** The modal that is open already and shall show the list; a new one is opened when there is none. */
  readonly viewId?: string;
  /** What the person should read first, a line each. */
  readonly said?: readonly (readonly Inline[])[];
}

/**
 * Opens a list in a modal: at once, for a trigger lives three seconds, then filled when GitHub has said what may be
 * shown. What goes wrong is told in the modal; only that there is none is left to the caller to tell.
 */
export async function openList(context: ListenerContext, opening: ListOpening): Promise<Problem | undefined> {
  const { client, triggerId, kind, viewId } = opening;
  const trace = randomUUID();
  const opened: { view?: OpenedView; problem?: Problem } =
    viewId === undefined
      ? await openModal(context, trace, () =>
          client.views.open({ trigger_id: triggerId, view: listLoadingView(context.t, kind) }),
        )
      : { view: { id: viewId } };
  if (opened.problem) return opened.problem;
  await fillModal(client, opened.view, await firstPage(context, trace, opening));
  return undefined;
}

async function firstPage(
  context: ListenerContext,
  trace: string,
  { actor, kind, query, said }: ListOpening,
): Promise<ModalView> {
  const { t, webUrl } = context;
  let model: ListModel | undefined;
  const problem = await attempt(context, trace, async () => {
    model = await startList(context, actor, { id: randomUUID(), kind, query });
  });
  if (model && !problem) return listView(t, model, { webUrl, said });
  return modalOf(t, t.text('error.title'), [problem?.text ?? t.text('error.list-gone')]);
}
