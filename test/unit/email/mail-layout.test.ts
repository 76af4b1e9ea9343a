import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { layOutMail, type MailParts } from '../../../src/email/mail-layout.js';

const PARTS: MailParts = {
  greeting: 'Hello mona,',
  said: 'olivia denied it.',
  list: [],
  reasonLabel: 'Reason:',
  reason: 'Use the App.',
  next: 'Make a new one.',
  linkText: 'Your tokens',
  link: 'https://github.example/settings',
  footer: 'PATrol sent this.',
};

describe('the layout of a mail', () => {
  it('has the reader’s language, a title, and what programs show of it before it is opened', () => {
    const { html } = layOutMail('fr', 'Refusé', PARTS);

    expect(html).toMatch(/^<!doctype html><html lang="fr"/);
    expect(html).toContain('<title>Refusé</title>');
    expect(html).toMatch(/<body[^>]*><div style="display:none[^>]*>olivia denied it\.<\/div>/);
  });

  it('loads nothing, from anywhere', () => {
    const { html } = layOutMail('en', 'Denied', {
      ...PARTS,
      list: ['one', { text: 'x', details: ['y'], link: 'https://slack.example/x' }],
      stop: { text: 'No more', link: 'https://patrol.example/mail/unsubscribe?x' },
    });

    const addresses = [...html.matchAll(/([a-z:-]+)="((?:https?:)?\/\/[^"]*)"/g)]
      .filter(([, name]) => !name?.startsWith('xmlns'))
      .map(([, name, address]) => [name, address]);
    expect(addresses).toEqual([
      ['href', 'https://slack.example/x'],
      ['href', 'https://github.example/settings'],
      ['href', 'https://patrol.example/mail/unsubscribe?x'],
    ]);
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form|input|base)\b|url\(|@import|@font-face/i);
  });

  it('can be read in light and in dark colours', () => {
    const { html } = layOutMail('en', 'Denied', PARTS);

    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  it('shows what waits, where it leads, and more to each', () => {
    const { text, html } = layOutMail('en', 'Waiting', {
      ...PARTS,
      reason: '',
      list: [
        {
          text: 'mona: deploy-bot',
          details: ['for 3 days', 'until Monday'],
          link: 'https://slack.example/1',
        },
      ],
    });

    expect(text).toContain(
      'olivia denied it.\n\n  * mona: deploy-bot\n    for 3 days\n    until Monday\n    https://slack.example/1\n\n',
    );
    expect(html).toMatch(
      /<a href="https:\/\/slack\.example\/1">mona: deploy-bot<\/a><br><span[^>]*>for 3 days<\/span><br><span[^>]*>until Monday<\/span>/,
    );
  });

  it('leaves out what is empty', () => {
    const { text, html } = layOutMail('en', 'Waiting', {
      ...PARTS,
      greeting: '',
      reason: '',
      next: '',
      link: '',
    });

    expect(text).toBe('olivia denied it.\n\n-- \nPATrol sent this.\n');
    expect(html).not.toMatch(/<blockquote|<a |<ul|<p[^>]*><\/p>/);
  });

  it('says below who sends it and how to get no more, in words or by a link', () => {
    const [byLink, byWords] = [
      { text: 'No more', link: 'https://patrol.example/x' },
      { text: 'See Slack.' },
    ].map((stop) => layOutMail('en', 'Denied', { ...PARTS, stop }));

    expect(byLink?.text).toMatch(/\n-- \nPATrol sent this\.\nNo more: https:\/\/patrol\.example\/x\n$/);
    expect(byLink?.html).toContain('<a href="https://patrol.example/x">No more</a>');
    expect(byWords?.text).toMatch(/\n-- \nPATrol sent this\.\nSee Slack\.\n$/);
    expect(byWords?.html).toContain('>See Slack.</p>');
  });

  it.each([
    ['marks that turn text around', 'a\u202eb\u2066c\u2069', 'a b c '],
    ['line breaks of all kinds', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['control characters', 'a\0b\u0007c', 'a b c'],
  ])('keeps %s of a reason from doing anything', (_, reason, shown) => {
    const { text, html } = layOutMail('en', 'Denied', { ...PARTS, reason });

    expect(html).toContain(`>${shown}</blockquote>`);
    expect(text).toContain(`Reason:\n    ${shown.replaceAll('\n', '\n    ')}\n`);
  });

  it('shows whatever somebody writes as they wrote it, and makes no element of it', async () => {
    const usual = elementsOf(layOutMail('en', 'x', everywhere('x')).html);

    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), HOSTILE), (written) => {
        fc.pre(written.trim() !== '');

        const { html } = layOutMail('en', written, everywhere(written));

        expect(elementsOf(html)).toEqual(usual);
      }),
    );
  });

  it('fills in nothing but its own places', () => {
    const { html } = layOutMail('en', 'x', everywhere('[[reason]] [[title]] [[from]] $& $1 {{x}}'));

    expect(
      html.match(/\[\[reason\]\] \[\[title\]\] \[\[from\]\] \$&amp; \$1 \{\{x\}\}/g)?.length,
    ).toBeGreaterThan(5);
  });

  it('of a long reason stays small, and is read back as it was sent', async () => {
    const reason = '🦄'.repeat(1_024);

    const { html, text } = layOutMail('en', 'Denied', { ...PARTS, reason });

    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
    const parsed = await PostalMime.parse(`Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`);
    expect(parsed.text).toContain(reason);
  });
});

const HOSTILE = fc.constantFrom(
  '</title><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  '--><img src=x>',
  '<![endif]--><a href=x>',
  '<mj-raw>x</mj-raw>',
  '</p></blockquote></td>',
  '&lt;b&gt;',
  ']]>',
);

/** A mail in which everything but the links is `text`. */
function everywhere(text: string): MailParts {
  return {
    ...PARTS,
    greeting: text,
    said: text,
    list: [text, { text, details: [text] }],
    reasonLabel: text,
    reason: text,
    next: text,
    linkText: text,
    footer: text,
    stop: { text },
  };
}

/** Names and attributes' names of all tags, in order. */
function elementsOf(html: string): string[] {
  return [...html.matchAll(/<(\/?[!\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name, attributes = '']) => `${name} ${attributes.replaceAll(/="[^"]*"/g, '')}`,
  );
}
