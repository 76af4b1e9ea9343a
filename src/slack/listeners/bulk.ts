import type { BlockAction, RespondFn, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { decideInBulk } from '../../application/decide-in-bulk.js';
import { loadBulk } from '../../application/load-bulk.js';
import { readBulk } from '../../application/read-bulk.js';
import type { BulkDecision } from '../../domain/bulk-decision.js';
import { ACTIONS, INPUTS, VIEWS } from '../action-ids.js';
import { clickedBulk, clickedBulkPage, viewedBulk } from '../clicked-bulk.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage, problemModal } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, claimDeadline, type Problem } from '../listener-wrapper.js';
import { fillModal, openModal } from '../open-modal.js';
import { refreshListBehind } from '../refresh-list.js';
import { bulkLoadingView, bulkProgressView, bulkResultsView } from '../views/bulk-results-view.js';
import { modalOf } from '../views/details-view.js';

/** S12: the decision on what was selected in a list, and its results. */
export function registerBulk(on: Listeners): void {
  on.view(VIEWS.decideSelected, submitBulk);

  on.action(ACTIONS.bulkResults, async (context, { ack, body, client, respond }) => {
    await ack();
    const opened = await openModal(context, () =>
      client.views.open({ trigger_id: body.trigger_id, view: bulkLoadingView(context.t) }),
    );
    if (opened.problem) return explain(respond, opened.problem);
    await fillModal(context, client, opened.view, await resultsFor(context, body, clickedBulk(body), 1));
  });

  on.action(/^bulk-decision\.page\./, async (context, { ack, body, client }) => {
    await ack();
    const { bulkId, page } = clickedBulkPage(body);
    await fillModal(context, client, body.view, await resultsFor(context, body, bulkId, page));
  });
}

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'> & {
  readonly client: WebClient;
};

async function submitBulk(context: ListenerContext, submission: Submission): Promise<void> {
  const { ack, body, view, client } = submission;
  const { t } = context;
  const { values } = view.state;
  const chosen = values[INPUTS.decision]?.[INPUTS.decision]?.selected_option?.value;
  // Slack insists on a choice; what is none must not count as a denial.
  if (chosen !== 'approve' && chosen !== 'deny')
    return ackError(ack, 'decision', t.text('bulk.decision.missing'));
  const actor = actorOf(body, context.ourTeam());
  let bulk: BulkDecision | undefined;
  let progress: ModalView | undefined;
  const trace = context.trace;
  const problem = await attempt(context, async () => {
    bulk = await decideInBulk(context, {
      trace,
      bulkId: viewedBulk(view),
      actor,
      action: chosen,
      reason: values[INPUTS.reason]?.[INPUTS.reason]?.value ?? null,
      viewId: view.id,
      deadline: claimDeadline(context),
    });
    progress = bulkProgressView(t, await loadBulk(context, bulk));
  });
  if (problem && bulk === undefined) return showProblem(context, ack, problem);
  // It was taken, even if we cannot show at once how far it is: the message will.
  const taken = modalOf(t, t.text('bulk.results.title'), [t.text('bulk.may-close')]);
  await ack({ response_action: 'update', view: progress ?? taken });
  // Whoever goes back to the list finds it without these.
  await refreshListBehind(context, { client, actor, view });
}

/** What was selected is not kept: the list is where to select it again. */
const PENDING = { kind: 'list', list: 'pending', query: '' } as const;

/** Where another try may do, the modal stays with all that was entered. */
async function showProblem(
  context: ListenerContext,
  ack: Submission['ack'],
  problem: Problem,
): Promise<void> {
  const { t } = context;
  if (problem.code === 'reason-too-long') return ackError(ack, 'reason', problem.text);
  if (problem.code === 'github-silent' || problem.code === 'person-unknown')
    return ackError(ack, 'decision', problem.text);
  const text = problem.code === 'too-slow' ? t.text('bulk.too-slow') : problem.text;
  const said = { title: t.text('error.title'), line: [text], resume: PENDING };
  await ack({ response_action: 'update', view: problemModal(context, problem, said) });
}

async function ackError(ack: Submission['ack'], input: keyof typeof INPUTS, text: string): Promise<void> {
  await ack({ response_action: 'errors', errors: { [INPUTS[input]]: text } });
}

async function resultsFor(
  context: ListenerContext,
  body: BlockAction,
  bulkId: number,
  page: number,
): Promise<ModalView> {
  const { t } = context;
  let view: ModalView | undefined;
  const problem = await attempt(context, async () => {
    view = bulkResultsView(t, await readBulk(context, actorOf(body, context.ourTeam()), bulkId, page));
  });
  if (view && !problem) return view;
  const title = t.text('bulk.results.title');
  if (problem === undefined) return modalOf(t, title, [t.text('error.bulk-gone')]);
  return problemModal(context, problem, { title, line: [problem.text], resume: null });
}

async function explain(respond: RespondFn, { text }: Problem): Promise<void> {
  await respond({ response_type: 'ephemeral', replace_original: false, ...inlineMessage([text]) });
}
