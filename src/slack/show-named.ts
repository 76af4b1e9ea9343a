import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import { findNamedRequests, type NamedRequests } from '../application/find-named-requests.js';
import { problemModal } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { detailsFor } from './open-details.js';
import { openList } from './open-list.js';
import { fillModal, openModal } from './open-modal.js';
import { loadingView, modalOf } from './views/details-view.js';
import { silentBlocks } from './views/home-view.js';
import { foreign, type Inline, styled } from './views/rich-text.js';

interface Asked {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly actor: SlackActor;
  /** What it may be called. */
  readonly spellings: readonly [string, ...string[]];
}

/** Longer names than a token can have find nothing. */
const NAME_LIMIT = 200;

/**
 * Opens a modal at once, for a trigger lives three seconds, then shows in it the one request that is meant, the list of
 * several, or that there is none. Only that there is no modal is left to the caller to tell.
 */
export async function showNamed(context: ListenerContext, asked: Asked): Promise<Problem | undefined> {
  const { t } = context;
  const { client, triggerId, actor } = asked;
  const opened = await openModal(context, () =>
    client.views.open({ trigger_id: triggerId, view: loadingView(t) }),
  );
  if (opened.problem) return opened.problem;
  const found = await find(context, asked);
  if ('type' in found) {
    await fillModal(context, client, opened.view, found);
    return undefined;
  }
  const [tokenRequestId, ...others] = found.ids;
  if (others.length > 0) {
    const viewId = opened.view?.id;
    return openList(context, { client, triggerId, actor, kind: 'found', query: found.name, viewId });
  }
  const view =
    tokenRequestId === undefined
      ? noneView(context, asked, found.silent)
      : await detailsFor(context, actor, tokenRequestId, 0);
  await fillModal(context, client, opened.view, view);
  return undefined;
}

/** What was found, or why it could not be looked for. */
async function find(
  context: ListenerContext,
  { actor, spellings }: Asked,
): Promise<NamedRequests | ModalView> {
  const { t } = context;
  let found: NamedRequests = { name: spellings[0], ids: [], silent: [] };
  const problem = await attempt(context, async () => {
    if (spellings[0].length <= NAME_LIMIT) found = await findNamedRequests(context, actor, spellings);
  });
  if (problem === undefined) return found;
  const text = problem.code === 'too-slow' ? t.text('tokens.too-slow') : problem.text;
  return problemModal(context, problem, { title: t.text('error.title.reading'), line: [text], resume: null });
}

function noneView({ t }: ListenerContext, { spellings }: Asked, silent: readonly string[]): ModalView {
  const what = styled(foreign(spellings[0], 80), { code: true });
  const view = modalOf(t, t.text('details.title'), t.parts<Inline>('tokens.show.none', { what }));
  return { ...view, blocks: [...view.blocks, ...silentBlocks(t, silent)] };
}
