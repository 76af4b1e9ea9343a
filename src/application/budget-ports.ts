/** What a service allows of one thing: some at once, and then one more each time that so much time has passed. */
export interface Allowance {
  /** Names what is counted, such as `slack/chat.update`. */
  readonly key: string;
  readonly burst: number;
  readonly everyMs: number;
}

/** Who waits for it: a person who has just clicked, or nobody in particular. */
export type Urgency = 'click' | 'background';

/** What Slack and GitHub allow, counted in the database, so that all processes together keep to it. */
export interface Budgets {
  /**
   * Takes `cost` units. Resolves with 0, or, when nothing was taken, with the milliseconds after which to ask again. A
   * click is kept waiting only while the service itself asks for patience; the background leaves a share to clicks.
   */
  take(allowance: Allowance, asked: { readonly cost: number; readonly urgency: Urgency }): Promise<number>;
  /** The service asks for patience: nobody is let through for so long, or nobody but clicks. */
  pause(key: string, forMs: number, whom: 'everybody' | 'background'): Promise<void>;
  /** Forgets those that are full again. */
  forgetIdle(): Promise<void>;
}

/** So many in any minute, of which a fifth may come at once. */
export function perMinute(key: string, count: number): Allowance {
  return { key, burst: Math.max(Math.floor(count / 5), 1), everyMs: 60_000 / (count * 0.8) };
}
