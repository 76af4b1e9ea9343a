import { OutsideError } from '../domain/errors.js';
import type { AttemptsPage, DeliveryLog, UnreadableAttempt, WebhookAttempt } from './github-ports.js';
import type { Clock, Database, Logger } from './ports.js';

export interface RecoverWebhooks {
  readonly database: Database;
  readonly github: DeliveryLog;
  readonly clock: Clock;
  readonly log: Logger;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long GitHub keeps its log. */
const KEPT_MS = 72 * HOUR;
/** An attempt enters the log once it has ended, which takes ten seconds at most; the rest is for clocks that differ. */
const OVERLAP_MS = 10 * MINUTE;
/** The pauses after each try; after the last of them there is one more. */
const PAUSES_MS = [2 * MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR];
/** With which we answer what lacks what we need: it will lack that the next time, too, unless we were upgraded. */
const LACKING = 400;
/** What one run does at most, so that it never goes on for long after an outage; the next one follows soon. */
const AT_MOST = { pages: 30, redeliveries: 100 };

const ACTIONS_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['personal_access_token_request', ['created', 'approved', 'denied', 'cancelled']],
  ['github_app_authorization', ['revoked']],
  ['installation', ['created', 'deleted', 'suspend', 'unsuspend']],
  ['organization', ['renamed']],
]);

/**
 * Has GitHub deliver again what it could not deliver: its log names the webhooks that failed. Each is asked for a few
 * times, with growing pauses, until it was taken in.
 */
export async function recoverWebhooks(context: RecoverWebhooks, trace: string): Promise<void> {
  try {
    await noteFailures(context);
    const asked = await askAgain(context);
    if (asked > 0) context.log.info({ asked, trace }, 'GitHub was asked to deliver webhooks again');
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    context.log.warn({ err: error, trace }, 'GitHub’s log of webhooks cannot be used now');
  }
}

/**
 * Notes what failed since the log was read last. A reading that is too long for one run goes on in the next one, where
 * it was left, so that it comes to its end.
 */
async function noteFailures(context: RecoverWebhooks): Promise<void> {
  const { clock, log } = context;
  const { webhookFailures } = context.database;
  const mark = await webhookFailures.mark();
  const startedAt = mark?.place?.startedAt ?? clock.now();
  const lastRead = mark?.readUntil.getTime() ?? 0;
  const since = Math.max(clock.now().getTime() - KEPT_MS, lastRead - OVERLAP_MS);
  const through = new Set<string>();
  let cursor = mark?.place?.cursor ?? null;
  for (let page = 1; page <= AT_MOST.pages; page += 1) {
    const { attempts, unreadable, next } = await readPage(context, cursor);
    const found = attempts.filter(({ at }) => at.getTime() >= since);
    for (const attempt of found) if (!hasFailed(attempt)) through.add(attempt.guid);
    noteUnreadable(context, unreadable, since);
    await webhookFailures.note(worthAsking(found, through), clock.now());
    if (next === null || found.length < attempts.length) return webhookFailures.markRead(startedAt);
    await webhookFailures.keepPlace({ cursor: next, startedAt });
    cursor = next;
  }
  log.warn({ pages: AT_MOST.pages }, 'many webhooks failed: the next run looks at the rest of them');
}

/** A place that GitHub does not know any more is forgotten: the next run begins anew. */
async function readPage({ database, github }: RecoverWebhooks, cursor: string | null): Promise<AttemptsPage> {
  try {
    return await github.failedAttempts(cursor);
  } catch (error) {
    const isRefused = error instanceof OutsideError && error.failure === 'refused';
    if (isRefused && cursor !== null) await database.webhookFailures.keepPlace(null);
    throw error;
  }
}

function noteUnreadable({ log }: RecoverWebhooks, rows: readonly UnreadableAttempt[], since: number): void {
  for (const { at, lacks } of rows) {
    if (at === null || at.getTime() >= since)
      log.warn({ at, lacks }, 'a webhook in GitHub’s log cannot be read');
  }
}

/** Failures of what we handle, that did not come through later. */
function worthAsking(attempts: readonly WebhookAttempt[], through: ReadonlySet<string>): WebhookAttempt[] {
  return attempts.filter(
    (attempt) =>
      hasFailed(attempt) &&
      !through.has(attempt.guid) &&
      ACTIONS_OF.get(attempt.event)?.includes(attempt.action ?? ''),
  );
}

/** Where no answer came, GitHub shows a status of its own, or none. */
function hasFailed({ statusCode }: WebhookAttempt): boolean {
  return statusCode < 200 || statusCode >= 400;
}

async function askAgain({ database, github, clock }: RecoverWebhooks): Promise<number> {
  const { webhookFailures } = database;
  let asked = 0;
  while (asked < AT_MOST.redeliveries) {
    const now = clock.now();
    const since = new Date(now.getTime() - KEPT_MS);
    const due = await webhookFailures.takeDue({ now, since, pauses: PAUSES_MS, finalStatus: LACKING });
    if (due === undefined) break;
    try {
      await github.redeliver(due.deliveryId);
      asked += 1;
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      if (error.failure === 'refused') await webhookFailures.giveUp(due.guid);
      else {
        if (error.failure === 'unavailable') await webhookFailures.putBack(due, now);
        throw error;
      }
    }
  }
  return asked;
}
