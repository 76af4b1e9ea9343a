interface Bucket {
  tokens: number;
  at: number;
}

/** Messages that may be posted into one channel at once before one a second is enforced. */
const postBurst = 5;

/** Token buckets for Slack's rate limits: by method, and for posting by channel. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly now: () => Date) {}

  /** Takes one call; returns the seconds to wait when there are too many. */
  take(method: string, perMinute: number | 'post', channel: unknown): number | undefined {
    const posting = perMinute === 'post';
    const perSecond = posting ? 1 : perMinute / 60;
    const capacity = posting ? postBurst : perMinute;
    const key = posting ? `${method}|${channel}` : method;
    const now = this.now().getTime() / 1000;
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    const tokens = Math.min(capacity, bucket.tokens + Math.max(0, now - bucket.at) * perSecond);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
