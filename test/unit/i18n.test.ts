import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../src/i18n/catalogues/en.js';
import { createTranslator, english, type MessageKey, type Translator } from '../../src/i18n/translator.js';
import { NOW } from '../support/builders.js';
import { everythingShown } from '../support/everything-shown.js';
import { USUAL_WORDS } from '../support/shown-words.js';

const KEYS = Object.keys(en) as MessageKey[];

/** Values for a message's placeholders, by their names: numbers where it formats or counts them. */
function valuesFor(key: MessageKey): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  const visit = (elements: readonly { type: number; value?: unknown; options?: object }[]) => {
    for (const { type, value, options } of elements) {
      const isLiteral = type === 0 || type === 7;
      const isNumber = type === 2 || type === 6;
      if (!isLiteral) values[String(value)] = isNumber ? 7 : `<${value}>`;
      for (const option of Object.values(options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(en[key], 'en', undefined, { ignoreTag: true }).getAst());
  return values;
}

describe('every message', () => {
  it.each(KEYS)('is formatted with its placeholders: %s', (key) => {
    const values = valuesFor(key);

    const text = english.text(key, values);

    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/[{}]/);
    for (const value of Object.values(values)) expect(text).toContain(String(value));
  });

  it.each(KEYS.filter((key) => Object.keys(valuesFor(key)).length > 0))(
    'needs all of its placeholders: %s',
    (key) => {
      const format = () => english.text(key, {});

      expect(format).toThrow(/was not provided/);
    },
  );

  it('is used somewhere', async () => {
    const used = new Set<string>([...literalKeys(), ...(await renderedKeys())]);

    const unused = KEYS.filter((key) => !used.has(key));

    expect(unused).toEqual([]);
  });
});

/** The keys that stand in the code as they are. */
function literalKeys(): string[] {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const code = files.filter(
    (name) => name.endsWith('.ts') && !name.startsWith('i18n') && !name.startsWith('sandbox'),
  );
  const text = code.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
  return [...text.matchAll(/'([a-z][a-z-]*(?:\.[a-z-]+)+)'/g)].map(([, key]) => key ?? '');
}

/** A translator that notes what it is asked for. */
function noting(): { t: Translator; keys: Set<string> } {
  const keys = new Set<string>();
  return {
    keys,
    t: {
      ...english,
      text: (key, values) => {
        keys.add(key);
        return english.text(key, values);
      },
      parts: (key, values) => {
        keys.add(key);
        return english.parts(key, values);
      },
    },
  };
}

/** The keys that are put together from parts: everything is shown that can be. */
async function renderedKeys(): Promise<string[]> {
  const { t, keys } = noting();
  for (const { show } of everythingShown(USUAL_WORDS)) await show(t);
  return [...keys];
}

describe('a translator', () => {
  it('puts values in as they are, whatever they look like', () => {
    const token = "<b>{organization}</b> '{' #";

    const text = english.text('mail.approved.subject', { token, organization: 'acme' });

    expect(text).toBe(`Approved: your token “${token}” for acme`);
  });

  it('gives the pieces of a message, in which values may be anything', () => {
    const name = { type: 'text', text: 'acme/payments' };

    const parts = english.parts('card.repositories.private', { name });

    expect(parts).toEqual([name, ' (private)']);
  });

  it('counts in the plural of its language', () => {
    const texts = [1, 2].map((count) => english.text('card.repositories.count-only', { count }));

    expect(texts).toEqual(['1 repository', '2 repositories']);
  });

  it('shows an instant in its language and in the time zone that is asked for', () => {
    const french = createTranslator('fr', en, 'Asia/Tokyo');

    const dates = [english.date(NOW), french.date(NOW)];

    expect(dates[0]).toMatch(/^Mar 2, 2026, 9:00\sAM$/);
    expect(dates[1]).toMatch(/^2 mars 2026.*18:00$/);
  });
});
