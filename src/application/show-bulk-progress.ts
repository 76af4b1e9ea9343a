import { createHash } from 'node:crypto';
import type { BulkDecision } from '../domain/bulk-decision.js';
import { OutsideError } from '../domain/errors.js';
import type { Again } from './delivery.js';
import { loadBulk } from './load-bulk.js';
import type { BulkModel } from './models.js';
import type { Clock, Database, Logger } from './ports.js';
import type { Slack } from './slack-ports.js';

export interface ShowBulkProgress {
  readonly database: Database;
  readonly clock: Clock;
  readonly slack: Slack;
  readonly webUrl: string;
  readonly log: Logger;
}

/**
 * Makes the approver's message and modal show how far a bulk decision is, unless they do, and comes again until it has
 * ended: soon at first, less often when it takes long. When it ends, the delivery is made due at once.
 */
export async function showBulkProgress(
  context: ShowBulkProgress,
  bulkId: number,
): Promise<string | Again | null> {
  const bulk = await context.database.bulkDecisions.find(bulkId);
  if (bulk === undefined) return null;
  const failure = await show(context, bulk);
  const after = await context.database.bulkDecisions.find(bulkId);
  if (bulk.state !== 'ended') {
    // When the last result came while this was sent, nothing was there that could be made due.
    const pause = after?.state === 'ended' ? 0 : pauseMs(bulk, context.clock.now());
    return { againInMs: Math.max(pause, failure?.options.retryAfterMs ?? 0) };
  }
  if (failure) throw failure;
  return after?.message?.ts ?? null;
}

/** Returns why the modal could not be updated, when that may be possible later. */
async function show(context: ShowBulkProgress, bulk: BulkDecision): Promise<OutsideError | undefined> {
  const { bulkDecisions } = context.database;
  const model = await loadBulk(context, bulk);
  const digest = digestOf(model);
  if (digest === (await bulkDecisions.shown(bulk.id))) return undefined;
  // The modal is where the person looks, but it may be closed: it never keeps the message from being true.
  const failure = await showInModal(context, model);
  await showInMessage(context, model);
  if (failure === undefined) await bulkDecisions.markShown(bulk.id, digest);
  return failure;
}

/** Of all that is shown, less where it is shown. */
function digestOf({ bulk: { state, action, reason }, ...rest }: BulkModel): string {
  return createHash('sha256')
    .update(JSON.stringify({ state, action, reason, ...rest }))
    .digest('base64url');
}

async function showInModal(
  { database, slack, log }: ShowBulkProgress,
  model: BulkModel,
): Promise<OutsideError | undefined> {
  const { id, viewId, trace } = model.bulk;
  if (viewId === null) return undefined;
  try {
    if (!(await slack.updateBulkModal(viewId, model))) await database.bulkDecisions.forgetView(id, viewId);
    return undefined;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.failure !== 'refused') return error;
    log.warn({ err: error, bulk: id, trace }, 'the modal of a bulk decision cannot be updated');
    await database.bulkDecisions.forgetView(id, viewId);
    return undefined;
  }
}

async function showInMessage(context: ShowBulkProgress, model: BulkModel): Promise<void> {
  const { message } = model.bulk;
  if (message === null) return post(context, model);
  try {
    await context.slack.updateBulk(message, model);
  } catch (error) {
    // Somebody deleted it, and the results have to be somewhere.
    if (error instanceof OutsideError && error.code === 'message_not_found') return post(context, model);
    throw error;
  }
}

async function post({ database, slack }: ShowBulkProgress, model: BulkModel): Promise<void> {
  const place = await slack.postBulk(model.bulk.slackUserId, model);
  await database.bulkDecisions.savePlace(model.bulk.id, place);
}

/** A tenth of the time that it has taken so far. */
function pauseMs({ askedAt }: BulkDecision, now: Date): number {
  const elapsed = now.getTime() - (askedAt ?? now).getTime();
  return Math.min(Math.max(elapsed / 10, 2_000), 3_600_000);
}
