import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEDGER_KINDS } from '../../../src/domain/ledger.js';
import { parseAuditQuery } from '../../../src/domain/parse-audit-query.js';
import { readAuditQuery } from '../../../src/slack/read-audit-query.js';

const termsOf = (typed: string) => parseAuditQuery(typed).query?.terms;

describe('a query of the ledger', () => {
  it.each([
    ['', []],
    ['owner:mona', [{ negated: false, qualifier: 'owner', values: ['mona'] }]],
    ['Requester:@Mona,max', [{ negated: false, qualifier: 'owner', values: ['Mona', 'max'] }]],
    ['by:olivia,oscar,OLIVIA', [{ negated: false, qualifier: 'by', values: ['olivia', 'oscar'] }]],
    ['-by:olivia', [{ negated: true, qualifier: 'by', values: ['olivia'] }]],
    ['org:acme', [{ negated: false, qualifier: 'org', values: ['acme'] }]],
    ['request:#9001,9002', [{ negated: false, qualifier: 'request', values: ['9001', '9002'] }]],
    ['newer:3 days', [{ negated: false, qualifier: 'newer', duration: { count: 3, unit: 'd' } }]],
    ['older:2w', [{ negated: false, qualifier: 'older', duration: { count: 2, unit: 'w' } }]],
    [
      'action:deny,Approved,link-made,seen',
      [
        {
          negated: false,
          qualifier: 'action',
          actions: ['deny', 'approve'],
          kinds: ['link-made', 'request-seen'],
        },
      ],
    ],
    [
      'deploy "two words"',
      [
        { negated: false, qualifier: 'text', text: 'deploy' },
        { negated: false, qualifier: 'text', text: 'two words' },
      ],
    ],
  ])('is read whatever it is typed like: %j', (typed, terms) => {
    expect(termsOf(typed)).toEqual(terms);
  });

  it('knows every kind of entry by its name', () => {
    expect(termsOf(`action:${LEDGER_KINDS.join(',')}`)).toMatchObject([{ kinds: LEDGER_KINDS }]);
  });

  it.each([
    ['onwer:mona', 'unknown-qualifier', '/tokens audit owner:mona'],
    ['colour:blue', 'unknown-qualifier', '/tokens audit "colour:blue"'],
    ['by:', 'missing-value', null],
    ['newer:', 'missing-value', '/tokens audit newer:1w'],
    ['newer:soon', 'bad-duration', '/tokens audit newer:1d'],
    ['action:dney', 'unknown-value', '/tokens audit action:deny'],
    ['action:dance', 'unknown-value', null],
    ['request:deploy-bot', 'unknown-value', null],
    ['"deploy', 'unclosed-quote', null],
    ['x'.repeat(1_001), 'too-long', null],
    ['a '.repeat(21), 'too-many', null],
  ])('that is wrong is told what is, and what would be right: %j', (typed, code, corrected) => {
    const read = readAuditQuery(typed);

    expect(read.problems?.[0]).toMatchObject({ code });
    expect(read.problems && read.corrected).toBe(corrected);
  });

  it('never throws, and what is corrected can be read', () => {
    const words = [
      'owner:',
      'by:',
      '-',
      '"',
      ',',
      ':',
      'action:',
      'deny',
      'newer:',
      '3d',
      'ö',
      '\0',
      '\ud800',
      ' ',
    ];
    const typed = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 12 });

    fc.assert(
      fc.property(typed, (parts) => {
        const read = readAuditQuery(parts.join(''));
        const corrected = read.problems ? read.corrected : null;
        if (corrected === null) return true;
        return parseAuditQuery(corrected.replace('/tokens audit ', '')).query !== undefined;
      }),
    );
  });
});
