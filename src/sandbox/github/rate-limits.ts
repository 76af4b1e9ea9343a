const HOUR = 3_600_000;

interface Window {
  used: number;
  resetAt: number;
}

export interface RateLimitState {
  limit: number;
  remaining: number;
  used: number;
  /** Seconds since 1970. */
  reset: number;
}

/** Counts each caller's requests in windows of one hour. */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Counts one request; false when the caller has none left. */
  take(caller: string, limit: number): boolean {
    const window = this.#window(caller);
    if (window.used >= limit) return false;
    window.used += 1;
    return true;
  }

  state(caller: string, limit: number): RateLimitState {
    const { used, resetAt } = this.#window(caller);
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1000) };
  }

  #window(caller: string): Window {
    const now = this.#now().getTime();
    const known = this.#windows.get(caller);
    if (known && known.resetAt > now) return known;
    const fresh = { used: 0, resetAt: now + HOUR };
    this.#windows.set(caller, fresh);
    return fresh;
  }
}

/** The headers that every answer of GitHub's carries. */
export function rateLimitHeaders(state: RateLimitState): Record<string, string> {
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-used': String(state.used),
    'x-ratelimit-reset': String(state.reset),
    'x-ratelimit-resource': 'core',
  };
}
