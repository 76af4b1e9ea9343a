import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from './application/ports.js';

/** So many times within so many seconds, counted in this process alone. */
export function createRateLimit({ times, seconds }: { times: number; seconds: number }): RateLimit {
  const limiter = new RateLimiterMemory({ points: times, duration: seconds });
  return {
    async take(who) {
      try {
        await limiter.consume(who);
        return true;
      } catch (error) {
        if (error instanceof RateLimiterRes) return false;
        throw error;
      }
    },
  };
}
