import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meantCommand } from '../../../src/slack/meant-command.js';
import { type Command, parseCommand, SUBCOMMANDS } from '../../../src/slack/parse-command.js';
import { readTypedQuery } from '../../../src/slack/read-typed-query.js';

function unknownOf(typed: string): Command & { name: 'unknown' } {
  const command = parseCommand(typed);
  if (command.name !== 'unknown') throw new Error(`"${typed}" is understood: ${command.name}`);
  return command;
}

describe('what stands after /tokens', () => {
  it.each<[typed: string, Command]>([
    ['', { name: 'overview' }],
    ['  \u00a0 ', { name: 'overview' }],
    ['pending', { name: 'pending', query: '' }],
    ['  PENDING   owner:mona ', { name: 'pending', query: 'owner:mona' }],
    ['pending\u00a0owner:mona\u2003ci', { name: 'pending', query: 'owner:mona ci' }],
    ['“pending” owner:“mona”', { name: 'pending', query: 'owner:“mona”' }],
    ['#pending', { name: 'pending', query: '' }],
    ['@pending', { name: 'pending', query: '' }],
    ['pending:', { name: 'pending', query: '' }],
    ['\u200bpending\ufeff', { name: 'pending', query: '' }],
    ['list is:expired', { name: 'pending', query: 'is:expired' }],
    ['Log decided-by:olivia', { name: 'history', query: 'decided-by:olivia' }],
    ['history', { name: 'history', query: '' }],
    ['my', { name: 'mine', query: '' }],
    ['mine', { name: 'mine', query: '' }],
    ['help', { name: 'help' }],
    ['help!', { name: 'help' }],
    ['?', { name: 'help' }],
    ['--help', { name: 'help' }],
    ['/tokens pending ci', { name: 'pending', query: 'ci' }],
    ['tokens', { name: 'overview' }],
    ['pending R&amp;D &lt;ci&gt; &amp;lt;', { name: 'pending', query: 'R&D <ci> &lt;' }],
    ['pending owner:<@U01|mona> <#C01|general>', { name: 'pending', query: 'owner:@mona #general' }],
    ['pending <https://x.example/a?b|x.example> y', { name: 'pending', query: 'x.example y' }],
    ['pending <https://x.example/a?b>', { name: 'pending', query: 'https://x.example/a?b' }],
    ['is:denied', { name: 'history', query: 'is:denied' }],
    ['-decided-by:olivia ci', { name: 'history', query: '-decided-by:olivia ci' }],
    ['onwer:x is:denied', { name: 'pending', query: 'onwer:x is:denied' }],
  ])('is understood whatever it is typed like: %j', (typed, command) => {
    expect(parseCommand(typed)).toEqual(command);
  });

  it.each([
    'owner:mona',
    '-owner:dependabot older:3d',
    'Owner:"a b"',
    'never-used',
    '-never-used ci',
    '- owner:mona',
    'onwer:mona',
  ])('is a query for what waits when it begins with a qualifier: %j', (typed) => {
    expect(parseCommand(typed)).toEqual({ name: 'pending', query: typed });
  });

  it.each([
    ['show 1234', ['1234']],
    ['show #1234', ['#1234', '1234']],
    ['#1234', ['1234']],
    ['show deploy-bot', ['deploy-bot']],
    ['show “deploy bot”', ['deploy bot']],
    ["show 'deploy bot' ", ['deploy bot']],
    ['SHOW', []],
    ['show #ci.', ['#ci.', 'ci']],
    ['approve 17', ['17']],
    ['show https://github.com/organizations/acme/settings/personal-access-token-requests/99', ['99']],
    ['<https://github.com/organizations/acme/settings/personal-access-token-requests/99?q=1|here>', ['99']],
  ])('names what is to be shown: %j', (typed, what) => {
    expect(parseCommand(typed)).toEqual({ name: 'show', spellings: what });
  });

  it.each([
    ['pendign', 'pendign'],
    ['constructor', 'constructor'],
    ['__proto__ x', '__proto__'],
    ["'; DROP TABLE token_requests; --", ''],
    ['🦄🦄', '🦄🦄'],
    ['<!channel>', 'channel'],
  ])('is not understood, and that is said: %j', (typed, word) => {
    const command = parseCommand(typed);

    expect(command.name).toBe('unknown');
    expect(command).toMatchObject({ word: expect.stringContaining(word) });
  });

  it.each([
    ['pendign owner:x', 'subcommand', '/tokens pending owner:x'],
    ['hepl me', 'subcommand', '/tokens help'],
    ['shwo deploy-bot', 'subcommand', '/tokens show deploy-bot'],
    ['deploy-bot', 'name', '/tokens show deploy-bot'],
    [`pendign ${'x'.repeat(1_001)}`, 'subcommand', '/tokens pending'],
  ])('%j means, perhaps, a %s', (typed, as, expected) => {
    const meant = meantCommand(unknownOf(typed));

    expect(meant).toEqual({ as, command: expected });
  });

  it.each(['two words', '🦄 owner:x', '!!!', 'x'.repeat(41)])('%j means nobody knows what', (typed) => {
    const meant = meantCommand(unknownOf(typed));

    expect(meant).toBeNull();
  });

  it('throws for no input', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('x'.repeat(10_000), '"'.repeat(10_000), ' '.repeat(10_000), 'é:'.repeat(5_000)),
    );

    const parse = (text: string) => [...SUBCOMMANDS.map((word) => `${word} ${text}`), text].map(parseCommand);

    fc.assert(fc.property(anyText, (text) => parse(text).every(({ name }) => name.length > 0)));
  });
});

