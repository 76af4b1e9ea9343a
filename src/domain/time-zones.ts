let known: readonly string[] | undefined;

/** IANA's names of the time zones that people can choose, in the order of the alphabet. */
export function timeZones(): readonly string[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  return known;
}

/** The longest of IANA's names has some 30 characters. */
const LONGEST = 64;

/** Whether clocks can be told by it; older names of a zone, which menus do not offer, are as good. */
export function isTimeZone(name: string): boolean {
  // So common that no table is read for it.
  if (name === 'UTC') return true;
  // Offsets such as `+02:00` know no summer.
  if (name.length > LONGEST || !/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The first time zones whose name contains what was typed; those that begin with it, or have a place that does, first. */
export function findTimeZones(typed: string, limit: number): string[] {
  const wanted = spelled(typed.slice(0, LONGEST).trim());
  const found = timeZones().filter((name) => spelled(name).includes(wanted));
  const begins = (name: string) =>
    spelled(name)
      .split('/')
      .some((part) => part.startsWith(wanted));
  return [...found.filter(begins), ...found.filter((name) => !begins(name))].slice(0, limit);
}

/** People write `New York` for `New_York`. */
function spelled(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
