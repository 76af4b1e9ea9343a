/** The time of day that it is in twelve hours: so nothing that happens daily happens in a test, whenever that runs. */
export function farFromNow(): string {
  return new Date(Date.now() + 12 * 3_600_000).toISOString().slice(11, 16);
}
