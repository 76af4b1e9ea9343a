import { describe, expect, it } from '@jest/globals';
import { parseQuery } from '../../../src/domain/parse-query.js';
import { EMPTY_QUERY, QUERY_LIMIT, type QueryKind, type Term } from '../../../src/domain/query.js';

const owner = (...values: string[]): Term => ({ negated: false, qualifier: 'owner', values });
const repo = (...values: string[]): Term => ({ negated: false, qualifier: 'repo', values });
const org = (...values: string[]): Term => ({ negated: false, qualifier: 'org', values });
const text = (said: string): Term => ({ negated: false, qualifier: 'text', text: said });
const not = (term: Term): Term => ({ ...term, negated: true });
const is = (...values: (Term & { qualifier: 'is' })['values']): Term => ({
  negated: false,
  qualifier: 'is',
  values,
});
const permission = (name: string, level: 'read' | 'write' | 'admin' | null): Term => ({
  negated: false,
  qualifier: 'permission',
  values: [{ name, level }],
});
const older = (count: number, unit: 'm' | 'h' | 'd' | 'w'): Term => ({
  negated: false,
  qualifier: 'older',
  duration: { count, unit },
});
const neverUsed: Term = { negated: false, qualifier: 'never-used' };

function termsOf(typed: string, kind: QueryKind = 'any') {
  return parseQuery(typed, kind).query?.terms;
}

function problemsOf(typed: string, kind: QueryKind = 'any') {
  return parseQuery(typed, kind).problems?.map(({ code, written, suggestion }) => [
    code,
    written,
    suggestion,
  ]);
}

