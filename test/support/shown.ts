import type { Translator } from '../../src/i18n/translator.js';

/** One thing that somebody reads: a message or view of Slack's, a mail, a page. */
export interface Shown {
  readonly surface: 'message' | 'view' | 'options' | 'mail' | 'page';
  readonly name: string;
  readonly show: (t: Translator) => unknown;
}

export const webUrl = 'https://github.example';
export const message = (name: string, show: Shown['show']): Shown => ({ surface: 'message', name, show });
export const view = (name: string, show: Shown['show']): Shown => ({ surface: 'view', name, show });

export const mail = (name: string, show: Shown['show']): Shown => ({ surface: 'mail', name, show });
export const page = (name: string, show: Shown['show']): Shown => ({ surface: 'page', name, show });
