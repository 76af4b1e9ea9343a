import { removeLink, type Unlinked } from '../application/remove-link.js';
import type { CommandAsked } from './answer-command.js';
import { openConnect } from './connect.js';
import { inlineMessage } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt } from './listener-wrapper.js';
import { foreign, type Inline, link } from './views/rich-text.js';

/** `/tokens link`: leads to GitHub's sign-in, also to sign in anew or as somebody else. */
export async function answerLink(context: ListenerContext, asked: CommandAsked): Promise<void> {
  const { client, triggerId, actor } = asked;
  const problem = await openConnect(context, { client, triggerId, actor, resume: null, isOverModal: false });
  if (problem) await asked.answer(inlineMessage([problem.text]));
}

/** `/tokens unlink`: forgets the GitHub account, and ends the sign-in. */
export async function answerUnlink(context: ListenerContext, asked: CommandAsked): Promise<void> {
  const { slackUserId } = asked.actor;
  let said: Inline[] = [];
  const problem = await attempt(context, async () => {
    const login = (await context.links.find(slackUserId))?.github.login ?? '';
    said = unlinkedWords(context, await removeLink(context, slackUserId), login);
  });
  const text = problem?.code === 'too-slow' ? context.t.text('link.too-slow') : problem?.text;
  await asked.answer(inlineMessage(text === undefined ? said : [text]));
}

function unlinkedWords({ t, webUrl }: ListenerContext, unlinked: Unlinked, name: string): Inline[] {
  const login = foreign(name, 60);
  const page = link(`${webUrl}/settings/apps/authorizations`, t.text('link.authorizations'));
  switch (unlinked) {
    case 'none':
      return [t.text('link.none')];
    case 'removed':
      return t.parts<Inline>('link.removed', { login, page });
    case 'signed-out':
      return [t.text('link.signed-out', { login })];
    case 'of-operator':
      return [t.text('link.of-operator', { login })];
  }
}
