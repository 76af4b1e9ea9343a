import { Gauge, type Registry } from 'prom-client';
import type { Operations } from '../application/operations-ports.js';
import type { Clock } from '../application/ports.js';

export interface GaugesOptions {
  readonly operations: Pick<Operations, 'requestsByState' | 'failedByKind' | 'leastCompared'>;
  /** Deliveries that wait, and webhooks that are not taken in yet. */
  backlog(): Promise<{ readonly deliveries: Backlog; readonly webhooks: Backlog }>;
  takesWrites(): Promise<boolean>;
  readonly clock: Clock;
}

interface Backlog {
  readonly depth: number;
  /** Age of the oldest. */
  readonly oldestSeconds: number;
}

const SAME = '(from the database: the same in every process, so take max, not sum)';
/** Counting a million requests takes a while, and every scrape of every process asks. */
const REMEMBERED_MS = 30_000;
const OLD_AFTER_MS = 300_000;
/** Whoever scrapes does not wait for a database that is away. */
const PATIENCE_MS = 1_000;
const FAILED_WITHIN_MS = 7 * 24 * 3_600_000;

/** What the database says of PATrol, asked when somebody scrapes. Without a database these have no value. */
export function addGauges(registry: Registry, options: GaugesOptions): { collect(): Promise<void> } {
  const { operations, backlog, takesWrites, clock } = options;
  const gauges = createGauges(registry);
  const readQueue = shared(async () => ({ ...(await backlog()), isWritable: await takesWrites() }));
  const readCounts = remembered(clock, async () => ({
    byState: await operations.requestsByState(),
    byKind: await operations.failedByKind(new Date(clock.now().getTime() - FAILED_WITHIN_MS)),
    compared: await operations.leastCompared(),
  }));
  return {
    async collect() {
      const [queue, counts] = await Promise.all([inTime(readQueue()), readCounts()]);
      gauges.up.set(queue ? 1 : 0);
      forget(gauges);
      if (queue === undefined) return;
      gauges.writable.set(queue.isWritable ? 1 : 0);
      gauges.depth.set(queue.deliveries.depth);
      gauges.oldest.set(queue.deliveries.oldestSeconds);
      gauges.webhooks.set(queue.webhooks.depth);
      gauges.oldestWebhook.set(queue.webhooks.oldestSeconds);
      if (counts) showCounts(gauges, counts, clock.now());
    },
  };
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `patrol_${name}`, help, labelNames, registers: [registry] });
  return {
    up: gauge('database_up', 'Whether the database answered this process in time'),
    writable: gauge('database_writable', 'Whether the database takes writes, as far as this process knows'),
    depth: gauge('deliveries_waiting', `Deliveries that are not sent yet ${SAME}`),
    oldest: gauge('deliveries_oldest_seconds', `Age of the oldest delivery that is not sent yet ${SAME}`),
    webhooks: gauge('webhooks_waiting', `Webhooks that are stored and not taken in yet ${SAME}`),
    oldestWebhook: gauge(
      'webhooks_oldest_seconds',
      `Age of the oldest webhook that is not taken in yet ${SAME}`,
    ),
    requests: gauge('token_requests', `Token requests by state ${SAME}`, ['state']),
    failed: gauge('deliveries_failed', `Deliveries given up in the last 7 days ${SAME}`, ['kind']),
    lag: gauge(
      'sync_lag_seconds',
      `Since the last complete comparison with GitHub, of the organization where it is the longest ago ${SAME}`,
    ),
  };
}

type Gauges = ReturnType<typeof createGauges>;

/** No value at all, rather than 0 or what was true before. */
function forget({ requests, failed, ...others }: Gauges): void {
  for (const labelled of [requests, failed]) labelled.reset();
  const { writable, depth, oldest, webhooks, oldestWebhook, lag } = others;
  for (const one of [writable, depth, oldest, webhooks, oldestWebhook, lag]) one.remove();
}

function showCounts(
  { requests, failed, lag }: Gauges,
  { byState, byKind, compared }: Counts,
  now: Date,
): void {
  for (const [state, count] of Object.entries(byState)) requests.set({ state }, count);
  for (const [kind, count] of Object.entries(byKind)) failed.set({ kind }, count);
  if (compared) lag.set((now.getTime() - compared.getTime()) / 1_000);
}

interface Counts {
  readonly byState: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
  readonly compared: Date | null;
}

/** Whoever asks while somebody else does gets the same answer. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** What takes longer to count than anybody waits is shown as it was a moment before; undefined when that is long ago. */
function remembered<T>(clock: Clock, read: () => Promise<T>): () => Promise<T | undefined> {
  let known: { readonly value: T; readonly at: number } | undefined;
  const refresh = shared(async () => {
    const at = clock.now().getTime();
    known = { value: await read(), at };
    return known.value;
  });
  return async () => {
    const age = known ? clock.now().getTime() - known.at : Number.POSITIVE_INFINITY;
    if (known && age < REMEMBERED_MS) return known.value;
    return (await inTime(refresh())) ?? (age < OLD_AFTER_MS ? known?.value : undefined);
  };
}

/** undefined when there is no answer in time, or none at all. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
