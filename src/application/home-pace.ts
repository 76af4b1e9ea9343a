/** How often one App Home was brought up to date lately. */
export interface HomePace {
  /** Null: it is brought up to date at once, for the person who looks at it has done something. */
  readonly refreshedAt: Date | null;
  /** Goes up with every refresh, and down with the time. */
  readonly busy: number;
}

const SHORTEST_MS = 2_000;
/** Ten owners who look at a stream of changes cost GitHub 2,400 calls an hour then, of its 5,000. */
const LONGEST_MS = 15_000;
/** A decision with what leads to it and follows from it is a handful of changes, all shown as they happen. */
const AT_FULL_SPEED = 4;
/** In so much time one refresh is forgotten. */
const CALM_MS = 300_000;
const BUSIEST = 10;
/** The more owners have Home open, the less often each may ask GitHub, which counts all of them together. */
const FEW_OWNERS = 10;

/** How long to wait until the next refresh, in milliseconds; 0 when it may come now. */
export function pauseLeftMs({ refreshedAt, busy }: HomePace, now: Date, openOwners: number): number {
  if (refreshedAt === null) return 0;
  const grown = Math.min(SHORTEST_MS * 2 ** Math.max(busy - AT_FULL_SPEED, 0), LONGEST_MS);
  const pause = grown * Math.max(openOwners / FEW_OWNERS, 1);
  return Math.max(Math.ceil(refreshedAt.getTime() + pause - now.getTime()), 0);
}

/** How busy it is with one more refresh. */
export function busier({ refreshedAt, busy }: HomePace, now: Date): number {
  const calm = Math.max(now.getTime() - (refreshedAt ?? now).getTime(), 0) / CALM_MS;
  return Math.min(Math.max(busy - calm, 0) + 1, BUSIEST);
}

/** Ten seconds at first, then as long as it has been silent already, up to ten minutes: twice as long each time. */
export function silencePauseMs(silentSince: Date, now: Date): number {
  return Math.min(Math.max(now.getTime() - silentSince.getTime(), 10_000), 600_000);
}
