import { describe, expect, it } from '@jest/globals';
import type { Permission } from '../../../src/domain/token-request.js';
import { digestMail } from '../../../src/email/digest-mail.js';
import { english } from '../../../src/i18n/translator.js';
import { ALL_CLEAR, aDigest, aListed } from '../../support/digest-builders.js';

const to = 'olivia@acme.example';
const PAGE = 'https://github.example/organizations/acme/settings/personal-access-token-requests';
const WRITES: Permission[] = [{ group: 'repository', name: 'contents', level: 'write' }];

describe('the digest by e-mail', () => {
  it('names each request with the way to decide it, and what has changed', () => {
    const { subject, text: said } = digestMail(english, { ...aDigest({ waiting: 14 }), to });
    const text = said.replaceAll('\u202f', ' ');

    expect(subject).toBe('acme: 14 token requests wait for a decision');
    expect(text).toContain(
      'acme: 14 token requests wait for a decision. Since Mar 1, 2026, 9:00 AM: 3 new, 2 approved and 1 denied by olivia',
    );
    expect(text).toContain(
      '  * mona asks for access with “deploy-bot” (acme/payments; contents: read; expires Jun 1, 2026, 12:00 AM), since ' +
        `Mar 2, 2026, 8:00 AM\n    Reason: Deploys payments from CI\n    ${PAGE}/9001`,
    );
    expect(text).toContain('  * and 12 more');
    expect(text).toContain(`All that wait, on GitHub: ${PAGE}\n`);
  });

  it('names no place in Slack that may be without a digest', () => {
    const { text } = digestMail(english, { ...aDigest(), to });

    expect(text).toContain('In Slack, you can do the same with /tokens pending.');
    expect(text).not.toContain('channel');
  });

  it('links each line in HTML', () => {
    const { html } = digestMail(english, { ...aDigest(), to });

    expect(html).toMatch(new RegExp(`<li[^>]*><a href="${PAGE}/9001"[^>]*>mona asks`));
  });

  it('warns of what reaches far, as the digest in Slack does, and of nothing else', () => {
    const dangerous = aListed({ repositorySelection: 'all', tokenExpiresAt: null, permissions: WRITES });

    const [warned, harmless] = [dangerous, aListed()].map((request) =>
      digestMail(english, { ...aDigest({ oldest: [request] }), to }),
    );

    const warning = 'Look twice: it can change every repository and it never expires.';
    expect(warned?.text).toContain(`\n    ${warning}\n    Reason: Deploys payments from CI\n`);
    expect(warned?.html).toMatch(
      new RegExp(`<span[^>]*>${warning}</span><br><span[^>]*>Reason: Deploys payments from CI</span></li>`),
    );
    expect(harmless?.text).not.toContain('Look twice');
  });

  it.each([
    ['none', null, 'No reason given.'],
    ['nothing but spaces', ' \n\t ', 'No reason given.'],
    ['one that GitHub has not told yet', undefined, 'GitHub has not told the reason yet.'],
    ['several lines', 'Deploys\r\n  * payments\n\nfrom CI', 'Reason: Deploys   * payments from CI'],
    ['very much', '🦄'.repeat(1_024), `Reason: ${'🦄'.repeat(199)}…`],
  ])('says on one short line why somebody asks: %s', (_, reason, said) => {
    const { text } = digestMail(english, { ...aDigest({ oldest: [aListed({ reason })] }), to });

    expect(text).toContain(`\n    ${said}\n    ${PAGE}/9001`);
  });

  it('is short when nothing waits', () => {
    const { subject, text } = digestMail(english, { ...aDigest(ALL_CLEAR), to });

    expect(subject).toBe('acme: no token request waits');
    expect(text).toContain('acme: all clear, no token request waits.');
    expect(text).not.toContain('*');
  });

  it('makes nothing of what strangers wrote', () => {
    const hostile = aListed({
      tokenName: '<img src=x onerror=alert(1)>\r\nBcc: everybody@acme.example',
      repositoryNames: ['"><script>'],
      reason: '</span><img src=x>\r\nBcc: everybody@acme.example',
    });

    const { html, text, subject } = digestMail(english, { ...aDigest({ oldest: [hostile] }), to });

    expect(html).not.toMatch(/<img|<script/);
    expect(text).not.toMatch(/^Bcc/m);
    expect(subject).not.toContain('\n');
  });

  it.each([
    ['all', { repositorySelection: 'all' as const, repositoryNames: [] }, 'all of acme, also those to come'],
    ['none', { repositorySelection: 'none' as const, repositoryNames: [] }, 'public ones only'],
    ['unknown', { repositoryNames: [], repositoryCount: null }, 'some; GitHub has not told which yet'],
    ['counted', { repositoryNames: [], repositoryCount: 3 }, '3 repositories'],
    [
      'some of many',
      { repositoryNames: ['a/b', 'a/c', 'a/d'], repositoryCount: 9 },
      'a/b, a/c, a/d, and 6 more',
    ],
  ])('says which repositories: %s', (_, over, expected) => {
    const { text } = digestMail(english, { ...aDigest({ oldest: [aListed(over)] }), to });

    expect(text).toContain(`(${expected}`);
  });
});
