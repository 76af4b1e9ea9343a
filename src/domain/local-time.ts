/** A day on the calendar of a time zone: `2026-03-29`. */
export function localDate(instant: Date, timeZone: string): string {
  const { year, month, day } = partsOf(instant, timeZone);
  return `${year}-${month}-${day}`;
}

/**
 * When a clock of this time zone shows `time` (`09:00`) on a day. Where the clock is put forward over it, the instant
 * is an hour off; where it is put back and shows it twice, the instant is one of the two.
 */
export function instantAt(date: string, time: string, timeZone: string): Date {
  const shown = Date.parse(`${date}T${time}:00Z`);
  let instant = shown;
  // Its offset is known once the instant is, so that the second look corrects the first.
  for (let look = 0; look < 2; look += 1) instant = shown - offsetMs(new Date(instant), timeZone);
  return new Date(instant);
}

/** How far a clock of this time zone is ahead of UTC at an instant. */
export function offsetMs(instant: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instant, timeZone);
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(instant.getTime() / 1_000) * 1_000;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const formats = new Map<string, Intl.DateTimeFormat>();
/** There are some 400 time zones; this bounds what other spellings of them could fill. */
const REMEMBERED = 1_000;

/** Making one takes a hundred times as long as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  if (formats.size >= REMEMBERED) formats.clear();
  formats.set(timeZone, format);
  return format;
}

function partsOf(instant: Date, timeZone: string): Record<Part, string> {
  const parts = formatOf(timeZone)
    .formatToParts(instant)
    .map(({ type, value }) => [type, value] as const);
  return Object.fromEntries(parts) as Record<Part, string>;
}
