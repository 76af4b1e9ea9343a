import type { Clock } from '../application/ports.js';
import { OutsideError } from '../domain/errors.js';

export interface Pace {
  /**
   * Takes a turn to post in a channel.
   * @throws OutsideError `ratelimited` with the time to wait, when Slack would answer that
   */
  takeTurn(channel: string): void;
}

/** Slack takes about a message a second in a channel, and short bursts. */
const INTERVAL_MS = 1_000;
const BURST = 3;

interface Bucket {
  turns: number;
  refilledAt: number;
  /** How many were sent away since the last turn: each is told to come a second after the one before. */
  waiting: number;
}

/** Spares us, and Slack, the answers 429 that a burst of cards would get. */
export function createPace(clock: Clock): Pace {
  const buckets = new Map<string, Bucket>();
  return {
    takeTurn(channel) {
      const now = clock.now().getTime();
      const bucket = buckets.get(channel) ?? { turns: BURST, refilledAt: now, waiting: 0 };
      buckets.set(channel, bucket);
      refill(bucket, now);
      if (bucket.turns >= 1) {
        bucket.turns -= 1;
        bucket.waiting = Math.max(bucket.waiting - 1, 0);
        return;
      }
      bucket.waiting += 1;
      const retryAfterMs = bucket.waiting * INTERVAL_MS;
      throw new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs });
    },
  };
}

function refill(bucket: Bucket, now: number): void {
  const earned = Math.floor((now - bucket.refilledAt) / INTERVAL_MS);
  if (earned <= 0) return;
  bucket.turns = Math.min(bucket.turns + earned, BURST);
  bucket.refilledAt += earned * INTERVAL_MS;
}
