import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctQuery } from '../../../src/domain/correct-query.js';
import { parseQuery } from '../../../src/domain/parse-query.js';
import { printPermission, printQuery, printTerm } from '../../../src/domain/print-query.js';
import {
  type Duration,
  QUERY_LIMIT,
  type Query,
  type QueryKind,
  type Term,
} from '../../../src/domain/query.js';
import { normalName, normalText } from '../../../src/domain/query-characters.js';
import { readDuration, readPermission, withoutRepeats } from '../../../src/domain/query-parts.js';
import { valuesOf, withValues } from '../../../src/domain/query-values.js';
import { scanQuery } from '../../../src/domain/scan-query.js';

const KINDS: QueryKind[] = ['pending', 'history', 'any'];
const STATES = ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'] as const;

// What the grammar is made of, and what people and attackers put in its place.
const SYMBOLS = [
  ...['"', '“', '”', '„', '«', '»', "'", '‘', '’', '\\', ',', '，', ':', '：', '-', '–', '—', '−', '@', '#'],
  ...[
    ' ',
    '  ',
    '\u3000',
    '\t',
    '\0',
    '\u200b',
    '\u2028',
    '\ud800',
    '\udc00',
    '🎉',
    '_',
    '/',
    '%',
    '<',
    '&',
    '…',
  ],
];
const WORDS = [
  ...[
    'owner:',
    'repo:',
    'org:',
    'permission:',
    'is:',
    'older:',
    'newer:',
    'expires:',
    'sort:',
    'decided-by:',
  ],
  ...[
    'user:',
    'PERM:',
    'state:',
    'onwer:',
    'https://',
    'never-used',
    'never_used',
    'never',
    'open',
    'pending',
  ],
  ...[
    'expired',
    'approved',
    'oldest',
    'newest',
    '3d',
    '12',
    'hours',
    'contents',
    '_write',
    ':read',
    'mona',
    'ci',
  ],
];
const symbols = fc.constantFrom(...SYMBOLS);
const pieces = fc.oneof(symbols, fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 3 }));
/** Text that looks like a query, more or less. */
const typed = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));
const units = fc.array(fc.nat(0xffff), { maxLength: 300 }).map((all) => String.fromCharCode(...all));
const texts = fc
  .array(fc.oneof(symbols, fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 4 })), {
    minLength: 1,
    maxLength: 6,
  })
  // Single quotes mean something where they enclose all of it, which chance alone hardly ever writes.
  .chain((all) => fc.constantFrom(all.join(''), all.join(''), `'${all.join('')}’`))
  .map(normalText)
  .filter((text) => text !== '');

const someOf = <T>(values: fc.Arbitrary<T>, key: (value: T) => string = String) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 4, selector: (value) => key(value).toLowerCase() });
const names = someOf(texts.map(normalName).filter((name) => name !== ''));
const permissionNames = fc.stringMatching(
  /^[a-z][a-z0-9]{0,5}(_(read|write|admin|and|only|[a-z0-9]{1,3})){0,3}$/,
);
const permissions = fc
  .record({ name: permissionNames, level: fc.constantFrom('read', 'write', 'admin', null) })
  .filter((value) => JSON.stringify(readPermission(printPermission(value))) === JSON.stringify(value));
const durations: fc.Arbitrary<Duration> = fc
  .record({ count: fc.integer({ min: 1, max: 100_000 }), unit: fc.constantFrom('m', 'h', 'd', 'w') })
  .filter(({ count, unit }) => readDuration(`${count}${unit}`) !== null);
const conditions = fc.oneof(
  fc.record({ qualifier: fc.constantFrom('owner', 'repo', 'org', 'decided-by'), values: names }),
  fc.record({ qualifier: fc.constant('permission'), values: someOf(permissions, printPermission) }),
  fc.record({
    qualifier: fc.constant('is'),
    values: fc.uniqueArray(fc.constantFrom(...STATES), { minLength: 1 }),
  }),
  fc.record({ qualifier: fc.constantFrom('older', 'newer'), duration: durations }),
  fc.record({ qualifier: fc.constant('expires'), within: fc.oneof(durations, fc.constant('never')) }),
  fc.constant({ qualifier: 'never-used' }),
  fc.record({ qualifier: fc.constant('text'), text: texts }),
);
const terms = fc
  .tuple(fc.boolean(), conditions)
  .map(([negated, condition]) => ({ negated, ...condition }) as Term);
