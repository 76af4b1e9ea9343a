import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { MailModel } from '../../../src/application/models.js';
import type { OutsideError } from '../../../src/domain/errors.js';
import { decisionMail } from '../../../src/email/decision-mail.js';
import { type ClosableMailer, createMailer } from '../../../src/email/mailer.js';
import { english } from '../../../src/i18n/translator.js';
import { type Mailbox, startMailbox } from '../../../src/sandbox/mailbox.js';
import { ACME, aDecision, aMail, aTokenRequest, MONA, OLIVIA } from '../../support/builders.js';

const t = english;

describe('the mail about a decision', () => {
  it('of an approval says who approved which token for what, and that it works', () => {
    const mail = aMail();

    const { subject, text, html } = decisionMail(t, mail);

    expect(subject).toBe('Approved: your token “deploy-bot” for acme');
    for (const body of [text, html]) {
      expect(body).toContain('Hello mona,');
      expect(body).toContain('olivia approved the access');
      expect(body).toContain('“deploy-bot” asked for in the organization acme');
      expect(body).toContain('You can use it right away');
      expect(body).toContain('https://github.example/settings/personal-access-tokens');
      expect(body).not.toContain('Reason');
    }
  });

  it('of a denial gives the approver’s reason, line by line, and says what to do next', () => {
    const mail = aMail({ decision: aDecision({ action: 'deny', reason: 'Use the App.\nSee the wiki.' }) });

    const { subject, text, html } = decisionMail(t, mail);

    expect(subject).toBe('Denied: your token “deploy-bot” for acme');
    expect(text).toContain('olivia denied the access');
    expect(text).toContain('Reason:\n    Use the App.\n    See the wiki.\n');
    expect(html).toMatch(/<blockquote[^>]*>Use the App\.\nSee the wiki\.<\/blockquote>/);
    expect(text).toContain('Make a new token with less access');
    expect(html).toContain('Make a new token with less access');
  });

  it('of a decision that GitHub attributes to nobody names nobody', () => {
    const decision = aDecision({ approver: { github: { id: 0, login: 'ghost' }, slackUserId: null } });

    const mails = (['approve', 'deny'] as const).map((action) =>
      decisionMail(t, aMail({ decision: { ...decision, action } })),
    );

    expect(mails.map(({ text }) => /was (approved|denied) on GitHub/.test(text))).toEqual([true, true]);
    expect(JSON.stringify(mails)).not.toContain('ghost');
  });

  it('shows markup of others as text', () => {
    const evil = `<img src=x onerror="alert('1')"><a href=http://evil.example>&amp;</a>`;
    const mail = everywhere(evil);

    const { html } = decisionMail(t, mail);

    expect(linksOf(html)).toEqual(['https://github.example/settings/personal-access-tokens']);
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;');
    expect(html).toContain('&amp;amp;');
  });

  it.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\0', '\u202e'])(
    'has one line as its subject, without %j',
    (mark) => {
      const mail = everywhere(`x${mark}Bcc: victim@example.com`);

      const { subject } = decisionMail(t, mail);

      expect(subject).not.toContain(mark);
      expect(subject).toContain('x Bcc: victim@example.com');
    },
  );
});

