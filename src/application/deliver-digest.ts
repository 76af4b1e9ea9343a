import { isDeletedMessage } from '../domain/errors.js';
import { type AnnounceLedgerHead, takeHeadIntoDigest } from './announce-ledger-head.js';
import { type Again, type ClaimedDelivery, type DeliveryPayload, sentDigest } from './delivery.js';
import { wantsMail, wantsMessage } from './keep-to-wishes.js';
import { type LoadDigest, loadDigest, reloadDigest } from './load-digest.js';
import { isLinkedOwnerNow, isOwnerNow, type OwnerNow } from './owner-now.js';
import type { Mailer } from './ports.js';
import type { Slack } from './slack-ports.js';
import type { Speeches } from './speech.js';

export interface DeliverDigest extends LoadDigest, AnnounceLedgerHead, OwnerNow {
  readonly slack: Slack;
  readonly mailer?: Mailer;
  readonly speeches: Speeches;
}

type Payload<Kind extends DeliveryPayload['kind']> = Extract<DeliveryPayload, { kind: Kind }>;

/** Posts the digest to its channel, with the head of the ledger if that was to be posted there now. */
export async function postDigest(
  context: DeliverDigest,
  { id, trace }: Pick<ClaimedDelivery, 'id' | 'trace'>,
  payload: Payload<'digest'>,
): Promise<string | null> {
  const digest = await loadDigest(context, payload, id);
  if (digest === undefined) return null;
  const { channel } = payload;
  const head = await takeHeadIntoDigest(context, { channel, digestId: id, trace });
  return (await context.slack.postDigest(channel, { ...digest, head })).ts;
}

/** To an owner who wants it in person. */
export async function sendDigestMessage(
  context: DeliverDigest,
  digestId: number,
  payload: Payload<'digest-message'>,
): Promise<string | null> {
  const { database, slack, speeches } = context;
  const { slackUserId } = payload;
  if (!(await wantsMessage(database, slackUserId, 'digest-message'))) return null;
  if (!(await isLinkedOwnerNow(context, payload.organizationId, slackUserId))) return null;
  const digest = await loadDigest(context, payload, digestId);
  if (digest === undefined) return null;
  const speech = { ...digest.speech, ...(await speeches.known(slackUserId)) };
  return (await slack.directDigest(slackUserId, { ...digest, speech })).ts;
}

export async function sendDigestMail(
  context: DeliverDigest,
  digestId: number,
  payload: Payload<'digest-mail'>,
): Promise<string | null> {
  const { mailer, database, speeches } = context;
  const { address, owner, slackUserId, organizationId } = payload;
  const wish = { notice: 'digest-mail', kind: 'digest' } as const;
  if (mailer === undefined || !(await wantsMail(database, { email: address, slackUserId }, wish)))
    return null;
  // Whom the operator has named is no owner, and need not be one.
  if (owner !== null && !(await isOwnerNow(context, organizationId, owner))) return null;
  const digest = await loadDigest(context, payload, digestId);
  if (digest === undefined) return null;
  const known = slackUserId === null ? {} : await speeches.known(slackUserId);
  const speech = { ...digest.speech, ...known };
  return mailer.sendDigest({ ...digest, speech, to: address });
}

const DAY_MS = 24 * 3_600_000;
/** How often it is looked whether GitHub has taken a decision: soon at first, then ever more rarely. */
const LOOK = { atLeastMs: 2_000, atMostMs: 300_000 };

/** Shows in a digest what has become of its requests, and again until none of them is being decided. */
export async function updateDigest(
  context: DeliverDigest,
  payload: Payload<'digest-update'>,
): Promise<Again | null> {
  const { digestId, ts, clickedAt } = payload;
  const sent = sentDigest.safeParse(await context.database.digests.sent(digestId, ts)).data;
  if (sent === undefined) return null;
  const digest = await reloadDigest(context, sent, payload);
  if (digest === undefined) return null;
  const known = sent.slackUserId === undefined ? {} : await context.speeches.known(sent.slackUserId);
  try {
    await context.slack.updateDigest(payload, { ...digest, speech: { ...digest.speech, ...known } });
  } catch (error) {
    if (isDeletedMessage(error)) return null;
    throw error;
  }
  const age = context.clock.now().getTime() - Date.parse(clickedAt);
  const isOpen = digest.oldest.some(({ state }) => state === 'deciding') && age < DAY_MS;
  return isOpen ? { againInMs: Math.min(Math.max(age / 4, LOOK.atLeastMs), LOOK.atMostMs) } : null;
}