/** Queries whose parts are normal, in whatever combination. */
const queries: fc.Arbitrary<Query> = fc
  .record({
    terms: fc.uniqueArray(terms, { maxLength: 8, selector: printTerm }),
    sort: fc.constantFrom('oldest', 'newest', 'expiry', null),
  })
  .filter((query) => printQuery(query).length <= QUERY_LIMIT);

/** Without these, a mistake that makes everything unreadable would look like success. */
function isReadable(typedText: string, kind: QueryKind): boolean {
  return parseQuery(typedText, kind).query !== undefined;
}

describe('parsing and printing a query', () => {
  it('gives back any query', () => {
    const property = fc.property(queries, (query) => {
      const parsed = parseQuery(printQuery(query), 'any');

      expect(parsed).toEqual({ query });
    });

    expect(() => fc.assert(property, { numRuns: 600 })).not.toThrow();
  });

  it('gives back whatever query can be read from a text, in every kind of list', () => {
    const property = fc.property(fc.oneof(typed, units), fc.constantFrom(...KINDS), (text, kind) => {
      const { query } = parseQuery(text, kind);
      fc.pre(query !== undefined);

      const printed = printQuery(query);

      expect(parseQuery(printed, kind)).toEqual({ query });
      expect(printed.length).toBeLessThanOrEqual(QUERY_LIMIT);
    });

    expect(() => fc.assert(property, { numRuns: 600, maxSkipsPerRun: 100 })).not.toThrow();
  });

  it('reads a query that was typed sloppily as if it had been typed well', () => {
    const sloppy = fc.gen().map((gen) => {
      const oneOf = (...all: string[]) => gen(() => fc.constantFrom(...all));
      const value = (text: string) =>
        `${oneOf(...'"“”„«')}${text.replace(/[\\"“”„‟«»＂]/g, '\\$&')}${oneOf(...'"”“»')}`;
      const list = (values: readonly string[]) => values.map(value).join(oneOf(',', ', ', ' ,', '，', ',,'));
      const name = (qualifier: string) =>
        `${oneOf(qualifier, qualifier.toUpperCase(), qualifier.replace('-', '_'))}${oneOf(':', ': ', '：', ':,')}`;
      const print = (term: Term) => {
        if (term.qualifier === 'text') return value(term.text);
        if (term.qualifier === 'permission')
          return name('permission') + list(term.values.map(printPermission));
        if ('values' in term) return name(term.qualifier) + list(term.values);
        return oneOf('', ' ') + printTerm({ ...term, negated: false });
      };
      const query = gen(() => queries);
      const written = query.terms.map((term) => {
        const printed = print(term).trim();
        return term.negated ? oneOf(...'-–—−') + printed : printed;
      });
      const sort = query.sort ? [`SORT: ${query.sort}`] : [];
      return { query, text: [...sort, ...written].join(oneOf(' ', '\t', '\u3000', '\0\n')) };
    });

    const property = fc.property(sloppy, ({ query, text }) => {
      fc.pre(text.length <= QUERY_LIMIT);

      expect(parseQuery(text, 'any')).toEqual({ query });
    });

    // What `fc.gen` made would take minutes to make smaller.
    expect(() => fc.assert(property, { numRuns: 300, endOnFailure: true })).not.toThrow();
  });

  it('prints the same again and again', () => {
    const property = fc.property(typed, (text) => {
      const { query } = parseQuery(text, 'any');
      fc.pre(query !== undefined);

      const once = printQuery(query);
      const again = parseQuery(once, 'any').query;

      expect(again && printQuery(again)).toBe(once);
    });

    expect(() => fc.assert(property, { numRuns: 300, maxSkipsPerRun: 100 })).not.toThrow();
  });
});

