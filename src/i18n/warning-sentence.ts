import type { MessageKey, Translator } from './translator.js';

/** The dangers that have a text. */
type Warning<Key = MessageKey> = Key extends `card.warning.${infer Name}` ? Name : never;

/** "Look twice: …", with the dangers of a request; '' when there is none. */
export function warningSentence(t: Translator, warnings: readonly Warning[]): string {
  if (warnings.length === 0) return '';
  const texts = warnings.map((warning) => t.text(`card.warning.${warning}`));
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(texts);
  return t.text('card.warning', { warnings: list });
}
