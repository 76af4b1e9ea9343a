import type { WeekFigures } from '../../src/application/chart-ports.js';

const HOUR_MS = 3_600_000;

/** Eight weeks, the last of which is not over. */
export const EIGHT_WEEKS: readonly WeekFigures[] = [
  aWeek('2026-01-05', 3, 12, 1, 5.2),
  aWeek('2026-01-12', 5, 18, 2, 7.4),
  aWeek('2026-01-19', 9, 9, 0, 26),
  aWeek('2026-01-26', 4, 21, 3, 9),
  aWeek('2026-02-02', 6, 15, 1, 6.5),
  aWeek('2026-02-09', 0, 0, 0, null),
  aWeek('2026-02-16', 1, 16, 1, 0.75),
  { ...aWeek('2026-02-23', 4, 6, 1, 1.8), isWhole: false },
];

export function aWeek(
  monday: string,
  pending: number,
  approved: number,
  denied: number,
  medianHours: number | null,
): WeekFigures {
  const medianMs = medianHours === null ? null : medianHours * HOUR_MS;
  return { monday, isWhole: true, pending, approved, denied, medianMs };
}
