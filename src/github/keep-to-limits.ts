import { setTimeout } from 'node:timers/promises';
import type { Octokit } from 'octokit';
import { type Budgets, perMinute, type Urgency } from '../application/budget-ports.js';
import { OutsideError } from '../domain/errors.js';
import { toGitHubFailure } from './github-failure.js';

export interface Limits {
  readonly budgets: Budgets;
  readonly urgency: Urgency;
  /** How long a call may wait in its place, holding up whoever makes it; default not at all. */
  readonly patienceMs?: number;
  /** Aborted when the process ends: then background work calls no more, and is taken up by the next one. */
  readonly ending?: AbortSignal;
}

/** Points a minute of one installation, of which a read costs one and a write five (docs/github.md). */
const POINTS_PER_MINUTE = 900;
const POINTS_OF_A_WRITE = 5;
/** When less than this share of the hour's requests is left, the rest is kept for clicks. */
const RESERVE = 0.1;

/** Keeps the calls of one installation within what GitHub allows, by all processes together. */
export function keepToLimits(octokit: Octokit, installationId: number, limits: Limits | undefined): Octokit {
  if (limits === undefined) return octokit;
  const { budgets, urgency, patienceMs = 0, ending } = limits;
  const allowance = perMinute(`github/${installationId}`, POINTS_PER_MINUTE);
  octokit.hook.wrap('request', async (request, options) => {
    const cost = options.method === 'GET' ? 1 : POINTS_OF_A_WRITE;
    const { signal } = options.request as { signal?: AbortSignal };
    const signals = [signal, urgency === 'background' ? ending : undefined].filter(
      (given) => given !== undefined,
    );
    const take = () => budgets.take(allowance, { cost, urgency });
    await takeTurn(take, patienceMs, signals);
    try {
      const response = await request(options);
      await noteRemaining(budgets, allowance.key, response.headers);
      return response;
    } catch (error) {
      const { retryAfterMs } = toGitHubFailure(error).options;
      if (retryAfterMs) await budgets.pause(allowance.key, retryAfterMs, 'everybody').catch(() => undefined);
      throw error;
    }
  });
  return octokit;
}

/** @throws OutsideError `rate-limited` with the time to wait, `given-up` when nobody wants it any more */
async function takeTurn(
  take: () => Promise<number>,
  patienceMs: number,
  signals: readonly AbortSignal[],
): Promise<void> {
  const isGivenUp = () => signals.some(({ aborted }) => aborted);
  for (let left = patienceMs; ; ) {
    // A budget that cannot be read must hold nobody up: GitHub itself has the last word.
    const waitMs = isGivenUp() ? 0 : await take().catch(() => 0);
    if (isGivenUp()) throw new OutsideError('github', 'unavailable', 'given-up');
    if (waitMs === 0) return;
    if (waitMs > left) {
      throw new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: waitMs });
    }
    left -= waitMs;
    await setTimeout(waitMs, undefined, { signal: AbortSignal.any([...signals]) }).catch(() => undefined);
  }
}

async function noteRemaining(budgets: Budgets, key: string, headers: Record<string, unknown>): Promise<void> {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
  ) as [number, number, number];
  if (!(remaining <= limit * RESERVE)) return;
  const untilMs = reset * 1_000 - Date.now();
  if (untilMs > 0) await budgets.pause(key, untilMs, 'background').catch(() => undefined);
}