describe('a query', () => {
  it('reads all that the language has', () => {
    const typed =
      'owner:octocat repo:acme/hello-world permission:contents_write org:acme older:3d newer:1h expires:30d ' +
      'never-used -is:expired decided-by:mona sort:oldest ci "deploy key"';

    const parsed = parseQuery(typed, 'any');

    expect(parsed).toEqual({
      query: {
        terms: [
          owner('octocat'),
          repo('acme/hello-world'),
          permission('contents', 'write'),
          org('acme'),
          older(3, 'd'),
          { negated: false, qualifier: 'newer', duration: { count: 1, unit: 'h' } },
          { negated: false, qualifier: 'expires', within: { count: 30, unit: 'd' } },
          neverUsed,
          not(is('expired')),
          { negated: false, qualifier: 'decided-by', values: ['mona'] },
          text('ci'),
          text('deploy key'),
        ],
        sort: 'oldest',
      },
    });
  });

  it.each(['', ' ', '\t\n\0\u3000\u200b', '-', '– —', '""', '-""', '“”', "''"])(
    'is empty when it is %j',
    (typed) => {
      const parsed = parseQuery(typed, 'pending');

      expect(parsed).toEqual({ query: EMPTY_QUERY });
    },
  );

  it.each<[string, string, Term[]]>([
    ['several values', 'owner:a,b', [owner('a', 'b')]],
    ['quoted values', 'owner:"a b",c', [owner('a b', 'c')]],
    ['quoted text', '"two words"', [text('two words')]],
    ['negated text', '-ci -"two words"', [not(text('ci')), not(text('two words'))]],
    ['a negated list', '-owner:a,b', [not(owner('a', 'b'))]],
    ['an escaped quote and an escaped backslash', String.raw`"a \"b\" \\ \c"`, [text('a "b" \\ \\c')]],
    ['a backslash outside quotes as itself', String.raw`a\b`, [text('a\\b')]],
    ['a qualifier in quotes as text', '"owner:mona" "never-used"', [text('owner:mona'), text('never-used')]],
    ['spaces inside quotes as they are', '" a  b "', [text(' a  b ')]],
    ['a control character in quotes as a space', '"a\0b\u0085c"', [text('a b c')]],
    [
      'half a surrogate pair as the replacement character',
      'a\ud800b "\udc00"',
      [text('a\ufffdb'), text('\ufffd')],
    ],
    ['an emoji as itself', '🎉 "👩‍🚀 x"', [text('🎉'), text('👩‍🚀 x')]],
    ['any space between terms', 'a\u3000b\u00a0c\td\u2028e\u200bf\u0007g', [...'abcdefg'].map(text)],
    [
      'terms without a space round quotes',
      'ci"two words"owner:a',
      [text('ci'), text('two words'), owner('a')],
    ],
    ['a dash within a word as part of it', 'hello-world a–b', [text('hello-world'), text('a–b')]],
    ['several dashes as one', '--ci', [not(text('ci'))]],
    ['a dash alone before a qualifier', '- owner:a –  is:closed', [not(owner('a')), not(is('closed'))]],
    ['a dash alone before never-used', '— never-used', [not(neverUsed)]],
    [
      'a dash alone before text as nothing',
      '- ci - "two words" – https',
      ['ci', 'two words', 'https'].map(text),
    ],
    ['the same term twice as one', 'ci owner:a -ci ci owner:a', [text('ci'), owner('a'), not(text('ci'))]],
    ['the same qualifier twice as two', 'owner:a owner:b', [owner('a'), owner('b')]],
    ['a name twice in a list as one', 'owner:Mona,mona,octocat', [owner('Mona', 'octocat')]],
    ['SQL as text', "'; DROP TABLE x; --", [text("';"), text('DROP'), text('TABLE'), text('x;')]],
    ['mrkdwn as text', '*b* _i_ `c` <!here> &amp;', ['*b*', '_i_', '`c`', '<!here>', '&amp;'].map(text)],
    ['names of properties as text', '__proto__ constructor', [text('__proto__'), text('constructor')]],
  ])('reads %s', (_, typed, expected) => {
    const terms = termsOf(typed);

    expect(terms).toEqual(expected);
  });

  it.each<[string, string, Term[]]>([
    ['any case of a qualifier', 'OWNER:Mona Never-Used', [owner('Mona'), neverUsed]],
    ['any case of a known word', 'is:Pending older:3D', [is('pending'), older(3, 'd')]],
    [
      'double smart quotes',
      '“two words” „two words“x «a b» owner:”c d”',
      [text('two words'), text('x'), text('a b'), owner('c d')],
    ],
    ['a pair of quotes of which one was corrected', '"two words”', [text('two words')]],
    ['single smart quotes that enclose', '‘two words’ owner:‘a b’,c', [text('two words'), owner('a b', 'c')]],
    ['straight single quotes that enclose', "'two words'", [text('two words')]],
    ['an apostrophe', "don’t mona's ’90s", [text('don’t'), text("mona's"), text('’90s')]],
    ['double quotes within single ones', `'say "hi"'`, [text('say "hi"')]],
    ['an en dash', '–owner:a', [not(owner('a'))]],
    ['an em dash', '—ci', [not(text('ci'))]],
    ['a minus sign', '−“two words”', [not(text('two words'))]],
    [
      '@ before logins',
      'owner:@mona,@octocat org:@acme decided-by:"@mona"',
      [owner('mona', 'octocat'), org('acme'), { negated: false, qualifier: 'decided-by', values: ['mona'] }],
    ],
    ['# before names', 'repo:#payments org:#acme', [repo('payments'), org('acme')]],
    ['@ and # in text, which may be meant', '@mona #42', [text('@mona'), text('#42')]],
    ['spaces after the colon', 'owner:  mona ci', [owner('mona'), text('ci')]],
    ['spaces after a comma', 'owner:a, b ci', [owner('a', 'b'), text('ci')]],
    ['spaces before a comma', 'owner:a , "b" ,c ci', [owner('a', 'b', 'c'), text('ci')]],
    ['spaces within quotes at a name’s ends', 'owner:" mona "', [owner('mona')]],
    ['a trailing comma', 'owner:a,', [owner('a')]],
    ['a trailing comma before the next term', 'owner:a, repo:b', [owner('a'), repo('b')]],
    ['a trailing comma before a negated term', 'owner:a, -ci', [owner('a'), not(text('ci'))]],
    ['a trailing comma before never-used', 'owner:a, never-used', [owner('a'), neverUsed]],
    ['doubled and leading commas', 'owner:,a,, ,b', [owner('a', 'b')]],
    ['empty values', 'owner:"",a,@', [owner('a')]],
    ['a full-width colon and comma', 'owner：mona，octocat', [owner('mona', 'octocat')]],
    ['a dash directly after the colon as part of the name', 'repo:-dash,-other', [repo('-dash', '-other')]],
    ['a space before a name with a colon', 'permission: contents:write', [permission('contents', 'write')]],
  ])('forgives %s', (_, typed, expected) => {
    const terms = termsOf(typed);

    expect(terms).toEqual(expected);
  });

  it.each<[string, Term]>([
    ['requester:a', owner('a')],
    ['user:a', owner('a')],
    ['author:a', owner('a')],
    ['repository:a', repo('a')],
    ['organization:a', org('a')],
    ['organisation:a', org('a')],
    ['perm:contents', permission('contents', null)],
    ['permissions:contents', permission('contents', null)],
    ['state:pending', is('pending')],
    ['status:pending', is('pending')],
    ['decided_by:a', { negated: false, qualifier: 'decided-by', values: ['a'] }],
    ['is:open', is('pending')],
    ['is:waiting', is('pending')],
    ['is:open,pending', is('pending')],
    ['is:closed', is('closed')],
    ['is:canceled', is('cancelled')],
    ['is:rejected', is('denied')],
    ['neverused', neverUsed],
    ['never_used', neverUsed],
    ['-never-used', not(neverUsed)],
    ['is:never-used', neverUsed],
    ['-is: never_used', not(neverUsed)],
  ])('understands %s', (typed, expected) => {
    const terms = termsOf(typed);

    expect(terms).toEqual([expected]);
  });

  it.each([
    ['contents_write', 'contents', 'write'],
    ['contents:write', 'contents', 'write'],
    ['contents:admin', 'contents', 'admin'],
    ['"Contents write"', 'contents', 'write'],
    ['"Contents: Read and write"', 'contents', 'write'],
    ['"Contents: Read-only"', 'contents', 'read'],
    ['Contents', 'contents', null],
    ['pull-requests_read', 'pull_requests', 'read'],
    ['“Pull requests”', 'pull_requests', null],
  ] as const)('reads permission:%s', (typed, name, level) => {
    const terms = termsOf(`permission:${typed}`);

    expect(terms).toEqual([permission(name, level)]);
  });

  it.each([
    ['3d', 3, 'd'],
    ['12h', 12, 'h'],
    ['2w', 2, 'w'],
    ['30m', 30, 'm'],
    ['30min', 30, 'm'],
    ['3days', 3, 'd'],
    ['1day', 1, 'd'],
    ['"3 days"', 3, 'd'],
    ['3 days', 3, 'd'],
    [' 12 Hours', 12, 'h'],
    ['007d', 7, 'd'],
    ['100000h', 100_000, 'h'],
    ['36500d', 36_500, 'd'],
  ] as const)('reads older:%s', (typed, count, unit) => {
    const terms = termsOf(`older:${typed} ci`);

    expect(terms).toEqual([older(count, unit), text('ci')]);
  });

  it.each(['expires:never', 'expires:NEVER', 'expires: "never"'])('reads %s', (typed) => {
    const terms = termsOf(typed);

    expect(terms).toEqual([{ negated: false, qualifier: 'expires', within: 'never' }]);
  });

  it.each([
    ['sort:oldest', 'oldest'],
    ['ci sort: Newest ci', 'newest'],
    ['sort:expiry', 'expiry'],
    ['sort:newest sort:newest', 'newest'],
    ['ci', null],
  ])('takes its order from “%s”', (typed, expected) => {
    const parsed = parseQuery(typed, 'pending');

    expect(parsed.query?.sort).toBe(expected);
  });
});

