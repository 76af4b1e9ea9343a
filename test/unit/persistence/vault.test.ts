import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createVault } from '../../../src/persistence/vault.js';

const KEY = Buffer.alloc(32, 1);
const OTHER = Buffer.alloc(32, 2);
const PLACE = 'link_credentials/21';

describe('what is encrypted', () => {
  it('can be read again at its place, whatever it is', () => {
    const vault = createVault({ current: KEY });

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
        expect(vault.open(vault.seal(text, place), place)).toBe(text);
      }),
    );
  });

  it('shows nothing of the text or the key, and is another each time', () => {
    const vault = createVault({ current: KEY });

    const sealed = [vault.seal('ghu_secret', PLACE), vault.seal('ghu_secret', PLACE)];

    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) {
      expect(text).not.toContain('ghu_secret');
      expect(text).not.toContain(Buffer.from('ghu_secret').toString('base64url'));
      expect(text).not.toContain(KEY.toString('base64url'));
    }
  });

  it.each([
    [
      'at another place',
      (sealed: string) => createVault({ current: KEY }).open(sealed, 'link_credentials/22'),
    ],
    ['with another key', (sealed: string) => createVault({ current: OTHER }).open(sealed, PLACE)],
    ['without a key', (sealed: string) => createVault({}).open(sealed, PLACE)],
    [
      'of another version',
      (sealed: string) => createVault({ current: KEY }).open(`2${sealed.slice(1)}`, PLACE),
    ],
    ['that was cut', (sealed: string) => createVault({ current: KEY }).open(sealed.slice(0, -8), PLACE)],
    ['that is nothing of ours', () => createVault({ current: KEY }).open('nonsense', PLACE)],
  ])('cannot be read %s', (_, open) => {
    const sealed = createVault({ current: KEY }).seal('ghu_secret', PLACE);

    const text = open(sealed);

    expect(text).toBeUndefined();
  });

  it('cannot be changed in any of its bits', () => {
    const vault = createVault({ current: KEY });
    const [version, id, iv, data] = vault.seal('ghu_secret', PLACE).split('.');
    const bytes = Buffer.from(data ?? '', 'base64url');

    const read = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return vault.open([version, id, iv, changed.toString('base64url')].join('.'), PLACE);
    });

    expect(new Set(read)).toEqual(new Set([undefined]));
  });

  it('with the key before can be read while the key is being changed, and is told apart', () => {
    const sealed = createVault({ current: OTHER }).seal('ghu_secret', PLACE);
    const vault = createVault({ current: KEY, previous: OTHER });

    const text = vault.open(sealed, PLACE);

    expect(text).toBe('ghu_secret');
    expect(vault.isCurrent(sealed)).toBe(false);
    expect(vault.isCurrent(vault.seal('ghu_secret', PLACE))).toBe(true);
  });

  it('needs a key, and says so', () => {
    const seal = () => createVault({}).seal('ghu_secret', PLACE);

    expect(seal).toThrow('ENCRYPTION_KEY is not set');
  });
});
