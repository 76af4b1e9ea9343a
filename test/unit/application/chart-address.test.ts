import { describe, expect, it } from '@jest/globals';
import { createChartAddresses } from '../../../src/application/chart-address.js';

const PUBLIC = 'https://patrol.example';
const KEY = Buffer.alloc(32, 1);
const OTHER = Buffer.alloc(32, 2);
const ADDRESS = {
  organizationId: 9_007_199_254_740_991,
  timeZone: 'America/Argentina/ComodRivadavia',
  until: new Date('2026-03-02T03:00:00Z'),
  expiresAt: new Date('2026-04-01T03:00:00Z'),
};
const withKey = (current: Buffer | string, previous: Buffer[] = []) =>
  createChartAddresses({ current, previous }, PUBLIC);
const nameOf = (url = '') => url.slice(`${PUBLIC}/charts/`.length);

describe('the address of a picture', () => {
  it('is read as it was made, and is always the same', () => {
    const addresses = withKey(KEY);

    const url = addresses.urlOf(ADDRESS);

    expect(url).toMatch(/^https:\/\/patrol\.example\/charts\/[\w-]+\.[\w-]{43}\.png$/);
    expect(addresses.urlOf(ADDRESS)).toBe(url);
    expect(addresses.read(nameOf(url))).toEqual(ADDRESS);
  });

  it('says nothing once a character of it is another', () => {
    const addresses = withKey(KEY);
    const name = nameOf(addresses.urlOf(ADDRESS));

    const changed = [...name].map((character, index) => {
      const other = character === 'A' ? 'B' : 'A';
      return addresses.read(name.slice(0, index) + other + name.slice(index + 1));
    });

    // The last character of the signature has two bits that mean nothing.
    const lastOfSignature = name.length - '.png'.length - 1;
    expect(changed.filter((read, index) => read !== undefined && index !== lastOfSignature)).toEqual([]);
  });

  it.each(['', '.png', 'x', '..png', `${'a'.repeat(9_000)}.${'a'.repeat(43)}.png`, 'e30.e30.png'])(
    'is not %j',
    (name) => {
      expect(withKey(KEY).read(name)).toBeUndefined();
    },
  );

  it('is good with the key that went before, and with no other', () => {
    const name = nameOf(withKey(KEY).urlOf(ADDRESS));

    expect(withKey(OTHER, [KEY]).read(name)).toEqual(ADDRESS);
    expect(withKey(OTHER).read(name)).toBeUndefined();
    expect(withKey('a secret').read(name)).toBeUndefined();
  });

  it('is none without a public address', () => {
    const addresses = createChartAddresses({ current: KEY, previous: [] }, undefined);

    expect(addresses.urlOf(ADDRESS)).toBeUndefined();
  });
});
