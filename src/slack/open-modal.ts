import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { toSlackFailure } from './slack-failure.js';

/** What Slack says of a modal that it has opened. */
export interface OpenedView {
  readonly id?: string;
}

/** Opens a modal; a Slack that does not answer is a problem to be told like any other. */
export async function openModal(
  context: ListenerContext,
  trace: string,
  open: () => Promise<{ view?: OpenedView }>,
): Promise<{ view?: OpenedView; problem?: Problem }> {
  const opened: { view?: OpenedView } = {};
  const problem = await attempt(context, trace, async () => {
    opened.view = (await open()).view;
  });
  return { ...opened, problem };
}

/** Without the hash: what the person sees is only the page before, and it must not stay. */
export async function fillModal(
  client: WebClient,
  opened: OpenedView | undefined,
  view: ModalView,
): Promise<void> {
  if (opened?.id === undefined) return;
  try {
    await client.views.update({ view_id: opened.id, view });
  } catch (error) {
    // Whoever has closed the modal meanwhile wants nothing more of it.
    if (toSlackFailure(error).code !== 'not_found') throw error;
  }
}
