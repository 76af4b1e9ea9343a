import { describe, expect, it } from '@jest/globals';
import { nearest } from '../../../src/domain/nearest.js';

const SUBCOMMANDS = ['pending', 'show', 'history', 'mine', 'help'];

describe('the nearest word', () => {
  it.each([
    ['pending', 'pending', 'is the word itself'],
    ['PENDING', 'pending', 'is found in any case'],
    ['pendng', 'pending', 'has a letter more'],
    ['pendingg', 'pending', 'has a letter less'],
    ['oending', 'pending', 'has another letter'],
    ['pednign', 'pending', 'has its letters in order, twice'],
    ['hsow', 'show', 'has two letters swapped'],
    ['hist', 'history', 'was abbreviated'],
    ['hepl', 'help', 'is short, too'],
  ])('to “%s”, “%s”, %s', (word, expected) => {
    const found = nearest(word, SUBCOMMANDS);

    expect(found).toBe(expected);
  });

  it.each(['', 'x', 'mi', 'approve', 'xyzzy', '\0', '🎉', 'pending'.repeat(1_000)])(
    'is none for %j',
    (word) => {
      const found = nearest(word, SUBCOMMANDS);

      expect(found).toBeUndefined();
    },
  );

  it('is the first of two that are equally near', () => {
    const found = nearest('cat', ['bat', 'rat', 'hat']);

    expect(found).toBe('bat');
  });

  it('is the nearest of all, wherever it stands', () => {
    const found = nearest('newest', ['oldest', 'newets', 'newest']);

    expect(found).toBe('newest');
  });

  it('is none without candidates', () => {
    const found = nearest('show', []);

    expect(found).toBeUndefined();
  });
});
