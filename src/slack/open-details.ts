import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { readTokenRequest } from '../application/read-token-request.js';
import type { ClickedDigest } from '../application/refresh-digest.js';
import { overDigest } from './clicked-digest.js';
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
  /** GitHub's number, which the request must have. */
  readonly patRequestId?: number;
  /** The digest from which they are opened, which follows what is decided in them. */
  readonly digest?: ClickedDigest;
}

/** Opens the details of a request at once, and fills them when GitHub has said that this person may see them. */
export async function openDetails(
  context: ListenerContext,
  { client, triggerId, actor, tokenRequestId, patRequestId, digest }: DetailsAsked,
): Promise<Problem | undefined> {
  const opened = await openModal(context, () =>
    client.views.open({ trigger_id: triggerId, view: loadingView(context.t) }),
  );
  if (opened.problem) return opened.problem;
  const details = await detailsFor(context, actor, tokenRequestId, 0, patRequestId);
  await fillModal(context, client, opened.view, overDigest(details, digest));
  return undefined;
}

/** The details, or why this person cannot see them. */
export async function detailsFor(
  context: ListenerContext,
  actor: SlackActor,
  tokenRequestId: number,
  page: number,
  patRequestId?: number,
): Promise<ModalView> {
  const { t } = context;
  let view: ModalView | undefined;
  const problem = await attempt(context, async () => {
    view = detailsView(t, await readTokenRequest(context, actor, tokenRequestId, patRequestId), page);
  });
  if (view && !problem) return view;
  const person = { tokenRequestId, slackUserId: actor.slackUserId };
  if (problem === undefined) return modalOf(t, t.text('details.title'), [t.text('error.request-gone')]);
  const line = await problemLine(context, problem, person);
  const resume = { kind: 'request', tokenRequestId } as const;
  return problemModal(context, problem, { title: t.text('details.title'), line, resume });
}
