import { setTimeout as pause } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ListenerContext } from './listener-context.js';
import { type AttemptContext, attempt, type Problem } from './listener-wrapper.js';
import { toSlackFailure } from './slack-failure.js';

/** What Slack says of a modal that it has opened. */
export interface OpenedView {
  readonly id?: string;
}

const TRIES = 3;
const PAUSE_MS = 400;
/** Nobody looks longer than that at a modal that does not change. */
const LONGEST_PAUSE_MS = 30_000;
const CLOSED = ['not_found', 'view_not_found'];

/** Opens a modal; a Slack that does not answer is a problem to be told like any other. */
export async function openModal(
  context: AttemptContext,
  open: () => Promise<{ view?: OpenedView }>,
): Promise<{ view?: OpenedView; problem?: Problem }> {
  const opened: { view?: OpenedView } = {};
  const problem = await attempt(context, async () => {
    opened.view = (await open()).view;
  });
  return { ...opened, problem };
}

/**
 * Shows another view in an open modal; without the hash, for what the person sees is only the page before, and it must
 * not stay. An update needs no trigger, so nothing hurries, and it can be sent twice: it is tried again while Slack is
 * in trouble. What is left of the trouble after that goes into the log and breaks nothing else.
 */
export async function fillModal(
  { log }: Pick<ListenerContext, 'log'>,
  client: WebClient,
  opened: OpenedView | undefined,
  view: ModalView,
): Promise<void> {
  if (opened?.id === undefined) return;
  for (let tries = 1; ; tries += 1) {
    try {
      await client.views.update({ view_id: opened.id, view });
      return;
    } catch (error) {
      const failure = toSlackFailure(error);
      // Whoever has closed the modal meanwhile wants nothing more of it.
      if (CLOSED.includes(failure.code)) return;
      // What Slack will never take is a mistake of ours.
      if (failure.failure === 'refused' || failure.code === 'unexpected') throw error;
      const wait = failure.options.retryAfterMs ?? PAUSE_MS * tries;
      if (tries === TRIES || wait > LONGEST_PAUSE_MS) {
        log.warn(
          { err: failure, viewId: opened.id },
          'a modal was left as it was, for Slack did not take it',
        );
        return;
      }
      await pause(wait);
    }
  }
}
