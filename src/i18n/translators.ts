import { readdirSync } from 'node:fs';
import { type Catalogue, createTranslator, type Translator } from './translator.js';

/** Each file of this folder is a language, by the name of its locale: adding one is adding a language. */
const FOLDER = new URL('./catalogues/', import.meta.url);
const CATALOGUE = /^([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.(?:js|ts)$/;

const catalogues = new Map<string, Catalogue>();
for (const file of readdirSync(FOLDER).sort()) {
  const [, locale] = CATALOGUE.exec(file) ?? [];
  if (locale === undefined || file.endsWith('.d.ts')) continue;
  const found = (await import(new URL(file, FOLDER).href)) as Record<string, Catalogue>;
  const catalogue = found[locale.replace('-', '')];
  if (catalogue === undefined) throw new Error(`${file} exports no catalogue by its name`);
  catalogues.set(locale, catalogue);
}

/** The languages that people can choose: `en`, `fr`, `ja`. */
export const LANGUAGES: readonly string[] = [...catalogues.keys()];

/** The language of a locale such as Slack's `fr-FR`; undefined when there is no catalogue for it. */
export function languageOf(locale: string | null | undefined): string | undefined {
  if (!locale) return undefined;
  const wanted = locale.toLowerCase();
  return (
    LANGUAGES.find((language) => language.toLowerCase() === wanted) ??
    LANGUAGES.find((language) => language === wanted.split('-')[0])
  );
}

/** How a language calls itself, for menus: `français`. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

/** A language of ours and a time zone. */
export interface Speech {
  /** One of LANGUAGES. */
  readonly language: string;
  /** IANA's name. */
  readonly timeZone: string;
}

const made = new Map<string, Translator>();
/** There are some 400 time zones; this bounds what names that people make up could fill. */
const REMEMBERED = 2_000;

/** Texts in a language, with dates in a time zone; English where there is no such catalogue, UTC where no such zone. */
export function translatorOf({ language, timeZone }: Speech): Translator {
  const key = `${language} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const catalogue = catalogues.get(language);
  const locale = catalogue ? language : 'en';
  const translator = createTranslator(
    locale,
    catalogue ?? (catalogues.get('en') as Catalogue),
    knownZone(timeZone),
  );
  if (made.size >= REMEMBERED) made.clear();
  made.set(key, translator);
  return translator;
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
