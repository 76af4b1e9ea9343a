import { backoffMs } from '../domain/backoff.js';
import type { ClaimedDecision, Clock } from './ports.js';

/** How long GitHub's list may still show a request as pending after it took a decision. */
export const LIST_LAG_MS = 60_000;
/** How long we wait for GitHub's word on a request that is gone from its lists. */
export const LAST_WORD_MS = 2 * 60_000;
/** How long GitHub may be down before a claim that was never sent is given back. */
const RETRY_WINDOW_MS = 15 * 60_000;

export function isWithinWindow({ askedAt }: Pick<ClaimedDecision, 'askedAt'>, instant: Date): boolean {
  return instant.getTime() - askedAt.getTime() <= RETRY_WINDOW_MS;
}

/** When GitHub's lists are asked again what a call has done. */
export function nextLook(clock: Clock, attempts: number): Date {
  return later(clock, Math.min(backoffMs(attempts), 60_000));
}

/** When a call is tried again that was certainly not carried out. */
export function nextTry(clock: Clock, attempts: number, retryAfterMs: number): Date {
  return later(clock, Math.max(Math.min(backoffMs(attempts), 120_000), retryAfterMs));
}

export function later(clock: Clock, ms: number): Date {
  return new Date(clock.now().getTime() + ms);
}
