/**
 * The candidate that is most like a word: typing errors (a letter too many, missing, wrong, or two swapped) and
 * abbreviations are seen through, in any case: one error in three letters, and always one. Undefined when none is
 * near; of equally near ones the first.
 */
export function nearest<T extends string>(word: string, candidates: Iterable<T>): T | undefined {
  const typed = word.toLowerCase();
  let found: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(Math.max(typed.length, candidate.length) / 3));
    const cost = differences(typed, candidate.toLowerCase(), most);
    if (cost > most || cost >= least) continue;
    found = candidate;
    least = cost;
  }
  return found;
}

/** Shorter beginnings are shared by too many words. */
const SHORTEST_ABBREVIATION = 3;

function differences(typed: string, candidate: string, most: number): number {
  if (typed === candidate) return 0;
  if (typed.length >= SHORTEST_ABBREVIATION && candidate.startsWith(typed)) return 1;
  // Whatever the lengths differ by must be added or dropped; this keeps long input cheap, too.
  if (Math.abs(typed.length - candidate.length) > most) return Number.POSITIVE_INFINITY;
  return distance(typed, candidate);
}

/**
 * Damerau's and Levenshtein's distance in the "optimal string alignment" kind, which changes no letters twice:
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const costs = [at(old, column) + 1, at(current, column - 1) + 1, at(old, column - 1) + (same ? 0 : 1)];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) costs.push(at(older, column - 2) + 1);
      current.push(Math.min(...costs));
    }
    older = old;
    old = current;
  }
  return at(old, b.length);
}

function at(costs: readonly number[], column: number): number {
  return costs[column] ?? Number.POSITIVE_INFINITY;
}
