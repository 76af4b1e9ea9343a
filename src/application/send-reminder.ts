import { isDeletedMessage } from '../domain/errors.js';
import type { OrganizationSettings } from '../domain/organization-settings.js';
import { wants } from '../domain/preferences.js';
import { quietUntil } from '../domain/reminders.js';
import type { Again, DeliveryAboutOne, DeliveryPayload } from './delivery.js';
import { isPresent } from './find-addresses.js';
import { loadNotice } from './load-notice.js';
import { isLinkedOwnerNow, type OwnerNow } from './owner-now.js';
import type { Clock } from './ports.js';
import { settingsOf } from './preference-ports.js';
import type { OwnerReminderModel } from './reminder-ports.js';
import type { Slack } from './slack-ports.js';

export interface SendReminder extends OwnerNow {
  readonly slack: Slack;
  readonly clock: Clock;
  readonly usual: OrganizationSettings;
  readonly webUrl: string;
}

type Payload<Kind extends DeliveryPayload['kind']> = Extract<DeliveryPayload, { kind: Kind }>;

/** Recalls a request in the thread of its card, unless it was decided, or cannot be here, meanwhile. */
export async function sendReminder(
  context: SendReminder,
  { tokenRequestId }: Pick<DeliveryAboutOne, 'tokenRequestId'>,
  { channel }: Payload<'reminder'>,
): Promise<string | null> {
  const { database, slack } = context;
  const card =
    (await database.cards.find(tokenRequestId, channel)) ?? (await database.cards.all(tokenRequestId)).at(-1);
  const model = await loadNotice(context, tokenRequestId, null);
  if (card === undefined || model?.request.state !== 'pending' || model.appState !== 'installed') return null;
  return unlessDeleted(slack.replyToCard(card, { ...model, kind: 'reminder' }));
}

/** Recalls in the thread of a summary how many of its requests wait. */
export async function sendSummaryReminder(
  { database, slack }: SendReminder,
  { summaryId }: Payload<'summary-reminder'>,
): Promise<string | null> {
  const summary = await database.summaries.find(summaryId);
  const oldestSince = await database.reminders.oldestOfSummary(summaryId);
  if (summary?.ts == null || oldestSince === undefined || summary.appState !== 'installed') return null;
  const { channel, ts, organization, counts } = summary;
  const reminder = { organization, waiting: counts.pending ?? 0, oldestSince };
  return unlessDeleted(slack.replyToSummary({ channel, ts }, reminder));
}

/**
 * Reminds one owner of requests, once, if any of them waits still and they still are an owner, are there and want it. Not
 * in the night: what could not be sent by then is sent when people work again.
 */
export async function sendReminderMessage(
  context: SendReminder,
  payload: Payload<'reminder-message'>,
): Promise<string | Again | null> {
  const { database, clock, usual, slack } = context;
  const { organizationId, slackUserId } = payload;
  const now = clock.now();
  const quiet = quietUntil(now, await settingsOf(database, usual, organizationId));
  if (quiet !== null) return { againInMs: quiet.getTime() - now.getTime() };
  if (!wants(await database.preferences.find(slackUserId), 'reminder-message')) return null;
  if (!isPresent(await slack.profile(slackUserId))) return null;
  if (!(await isLinkedOwnerNow(context, organizationId, slackUserId))) return null;
  // Last, so that it is what is true now.
  const model = await loadReminder(context, payload);
  if (model === undefined || !model.requests.some(({ state }) => state === 'pending')) return null;
  return (await slack.directReminder(slackUserId, model)).ts;
}

/** A message that is being sent is there by then, or is sent anew. */
const SENT_BY_THEN_MS = 2_000;

/** Makes a reminder show what has become of the requests that it names. */
export async function updateReminder(
  context: SendReminder,
  { messageId }: Payload<'reminder-update'>,
): Promise<string | Again | null> {
  const message = await context.database.reminders.message(messageId);
  if (message === 'sending') return { againInMs: SENT_BY_THEN_MS };
  const model = message && (await loadReminder(context, message.payload));
  if (message === undefined || model === undefined) return null;
  const { payload, ts } = message;
  return unlessDeleted(context.slack.updateReminder(payload.slackUserId, ts, model).then(() => ({ ts })));
}

async function loadReminder(
  { database, webUrl }: SendReminder,
  { organizationId, tokenRequestIds, further }: Payload<'reminder-message'>,
): Promise<OwnerReminderModel | undefined> {
  const organization = await database.organizations.find(organizationId);
  if (organization === undefined) return undefined;
  const readable = { organizationIds: [organizationId] };
  const requests = await database.searches.some(readable, tokenRequestIds);
  const { appState, listedInFullAt: _, ...named } = organization;
  return { organization: named, isOpen: appState === 'installed', requests, further, webUrl };
}

/** In the thread of a message that somebody has deleted nobody reads anything. */
async function unlessDeleted(sent: Promise<{ readonly ts: string }>): Promise<string | null> {
  try {
    return (await sent).ts;
  } catch (error) {
    if (isDeletedMessage(error)) return null;
    throw error;
  }
}
