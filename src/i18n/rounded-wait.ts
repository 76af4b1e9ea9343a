import type { Translator } from './translator.js';

const HOUR_MS = 3_600_000;

/** How long something waited: rounded, so that what is shown does not change with every minute. */
export function roundedWait(t: Translator, ms: number): string {
  const hours = Math.round(ms / HOUR_MS);
  if (hours < 1) return t.text('home.wait.short');
  if (hours < 48) return t.text('home.wait.hours', { count: hours });
  return t.text('home.wait.days', { count: Math.round(hours / 24) });
}
