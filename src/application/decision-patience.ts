import { backoffMs } from '../domain/backoff.js';
import type { ClaimedDecision } from './decision-ports.js';
import type { Clock } from './ports.js';

/** How long GitHub's list may still show a request as pending after it took a decision. */
export const STILL_LISTED_MS = 60_000;
/** How long we wait for GitHub's word on a request that is gone from its lists. */
export const LAST_WORD_MS = 2 * 60_000;
/** How long GitHub may refuse to show us its lists, as it does where the App was removed, before we give up. */
export const LISTS_REFUSED_MS = 24 * 3_600_000;
/** How long GitHub may be down before a claim that was never sent is given back. */
const RETRY_WINDOW_MS = 15 * 60_000;
/** A pause is this much of the time that it has taken so far: two minutes after an hour. */
const SHARE_OF_A_PAUSE = 1 / 30;

type Asked = Pick<ClaimedDecision, 'askedAt'>;

export function isWithinWindow({ askedAt }: Asked, instant: Date): boolean {
  return isRecent(askedAt, instant);
}

/** Whether a call that left at `sentAt`, and whose answer never came, may still be carried out. */
export function isRecent(sentAt: Date, instant: Date): boolean {
  return instant.getTime() - sentAt.getTime() <= RETRY_WINDOW_MS;
}

/** When GitHub's lists are asked again what a call has done: soon at first, in the end once an hour. */
export function nextLook(clock: Clock, { attempts, askedAt }: Asked & { readonly attempts: number }): Date {
  const now = clock.now();
  const first = Math.min(backoffMs(attempts), 60_000);
  const last = Math.min((now.getTime() - askedAt.getTime()) * SHARE_OF_A_PAUSE, 3_600_000);
  return later(now, Math.max(first, last));
}

/** When a call is tried again that was certainly not carried out. */
export function nextTry(clock: Clock, attempts: number, retryAfterMs: number): Date {
  return later(clock.now(), Math.max(Math.min(backoffMs(attempts), 120_000), retryAfterMs));
}

export function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
