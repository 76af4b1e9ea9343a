import { AsyncLocalStorage } from 'node:async_hooks';
import type { Speeches } from '../application/speech.js';
import type { Translator } from '../i18n/translator.js';
import { translatorOf } from '../i18n/translators.js';

interface Reader {
  readonly t: Translator;
  /** How long it took to find out. */
  readonly heldUpMs: number;
}

const readers = new AsyncLocalStorage<Reader>();

/** Whoever is new to us waits this long at most, while Slack is asked for their language. */
const LANGUAGE_WITHIN_MS = 600;

/** Does the work of one interaction in the language of the person who acts; of nobody in particular in the usual one. */
export async function inLanguageOf<T>(
  speeches: Pick<Speeches, 'ofWhoeverActs'>,
  slackUserId: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (slackUserId === undefined) return work();
  const started = performance.now();
  const speech = await speeches.ofWhoeverActs(slackUserId, LANGUAGE_WITHIN_MS);
  return readers.run({ t: translatorOf(speech), heldUpMs: performance.now() - started }, work);
}

/** How long the interaction that is being answered had to wait before its listener began. */
export function heldUpMs(): number {
  return readers.getStore()?.heldUpMs ?? 0;
}

/** Speaks to whoever is being answered, so that listeners need not know whom; outside of any interaction as usual. */
export function createReaderTranslator(usual: Translator): Translator {
  const current = () => readers.getStore()?.t ?? usual;
  return {
    get locale() {
      return current().locale;
    },
    get timeZone() {
      return current().timeZone;
    },
    text: (key, values) => current().text(key, values),
    parts: (key, values) => current().parts(key, values),
    date: (instant) => current().date(instant),
  };
}
