import { randomUUID } from 'node:crypto';

const MARK = randomUUID();
const MARKED = new RegExp(`"${MARK}(\\d+)"`, 'g');

/** JSON in which a bigint is a number, as GitHub writes ids that JavaScript's numbers cannot hold. */
export function toJson(body: unknown): string {
  const text = JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? `${MARK}${value}` : value));
  return text.replaceAll(MARKED, '$1');
}
