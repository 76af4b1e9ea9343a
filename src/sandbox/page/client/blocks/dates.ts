const DAY_MS = 86_400_000;

/** How the viewer's browser writes dates; tests name both. */
export interface DateStyle {
  readonly now: Date;
  readonly locale?: string;
  readonly timeZone?: string;
}

/** Writes a moment as Slack's date formats say, e.g. `{date_short_pretty}, {time}`, in the viewer's zone. */
export function formatDate(format: string, timestamp: number, style: DateStyle): string {
  const date = new Date(timestamp * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => formatToken(token, date, style) ?? whole);
}

function formatToken(token: string, date: Date, style: DateStyle): string | undefined {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(style.locale, { timeZone: style.timeZone, ...options }).format(date);
  const [, base = '', pretty] = /^(.*?)(_pretty)?$/.exec(token) ?? [];
  const relative = pretty ? relativeDay(date, style) : undefined;
  if (relative) return base === 'day_divider' ? capitalised(relative) : relative;
  switch (base) {
    case 'date_num':
      return [write({ year: 'numeric' }), write({ month: '2-digit' }), write({ day: '2-digit' })].join('-');
    case 'date_slash':
      return write({ year: 'numeric', month: '2-digit', day: '2-digit' });
    case 'date':
    case 'date_full':
      return write({ year: 'numeric', month: 'long', day: 'numeric' });
    case 'date_short':
    case 'date_short_full':
      return write({ year: 'numeric', month: 'short', day: 'numeric' });
    case 'date_long':
    case 'date_long_full':
    case 'day_divider':
      return write({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
    case 'time':
      return write({ hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return write({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(date, style);
    default:
      return undefined;
  }
}

function relativeDay(date: Date, style: DateStyle): string | undefined {
  const day = (moment: Date) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: style.timeZone }).format(moment));
  const days = Math.round((day(date) - day(style.now)) / DAY_MS);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(style.locale, { numeric: 'auto' }).format(days, 'day');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "3 minutes ago", "in 2 days". */
export function ago(date: Date, { now, locale }: DateStyle): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  if (unit === 'second') return words.format(0, 'second');
  return words.format(Math.trunc(seconds / length), unit);
}
