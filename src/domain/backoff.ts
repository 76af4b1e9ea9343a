/** Waiting time before the next try, in milliseconds: 1 s, 2 s, 4 s … up to five minutes; at least `atLeast`. */
export function backoffMs(attempts: number, atLeast = 0): number {
  const exponential = 1_000 * 2 ** Math.min(Math.max(attempts - 1, 0), 20);
  return Math.max(Math.min(exponential, 300_000), atLeast);
}