describe('the query after a subcommand', () => {
  it('comes in its canonical spelling', () => {
    const typed = readTypedQuery('pending', 'OWNER:@Mona  “deploy bot”');

    expect(typed).toEqual({ query: 'owner:Mona "deploy bot"' });
  });

  it('that cannot be read comes with the command as it would be right', () => {
    const { problems, corrected } = readTypedQuery('history', 'onwer:mona is:aproved') as {
      problems: unknown[];
      corrected: string | null;
    };

    expect(problems).toHaveLength(2);
    expect(corrected).toBe('/tokens history owner:mona is:approved');
  });

  it.each([
    ['foo:bar', '/tokens pending "foo:bar"'],
    ['12:30', '/tokens pending "12:30"'],
    ['https://github.com/x ci', '/tokens pending "https://github.com/x" ci'],
    ['older:3 mnths', '/tokens pending older:90d'],
    ['decided-by:olivia ci', '/tokens history decided-by:olivia ci'],
    ['is:approved onwer:mona', '/tokens history is:approved owner:mona'],
  ])('is corrected by place, and as a whole: %s', (typed, expected) => {
    const { corrected } = { corrected: undefined, ...readTypedQuery('pending', typed) };

    expect(corrected).toBe(expected);
  });

  it('comes with no command when one of the problems has no remedy', () => {
    const typed = readTypedQuery('pending', 'onwer:mona permission:###');

    expect(typed).toMatchObject({ corrected: null });
  });

  it('never suggests a command that could not be read either', () => {
    const anyQuery = fc.array(
      fc.constantFrom(
        'onwer:mona',
        'is:aproved',
        'older:3',
        'older:',
        '"ci',
        'repo:',
        'sort:new',
        'owner:a',
        'foo:bar',
        'is:denied',
        'older:3 mnths',
        '-',
      ),
      { maxLength: 6 },
    );

    fc.assert(
      fc.property(anyQuery, (words) => {
        const { corrected } = { corrected: null, ...readTypedQuery('pending', words.join(' ')) };
        const [, kind = '', again] = /^\/tokens (pending|history) (.*)$/.exec(corrected ?? '') ?? [];
        return again === undefined || readTypedQuery(kind as 'pending', again).problems === undefined;
      }),
    );
  });
});
