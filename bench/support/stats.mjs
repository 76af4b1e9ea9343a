/** The value below which so many of a hundred are. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

export const median = (values) => percentile(values, 50);

/** Median, least and most of the same figure in several rounds. */
export function spread(values) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}
