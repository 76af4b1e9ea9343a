import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, translatorOf } from '../../../src/i18n/translators.js';
import { everythingShown } from '../../support/everything-shown.js';
import type { Shown } from '../../support/shown.js';
import { LONGEST_WORDS, USUAL_WORDS } from '../../support/shown-words.js';
import { messageFaults, viewFaults } from '../../support/slack-faults.js';

const ZONES: Record<string, string> = { fr: 'Europe/Paris', ja: 'Asia/Tokyo' };
/** The review channel is ours, and may be linked. */
const OURS = `channel: ${JSON.stringify({ type: 'channel', channel_id: 'C0REVIEW' })}`;

/** Why Slack would refuse it, or a reader of mails not show it. */
function faultsOf({ surface }: Shown, shown: unknown): string[] {
  switch (surface) {
    case 'message':
      return messageFaults(shown as Parameters<typeof messageFaults>[0]);
    case 'view':
      return viewFaults(shown as Parameters<typeof viewFaults>[0]);
    case 'options':
      return (shown as { text: { text: string } }[])
        .filter(({ text }) => text.text.length > 75)
        .map(({ text }) => `an option of ${text.text.length} characters`);
    case 'mail': {
      const { subject } = shown as { subject: string };
      return subject.length > 250 || subject.includes('\n') ? [`the subject ${subject}`] : [];
    }
    case 'page':
      return [];
  }
}

describe.each(LANGUAGES)('everything that people see in %s', (language) => {
  const t = translatorOf({ language, timeZone: ZONES[language] ?? 'UTC' });

  it.each([
    ['usual words', USUAL_WORDS],
    ['the longest names and reasons', LONGEST_WORDS],
  ])('is what Slack takes, with %s', async (_, words) => {
    const everything = everythingShown(words);

    const faults: string[] = [];
    for (const one of everything) {
      const found = faultsOf(one, await one.show(t)).filter((fault) => fault !== OURS);
      faults.push(...found.map((fault) => `${one.name}: ${fault}`));
    }

    expect([...new Set(faults)]).toEqual([]);
  });
});
