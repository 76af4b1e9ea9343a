import { describe, expect, it } from '@jest/globals';
import { parseQuery } from '../../../src/domain/parse-query.js';
import { printQuery } from '../../../src/domain/print-query.js';
import { EMPTY_QUERY, type Query } from '../../../src/domain/query.js';
import { normalName } from '../../../src/domain/query-characters.js';
import { isEmpty, valuesOf, withValues } from '../../../src/domain/query-values.js';

function read(typed: string): Query {
  const { query } = parseQuery(typed, 'any');
  if (query === undefined) throw new Error(`not a query: ${typed}`);
  return query;
}

describe('a printed query', () => {
  it.each([
    ['', ''],
    ['  CI   Deploy ', 'CI Deploy'],
    ['user:@Mona, "octo cat"', 'owner:Mona,"octo cat"'],
    ['— “two words”', '"two words"'],
    ['—“two words”', '-"two words"'],
    ['sort:newest ci', 'ci sort:newest'],
    ['perm:"Pull requests: Read-only",Contents', 'permission:pull_requests_read,contents'],
    ['state:open,canceled', 'is:pending,cancelled'],
    ['older:"3 Days" newer:1hour expires:NEVER', 'older:3d newer:1h expires:never'],
    ['-is:never-used', '-never-used'],
    ['"ci" owner:"mona" "a,b" "it’s"', 'ci owner:mona a,b it’s'],
    ['"never-used" "-ci" ",x" "\'x" "a:b" "a：b"', '"never-used" "-ci" ",x" "\'x" "a:b" "a：b"'],
    ['owner:"a,b",-c,"d:e",f\'g', 'owner:"a,b",-c,d:e,f\'g'],
    [String.raw`"a \"b\" \\" c\d`, String.raw`"a \"b\" \\" c\d`],
    ['"a\\“b"', '"a\\“b"'],
  ])('of %j is %j', (typed, expected) => {
    const printed = printQuery(read(typed));

    expect(printed).toBe(expected);
  });
});

describe('a name', () => {
  it.each([
    ['mona', 'mona'],
    [' @mona ', 'mona'],
    ['@ #mona', 'mona'],
    ['a@b#c', 'a@b#c'],
    ['\0mo\0na', 'mo na'],
    ['@', ''],
  ])('%j is kept as %j', (name, expected) => {
    const normal = normalName(name);

    expect(normal).toBe(expected);
  });
});

describe('the filters of a query', () => {
  it('show the values that it asks, and none that it excludes', () => {
    const query = read(
      'owner:a,"b c" -owner:d owner:A,e -repo:x permission:contents_write,issues decided-by:f',
    );

    const shown = (['owner', 'repo', 'permission'] as const).map((qualifier) => valuesOf(query, qualifier));

    expect(shown).toEqual([['a', 'b c', 'e'], [], ['contents_write', 'issues']]);
  });

  it.each([
    ['ci owner:a -owner:b owner:c,d sort:newest', ['e', 'f'], 'ci owner:e,f -owner:b sort:newest'],
    ['ci owner:a -owner:b owner:c,d sort:newest', [], 'ci -owner:b sort:newest'],
    ['ci -owner:b', ['@e', 'E', ' ', 'f g'], 'ci -owner:b owner:e,"f g"'],
    ['ci', [], 'ci'],
    ['repo:owner decided-by:a', ['a'], 'repo:owner decided-by:a owner:a'],
  ])('change “%s” with %j to “%s”', (typed, values, expected) => {
    const query = withValues(read(typed), 'owner', values);

    expect(printQuery(query)).toBe(expected);
  });

  it('set permissions in the ways in which they are written, and leave out what is none', () => {
    const query = withValues(EMPTY_QUERY, 'permission', [
      'contents_write',
      'Contents: write',
      '<!here>',
      'issues',
    ]);

    expect(query.terms).toEqual([
      {
        negated: false,
        qualifier: 'permission',
        values: [
          { name: 'contents', level: 'write' },
          { name: 'issues', level: null },
        ],
      },
    ]);
  });

  it.each([
    ['', true],
    ['sort:newest', true],
    ['ci', false],
    ['-never-used', false],
  ])('are empty for “%s”: %s', (typed, expected) => {
    const empty = isEmpty(read(typed));

    expect(empty).toBe(expected);
  });
});
