import type { BlockAction, RespondFn } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { expireTokenRequests } from '../application/expire-token-requests.js';
import type { LinkResume } from '../application/link-attempt.js';
import { loadCard } from '../application/load-card.js';
import { refreshCards } from '../application/refresh-cards.js';
import { refreshDigest } from '../application/refresh-digest.js';
import { isAnother } from '../domain/token-request.js';
import type { Translator } from '../i18n/translator.js';
import { translatorOf } from '../i18n/translators.js';
import { clickedDigest } from './clicked-digest.js';
import { connectBlocks } from './connect.js';
import type { ListenerContext } from './listener-context.js';
import type { Problem } from './listener-wrapper.js';
import { isDecideBlockId } from './request-value.js';
import { cardView, type MessageContent } from './views/card-view.js';
import { modalOf } from './views/details-view.js';
import { clip, type Inline, plain, richText, section } from './views/rich-text.js';
import { stateLine } from './views/state-line.js';

/** The words for a problem; to whoever came too late, also who decided what. */
export async function problemLine(
  context: ListenerContext,
  problem: Problem,
  { tokenRequestId, slackUserId }: { tokenRequestId: number; slackUserId: string },
): Promise<Inline[]> {
  const { t } = context;
  if (problem.code !== 'already-decided') return [problem.text];
  const card = await loadCard({ ...context, records: context.database }, tokenRequestId);
  if (card === undefined) return [t.text('error.request-gone')];
  const isOwn = card.decision?.approver.slackUserId === slackUserId;
  return [isOwn ? t.text('error.already-yours') : problem.text, ' ', ...stateLine(t, card)];
}

export function inlineMessage(inlines: readonly Inline[], more: readonly KnownBlock[] = []): MessageContent {
  return { text: clip(plain(inlines), 1_000), blocks: [richText(section(...inlines)), ...more] };
}

/** A modal with the words for a problem, and with the way to mend it where there is one. */
export function problemModal(
  context: Pick<ListenerContext, 't' | 'linking'>,
  problem: Pick<Problem, 'code'>,
  { title, line, resume }: { title: string; line: readonly Inline[]; resume: LinkResume | null },
): ModalView {
  const view = modalOf(context.t, title, line);
  return { ...view, blocks: [...view.blocks, ...connectBlocks(context, problem, resume)] };
}

interface Explained {
  readonly tokenRequestId: number;
  /** GitHub's number, which the request must have. */
  readonly patRequestId?: number;
  readonly trace: string;
  /** Of the modal that tells it, where there is one; by default that something was not done. */
  readonly title?: string;
}

/** Tells the person who clicked, and nobody else, and mends the message when it shows what is no longer true. */
export async function explainProblem(
  context: ListenerContext,
  problem: Problem,
  { body, respond, client }: { body: BlockAction; respond: RespondFn; client: WebClient },
  click: Explained,
): Promise<void> {
  const person = { tokenRequestId: click.tokenRequestId, slackUserId: body.user.id };
  const line = await problemLine(context, problem, person);
  // The clock ended the request before the sweep has noticed.
  if (problem.code === 'token-expired') await expireTokenRequests(context, click.trace);
  // The webhook that tells it may have been lost.
  if (problem.code === 'app-not-installed') context.wake.sync();
  const resume: LinkResume | null =
    click.tokenRequestId > 0 ? { kind: 'request', tokenRequestId: click.tokenRequestId } : null;
  if (body.view) return tellInModal(context, problem, { line, title: click.title, resume }, body, client);
  const isStale = ['already-decided', 'token-expired', 'request-gone'].includes(problem.code);
  const told = respond({
    response_type: 'ephemeral',
    replace_original: false,
    ...inlineMessage(line, connectBlocks(context, problem, resume)),
  });
  // The answer first, for whoever waits for it; that it fails must not keep the message from being mended.
  await Promise.resolve(told).finally(async () => {
    if (isStale) await mendMessage(context, body, client, click);
  });
}

/**
 * App Home and modals have no message to answer to, and a line in a Home is gone with its next refresh. A modal stays
 * until it is closed; when it is too late for one, a direct message certainly arrives.
 */
async function tellInModal(
  context: ListenerContext,
  problem: Problem,
  { line, title, resume }: { line: readonly Inline[]; title?: string; resume: LinkResume | null },
  { view, trigger_id, user }: BlockAction,
  client: WebClient,
): Promise<void> {
  const how = view?.type === 'modal' ? 'push' : 'open';
  const said = { line, title: title ?? context.t.text('error.title'), resume };
  try {
    await client.views[how]({ trigger_id, view: problemModal(context, problem, said) });
  } catch (error) {
    context.log.info({ err: error }, 'a modal came too late, so a direct message is sent');
    const content = inlineMessage(line, connectBlocks(context, problem, resume));
    await client.chat.postMessage({ channel: user.id, ...content });
  }
}

async function mendMessage(
  context: ListenerContext,
  body: BlockAction,
  client: WebClient,
  { tokenRequestId, patRequestId, trace }: Explained,
): Promise<void> {
  // It is about others, too, so it is no card and must not become one.
  const digest = clickedDigest(body);
  if (digest) return refreshDigest(context, digest, trace);
  const place = { channel: body.channel?.id, ts: body.message?.ts };
  if (place.channel === undefined || place.ts === undefined) return;
  const { channel, ts } = { channel: place.channel, ts: place.ts };
  const tracked = await context.database.cards.find(tokenRequestId, channel);
  // A card that is on record follows its lane, so that an older truth never overtakes a newer one.
  if (tracked?.ts === ts) return refreshCards(context, tokenRequestId, trace);
  const reminders = await context.database.reminders.messagesAbout(tokenRequestId);
  if (reminders.some((reminder) => reminder.ts === ts && reminder.slackUserId === body.user.id))
    return refreshCards(context, tokenRequestId, trace);
  // What became of one of them must not hide the others.
  if (namesSeveral(body)) return;
  const card = await loadCard({ ...context, records: context.database }, tokenRequestId);
  // Whoever sees this message may not see the other request that has its number here.
  const isShown = card !== undefined && !isAnother(card.request, patRequestId);
  const t = await translatorIn(context, channel, isShown ? card.request.organization.id : undefined);
  const content = isShown ? cardView(t, card) : inlineMessage([t.text('card.gone')]);
  await client.chat.update({ channel, ts, ...content });
}

/** Whether the message has buttons for more than one request. */
function namesSeveral({ message }: BlockAction): boolean {
  const blocks: unknown = message?.blocks;
  const ids = Array.isArray(blocks) ? blocks.map((block) => (block as { block_id?: unknown }).block_id) : [];
  return new Set(ids.filter((id) => isDecideBlockId(id))).size > 1;
}

/** A direct conversation is one person's; what stands in a channel is in the language of all who read it. */
async function translatorIn(
  { t, speeches }: Pick<ListenerContext, 't' | 'speeches'>,
  channel: string,
  organizationId: number | undefined,
): Promise<Translator> {
  if (channel.startsWith('D')) return t;
  return translatorOf(
    organizationId === undefined ? speeches.usual : await speeches.ofOrganization(organizationId),
  );
}
