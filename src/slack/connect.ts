import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackActor } from '../application/authorize-approver.js';
import { type LinkResume, linkResume } from '../application/link-attempt.js';
import { offerLink } from '../application/offer-link.js';
import { parseJson } from './clicked-request.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { connectBlock } from './views/connect-block.js';
import { connectView } from './views/connect-view.js';

const value = z.object({ resume: linkResume.nullable() });

/** What somebody wanted to do when they were shown the button; null when its value is not ours. */
export function clickedResume({ actions }: BlockAction): LinkResume | null {
  const [action] = actions;
  const text = action?.type === 'button' ? (action.value ?? '') : '';
  return value.safeParse(parseJson(text)).data?.resume ?? null;
}

/** What stands below the words for a problem that connecting a GitHub account would mend. */
export function connectBlocks(
  { t, linking }: Pick<ListenerContext, 't' | 'linking'>,
  { code }: Pick<Problem, 'code'>,
  resume: LinkResume | null,
): KnownBlock[] {
  const isMended = code === 'not-linked' || code === 'not-signed-in';
  return isMended && linking.isOffered ? [connectBlock(t, resume)] : [];
}

/** Opens the modal that leads to GitHub's sign-in, over the one that is open. */
export async function openConnect(
  context: ListenerContext,
  {
    client,
    triggerId,
    actor,
    resume,
    isOverModal,
  }: {
    readonly client: WebClient;
    readonly triggerId: string;
    readonly actor: SlackActor;
    readonly resume: LinkResume | null;
    readonly isOverModal: boolean;
  },
): Promise<Problem | undefined> {
  if (!context.linking.isOffered) {
    const text = context.t.text('link.not-offered', { id: actor.slackUserId });
    return { code: 'not-linked', text };
  }
  const problem = await attempt(context, async () => {
    const view = connectView(context.t, await offerLink(context, actor, resume));
    await client.views[isOverModal ? 'push' : 'open']({ trigger_id: triggerId, view });
  });
  // There is no card to look at.
  return problem?.code === 'too-slow' ? { ...problem, text: context.t.text('link.too-slow') } : problem;
}
