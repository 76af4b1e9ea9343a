const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `7`, `1.2k`, `34k`. */
export function shortNumber(value: number): string {
  return value < 1_000 ? String(value) : `${short(value / 1_000)}k`;
}

/** `5 min`, `1.5 h`, `3 d`: with symbols that are the same in every language. */
export function shortDuration(ms: number): string {
  if (ms < HOUR_MS) return `${Math.min(Math.max(Math.round(ms / MINUTE_MS), 1), 59)} min`;
  if (ms < 2 * DAY_MS) return `${short(ms / HOUR_MS)} h`;
  return `${short(ms / DAY_MS)} d`;
}

/** One digit behind the point while there is one before it. */
function short(value: number): string {
  return value < 9.95 ? String(Math.round(value * 10) / 10) : String(Math.round(value));
}
