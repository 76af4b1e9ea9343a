import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailLink, readMailLink, signMailLink } from '../../../src/domain/mail-link.js';

const KEY = Buffer.alloc(64, 7);
const OTHER_KEY = Buffer.alloc(64, 8);
const LINK: MailLink = { act: 'stop', kind: 'digest', address: 'mona@acme.example' };

describe('the link of a mail', () => {
  it('says what was signed, by any of the keys', () => {
    const signed = signMailLink(KEY, LINK);

    const said = [[KEY], [OTHER_KEY, KEY]].map((keys) => readMailLink(keys, 'stop', signed));

    expect(said).toEqual([LINK, LINK]);
  });

  it('is good for any address, and the same each time', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 320, unit: 'grapheme' }), (address) => {
        const [signed, again] = [1, 2].map(() => signMailLink(KEY, { ...LINK, address }));

        const said = signed && readMailLink([KEY], 'stop', signed);

        expect(said?.address).toBe(address);
        expect(again).toEqual(signed);
      }),
    );
  });

  it('does not show the address', () => {
    const signed = JSON.stringify(signMailLink(KEY, LINK));

    const shown = [
      'mona',
      'acme',
      ...['mona', 'acme'].map((part) => Buffer.from(part).toString('base64url')),
    ];

    for (const part of shown) expect(signed).not.toContain(part.slice(0, 5));
  });

  it('of one kind stops nothing of another', () => {
    const signed = signMailLink(KEY, LINK);

    const said = readMailLink([KEY], 'stop', { ...signed, kind: 'decision' });

    expect(said).toBeUndefined();
  });

  it('that stops takes nothing back', () => {
    const signed = signMailLink(KEY, LINK);

    const said = readMailLink([KEY], 'resume', signed);

    expect(said).toBeUndefined();
  });

  it('is worth nothing without its key', () => {
    const signed = signMailLink(OTHER_KEY, LINK);

    const said = readMailLink([KEY], 'stop', signed);

    expect(said).toBeUndefined();
  });

  it('is worth nothing with one bit changed anywhere', () => {
    const signed = signMailLink(KEY, LINK);
    const changed = (['to', 'signature'] as const).flatMap((part) => {
      const bytes = Buffer.from(signed[part], 'base64url');
      return [...bytes.keys()].map((index) => {
        const copy = Buffer.from(bytes);
        copy[index] = (copy[index] ?? 0) ^ 1;
        return { ...signed, [part]: copy.toString('base64url') };
      });
    });

    const said = changed.map((link) => readMailLink([KEY], 'stop', link));

    expect(changed.length).toBeGreaterThan(60);
    expect(said.filter(Boolean)).toEqual([]);
  });

  it('takes whatever somebody types without an error', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'digest', signMailLink(KEY, LINK).to),
    );

    fc.assert(
      fc.property(field, field, field, (to, kind, signature) => {
        expect(readMailLink([KEY], 'stop', { to, kind, signature })).toBeUndefined();
      }),
    );
  });
});
