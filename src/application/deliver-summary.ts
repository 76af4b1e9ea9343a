import { isDeletedMessage, OutsideError } from '../domain/errors.js';
import { channelOf } from './channel-of.js';
import type { ClaimedDelivery } from './delivery.js';
import type { Database } from './ports.js';
import type { Slack } from './slack-ports.js';
import type { Summary } from './summary-ports.js';

export interface DeliverSummary {
  readonly database: Database;
  readonly slack: Slack;
  /** Where it goes unless the owners of its organization have chosen. */
  readonly channel: string;
}

/** After this long, no call that was given up is still on its way. */
const LATE_MS = 30_000;

/** Makes a summary show what the records say of its requests now: posts it, or updates it. */
export async function deliverSummary(
  context: DeliverSummary,
  { id, trace }: Pick<ClaimedDelivery, 'id' | 'trace'>,
  { summaryId, force = false }: { readonly summaryId: number; readonly force?: boolean },
): Promise<string | null> {
  const { database, slack } = context;
  const summary = await database.summaries.find(summaryId);
  if (summary === undefined) return null;
  if (summary.ts === null) return post(context, await inItsChannel(context, summary));
  const { channel, ts } = summary;
  try {
    const digest = await slack.updateSummary({ channel, ts }, force ? { ...summary, digest: '' } : summary);
    if (digest !== summary.digest) await database.summaries.shown(summaryId, { ts, digest });
    return ts;
  } catch (error) {
    if (error instanceof OutsideError && error.failure === 'unknown') {
      await database.deliveries.add({
        tokenRequestId: null,
        payload: { kind: 'summary-again', summaryId },
        dedupeKey: `summary-again/${id}`,
        delayMs: LATE_MS,
        trace,
      });
    }
    if (!isDeletedMessage(error)) throw error;
    // Somebody deleted it: as long as something waits, it must be seen.
    return waiting(summary) === 0 ? null : post(context, summary);
  }
}

/** A call without an answer may have reached Slack after the one that followed it. */
export async function forceSummary({ database }: DeliverSummary, summaryId: number, trace: string) {
  await database.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'summary', summaryId, force: true },
    trace,
  });
  return null;
}

/** The channel may have been changed before anything was posted: also one that waits for a channel that is gone follows. */
async function inItsChannel({ database, channel: usual }: DeliverSummary, summary: Summary) {
  const channel = await channelOf(database, usual, summary.organization.id);
  if (channel !== summary.channel) await database.summaries.moveTo(summary.id, channel);
  return { ...summary, channel };
}

async function post({ database, slack }: DeliverSummary, summary: Summary): Promise<string> {
  const { ts, digest } = await slack.postSummary(summary.channel, summary);
  await database.summaries.shown(summary.id, { ts, digest });
  return ts;
}

function waiting({ counts }: Summary): number {
  return (counts.pending ?? 0) + (counts.deciding ?? 0);
}
