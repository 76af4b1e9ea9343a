import { parseQuery } from './parse-query.js';
import type { QueryKind, QueryProblem, Remedy } from './query.js';
import { normalText } from './query-characters.js';
import { scanQuery } from './scan-query.js';

/**
 * The text that was read with every remedy put in; null unless all problems have one, and the result can be read and
 * has as many terms as before, so that nothing has run together or fallen apart.
 */
export function correctQuery(
  text: string,
  problems: readonly QueryProblem[],
  kind: QueryKind,
): string | null {
  return mendText(text, problems, (mended) => parseQuery(mended, kind).query !== undefined);
}

/** The same for whatever else `scanQuery` splits into terms, and `isRead` can read. */
export function mendText(
  text: string,
  problems: readonly QueryProblem[],
  isRead: (text: string) => boolean,
): string | null {
  const remedies = problems.flatMap(({ remedy }) => remedy ?? []);
  if (remedies.length === 0 || remedies.length < problems.length) return null;
  const corrected = spliced(text, remedies);
  return isRead(corrected) && countOf(corrected) === countOf(text) ? corrected : null;
}

/** The last one first, so that the places of the others stay what they are. */
function spliced(text: string, remedies: readonly Remedy[]): string {
  const lastFirst = [...remedies].sort((one, other) => other.start - one.start);
  return lastFirst.reduce(
    (sofar, { start, end, text: instead }) => sofar.slice(0, start) + instead + sofar.slice(end),
    text,
  );
}

function countOf(text: string): number {
  return [...scanQuery(normalText(text))].length;
}