describe('what a query may ask', () => {
  it.each<[QueryKind, string]>([
    ['pending', 'pending,deciding,expired'],
    ['history', 'approved,denied,cancelled,expired,closed'],
    ['any', 'pending,deciding,approved,denied,cancelled,expired,closed'],
  ])('are, of the kind %s, the states %s and no others', (kind, allowed) => {
    const states = ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'];

    const readable = states.filter((state) => termsOf(`is:${state}`, kind) !== undefined);

    expect(readable.join()).toBe(allowed);
  });

  it('is who decided, where something was decided', () => {
    const kinds: QueryKind[] = ['pending', 'history', 'any'];

    const answers = kinds.map((kind) => problemsOf('decided-by:mona', kind));

    expect(answers).toEqual([[['for-history', 'decided-by:mona', 'decided-by:mona']], undefined, undefined]);
  });

  it.each<[string, QueryKind, string, string | null]>([
    ['is:aproved', 'history', 'is:aproved', 'is:approved'],
    ['state: Denyed', 'any', 'state:Denyed', 'is:denied'],
    ['-is:opne', 'pending', '-is:opne', '-is:pending'],
    ['is:pending,never-used', 'any', 'is:never-used', 'never-used'],
    ['is:__proto__', 'any', 'is:__proto__', null],
    ['sort:newst', 'any', 'sort:newst', 'sort:newest'],
    ['sort:old', 'any', 'sort:old', 'sort:oldest'],
    ['sort:name', 'any', 'sort:name', null],
    ['permission:write', 'any', 'permission:write', 'permission:contents_write'],
    ['permission:contents,<!here>', 'any', 'permission:<!here>', null],
  ])('says of %s (%s) what it could not read', (typed, kind, written, suggestion) => {
    const problems = problemsOf(typed, kind);

    expect(problems).toEqual([['unknown-value', written, suggestion]]);
  });

  it.each<[string, QueryKind, string, string]>([
    ['is:approved', 'pending', 'for-history', 'is:approved'],
    ['-state: Rejected', 'pending', 'for-history', '-is:denied'],
    ['is:aproved', 'pending', 'for-history', 'is:approved'],
    ['is:closed', 'pending', 'for-history', 'is:closed'],
    ['-decided-by:olivia', 'pending', 'for-history', '-decided-by:olivia'],
    ['decided-bu: olivia', 'pending', 'for-history', 'decided-by:olivia'],
    ['is:pending', 'history', 'for-pending', 'is:pending'],
    ['is:open', 'history', 'for-pending', 'is:pending'],
    ['is:waitng', 'history', 'for-pending', 'is:pending'],
  ])('says of %s (%s) where it belongs', (typed, kind, code, suggestion) => {
    const problems = problemsOf(typed, kind);

    expect(problems?.map(([found, , nearest]) => [found, nearest])).toEqual([[code, suggestion]]);
  });

  it.each<[string, string, string | null]>([
    ['onwer:mona', 'onwer:', 'owner:'],
    ['Onwer: mona', 'Onwer:', 'owner:'],
    ['–onwer:mona', '–onwer:', '-owner:'],
    ['onwer：mona', 'onwer：', 'owner:'],
    ['permision:x', 'permision:', 'permission:'],
    ['requestor:x', 'requestor:', 'owner:'],
    ['organizaton:x', 'organizaton:', 'org:'],
    ['repos:x', 'repos:', 'repo:'],
    ['old:3d', 'old:', 'older:'],
    ['expiry:3d', 'expiry:', 'expires:'],
    ['decided-bu:mona', 'decided-bu:', 'decided-by:'],
    ['never-used:true', 'never-used:', 'never-used'],
    ['never-usd:', 'never-usd:', 'never-used'],
    ['-sort:newest', '-sort:', 'sort:'],
    ['https://x', 'https:', '"https://x"'],
    ['-https://x', '-https:', '-"https://x"'],
    ['12:30', '12:', '"12:30"'],
    [':tada:', ':', '":tada:"'],
    ['constructor:x', 'constructor:', '"constructor:x"'],
    [`https://${'x'.repeat(200)}`, 'https:', null],
    [`${'x'.repeat(200)}:y`, `${'x'.repeat(39)}…`, null],
    [`${'🎉'.repeat(41)}:y`, `${'🎉'.repeat(39)}…`, `"${'🎉'.repeat(41)}:y"`],
    ['on\0wner:x', 'wner:', 'owner:'],
  ])('is no qualifier %s', (typed, written, suggestion) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual([['unknown-qualifier', written, suggestion]]);
  });

  it.each([
    ['older:3', 'older:3d'],
    ['older:3dyas', 'older:3d'],
    ['older:3 weks', 'older:3w'],
    ['older:3 mnths', 'older:90d'],
    ['older:2 years', 'older:730d'],
    ['-newer:2huors', '-newer:2h'],
    ['older:2months', 'older:60d'],
    ['expires:1y', 'expires:365d'],
    ['older:soon', 'older:3d'],
    ['older:0d', 'older:3d'],
    ['older:-3d', 'older:3d'],
    ['older:1.5d', 'older:3d'],
    ['older:100001m', 'older:3d'],
    ['older:36501d', 'older:3d'],
    ['older:5215w', 'older:3d'],
    ['older:99999999999999999999d', 'older:3d'],
    ['older:never', 'older:3d'],
    ['older:3d,5d', 'older:3d'],
    ['expires:nevr', 'expires:never'],
    ['expires:tomorrow', 'expires:30d'],
  ])('is no length of time: %s', (typed, suggestion) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual([['bad-duration', typed, suggestion]]);
  });

  it.each<[string, string, string | null]>([
    ['owner:', 'owner:', null],
    ['-owner: ', '-owner:', null],
    ['owner:,', 'owner:', null],
    ['owner:""', 'owner:', null],
    ['owner:@', 'owner:', null],
    ['owner: -ci', 'owner:', null],
    ['sort:', 'sort:', null],
    ['older:', 'older:', 'older:3d'],
    ['-expires:', '-expires:', '-expires:30d'],
  ])('is no qualifier without its value: %s', (typed, written, suggestion) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual([['missing-value', written, suggestion]]);
  });

  it('is not the next term, where a value is missing', () => {
    const problems = problemsOf('owner: repo: permission: never-used');

    expect(problems?.map(([code, written]) => [code, written])).toEqual([
      ['missing-value', 'owner:'],
      ['missing-value', 'repo:'],
      ['missing-value', 'permission:'],
    ]);
  });

  it.each([
    ['ci "deploy key owner:mona', '"deploy key owner:mona'],
    ['owner:“mona', '“mona'],
    ['owner:a,"b c', '"b c'],
    ['onwer"', '"'],
    ['-«a', '«a'],
    [String.raw`"a\"`, String.raw`"a\"`],
    ['"\\', '"\\'],
    [`"${'x'.repeat(100)}`, `"${'x'.repeat(38)}…`],
  ])('is no quote without an end: %s', (typed, written) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual([['unclosed-quote', written, null]]);
  });

  it.each([
    ['sort:oldest ci sort:newest', 'sort:newest'],
    ['sort:oldest,newest', 'sort:oldest,newest'],
  ])('is one order: %s', (typed, written) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual([['twice', written, null]]);
  });

  it('is 50 terms, and no more', () => {
    const words = Array.from({ length: 60 }, (_, index) => `w${index}`);

    const [fifty, more] = [words.slice(0, 50), words].map((all) => parseQuery(all.join(' '), 'any'));

    expect(fifty?.query?.terms).toHaveLength(50);
    expect(more).toEqual({
      problems: [{ code: 'too-many', written: 'w50', suggestion: null, remedy: null }],
    });
  });

  it('is 50 values in a term, and no more', () => {
    const names = Array.from({ length: 51 }, (_, index) => `n${index}`);

    const [fifty, more] = [names.slice(0, 50), names].map((all) => problemsOf(`-owner:${all.join()} ci`));

    expect(fifty).toBeUndefined();
    expect(more).toEqual([['too-many', '-owner:n0,n1,n2,n3,n4,n5,n6,n7,n8,n9,n1…', null]]);
  });

  it.each([
    ['at the limit', 'x'.repeat(QUERY_LIMIT), undefined],
    ['above the limit', 'x'.repeat(QUERY_LIMIT + 1), [['too-long', '', null]]],
    ['far above it', ' '.repeat(10_000), [['too-long', '', null]]],
    [
      'above the limit once it is in canonical words',
      `perm:${'x'.repeat(QUERY_LIMIT - 5)}`,
      [['too-long', '', null]],
    ],
  ])('is a text that is %s: %#', (_, typed, expected) => {
    const problems = problemsOf(typed);

    expect(problems).toEqual(expected);
  });
});

describe('the problems of a query', () => {
  it('are all named at once, in the order in which they were written', () => {
    const problems = problemsOf('onwer:a ci is:aproved,denied,x older:soon repo:b "end');

    expect(problems).toEqual([
      ['unknown-qualifier', 'onwer:', 'owner:'],
      ['unknown-value', 'is:aproved', 'is:approved'],
      ['unknown-value', 'is:x', null],
      ['bad-duration', 'older:soon', 'older:3d'],
      ['unclosed-quote', '"end', null],
    ]);
  });

  it('are five at most', () => {
    const problems = problemsOf('is:a,b,c,d,e,f,g is:h x:1');

    expect(problems?.map(([, written]) => written)).toEqual(['is:a', 'is:b', 'is:c', 'is:d', 'is:e']);
  });
});
