import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { draftSelected } from '../application/draft-selected.js';
import type { BulkModel } from '../application/models.js';
import { VIEWS } from './action-ids.js';
import type { Listeners } from './create-listeners.js';
import { overList, selectionBlock, ticksOf, viewedList } from './list-payload.js';
import type { ListenerContext } from './listener-context.js';
import { actorOf, attempt, type Problem } from './listener-wrapper.js';
import { refreshList } from './refresh-list.js';
import { decideSelectedView } from './views/decide-selected-view.js';
import { modalOf } from './views/details-view.js';

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'>;

/** "Request selected…" (S12): freezes what is selected and asks what to decide about it. */
export function registerListSubmission(on: Listeners): void {
  on.view(VIEWS.list, submitList);
}

async function submitList(
  context: ListenerContext,
  { ack, body, view, client }: Submission & { readonly client: WebClient },
): Promise<void> {
  const { t } = context;
  const asked = { actor: actorOf(body, context.ourTeam()), listId: viewedList(view), ticks: ticksOf(view) };
  const trace = context.trace;
  let bulk: BulkModel | undefined;
  const problem = await attempt(context, async () => {
    bulk = await draftSelected(context, { ...asked, trace });
  });
  if (bulk && !problem) {
    return ack({ response_action: 'push', view: overList(decideSelectedView(t, bulk), asked.listId) });
  }
  const text = problem?.text ?? t.text('list.nothing-left');
  await explain(context, { ack, view }, problem?.code, text);
  if (!problem) await refreshList(context, { ...asked, client, viewId: view.id, said: [[text]] });
}

/** In the list, at what is selected there; a list that is gone gives way to the words. */
async function explain(
  { t }: ListenerContext,
  { ack, view }: Pick<Submission, 'ack' | 'view'>,
  code: Problem['code'] | undefined,
  text: string,
): Promise<void> {
  const block = selectionBlock(view);
  if (code === 'list-gone' || block === undefined) {
    return ack({ response_action: 'update', view: modalOf(t, t.text('error.title'), [text]) });
  }
  await ack({ response_action: 'errors', errors: { [block]: text } });
}
