import { randomUUID } from 'node:crypto';
import { type AnnounceDigests, announceDigests } from '../application/announce-digests.js';
import { type AnnounceLedgerHead, announceLedgerHead } from '../application/announce-ledger-head.js';
import type { Budgets } from '../application/budget-ports.js';
import { carryOutBulk } from '../application/carry-out-bulk.js';
import { type CarryOutDecision, carryOutDecision } from '../application/carry-out-decision.js';
import { type Deliver, deliver } from '../application/deliver.js';
import type { DeliveryQueue, RarerQueue } from '../application/delivery-ports.js';
import { expireTokenRequests } from '../application/expire-token-requests.js';
import { followOrganizations } from '../application/follow-organizations.js';
import { type FollowSettings, followSettings } from '../application/follow-settings.js';
import type { GitHub } from '../application/github-ports.js';
import type { GitHubSignIn } from '../application/link-ports.js';
import { type RecoverWebhooks, recoverWebhooks } from '../application/recover-webhooks.js';
import { refreshStaleHomes } from '../application/refresh-homes.js';
import { type SealLedger, sealLedger } from '../application/seal-ledger.js';
import { forgetLinkAttempts } from '../application/sign-in.js';
import type { Slack } from '../application/slack-ports.js';
import { comparePendingLists, type SyncOrganizations } from '../application/sync-organizations.js';
import { type TakeWebhook, takeWebhook } from '../application/take-webhook.js';
import { createDrain, type Drain } from './drain.js';
import type { JobDefinition, JobName } from './jobs.js';
import { createRepeatable } from './repeatable.js';

export interface JobTable
  extends CarryOutDecision,
    Deliver,
    TakeWebhook,
    SyncOrganizations,
    RecoverWebhooks,
    SealLedger,
    AnnounceDigests,
    AnnounceLedgerHead,
    FollowSettings {
  readonly slack: Slack;
  readonly github: GitHub;
  /** For what somebody who has clicked waits for. */
  readonly atOnce: Pick<JobTable, 'slack' | 'github'>;
  /** For what may wait in its place when GitHub allows no more for now. */
  readonly patient: Pick<JobTable, 'github'>;
  /** Absent where nothing is kept within limits. */
  readonly budgets?: Budgets;
  /** Absent where people cannot sign in. */
  readonly signIn?: GitHubSignIn;
  readonly syncIntervalSeconds: number;
  /** How often GitHub's log is looked through for webhooks that it could not deliver; default 60. */
  readonly recoverySeconds?: number;
  /** How often what time has brought, and what is stranded, is looked for; default 30. */
  readonly sweepSeconds?: number;
}

const DAY_MS = 24 * 3_600_000;
/** Renewed while the work goes on; after it, another process may take over what a dead one left. */
const LEASE_MS = 45_000;
/** One that a process has died at must not wait for long; taking it in takes milliseconds. */
const WEBHOOK_LEASE_MS = 15_000;
/** How long GitHub's delivery ids are remembered; it redelivers for three days. */
const WEBHOOKS_REMEMBERED_MS = 7 * DAY_MS;
/** Whoever has not opened App Home for so long is shown what is true when they do. */
const HOMES_REMEMBERED_MS = 30 * DAY_MS;
/** Nobody has a modal open for longer. */
const LISTS_REMEMBERED_MS = DAY_MS;

/** Everything that runs in the background, and the drains that it shares. */
export function createJobTable(context: JobTable): {
  definitions: Record<JobName, JobDefinition>;
  stop(): Promise<void>;
} {
  const webhooks = webhookDrain(context);
  const decisions = decisionDrain(context);
  const bulks = bulkDrain(context);
  const deliveries = deliveryDrain(context, 'others', 20);
  // Each asks GitHub about every organization that it shows, and nobody is told any news by it.
  const queues: Record<RarerQueue, Drain> = {
    homes: deliveryDrain(context, 'homes', 3),
    // What they add, where somebody was found, is for the queue of cards and messages, which has long looked.
    addresses: deliveryDrain(context, 'addresses', 5, context.wake.deliveries),
    digests: deliveryDrain(context, 'digests', 2, context.wake.deliveries),
  };
  // One look for all of them, since each change of anything asks for it, and nearly always nothing waits there.
  let waiting: readonly RarerQueue[] = [];
  const look = createRepeatable(async () => {
    waiting = await context.database.deliveries.queuesThatWait();
  });
  const sendRarer = async () => {
    await look.run();
    await Promise.all(waiting.map((queue) => queues[queue].run()));
  };
  const patiently = { ...context, ...context.patient };
  const reported = new Set<number>();
  const seals = createRepeatable(() => sealLedger(context, reported));
  // Where the App was suspended or renamed shows at once, however long the lists are that are being read.
  const organizations = createRepeatable(() => followOrganizations(context, randomUUID()));
  const lists = createRepeatable(() => comparePendingLists(patiently, randomUUID()));
  const recovery = createRepeatable(() => recoverWebhooks(patiently, randomUUID()));
  const sweeps = createRepeatable(() => sweep(context));
  return {
    definitions: {
      'take-webhooks': { run: webhooks.run },
      // A click on a card never waits for what was decided in bulk.
      'carry-out-decisions': { run: decisions.run },
      'carry-out-bulk': { run: bulks.run },
      'send-deliveries': {
        run: () => Promise.all([deliveries.run(), sendRarer()]).then(() => undefined),
      },
      // Not at each change: a burst is sealed in a few batches, and nobody waits for it.
      'seal-ledger': { run: seals.run, everySeconds: 5 },
      'sync-organizations': {
        run: () => organizations.run().then(lists.run),
        everySeconds: context.syncIntervalSeconds,
        wokenAtStart: true,
      },
      'recover-webhooks': { run: recovery.run, everySeconds: context.recoverySeconds ?? 60 },
      sweep: { run: sweeps.run, everySeconds: context.sweepSeconds ?? 30 },
    },
    async stop() {
      const all = [
        webhooks,
        decisions,
        bulks,
        deliveries,
        look,
        ...Object.values(queues),
        seals,
        organizations,
        lists,
        recovery,
        sweeps,
      ];
      await Promise.all(all.map((work) => work.stop()));
      // What these have written last; who verifies the ledger now finds it whole.
      await sealLedger(context, reported).catch((error: unknown) =>
        context.log.warn(
          { err: error },
          'the ledger could not be sealed before the end; the next start does',
        ),
      );
    },
  };
}

