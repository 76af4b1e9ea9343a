import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMailLink } from '../../../src/domain/mail-link.js';
import { digestHeaders, hostOf, mailHeaders } from '../../../src/email/mail-headers.js';
import { type ClosableMailer, createMailer } from '../../../src/email/mailer.js';
import { type Mailbox, type ReceivedMail, startMailbox } from '../../../src/sandbox/mailbox.js';
import { aDecision, aMail, aTokenRequest, NOW } from '../../support/builders.js';
import { aBulkMail } from '../../support/bulk-builders.js';

const KEY = Buffer.alloc(64, 3);

describe('the headers of a mail', () => {
  let mailbox: Mailbox;
  let mailer: ClosableMailer;

  beforeEach(async () => {
    mailbox = await startMailbox();
    mailer = mailerAt('https://patrol.example');
  });

  afterEach(async () => {
    mailer.close();
    await mailbox.close();
  });

  function mailerAt(publicUrl: string | undefined): ClosableMailer {
    const config = {
      smtpUrl: mailbox.url,
      from: 'PATrol <patrol@acme.example>',
      replyTo: 'Platform <platform@acme.example>',
    };
    return createMailer(config, { stopLinks: publicUrl ? { publicUrl, key: KEY } : undefined });
  }

  const received = (): ReceivedMail => {
    const mail = mailbox.mails.at(-1);
    if (mail === undefined) throw new Error('no mail has come');
    return mail;
  };

  const header = (name: string) =>
    received()
      .parsed.headers.filter(({ key }) => key === name)
      .map(({ value }) => value);

  it('put all mails about one request into one thread', async () => {
    const request = aTokenRequest({ patRequestId: 77 });
    const later = aDecision({ askedAt: new Date(NOW.getTime() + 1_000) });

    await mailer.send(aMail({ request }));
    await mailer.send(aMail({ request, decision: later }));

    const [first, second] = mailbox.mails.map(({ parsed }) => parsed);
    const thread = `<request-${request.organization.id}-77@acme.example>`;
    expect([first?.inReplyTo, first?.references]).toEqual([thread, thread]);
    expect([second?.inReplyTo, second?.references]).toEqual([thread, thread]);
    expect(first?.messageId).not.toBe(second?.messageId);
  });

  it('are the same when the same mail is sent again', async () => {
    const stable = () =>
      received().parsed.headers.filter(({ key }) => key !== 'date' && key !== 'content-type');

    const firstId = await mailer.send(aMail());
    const first = stable();
    const secondId = await mailer.send(aMail());
    const [bulk, bulkAgain] = [await mailer.sendBulk(aBulkMail(3)), await mailer.sendBulk(aBulkMail(3))];

    expect(secondId).toBe(firstId);
    expect(firstId).toMatch(/^<request-\d+-\d+\.\d+@acme\.example>$/);
    expect(
      mailbox.mails[1]?.parsed.headers.filter(({ key }) => !['date', 'content-type'].includes(key)),
    ).toEqual(first);
    expect(bulkAgain).toBe(bulk);
  });

  it('of a mail about many name the thread of each, up to twenty', async () => {
    await mailer.sendBulk(aBulkMail(3));
    const few = received().parsed.references?.split(/\s+/) ?? [];
    await mailer.sendBulk(aBulkMail(1_000));
    const many = received().parsed.references?.split(/\s+/) ?? [];

    expect(few).toHaveLength(3);
    expect(many).toHaveLength(20);
    expect(many.slice(0, 3)).toEqual(few);
    expect(
      received()
        .raw.split('\r\n')
        .every((line) => line.length <= 998),
    ).toBe(true);
  });

  it('say that no person wrote it and where answers go', async () => {
    await mailer.send(aMail());

    expect(received().parsed).toMatchObject({
      from: { name: 'PATrol', address: 'patrol@acme.example' },
      replyTo: [{ name: 'Platform', address: 'platform@acme.example' }],
    });
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(header('x-auto-response-suppress')).toEqual(['OOF, AutoReply, DR, RN, NRN']);
    expect(header('precedence')).toEqual([]);
  });

  it('let mail programs stop them at one click, and so does the mail itself', async () => {
    await mailer.send(aMail());

    const [list = ''] = header('list-unsubscribe');
    const link = new URL(list.replace(/^<|>$/g, ''));
    const { to = '', kind = '', signature = '' } = Object.fromEntries(link.searchParams);
    expect(link.href).toMatch(/^https:\/\/patrol\.example\/mail\/unsubscribe\?/);
    expect(readMailLink([KEY], 'stop', { to, kind, signature })).toEqual({
      act: 'stop',
      kind: 'decision',
      address: 'mona@example.com',
    });
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(received().parsed.text).toContain(`No more e-mails about decisions: ${link}`);
    expect(received().parsed.html).toContain(`href="${link.href.replaceAll('&', '&amp;')}"`);
  });

  it('offer one click by https alone, as the standard wants it', async () => {
    const plain = mailerAt('http://patrol.internal');

    await plain.send(aMail());
    plain.close();

    expect(header('list-unsubscribe')).toHaveLength(1);
    expect(header('list-unsubscribe-post')).toEqual([]);
  });

  it('have no link where nobody could follow it', async () => {
    const hidden = mailerAt(undefined);

    await hidden.send(aMail());
    hidden.close();

    expect(header('list-unsubscribe')).toEqual([]);
    expect(header('list-unsubscribe-post')).toEqual([]);
    expect(received().parsed.text).toContain('open PATrol’s App Home in Slack');
    expect(received().parsed.text).toContain('or ask whoever runs PATrol');
  });

  it('of a digest name the list that it is', () => {
    const [digest, decision] = (['digest', 'decision'] as const).map((kind) =>
      mailHeaders(kind, 'acme.example', undefined),
    );

    expect(digest?.['List-Id']).toBe('PATrol digest <digest.patrol.acme.example>');
    expect(decision?.['List-Id']).toBeUndefined();
    expect(digestHeaders('acme.example', { organizationId: 1, at: NOW })).toEqual({
      messageId: `<digest-1.${NOW.getTime()}@acme.example>`,
    });
  });

  it.each([
    ['PATrol <patrol@acme.example>', 'acme.example'],
    ['patrol@Acme.example', 'acme.example'],
    ['"a@b" <patrol@acme.example>', 'acme.example'],
    ['patrol@größe.example', 'xn--gre-6ka8i.example'],
    ['PATrol', 'patrol.invalid'],
    ['x@a"b', 'patrol.invalid'],
  ])('take the host of %s', (from, host) => {
    expect(hostOf(from)).toBe(host);
  });

  it('cost no line that servers would refuse, however long the address is', async () => {
    const to = `${'m'.repeat(64)}@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(40)}.example`;

    await mailer.send(aMail({ to }));

    expect(received().to).toEqual([to]);
    expect(
      Math.max(
        ...received()
          .raw.split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(998);
    expect(header('list-unsubscribe')[0]).toMatch(/^<\S+>$/);
  });
});
