import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { readTokenRequest } from '../application/read-token-request.js';
import { problemLine, problemModal } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal, openModal } from './open-modal.js';
import { detailsView, loadingView, modalOf } from './views/details-view.js';

interface DetailsAsked {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly actor: SlackActor;
  readonly tokenRequestId: number;
}

/** Opens the details of a request at once, and fills them when GitHub has said that this person may see them. */
export async function openDetails(
  context: ListenerContext,
  { client, triggerId, actor, tokenRequestId }: DetailsAsked,
): Promise<Problem | undefined> {
  const opened = await openModal(context, randomUUID(), () =>
    client.views.open({ trigger_id: triggerId, view: loadingView(context.t) }),
  );
  if (opened.problem) return opened.problem;
  await fillModal(context, client, opened.view, await detailsFor(context, actor, tokenRequestId, 0));
  return undefined;
}

/** The details, or why this person cannot see them. */
export async function detailsFor(
  context: ListenerContext,
  actor: SlackActor,
  tokenRequestId: number,
  page: number,
): Promise<ModalView> {
  const { t } = context;
  let view: ModalView | undefined;
  const problem = await attempt(context, randomUUID(), async () => {
    view = detailsView(t, await readTokenRequest(context, actor, tokenRequestId), page);
  });
  if (view && !problem) return view;
  const person = { tokenRequestId, slackUserId: actor.slackUserId };
  if (problem === undefined) return modalOf(t, t.text('details.title'), [t.text('error.request-gone')]);
  const line = await problemLine(context, problem, person);
  const resume = { kind: 'request', tokenRequestId } as const;
  return problemModal(context, problem, { title: t.text('details.title'), line, resume });
}
