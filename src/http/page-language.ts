import Negotiator from 'negotiator';
import type { Speeches } from '../application/speech.js';
import type { Translator } from '../i18n/translator.js';
import { LANGUAGES, translatorOf } from '../i18n/translators.js';
import type { RouteRequest } from './http-server.js';

/** The language of ours that a browser likes best; undefined when it names none of them. */
export function browsersLanguage(headers: RouteRequest['headers'], usual: string): string | undefined {
  if (headers['accept-language'] === undefined) return undefined;
  // For a browser that likes all languages alike, the first one is chosen.
  const ours = [usual, ...LANGUAGES.filter((language) => language !== usual)];
  return new Negotiator({ headers }).language(ours);
}

/** Texts for whoever sits before this browser, of whom nothing else is known. */
export function browsersTranslator(
  { usual }: Pick<Speeches, 'usual'>,
  headers: RouteRequest['headers'],
): Translator {
  return translatorOf({ ...usual, language: browsersLanguage(headers, usual.language) ?? usual.language });
}

/** Texts for a person: as they have chosen, else as Slack speaks to them, else as their browser would have it. */
export async function visitorsTranslator(
  speeches: Pick<Speeches, 'usual' | 'known'>,
  headers: RouteRequest['headers'],
  slackUserId: string | undefined,
): Promise<Translator> {
  const { usual } = speeches;
  const known = slackUserId === undefined ? {} : await speeches.known(slackUserId);
  const language = known.language ?? browsersLanguage(headers, usual.language) ?? usual.language;
  return translatorOf({ ...usual, ...known, language });
}
