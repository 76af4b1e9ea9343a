import { describe, expect, it } from '@jest/globals';
import { everythingShown } from '../../support/everything-shown.js';
import { pseudoLocalized, pseudoTranslator } from '../../support/pseudo.js';
import type { Shown } from '../../support/shown.js';
import { USUAL_WORDS } from '../../support/shown-words.js';

type Json = Record<string, unknown>;

/** What people or services have written, and what is typed: it is the same in every language. */
const SAME_EVERYWHERE = [
  // Languages by their own names, time zones, an address.
  ...['English', 'français', 'America/Argentina/ComodRivadavia', 'UTC', 'mona@acme.example'],
  // Commands, queries, and what they are made of
  /\/tokens( [a-z]+)?|npm run ledger:verify -- --head/g,
  /"deploy bot"|\b[a-z-]+:[a-z0-9_,-]+|never-used/g,
  // What is stored in the ledger, and what services answer
  /\{"organization":.*?\}/g,
  /github-403|something-new|is_archived|channel_not_found|restricted_action|user_not_found|cannot_dm_bot/g,
  /invalid_blocks|EENVELOPE|https:\/\/github\.example\S*/g,
  // Ids, and numbers that stand for what the log says
  /U0[A-Z]+|tr-1|(ab){32}|\b[0-9a-f]{8}\b/g,
  // Names, also where there was no more room for them
  ...Object.values(USUAL_WORDS).sort((one, other) => other.length - one.length),
  /token-\d+|repository-\d+|umbrella|ghost|cont…/g,
];

/** Texts that stand in a message or view, those of one line together. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Json;
  if (node.type === 'rich_text_section' || node.type === 'rich_text_quote') {
    return [(node.elements as Json[]).map(inlineText).join('')];
  }
  if (node.type === 'plain_text' || node.type === 'mrkdwn') return [String(node.text)];
  const label = node.accessibility_label === undefined ? [] : [String(node.accessibility_label)];
  const { blocks, ...rest } = node;
  const isMessage = typeof node.text === 'string' && blocks !== undefined;
  return [
    ...(isMessage ? [String(node.text)] : []),
    ...label,
    ...textsIn(blocks),
    ...textsIn(Object.values(rest)),
  ];
}

function inlineText(element: Json): string {
  if (element.type === 'date') return String(element.fallback);
  return String(element.text ?? '');
}

/** What is read of a page or mail in HTML. */
function textsOfHtml(html: string): string[] {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim());
}

function textsOf({ surface }: Shown, shown: unknown): string[] {
  if (surface === 'mail') {
    const mail = shown as { subject: string; text: string; html: string };
    return [mail.subject, ...mail.text.split('\n'), ...textsOfHtml(mail.html)];
  }
  // Its title names us after what it says.
  if (surface === 'page') return textsOfHtml((shown as { body: string }).body.replace(' – PATrol', ''));
  return textsIn(shown);
}

function escaped(text: string): string {
  return SAME_EVERYWHERE.reduce<string>((rest, same) => rest.replaceAll(same, ''), text);
}

describe('pseudo-localization', () => {
  it('changes the letters and the length of a message, and none of its placeholders', () => {
    const message = pseudoLocalized('{count, plural, one {# more} other {# more}} of {name}');

    expect(message).toBe('⟦{count, plural, one {# ɱóřé} other {# ɱóřé}} óƒ {name}~~~~⟧');
  });

  it('shows no text that has escaped the catalogue', async () => {
    const t = pseudoTranslator();

    const found = new Set<string>();
    for (const one of everythingShown(USUAL_WORDS)) {
      for (const text of textsOf(one, await one.show(t))) {
        if (/[a-z]{2}/i.test(escaped(text))) found.add(`${one.name}: ${text}`);
      }
    }

    expect([...found]).toEqual([]);
  });
});
