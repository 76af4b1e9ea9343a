import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './catalogues/en.js';

export type MessageKey = keyof typeof en;
/** A catalogue has every key; `en` is the one that the others follow. */
export type Catalogue = Record<MessageKey, string>;

export interface Translator {
  /** BCP 47. */
  readonly locale: string;
  /** IANA's name of the time zone in which dates are told. */
  readonly timeZone: string;
  /** The text of a key, in ICU MessageFormat; values are put in as they are, so escape them where it matters. */
  text(key: MessageKey, values?: Record<string, string | number>): string;
  /** The same in pieces: the message's own text, and the values, which may be anything that a view can show. */
  parts<T>(key: MessageKey, values: Record<string, T | string | number>): (string | T)[];
  /** A date and time in the reader's locale and time zone. */
  date(instant: Date): string;
}

/** Texts for people, in one language. */
export function createTranslator(locale: string, catalogue: Catalogue, timeZone = 'UTC'): Translator {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  const message = (key: MessageKey) => {
    const known =
      compiled.get(key) ?? new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true });
    compiled.set(key, known);
    return known;
  };
  // With the first date: the first of all has Node read what it knows of dates, which takes longer than all else here.
  let dates: Intl.DateTimeFormat | undefined;
  return {
    locale,
    timeZone,
    text: (key, values) => String(message(key).format(values)),
    parts: <T>(key: MessageKey, values: Record<string, T | string | number>) =>
      message(key)
        .formatToParts<T>(values)
        .map((part) => part.value as string | T),
    date(instant) {
      dates ??= new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
      return dates.format(instant);
    },
  };
}

export const english = createTranslator('en', en);