describe('parsing a query', () => {
  it('never throws, and answers with a query or with one to five short problems', () => {
    const any = fc.oneof(typed, units, fc.string({ unit: 'binary', maxLength: 1_200 }));
    const property = fc.property(any, fc.constantFrom(...KINDS), (text, kind) => {
      const { query, problems } = parseQuery(text, kind);

      expect((query === undefined) !== (problems === undefined)).toBe(true);
      if (problems === undefined) return;
      expect(problems.length).toBeGreaterThanOrEqual(1);
      expect(problems.length).toBeLessThanOrEqual(5);
      for (const { written, suggestion } of problems) {
        expect([...written].length).toBeLessThanOrEqual(40);
        expect(`${written}${suggestion ?? ''}`).not.toMatch(/\p{Cc}|\p{Cs}/u);
      }
    });

    expect(() => fc.assert(property, { numRuns: 800 })).not.toThrow();
  });

  it('can read every value that it suggests', () => {
    const property = fc.property(typed, fc.constantFrom(...KINDS), (text, kind) => {
      const suggestions = (parseQuery(text, kind).problems ?? []).flatMap(({ code, suggestion }) =>
        suggestion === null ? [] : [{ code, suggestion }],
      );

      // A qualifier alone still wants its value; what stands after the one of the history can be anything.
      const complete = suggestions.filter(({ suggestion }) => !/:$|^-?decided-by:/.test(suggestion));

      for (const { code, suggestion } of complete) {
        const where = code === 'for-history' ? 'history' : code === 'for-pending' ? 'pending' : kind;
        expect([suggestion, isReadable(suggestion, where)]).toEqual([suggestion, true]);
      }
    });

    expect(() => fc.assert(property, { numRuns: 800 })).not.toThrow();
  });

  it.each([...SYMBOLS, ...WORDS, "' ", '"\\', 'owner:a,', '-"', 'owner: ', '1 ', 'older:1 ', 'a:'])(
    'takes time in proportion to the text, however often it repeats %j',
    (piece) => {
      const fitting = piece.repeat(QUERY_LIMIT / piece.length);
      const tooLong = piece.repeat(10_000);
      const start = process.cpuUsage();

      const answers = KINDS.flatMap((kind) => [parseQuery(fitting, kind), parseQuery(tooLong, kind)]);

      // A catastrophe takes minutes; a machine that is busy with other things takes no CPU time of ours.
      expect(process.cpuUsage(start).user).toBeLessThan(500_000);
      expect(answers[1]?.problems).toEqual([
        { code: 'too-long', written: '', suggestion: null, remedy: null },
      ]);
    },
  );
});