/** Where a mail leads, in the order of its links. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, link]) => link ?? '');
}

/** A mail in which everything that others may choose is `text`. */
function everywhere(text: string): MailModel {
  const request = aTokenRequest({
    tokenName: text,
    requester: { ...MONA, login: text },
    organization: { ...ACME, login: text },
    reason: text,
  });
  const approver = { github: { ...OLIVIA, login: text }, slackUserId: null };
  return aMail({ request, decision: aDecision({ action: 'deny', reason: text, approver }) });
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

  const failureOf = (mail: MailModel) =>
    mailer.send(mail).then(
      () => undefined,
      (error: unknown) => error as OutsideError,
    );

  it('brings text and HTML to the requester, with the Message-ID that it returns', async () => {
    const mail = aMail({ decision: aDecision({ action: 'deny', reason: 'Größer als nötig 🦄' }) });

    const messageId = await mailer.send(mail);

    const [received, ...others] = mailbox.mails;
    expect(others).toEqual([]);
    expect(received).toMatchObject({ to: ['mona@example.com'], from: 'patrol@acme.example' });
    expect(received?.parsed).toMatchObject({
      messageId,
      subject: 'Denied: your token “deploy-bot” for acme',
      from: { name: 'PATrol', address: 'patrol@acme.example' },
    });
    expect(received?.parsed.text).toContain('Größer als nötig 🦄');
    expect(received?.parsed.html).toContain('Größer als nötig 🦄');
    expect(header(received?.raw, 'Auto-Submitted')).toEqual(['auto-generated']);
  });

  it.each([
    ['a line break', 'deploy\r\nBcc: victim@example.com\r\n\r\nand a body'],
    ['a long line', `x${' y'.repeat(5_000)}`],
    ['an encoded word', '=?utf-8?Q?=0D=0ABcc:_victim@example.com?='],
    ['NUL', 'a\0\r\nBcc: victim@example.com'],
    ['emoji', '🦄'.repeat(300)],
  ])('adds no header, recipient or part because of %s in a name or reason', async (_, text) => {
    const mail = everywhere(text);

    await mailer.send(mail);

    const received = mailbox.mails[0];
    expect(received?.to).toEqual(['mona@example.com']);
    expect(header(received?.raw, 'Bcc')).toEqual([]);
    expect(header(received?.raw, 'To')).toEqual(['mona@example.com']);
    expect(received?.parsed.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'in-reply-to',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
    expect(received?.parsed.subject).toContain(
      text
        .replace(/[\r\n\0]+/g, ' ')
        .trim()
        .slice(0, 20),
    );
    expect(received?.parsed.attachments).toEqual([]);
  });

  it.each([
    'a@x.example, b@y.example',
    'a@x.example,b@y.example',
    'a@x.example; b@y.example',
    'a@x.example b@y.example',
    'Mona <a@x.example>, b@y.example',
    '<a@x.example> <b@y.example>',
    '"a@x.example, b@y.example" <a@x.example>',
    'group: a@x.example, b@y.example;',
    'a@x.example\r\nBcc: b@y.example',
    'a@x.example>\r\nRCPT TO:<b@y.example',
    '"b@y.example"@x.example',
    'b@y.example(comment)@x.example',
  ])('reaches nobody at all for the address %j', async (to) => {
    const failure = await failureOf(aMail({ to }));

    expect(mailbox.mails).toEqual([]);
    expect(failure).toMatchObject({ failure: 'refused' });
  });

  it('is refused for good when the server knows no such recipient', async () => {
    mailbox.refuse('mona@example.com');

    const failure = await failureOf(aMail());

    expect(failure).toMatchObject({ service: 'smtp', failure: 'refused', code: 'EENVELOPE 550' });
  });

  it('is refused for good when the address is none', async () => {
    const failure = await failureOf(aMail({ to: 'nobody' }));

    expect(failure).toMatchObject({ failure: 'refused' });
  });

  it('is refused for good when there is no address', async () => {
    const failure = await failureOf(aMail({ to: '' }));

    expect(failure).toMatchObject({ failure: 'refused' });
  });

  it('is worth another try while the server is down, and works again after', async () => {
    mailbox.setDown(true);

    const failure = await failureOf(aMail());
    mailbox.setDown(false);
    await mailer.send(aMail());

    expect(failure).toMatchObject({ service: 'smtp', failure: 'unavailable' });
    expect(mailbox.mails).toHaveLength(1);
  });

  it('is worth another try when nobody listens', async () => {
    await mailbox.close();

    const failure = await failureOf(aMail());

    expect(failure).toMatchObject({ service: 'smtp', failure: 'unavailable' });
  });

  it('uses one connection after another for many mails and sends each once', async () => {
    const mails = Array.from({ length: 20 }, (_, index) => aMail({ to: `person-${index}@example.com` }));

    await Promise.all(mails.map((mail) => mailer.send(mail)));

    expect(mailbox.mails.flatMap(({ to }) => to).sort()).toEqual(mails.map(({ to }) => to).sort());
  });
});

describe('a server that does not want us', () => {
  const servers: SMTPServer[] = [];

  async function start(options: ConstructorParameters<typeof SMTPServer>[0]): Promise<number> {
    const server = new SMTPServer({ disabledCommands: ['STARTTLS'], authOptional: true, ...options });
    server.on('error', () => undefined);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.server.address() as { port: number }).port;
  }

  async function sendTo(smtpUrl: string): Promise<OutsideError> {
    const mailer = createMailer({ smtpUrl, from: 'patrol@acme.example' });
    try {
      await mailer.send(aMail());
    } catch (error) {
      return error as OutsideError;
    } finally {
      mailer.close();
    }
    throw new Error('the mail was sent');
  }

  afterEach(async () => {
    for (const server of servers.splice(0))
      await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  const refusing = (responseCode: number) => Object.assign(new Error('No'), { responseCode });

  it('because of our password delays the mail, and the password stays out of the error', async () => {
    const port = await start({
      authOptional: false,
      onAuth: (_auth, _session, answer) => answer(refusing(535)),
    });

    const failure = await sendTo(`smtp://patrol:s3cr3t-pass@127.0.0.1:${port}`);

    const shown = inspect(failure, { depth: 10, showHidden: true }) + JSON.stringify(failure);
    expect(failure).toMatchObject({ failure: 'unavailable' });
    for (const secret of ['s3cr3t-pass', Buffer.from('s3cr3t-pass').toString('base64')]) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).not.toContain(Buffer.from('\0patrol\0s3cr3t-pass').toString('base64'));
  });

  it.each([
    [451, 'unavailable'],
    [550, 'refused'],
  ] as const)('for this recipient, by %d, leaves it %s', async (code, failure) => {
    const port = await start({ onRcptTo: (_address, _session, answer) => answer(refusing(code)) });

    const error = await sendTo(`smtp://127.0.0.1:${port}`);

    expect(error).toMatchObject({ failure });
  });

  it.each([
    [452, 'unavailable'],
    [554, 'refused'],
  ] as const)('with what the message says, by %d, leaves it %s', async (code, failure) => {
    const port = await start({
      onData(stream, _session, answer) {
        stream.resume();
        stream.on('end', () => answer(refusing(code)));
      },
    });

    const error = await sendTo(`smtp://127.0.0.1:${port}`);

    expect(error).toMatchObject({ failure });
  });

  it('as the sender delays the mail, since MAIL_FROM can be mended', async () => {
    const port = await start({ onMailFrom: (_address, _session, answer) => answer(refusing(553)) });

    const error = await sendTo(`smtp://127.0.0.1:${port}`);

    expect(error).toMatchObject({ failure: 'unavailable' });
  });
});

/** The values of a header, unfolded. */
function header(raw = '', name: string): string[] {
  const head = raw.split('\r\n\r\n', 1)[0] ?? '';
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const prefix = `${name.toLowerCase()}: `;
  return lines
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}