/** What is taken in twice has its effect once, so no lease is renewed. */
function webhookDrain(context: JobTable): Drain {
  const { webhookDeliveries } = context.database;
  return createDrain({
    clock: context.clock,
    // Each holds a connection for as long as its transaction takes, and a click must find one, too.
    concurrency: 4,
    claim: (limit) => webhookDeliveries.claimDue({ ...lease(context, WEBHOOK_LEASE_MS), limit }),
    work: (webhook) => takeWebhook(context, webhook),
    nextDueAt: () => webhookDeliveries.nextDueAt(),
  });
}

function decisionDrain(context: JobTable): Drain {
  const { database, clock } = context;
  const work = { ...context, ...context.atOnce };
  return createDrain({
    clock,
    concurrency: 10,
    claim: (limit) => database.decisions.claimDue({ ...lease(context), limit }),
    work: (decision) =>
      whileLeased(
        context,
        (until) => database.decisions.renewLease(decision, until),
        () => carryOutDecision(work, decision),
      ),
    nextDueAt: () => database.decisions.nextDueAt(),
  });
}

function bulkDrain(context: JobTable): Drain {
  const { database, clock } = context;
  // An approver waits for it, as for a click.
  const work = { ...context, ...context.atOnce };
  return createDrain({
    clock,
    // GitHub asks for writes one after the other; a few are enough for a thousand requests in seconds.
    concurrency: 3,
    claim: (limit) => database.bulkChunks.claimDue({ ...lease(context), limit }),
    work: (chunk) =>
      whileLeased(
        context,
        (until) => database.bulkChunks.renewLease(chunk.decisions, until),
        () => carryOutBulk(work, chunk),
      ),
    nextDueAt: () => database.bulkChunks.nextDueAt(),
  });
}

function deliveryDrain(
  context: JobTable,
  of: DeliveryQueue,
  concurrency: number,
  delivered = () => {},
): Drain {
  const { database, clock } = context;
  return createDrain({
    clock,
    concurrency,
    claim: (limit) => database.deliveries.claimDue({ ...lease(context), limit, of }),
    work: (delivery) =>
      whileLeased(
        context,
        (until) => database.deliveries.renewLease(delivery, until),
        () => deliver(context, delivery),
      ).then(delivered),
    nextDueAt: () => database.deliveries.nextDueAt(of),
  });
}

/** Finds what a lost wake-up or a dead process has stranded, and what time has ended. */
async function sweep(context: JobTable): Promise<void> {
  const { database, clock, wake } = context;
  wake.webhooks();
  wake.decisions();
  wake.bulkDecisions();
  wake.deliveries();
  const failures: unknown[] = [];
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  // In this order: a digest may carry the head of the ledger.
  const steps = [
    () => expireTokenRequests(context, randomUUID()),
    () => followSettings(context, randomUUID()),
    () => announceDigests(context, randomUUID()),
    () => announceLedgerHead(context, randomUUID()),
    () => refreshStaleHomes(context, randomUUID()),
    () => forgetWebhooks(context, ago(WEBHOOKS_REMEMBERED_MS)),
    () => database.webhookFailures.forgetBefore(ago(WEBHOOKS_REMEMBERED_MS)),
    () => database.homes.forgetBefore(ago(HOMES_REMEMBERED_MS)),
    () => database.lists.forgetBefore(ago(LISTS_REMEMBERED_MS)),
    () => forgetLinkAttempts(context),
    () => context.budgets?.forgetIdle(),
    () => database.bulkDecisions.forgetDraftsBefore(ago(LISTS_REMEMBERED_MS)),
  ];
  for (const step of steps) await step()?.catch((error: unknown) => failures.push(error));
  // What one of them could not do must not keep the others from what they do.
  if (failures.length > 0) throw new AggregateError(failures, 'parts of the sweep failed');
}

/** What could not be taken in for so long is lost, but for what the comparison with GitHub has found of it since. */
async function forgetWebhooks({ database, log }: JobTable, instant: Date): Promise<void> {
  for (const webhook of await database.webhookDeliveries.forgetBefore(instant)) {
    log.error({ ...webhook, trace: webhook.deliveryId }, 'a webhook that could not be taken in is forgotten');
  }
}

/** Work that takes longer than its lease, behind a slow mail server for example, must not be taken over. */
async function whileLeased(
  { clock, log }: JobTable,
  renew: (until: Date) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const timer = setInterval(() => {
    renew(new Date(clock.now().getTime() + LEASE_MS)).catch((error: unknown) =>
      log.warn({ err: error }, 'a lease could not be renewed'),
    );
  }, LEASE_MS / 3);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

function lease({ clock }: JobTable, forMs = LEASE_MS) {
  const now = clock.now();
  return { now, leaseUntil: new Date(now.getTime() + forMs) };
}