describe('the correction of a query', () => {
  const mistyped = fc.constantFrom(
    ...['onwer:mona', 'Onwer: mona', '- onwer:mona', 'foo:bar', '-foo:bar', '12:30', 'https://github.com/x'],
    ...['older:3 mnths', 'older:3', 'older:', 'older: ', 'older:"soon"', 'is:aproved,denied', 'is:opne'],
    ...['sort:newst', '-sort:newest', 'never-usd', 'never-usd: x', 'permission:write,contents', 'repo:', '-'],
  );
  const right = fc.constantFrom(
    'owner:mona',
    '-ci',
    '"two words"',
    'is:expired',
    'older:3 days',
    'a',
    'repo:b,c',
  );
  const words = fc.array(fc.oneof(mistyped, right, typed), { minLength: 1, maxLength: 5 });

  it('can be read, and leaves every term that was right as it was', () => {
    const property = fc.property(words, fc.constantFrom(...KINDS), (all, kind) => {
      const text = all.join(' ');
      const { problems } = parseQuery(text, kind);
      fc.pre(problems !== undefined);
      const corrected = correctQuery(text, problems, kind);
      fc.pre(corrected !== null);

      const { query } = parseQuery(corrected, kind);

      expect(query).toBeDefined();
      // What stands outside the remedies is there still, piece by piece and in its order.
      let from = 0;
      let rest = corrected;
      for (const { remedy } of problems) {
        const kept = text.slice(from, remedy?.start);
        expect(rest.startsWith(kept + remedy?.text)).toBe(true);
        rest = rest.slice(kept.length + (remedy?.text.length ?? 0));
        from = remedy?.end ?? 0;
      }
      expect(rest).toBe(text.slice(from));
      expect([...scanQuery(normalText(corrected))]).toHaveLength([...scanQuery(normalText(text))].length);
    });

    expect(() => fc.assert(property, { numRuns: 600, maxSkipsPerRun: 100 })).not.toThrow();
  });

  it.each<[string, QueryKind, string | null]>([
    ['foo:bar', 'pending', '"foo:bar"'],
    ['12:30 ci', 'pending', '"12:30" ci'],
    ['https://github.com/x', 'any', '"https://github.com/x"'],
    ['older:3 mnths ci', 'pending', 'older:90d ci'],
    ['older: repo:b', 'pending', 'older:3d repo:b'],
    ['Onwer: mona', 'pending', 'owner: mona'],
    ['ci onwer:a onwer:b', 'pending', 'ci owner:a owner:b'],
    ['is:aproved,denied is:denyed', 'history', 'is:approved,denied is:denied'],
    ['permission:write,contents', 'any', 'permission:contents_write,contents'],
    ['- onwer:mona', 'any', '-owner:mona'],
    ['- sort:newst', 'any', null],
    // Put in, they would run together with what follows.
    ['permission:"write"x', 'any', null],
    ['never-usd:"a"x', 'any', null],
    ['onwer:mona permission:###', 'any', null],
    ['is:pending,never-used', 'any', null],
    ['"ci', 'any', null],
  ])('of %s (%s) is %j', (text, kind, expected) => {
    const { problems = [] } = parseQuery(text, kind);

    const corrected = correctQuery(text, problems, kind);

    expect(corrected).toBe(expected);
  });
});

describe('the filters of a query', () => {
  const qualifiers = fc.constantFrom('owner' as const, 'repo' as const);

  it('show what they were set to, and change nothing else', () => {
    const property = fc.property(queries, qualifiers, fc.array(texts), (query, qualifier, values) => {
      const changed = withValues(query, qualifier, values);

      const expected = withoutRepeats(values.map(normalName).filter((name) => name !== ''));
      const others = (all: Query) => all.terms.filter((term) => term.negated || term.qualifier !== qualifier);
      expect(valuesOf(changed, qualifier)).toEqual(expected);
      expect(others(changed)).toEqual(others(query));
      expect(changed.sort).toBe(query.sort);
    });

    expect(() => fc.assert(property)).not.toThrow();
  });

  it('show the permissions that they were set to', () => {
    const property = fc.property(
      queries,
      fc.uniqueArray(permissions.map(printPermission)),
      (query, values) => {
        const changed = withValues(query, 'permission', values);

        expect(valuesOf(changed, 'permission')).toEqual(values);
      },
    );

    expect(() => fc.assert(property)).not.toThrow();
  });

  it('leave a query alone when they are set to what they show, and have one term for it', () => {
    const all = fc.constantFrom('owner' as const, 'repo' as const, 'permission' as const);
    const property = fc.property(queries, all, (query, qualifier) => {
      const once = withValues(query, qualifier, valuesOf(query, qualifier));

      const again = withValues(once, qualifier, valuesOf(once, qualifier));

      expect(again).toEqual(once);
      const positive = query.terms.filter((term) => !term.negated && term.qualifier === qualifier);
      if (positive.length < 2) expect(once).toEqual(query);
    });

    expect(() => fc.assert(property)).not.toThrow();
  });

  it('make queries that can be printed and read', () => {
    const property = fc.property(queries, qualifiers, fc.array(texts), (query, qualifier, values) => {
      const changed = withValues(query, qualifier, values);
      fc.pre(printQuery(changed).length <= QUERY_LIMIT);

      expect(parseQuery(printQuery(changed), 'any')).toEqual({ query: changed });
    });

    expect(() => fc.assert(property)).not.toThrow();
  });
});
