import { type Duration, durationMs, type PermissionValue } from './query.js';
import { meantUnit, unitOf } from './query-words.js';
import type { PermissionLevel } from './token-request.js';

// The words of GitHub's own pages go before the bare levels with which they end.
const LEVELS: readonly (readonly [string, PermissionLevel])[] = [
  ['_read_and_write', 'write'],
  ['_read_only', 'read'],
  ['_read', 'read'],
  ['_write', 'write'],
  ['_admin', 'admin'],
];

/**
 * Reads a permission in the ways in which people write one (`contents_write`, `contents:write`, `Pull requests`);
 * null for what cannot be the name of one. What it returns is how a query keeps it.
 */
export function readPermission(text: string): PermissionValue | null {
  const words = text.toLowerCase().split(/[\s:：_\p{Pd}−]+/u);
  const written = words
    .filter((word) => word !== '')
    .map((word) => `_${word}`)
    .join('');
  const [ending, level] = LEVELS.find(([end]) => written.endsWith(end)) ?? ['', null];
  const name = written.slice(1, written.length - ending.length);
  return /^[a-z][a-z0-9_]*$/.test(name) ? { name, level } : null;
}

/** The level in words that name no permission: `write`. */
export function readLevel(text: string): PermissionLevel | null {
  return readPermission(`contents_${text}`)?.level ?? null;
}

const MOST = 100_000;
const HUNDRED_YEARS: Duration = { count: 36_500, unit: 'd' };

/** Reads `3d`, `12 hours`; null for anything else, for none at all and for more than 100 years. */
export function readDuration(text: string): Duration | null {
  const [count, word] = countAndWord(text);
  const unit = unitOf(word);
  return unit === undefined ? null : sensible({ count, unit });
}

/** What somebody may have meant who wrote no duration: `3`, `3dyas`, `2 months`; else `example`. */
export function nearestDuration(text: string, example: Duration): Duration {
  const [count, word] = countAndWord(text);
  const meant: Duration | undefined = word === '' ? { count: 1, unit: 'd' } : meantUnit(word);
  return (meant && sensible({ count: count * meant.count, unit: meant.unit })) ?? example;
}

function countAndWord(text: string): readonly [number, string] {
  const [, digits = '', word = ''] = /^(\d{1,9})\s*(\D*)$/.exec(text.trim()) ?? [];
  return [Number(digits), word];
}

function sensible(duration: Duration): Duration | null {
  const { count } = duration;
  return count >= 1 && count <= MOST && durationMs(duration) <= durationMs(HUNDRED_YEARS) ? duration : null;
}

/** The first of those that differ in case only: GitHub's names know none. */
export function withoutRepeats(values: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const value of values) {
    if (!first.has(value.toLowerCase())) first.set(value.toLowerCase(), value);
  }
  return [...first.values()];
}
