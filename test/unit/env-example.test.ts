import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CONFIG_KEYS } from '../../src/config.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name).sort();

describe('.env.example', () => {
  it('documents every variable of the configuration once, and nothing else', () => {
    const documented = names(read('.env.example'), /^#? ?([A-Z][A-Z0-9_]*)=/gm);

    expect(documented).toEqual([...CONFIG_KEYS].sort());
  });

  it('sets nothing that the person who copies it would have to take out again', () => {
    const set = names(read('.env.example'), /^([A-Z][A-Z0-9_]*)=./gm);

    expect(set).toEqual([]);
  });
});

describe('docs/configuration.md', () => {
  it('describes every variable of the configuration once, and nothing else', () => {
    const described = names(read('docs/configuration.md'), /^\| `([A-Z][A-Z0-9_]*)` +\|/gm);

    expect(described).toEqual([...CONFIG_KEYS].sort());
  });
});
