import { ErrorCode, type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Budgets, Urgency } from '../application/budget-ports.js';
import { OutsideError } from '../domain/errors.js';
import { allowanceOf } from './slack-limits.js';

export interface Pacing {
  readonly budgets: Budgets;
  readonly urgency: Urgency;
}

/** Slack's Web API within what Slack allows: calls that it would answer with 429 are not made. */
export class PacedClient extends WebClient {
  readonly #pacing: Pacing | undefined;

  constructor(token: string, options: WebClientOptions, pacing: Pacing | undefined) {
    super(token, options);
    this.#pacing = pacing;
  }

  /** @throws OutsideError `ratelimited` with the time to wait */
  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const allowance = this.#pacing && allowanceOf(method, options.channel);
    if (this.#pacing === undefined || allowance === undefined) return super.apiCall(method, options);
    const { budgets, urgency } = this.#pacing;
    // A budget that cannot be read must hold nobody up: Slack itself has the last word.
    const waitMs = await budgets.take(allowance, { cost: 1, urgency }).catch(() => 0);
    if (waitMs > 0) {
      throw new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs: waitMs });
    }
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      const retryAfterMs = limitedForMs(error);
      // All processes wait as long as Slack asks this one to.
      if (retryAfterMs) await budgets.pause(allowance.key, retryAfterMs, 'everybody').catch(() => undefined);
      throw error;
    }
  }
}

function limitedForMs(error: unknown): number | undefined {
  const { code, retryAfter } = error as { code?: unknown; retryAfter?: unknown };
  return code === ErrorCode.RateLimitedError && typeof retryAfter === 'number'
    ? retryAfter * 1_000
    : undefined;
}
