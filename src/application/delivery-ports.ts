import type { ClaimedDelivery, NewDelivery } from './delivery.js';

/** App Homes, and finding out where somebody can be reached, are apart from everything else. */
export type DeliveryQueue = RarerQueue | 'others';

/** Queues in which nearly always nothing waits. */
export type RarerQueue = 'homes' | 'addresses' | 'digests';

export interface Deliveries {
  /** False when one with the same `dedupeKey` is known already. */
  add(delivery: NewDelivery): Promise<boolean>;
  /** Many in one statement; without `unlessWaiting`. */
  addAll(deliveries: readonly Omit<NewDelivery, 'unlessWaiting'>[]): Promise<void>;
  /** Makes due at once what waits in the lane of this. */
  hurry(delivery: Pick<NewDelivery, 'tokenRequestId' | 'payload'>): Promise<void>;
  /** Leases deliveries that are due and first in their lane. */
  claimDue(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
    of?: DeliveryQueue;
  }): Promise<ClaimedDelivery[]>;
  renewLease(delivery: ClaimedDelivery, until: Date): Promise<void>;
  /**
   * Gives it back for later, as if it had not been tried. `unlessFollowed`: one of the kinds that say the same again and
   * again makes way for the next one in its lane, which does the same sooner.
   */
  putBack(
    delivery: ClaimedDelivery,
    nextAttemptAt: Date,
    options?: { readonly unlessFollowed: boolean },
  ): Promise<void>;
  /** Keeps it on record, unless it is of a kind that says the same again and again. */
  succeed(delivery: ClaimedDelivery, at: Date, externalId: string | null): Promise<void>;
  retry(delivery: ClaimedDelivery, nextAttemptAt: Date, error: string): Promise<void>;
  fail(delivery: ClaimedDelivery, at: Date, error: string): Promise<void>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  /** In which of the rarer queues anything waits, due or not. */
  queuesThatWait(): Promise<RarerQueue[]>;
  nextDueAt(of?: DeliveryQueue): Promise<Date | undefined>;
  /** How many wait, and how long the oldest has; App Home tells nobody any news, so it does not count. */
  backlog(now: Date): Promise<{ depth: number; oldestSeconds: number }>;
}
