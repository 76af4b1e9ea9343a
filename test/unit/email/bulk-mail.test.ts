import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BulkMailModel } from '../../../src/application/models.js';
import { bulkMail } from '../../../src/email/bulk-mail.js';
import { type ClosableMailer, createMailer } from '../../../src/email/mailer.js';
import { english } from '../../../src/i18n/translator.js';
import { type Mailbox, startMailbox } from '../../../src/sandbox/mailbox.js';
import { ACME, MONA, OLIVIA } from '../../support/builders.js';
import { aBulkMail } from '../../support/bulk-builders.js';

const t = english;

describe('the mail about one decision on many requests', () => {
  it('of a denial names every token, the reason once, and what to do next', () => {
    const mail = aBulkMail(3, { reason: 'Use the App.\nSee the wiki.' });

    const { subject, text, html } = bulkMail(t, mail);

    expect(subject).toBe('Denied: 3 of your token requests for acme');
    expect(text).toContain('Hello mona,');
    expect(text).toContain(
      'olivia denied the access that 3 of your fine-grained personal access tokens asked for:\n\n' +
        '  * “token-1” in acme\n  * “token-2” in acme\n  * “token-3” in acme\n\n' +
        'Reason:\n    Use the App.\n    See the wiki.\n',
    );
    expect(html.match(/<li[^>]*>“token-\d” in acme<\/li>/g)).toHaveLength(3);
    expect(html).toMatch(/<blockquote[^>]*>Use the App\.\nSee the wiki\.<\/blockquote>/);
    for (const body of [text, html]) {
      expect(body.match(/See the wiki/g)).toHaveLength(1);
      expect(body).toContain('Make new tokens with less access');
      expect(body).toContain('https://github.example/settings/personal-access-tokens');
    }
  });

  it('of an approval says that the tokens work', () => {
    const mail = aBulkMail(2, { action: 'approve' });

    const { subject, text, html } = bulkMail(t, mail);

    expect(subject).toBe('Approved: 2 of your token requests for acme');
    for (const body of [text, html]) {
      expect(body).toContain('olivia approved the access that 2 of your fine-grained personal access tokens');
      expect(body).toContain('works right away');
      expect(body).not.toContain('Reason');
    }
  });

  it('of several organizations names each with its token, and none in the subject', () => {
    const mail = aBulkMail(2);
    const [first, second] = mail.decided as [BulkMailModel['decided'][0], BulkMailModel['decided'][0]];
    const umbrella = { ...ACME, id: 2, login: 'umbrella' };

    const { subject, text } = bulkMail(t, {
      ...mail,
      decided: [first, { ...second, organization: umbrella }],
    });

    expect(subject).toBe('Denied: 2 of your token requests');
    expect(text).toContain('  * “token-1” in acme\n  * “token-2” in umbrella\n');
  });

  it('does not look wrong when it is about one', () => {
    const { subject, text } = bulkMail(t, aBulkMail(1));

    expect(subject).toBe('Denied: 1 of your token requests for acme');
    expect(text).toContain(
      'olivia denied the access that one of your fine-grained personal access tokens asked for:\n\n  * “token-1”',
    );
  });

  it('names two hundred and counts the rest', () => {
    const { text, html } = bulkMail(t, aBulkMail(1_000));

    for (const body of [text, html]) {
      expect(body).toContain('“token-200”');
      expect(body).not.toContain('“token-201”');
      expect(body).toContain('and 800 more');
    }
  });

  it('of 1,000 requests with the longest names stays below what readers of mail cut off', () => {
    const { html, subject } = bulkMail(
      t,
      aBulkMail(1_000, { reason: 'r'.repeat(1_024) }, everywhere('n'.repeat(400))),
    );

    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(subject.length).toBeLessThan(500);
  });

  it('of a decision that GitHub attributes to nobody names nobody', () => {
    const unnamed = { approver: { github: { id: 0, login: 'ghost' }, slackUserId: null } };

    const mails = (['approve', 'deny'] as const).map((action) =>
      bulkMail(t, aBulkMail(2, { action, ...unnamed })),
    );

    expect(mails.map(({ text }) => /was (approved|denied) on GitHub:/.test(text))).toEqual([true, true]);
    expect(JSON.stringify(mails)).not.toContain('ghost');
  });

  it('shows markup of others as text', () => {
    const evil = `<img src=x onerror="alert('1')"><a href=http://evil.example>&amp;</a>`;

    const { html } = bulkMail(t, hostileMail(evil));

    expect([...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, link]) => link)).toEqual([
      'https://github.example/settings/personal-access-tokens',
    ]);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;');
    expect(html).toContain('&amp;amp;');
  });

  it.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\0', '\u202e'])(
    'has one line as its subject, and one for each token, without %j',
    (mark) => {
      const { subject, text } = bulkMail(t, hostileMail(`x${mark}Bcc: victim@example.com`));

      expect(subject).not.toContain(mark);
      expect(subject).toContain('for x Bcc: victim@example.com');
      expect(text).toContain('  * “x Bcc: victim@example.com” in x Bcc: victim@example.com\n');
    },
  );
});

