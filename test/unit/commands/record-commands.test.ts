import { describe, expect, it } from '@jest/globals';
import { RECORD_COMMANDS } from '../../../src/commands/record-commands.js';
import { UsageError } from '../../../src/commands/usage-error.js';

type Name = keyof typeof RECORD_COMMANDS;

describe('the arguments of a command on the records', () => {
  it.each<[Name, string[], RegExp]>([
    ['ledger:verify', ['--head', 'nonsense'], /--head is not of the form/],
    ['ledger:verify', ['--head', `1:${'x'.repeat(64)}`], /--head is not of the form/],
    ['ledger:verify', ['--tail'], /--tail/],
    ['ledger:verify', ['all'], /all/],
    ['ledger:export', [], /--format has to be csv or jsonl/],
    ['ledger:export', ['--format', 'xml'], /--format has to be csv or jsonl/],
    ['ledger:export', ['--format', 'csv', '--since', 'yesterday'], /--since is neither a date/],
    ['ledger:export', ['--format', 'csv', '--since', '2026-13-01'], /--since is neither a date/],
    ['ledger:export', ['--format', 'csv', '--until', '2026-03-01T09:00'], /--until is neither a date/],
    ['privacy:erase', [], /Whose data/],
    ['privacy:erase', ['--yes'], /Whose data/],
    ['privacy:erase', ['--github-user', '0'], /--github-user is not an id/],
    ['privacy:erase', ['--github-user', 'mona'], /--github-user is not an id/],
    ['privacy:erase', ['--github-login', 'a b'], /--github-login is no login/],
    ['privacy:erase', ['--slack-user', 'mona'], /--slack-user is not an id/],
    ['prune', ['--days', 'all'], /--days is not a number/],
    ['prune', ['--days=-1'], /--days is not a number/],
    ['prune', ['--days=89'], /--days has to be at least 90: charts show the last eight weeks/],
    ['prune', ['--yes'], /--yes/],
  ])('of %s are told when they are wrong, with those that it takes: %j', (name, args, problem) => {
    const read = () => RECORD_COMMANDS[name](args);

    expect(read).toThrow(UsageError);
    expect(read).toThrow(problem);
    expect(read).toThrow(`npm run ${name === 'ledger:export' ? '--silent ' : ''}${name} -- `);
  });

  it.each<[Name, string[]]>([
    ['ledger:verify', []],
    ['ledger:verify', ['--head', `12:${'0a'.repeat(32)}`]],
    ['ledger:export', ['--format', 'csv', '--since', '2026-03-01', '--until', '2026-03-02T09:00:00+01:00']],
    ['ledger:export', ['--format=jsonl', '--org=acme']],
    ['privacy:erase', ['--github-user', '11', '--slack-user', 'U01', '--slack-user', 'W02', '--yes']],
    ['privacy:erase', ['--github-login', '@mona']],
    ['prune', []],
    ['prune', ['--days', '90', '--dry-run']],
  ])('of %s are taken: %j', (name, args) => {
    expect(RECORD_COMMANDS[name](args)).toBeInstanceOf(Function);
  });
});