function everywhere(text: string) {
  return { tokenName: text, requester: { ...MONA, login: text }, organization: { ...ACME, login: text } };
}

/** A mail in which everything that others may choose is `text`. */
function hostileMail(text: string): BulkMailModel {
  const approver = { github: { ...OLIVIA, login: text }, slackUserId: null };
  return aBulkMail(3, { reason: text, approver }, everywhere(text));
}

describe('sending it', () => {
  let mailbox: Mailbox;
  let mailer: ClosableMailer;

  beforeEach(async () => {
    mailbox = await startMailbox();
    mailer = createMailer({ smtpUrl: mailbox.url, from: 'PATrol <patrol@acme.example>' });
  });

  afterEach(async () => {
    mailer.close();
    await mailbox.close();
  });

  it('brings text and HTML to the requester, with the Message-ID that it returns', async () => {
    const mail = aBulkMail(40, { reason: 'Größer als nötig 🦄' }, { tokenName: 'déploiement 🦄' });

    const messageId = await mailer.sendBulk(mail);

    const [received, ...others] = mailbox.mails;
    expect(others).toEqual([]);
    expect(received).toMatchObject({ to: ['mona@example.com'], from: 'patrol@acme.example' });
    expect(received?.parsed).toMatchObject({
      messageId,
      subject: 'Denied: 40 of your token requests for acme',
      from: { name: 'PATrol', address: 'patrol@acme.example' },
    });
    for (const body of [received?.parsed.text, received?.parsed.html]) {
      expect(body?.match(/“déploiement 🦄” in acme/g)).toHaveLength(40);
      expect(body).toContain('Größer als nötig 🦄');
    }
  });

  it.each([
    ['a line break', 'deploy\r\nBcc: victim@example.com\r\n\r\nand a body'],
    ['a long line', `x${' y'.repeat(5_000)}`],
    ['an encoded word', '=?utf-8?Q?=0D=0ABcc:_victim@example.com?='],
    ['NUL', 'a\0\r\nBcc: victim@example.com'],
    ['emoji', '🦄'.repeat(300)],
  ])('adds no header, recipient or part because of %s in a name or reason', async (_, text) => {
    await mailer.sendBulk(hostileMail(text));

    const received = mailbox.mails[0];
    expect(received?.to).toEqual(['mona@example.com']);
    expect(received?.parsed.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
    expect(received?.parsed.attachments).toEqual([]);
  });

  it('reaches nobody at all for an address that would name several', async () => {
    const failure = await mailer
      .sendBulk({ ...aBulkMail(2), to: 'a@x.example, b@y.example' })
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ service: 'smtp', failure: 'refused' });
    expect(mailbox.mails).toEqual([]);
  });
});
